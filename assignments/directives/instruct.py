"""Giving an instruction on a work, or recording a leader's."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from assignments.directives.forms import InstructionForm, add_refusal
from assignments.directives.verbs import issue_directive, leaders_of
from assignments.ledger import access
from assignments.ledger.writing import REFUSALS
from assignments.models import Directive, Work


@require_http_methods(["GET", "HEAD", "POST"])
def instruct(request: access.Request, pk: int) -> HttpResponse:
    """The form of an instruction; once it is given, the page that the form stood on."""
    work = get_object_or_404(access.works(request.user), pk=pk)
    may = access.can_instruct(request.user, work)
    access.demand(may, "您不牵头这项工作，不能批示。")
    form = InstructionForm(
        request.POST or None,
        work=work,
        leaders=leaders_of(work),
        user=request.user,
        as_of=timezone.localdate(),
    )
    if request.method == "POST" and form.is_valid():
        directive = given(request, work, form)
        if directive is not None:
            units = "、".join(str(unit) for unit in directive.units.all())
            messages.success(request, f"已发送承办单位：{units}。")
            page = reverse("directives:directive", args=[directive.pk])
            return redirect(way_back(request) or page)
    context = {"work": work, "form": form, "next": way_back(request)}
    return render(request, "directives/instruct.html", context)


def given(
    request: access.Request, work: Work, form: InstructionForm
) -> Directive | None:
    """The new instruction, or None where it is refused and the form says why."""
    try:
        return issue_directive(work=work, by=request.user, **form.content())
    except REFUSALS as refusal:
        add_refusal(form, refusal)
        return None


def way_back(request: access.Request) -> str:
    """The page of ours that the form was filled in on, where it was not its own."""
    address = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(address, {request.get_host()})
    return address if is_ours else ""
