"""The page of saved filters: name the present one, take one away."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from assignments.boards.filter_verbs import delete_filter, save_filter
from assignments.boards.filters import TaskFilter
from assignments.fields.text_field import LineField
from assignments.ledger import access
from assignments.ledger.writing import sentences
from assignments.models import SavedFilter

KEPT = (*TaskFilter.base_filters, "sort", "columns")
"""What a saved filter keeps; the period and the page are those of the moment."""


class FilterForm(forms.Form):
    """Name a filter. Only the office is offered to share it."""

    name = LineField(
        label="名称",
        max_length=40,
        error_messages={
            "required": "请给这个筛选起个名称。",
        },
    )
    shared = forms.BooleanField(label="共享给所有人", required=False)
    query = LineField(
        widget=forms.HiddenInput, required=False, max_length=4000, strip=False
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        if not access.can_share_filters(user):
            del self.fields["shared"]

    def clean_query(self) -> str:
        query = kept(self.cleaned_data["query"])
        if not query:
            raise ValidationError(
                "现在没有筛选条件，没有可保存的。请先在任务台账中筛选。"
            )
        if len(query) > SavedFilter._meta.get_field("query").max_length:
            raise ValidationError("筛选条件太长，不能保存。请去掉一些条件。")
        return query


@dataclass(frozen=True)
class Saved:
    """A saved filter as the ledger and its own page show it."""

    record: SavedFilter
    url: str
    is_shared: bool
    may_delete: bool


def kept(query: str) -> str:
    """The part of an address that a saved filter keeps, in one order."""
    fields = QueryDict(query.lstrip("?"))
    pairs = [(name, value) for name in KEPT for value in fields.getlist(name) if value]
    return urlencode(pairs)


def saved_filters(user, period_code: str) -> list[Saved]:
    """One's own and the shared ones, each with its address in a period. One query."""
    return [
        Saved(
            record,
            f"{reverse('boards:tasks')}?{urlencode({'period': period_code})}&{record.query}",
            record.owner_id is None,
            access.can_change_filter(user, record),
        )
        for record in access.saved_filters(user)
    ]


def keep(request: access.Request, form: FilterForm) -> HttpResponse | None:
    given = form.cleaned_data
    try:
        record = save_filter(
            name=given["name"],
            query=given["query"],
            shared=given.get("shared", False),
            by=request.user,
        )
    except ValidationError as refusal:
        form.add_error("name", sentences(refusal))
        return None
    messages.success(request, f"已保存常用筛选“{record.name}”。")
    return redirect(f"{reverse('boards:tasks')}?{record.query}")


def context(form: FilterForm, user) -> dict[str, Any]:
    """What templates/boards/filters.html shows."""
    return {"form": form, "saved": saved_filters(user, "")}


@require_http_methods(["GET", "HEAD", "POST"])
def filters(request: access.Request) -> HttpResponse:
    """Keep the present filter of the ledger under a name."""
    start = {"query": request.GET.get("query", "")}
    form = FilterForm(request.POST or None, initial=start, user=request.user)
    if request.method == "POST" and form.is_valid():
        answer = keep(request, form)
        if answer:
            return answer
    return render(request, "boards/filters.html", context(form, request.user))


@require_POST
def delete_saved_filter(request: access.Request, pk: int) -> HttpResponse:
    """Take a saved filter away."""
    record = access.saved_filters(request.user).filter(pk=pk).first()
    if record is None:
        raise Http404("没有这个常用筛选。")
    delete_filter(saved=record, by=request.user)
    messages.success(request, f"已删除常用筛选“{record.name}”。")
    return redirect("boards:filters")
