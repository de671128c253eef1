"""The page on which the office joins works that are one, or parts a task from a joint one."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from assignments.fields.text_field import LineField
from assignments.ledger import access
from assignments.ledger.writing import REFUSALS, sentences
from assignments.models import Task, Work
from assignments.rules.keys import key_of
from assignments.rules.lengths import too_long
from assignments.rules.likeness import Grams, grams, likeness
from assignments.supervision.joining_verbs import (
    NO_REASON,
    join_works,
    part_task,
    settled,
)

MOST = 8
ALIKE = 0.2
"""Works less alike are not proposed; they can still be looked for."""

REASON = {"required": NO_REASON}
LONGEST_SEARCH = 100


class WorkChoice(forms.ModelChoiceField):
    def label_from_instance(self, work: Work) -> str:
        tasks = work.tasks.all()
        numbers = "、".join(str(task.number) for task in tasks)
        leaders = "、".join(task.leader.name for task in tasks if task.leader)
        return f"{numbers}. {work.title}" + (f"（{leaders}）" if leaders else "")


class JoinForm(forms.Form):
    """Which other work is the same, and why."""

    other = WorkChoice(
        label="与哪一项合并",
        queryset=Work.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={
            "required": "请选择一项。",
            "invalid_choice": "请从列出的工作中选择。",
        },
    )
    reason = LineField(
        label="合并理由",
        max_length=150,
        error_messages=REASON,
        help_text="显示在工作页上，如“两位领导名下为同一项目”。",
    )

    def __init__(self, *args: Any, others: list[Work], **kwargs: Any):
        super().__init__(*args, **kwargs)
        keys = [work.pk for work in others]
        field = self.fields["other"]
        field.queryset = (
            Work.objects.filter(pk__in=keys)
            .prefetch_related("tasks__leader")
            .order_by("order", "id")
        )


class PartForm(forms.Form):
    """Which task stands by itself again, under what name, and why."""

    task = forms.ModelChoiceField(
        label="拆出哪一条",
        queryset=Task.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={
            "required": "请选择一条。",
            "invalid_choice": "请从列出的任务中选择。",
        },
    )
    title = LineField(
        label="新工作的简称",
        max_length=120,
        error_messages={"required": "请写简称。"},
    )
    reason = LineField(label="拆分理由", max_length=150, error_messages=REASON)

    def __init__(self, *args: Any, work: Work, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["task"].queryset = work.tasks.select_related("work")


class JoiningPage:
    """One work, what it could be joined with, and what could be taken out of it."""

    def __init__(self, pk: int, request: HttpRequest):
        self.work: Work = get_object_or_404(access.works(request.user), pk=pk)
        access.demand(access.can_join(request.user), "合并与拆分由督查室办理。")
        self.request = request
        self.wanted = request.GET.get("q", "").strip()
        self.wrong = too_long(self.wanted, LONGEST_SEARCH, "查找的内容")
        self.tasks = list(self.work.tasks.select_related("leader", "plan"))
        self.others = self.listed()
        action, data = request.POST.get("action", ""), request.POST or None
        self.join = JoinForm(
            data if action == "join" else None, others=self.others, auto_id="join-%s"
        )
        self.part = PartForm(
            data if action == "part" else None, work=self.work, auto_id="part-%s"
        )

    def listed(self) -> list[Work]:
        """What is offered to join with."""
        if self.wrong:
            return []
        return self.found() if self.wanted else self.alike()

    def candidates(self):
        rows = Work.objects.filter(
            year=self.work.year, kind=self.work.kind, tasks__isnull=False
        )
        return rows.exclude(pk=self.work.pk).distinct().order_by("order", "id")

    def found(self) -> list[Work]:
        """By number or by words of the task."""
        number = key_of(self.wanted)
        asked = (
            Q(tasks__number=number) if number else Q(tasks__text__icontains=self.wanted)
        )
        return list(self.candidates().filter(asked)[:MOST])

    def alike(self) -> list[Work]:
        """Those whose words are most like this one's, the most alike first."""
        own = described(self.work.title, self.tasks)
        rows = self.candidates().prefetch_related("tasks")
        rated = [
            (likeness(own, described(work.title, work.tasks.all())), work)
            for work in rows
        ]
        rated = sorted(
            (one for one in rated if one[0] >= ALIKE), key=lambda one: -one[0]
        )
        return [work for _, work in rated[:MOST]]

    def act(self) -> HttpResponse | None:
        """What a post asks for; None where a form needs mending."""
        form = self.part if self.part.is_bound else self.join
        if not form.is_valid():
            return None
        given = form.cleaned_data | {"by": self.request.user}
        try:
            if form is self.join:
                work = join_works(kept=self.work, **given)
                messages.success(
                    self.request,
                    "已合并为一项工作：填报一次，评定一次，只计一项。请核对目标。",
                )
            else:
                work = part_task(**given)
                messages.success(
                    self.request, "已单列为一项工作。请核对两项工作各自的目标。"
                )
        except REFUSALS as refusal:
            form.add_error(None, sentences(refusal))
            return None
        return redirect("boards:work", work.pk)

    def context(self) -> dict[str, Any]:
        """What templates/supervision/joining.html shows."""
        return {
            "work": self.work,
            "tasks": self.tasks,
            "settled": settled(self.work.year),
            "wanted": self.wanted,
            "wrong": self.wrong,
            "others": self.others,
            "join": self.join,
            "part": self.part if len(self.tasks) > 1 else None,
        }


def described(title: str, tasks) -> Grams:
    return Grams(grams(title), tuple(grams(task.text) for task in tasks))
