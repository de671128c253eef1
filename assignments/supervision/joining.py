"""The page on which the office joins works that are one, or parts a task from a joint one."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from assignments.fields.text_field import LineField
from assignments.ledger import access
from assignments.ledger.writing import REFUSALS, sentences
from assignments.models import Task, Work
from assignments.rules.keys import key_of
from assignments.rules.lengths import too_long
from assignments.rules.likeness import Grams, grams, likeness
from assignments.supervision import joining_verbs
from assignments.supervision.joining_verbs import NO_REASON, settled

MOST = 8
"""Works that are offered at once: as many as can be read without scrolling."""
ALIKE = 0.2
"""Works less alike are not proposed; they can still be looked for."""

REASON = {"required": NO_REASON}
# Longer than any title of a work.
LONGEST_SEARCH = 100

JOIN_ID, PART_ID = "join-%s", "part-%s"
"""Both forms have a reason; their boxes must not share an id."""


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

    def __init__(self, *args: Any, others: list[Work], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keys = [work.pk for work in others]
        field = self.fields["other"]
        assert isinstance(field, forms.ModelChoiceField)  # as declared above
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

    def __init__(self, *args: Any, work: Work, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["task"]
        assert isinstance(field, forms.ModelChoiceField)  # as declared above
        field.queryset = work.tasks.select_related("work")


class JoiningPage:
    """One work, what it could be joined with, and what could be taken out of it."""

    def __init__(self, pk: int, request: access.Request) -> None:
        self.work: Work = get_object_or_404(access.works(request.user), pk=pk)
        access.demand(access.can_join(request.user), "合并与拆分由督查室办理。")
        self.request = request
        self.wanted = request.GET.get("q", "").strip()
        self.wrong = too_long(self.wanted, LONGEST_SEARCH, "查找的内容")
        self.tasks = list(self.work.tasks.select_related("leader", "plan"))
        self.others = self.listed()
        self.join = JoinForm(others=self.others, auto_id=JOIN_ID)
        self.part = PartForm(work=self.work, auto_id=PART_ID)

    def listed(self) -> list[Work]:
        """What is offered to join with."""
        if self.wrong:
            return []
        return self.matches() if self.wanted else self.alike()

    def candidates(self) -> QuerySet[Work]:
        rows = Work.objects.filter(
            year=self.work.year, kind=self.work.kind, tasks__isnull=False
        )
        return rows.exclude(pk=self.work.pk).distinct().order_by("order", "id")

    def matches(self) -> list[Work]:
        """By number or by words of the task."""
        number = key_of(self.wanted)
        wanted = Q(tasks__text__icontains=self.wanted)
        if number:
            wanted = Q(tasks__number=number)
        return list(self.candidates().filter(wanted)[:MOST])

    def alike(self) -> list[Work]:
        """Those whose words are most like this one's, the most alike first."""
        words = described(self.work.title, self.tasks)
        rated = []
        for work in self.candidates().prefetch_related("tasks"):
            rate = likeness(words, described(work.title, work.tasks.all()))
            if rate >= ALIKE:
                rated.append((rate, work))
        rated.sort(key=lambda pair: -pair[0])
        return [work for _, work in rated[:MOST]]

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


def described(title: str, tasks: Iterable[Task]) -> Grams:
    return Grams(grams(title), tuple(grams(task.text) for task in tasks))


@require_safe
def joining(request: access.Request, work: int) -> HttpResponse:
    """Make two works one, or take a task out of a joint one."""
    return show(request, JoiningPage(work, request))


@require_POST
def join_works(request: access.Request, work: int) -> HttpResponse:
    page = JoiningPage(work, request)
    form = page.join = JoinForm(request.POST, others=page.others, auto_id=JOIN_ID)
    if not form.is_valid():
        return show(request, page)
    try:
        joined = joining_verbs.join_works(
            kept=page.work, by=request.user, **form.cleaned_data
        )
    except REFUSALS as refusal:
        form.add_error(None, sentences(refusal))
        return show(request, page)
    message = "已合并为一项工作：填报一次，评定一次，只计一项。请核对目标。"
    messages.success(request, message)
    return redirect("boards:work", joined.pk)


@require_POST
def part_task(request: access.Request, work: int) -> HttpResponse:
    page = JoiningPage(work, request)
    form = page.part = PartForm(request.POST, work=page.work, auto_id=PART_ID)
    if not form.is_valid():
        return show(request, page)
    try:
        new_work = joining_verbs.part_task(by=request.user, **form.cleaned_data)
    except REFUSALS as refusal:
        form.add_error(None, sentences(refusal))
        return show(request, page)
    messages.success(request, "已单列为一项工作。请核对两项工作各自的目标。")
    return redirect("boards:work", new_work.pk)


def show(request: access.Request, page: JoiningPage) -> HttpResponse:
    return render(request, "supervision/joining.html", page.context())
