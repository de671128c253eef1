"""The page of one row: what the document says, what will be imported, and what is odd."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from assignments.choices import ImportKind, ImportState
from assignments.intake import verbs
from assignments.intake.comparing.joining import companions
from assignments.intake.comparing.preview import Preview, preview_of
from assignments.intake.comparing.preview_row import ALL, PreviewRow
from assignments.intake.pages.batch_page import chosen_tab
from assignments.intake.pages.doors import opened
from assignments.intake.pages.forms import RowForm
from assignments.intake.pages.target_forms import TargetForms
from assignments.intake.stored_reading import CONFIRMED
from assignments.ledger import access
from assignments.ledger.writing import REFUSALS, StaleVersion, sentences
from assignments.models import ImportBatch

CHANGED_SINCE = "您打开本页之后，这一行又有改动。您填的还在框内；再次保存将以您的为准。"


@require_http_methods(["GET", "HEAD", "POST"])
def row(request: access.Request, key: int, index: int) -> HttpResponse:
    """One row of the document: mend it, its units and targets."""
    page = RowPage.open(request, key, index)
    if request.method == "POST":
        return page.mend()
    return render(request, "intake/row.html", page.context())


@require_POST
def row_with_target(request: access.Request, key: int, index: int) -> HttpResponse:
    """The same page with what was typed and one more line for a target; nothing is saved."""
    page = RowPage.open(request, key, index)
    targets = TargetForms.of(page.row.row, request.POST, blank=1)
    context = {**page.context(RowForm(request.POST), targets), "grown": True}
    return render(request, "intake/row.html", context)


@require_POST
def leave_row_out(request: access.Request, key: int, index: int) -> HttpResponse:
    page = RowPage.open(request, key, index)
    return page.change({"left_out": "人工选择暂不导入"}, "这一行暂不导入。")


@require_POST
def take_row_in(request: access.Request, key: int, index: int) -> HttpResponse:
    page = RowPage.open(request, key, index)
    return page.change({"left_out": None}, "这一行重新列入导入。")


@require_POST
def restore_row(request: access.Request, key: int, index: int) -> HttpResponse:
    """The row as it was read: nothing of what a person decided about it stays."""
    page = RowPage.open(request, key, index)
    nothing = {"values": None, "duties": None, "left_out": None}
    return page.change(nothing, "已恢复为文件原文。")


@dataclass
class RowPage:
    request: access.Request
    batch: ImportBatch
    preview: Preview
    row: PreviewRow

    @classmethod
    def open(cls, request: access.Request, key: int, index: int) -> "RowPage":
        """404 where the document has no such row, or the batch is no preview any more."""
        batch = opened(request, key)
        is_plan_preview = (
            batch.state == ImportState.PREVIEW and batch.kind == ImportKind.PLAN
        )
        if not is_plan_preview or not batch.rows.filter(index=index).exists():
            raise Http404("这一行不在待确认的导入中。")
        preview = preview_of(batch)
        return cls(request, batch, preview, preview.rows[index])

    @property
    def show(self) -> str:
        """The filter of the list that the row was opened from."""
        return chosen_tab(self.request) or ALL

    def neighbours(self) -> tuple[int | None, int | None]:
        """The rows before and after in that list."""
        listed = [row.index for row in self.preview.select(self.show)]
        before = [index for index in listed if index < self.row.index]
        after = [index for index in listed if index > self.row.index]
        return (before[-1] if before else None), (after[0] if after else None)

    @property
    def mark(self) -> str:
        """What has been decided about the row, as one word. A page that comes back for an error
        keeps the one it was opened with, so that saving it again still asks whether somebody
        decided since."""
        return verbs.mark_of(self.batch, self.row.index)

    @property
    def carrier(self) -> str:
        """The row that brings the targets, where this one joins it; nothing where it brings its
        own."""
        group = companions(self.preview.pairs).get(self.row.index, [self.row.index])
        return (
            self.preview.rows[group[0]].label
            if self.row.is_new and group[0] != self.row.index
            else ""
        )

    def context(
        self, form: RowForm | None = None, targets: TargetForms | None = None
    ) -> dict:
        before, after = self.neighbours()
        return {
            "batch": self.batch,
            "row": self.row,
            "form": form or RowForm(initial=RowForm.initial_of(self.row.row)),
            "targets": targets or TargetForms.of(self.row.row),
            "carrier": self.carrier,
            "show": self.show,
            "seen": self.request.POST.get("seen") or self.mark,
            "original": self.batch.rows.get(index=self.row.index).content,
            "before": before,
            "after": after,
        }

    def mend(self) -> HttpResponse:
        """Keep what was typed; where something is wrong everything typed is shown again."""
        form = RowForm(self.request.POST)
        targets = TargetForms.of(self.row.row, self.request.POST)
        if not all([form.is_valid(), targets.is_valid()]):
            return render(self.request, "intake/row.html", self.context(form, targets))
        values = {
            **verbs.decided(self.batch, self.row.index).get("values", {}),
            **form.values(self.row.row),
        }
        wanted = targets.answers(form.cleaned_data["text"])
        if wanted != self.row.row["targets"]:
            values["targets"] = wanted
        given: dict = {"values": values or None}
        if {"lead", "cooperating"} & set(form.values(self.row.row)):
            given["duties"] = CONFIRMED
        try:
            return self.change(given, "已保存这一行。", self.request.POST.get("seen"))
        except StaleVersion as stale:
            self.batch = stale.current
            form.add_error(None, CHANGED_SINCE)
            page = {**self.context(form, targets), "seen": self.mark}
            return render(self.request, "intake/row.html", page)

    def change(
        self, given: dict, message: str, seen: str | None = None
    ) -> HttpResponse:
        """Keep what was decided; StaleVersion where the row is not as it was `seen`."""
        try:
            verbs.change_rows(
                batch=self.batch,
                rows={self.row.index: given},
                by=self.request.user,
                reason=f"{self.row.label}：{message}",
                seen=seen,
            )
        except StaleVersion:
            raise
        except REFUSALS as refusal:
            messages.error(self.request, sentences(refusal)[0])
        else:
            messages.success(self.request, f"{self.row.label}：{message}")
        query_string = f"?show={self.show}&at={self.row.index}#at"
        return redirect(
            f"{reverse('intake:batch', args=[self.batch.pk])}{query_string}"
        )
