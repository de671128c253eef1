"""The page of one row: what the document says, what will be imported, and what is odd."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from assignments.choices import ImportKind, ImportState
from assignments.intake import verbs
from assignments.intake.forms import RowForm, TargetForm, target_forms
from assignments.intake.preview import Preview, PreviewRow, preview_of
from assignments.ledger.writing import REFUSALS, sentences
from assignments.models import ImportBatch


@dataclass
class RowPage:
    request: HttpRequest
    batch: ImportBatch
    preview: Preview
    row: PreviewRow

    @classmethod
    def open(cls, request: HttpRequest, batch: ImportBatch, index: int) -> "RowPage":
        """404 where the document has no such row, or the batch is no preview any more."""
        wrong = batch.state != ImportState.PREVIEW or batch.kind != ImportKind.PLAN
        if wrong or not batch.rows.filter(index=index).exists():
            raise Http404("这一行不在待确认的导入中。")
        preview = preview_of(batch)
        return cls(request, batch, preview, preview.rows[index])

    def context(self, form: RowForm | None = None, targets: list[TargetForm] | None = None) -> dict:
        return {
            "batch": self.batch,
            "row": self.row,
            "form": form or RowForm(initial=RowForm.initial_of(self.row.row)),
            "targets": targets if targets is not None else target_forms(self.row.row),
            "original": self.batch.rows.get(index=self.row.index).content,
            "before": self.row.index - 1 if self.row.index else None,
            "after": self.row.index + 1 if self.row.index + 1 < len(self.preview.rows) else None,
        }

    def posted(self) -> HttpResponse:
        action = self.request.POST.get("action", "")
        if action == "save":
            return self.save()
        choices: dict[str, tuple[dict, str]] = {
            "leave_out": ({"left_out": "人工选择暂不导入"}, "这一行暂不导入。"),
            "take_in": ({"left_out": None}, "这一行重新列入导入。"),
            "original": ({"values": None, "duties": None, "left_out": None}, "已恢复为文件原文。"),
        }
        given = choices.get(action)
        if given is None:
            return HttpResponse(
                "不知道要做什么：缺少 action。", status=400, content_type="text/plain; charset=utf-8"
            )
        return self.change(given[0], given[1])

    def save(self) -> HttpResponse:
        """Keep what was typed; where something is wrong everything typed is shown again."""
        form, targets = RowForm(self.request.POST), target_forms(self.row.row, self.request.POST)
        if not all([form.is_valid(), *[target.is_valid() for target in targets]]):
            return render(self.request, "intake/row.html", self.context(form, targets))
        values = {**self.stored_values(), **form.values(self.row.row)}
        wanted = [target.answer(target.initial_target) for target in targets]
        if wanted != self.row.row["targets"]:
            values["targets"] = wanted
        given: dict = {"values": values or None}
        if {"lead", "cooperating"} & set(form.values(self.row.row)):
            given["duties"] = "confirmed"
        return self.change(given, "已保存这一行。")

    def stored_values(self) -> dict:
        return self.batch.answers.get("rows", {}).get(str(self.row.index), {}).get("values", {})

    def change(self, given: dict, done: str) -> HttpResponse:
        try:
            verbs.change_rows(
                batch=self.batch,
                rows={self.row.index: given},
                by=self.request.user,
                reason=f"{self.row.label}：{done}",
            )
        except REFUSALS as refusal:
            messages.error(self.request, sentences(refusal)[0])
        else:
            messages.success(self.request, f"{self.row.label}：{done}")
        return redirect(f"{reverse('intake:batch', args=[self.batch.pk])}?show=all#row-{self.row.index}")
