"""The filters of the ledger of tasks: what an address asks for, checked, becomes a Selection.

The names of the fields are those of `ledger.figures.Selection`, so that the query of every
count on every page is an address of this form. Whether a task is in the list is decided by
the board; django-filter supplies the form, its checks and its messages.
"""

from collections.abc import Container, Iterable
from dataclasses import dataclass, fields, replace

import django_filters
from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join

from assignments.boards.text import words_of
from assignments.choices import Duty, Group, Level, Move, TaskKind
from assignments.fields.text_field import LineField
from assignments.ledger.figures import Board
from assignments.ledger.lines import WorkLine
from assignments.ledger.selections import Selection, chosen_works
from assignments.models import Task

YES_NO = [("yes", "是"), ("no", "否")]
COUNTED = [("task", "按条（共同任务各计一条）"), ("work", "按项（共同任务计一项）")]
NOBODY = {
    "leader": "%(value)s：本年度没有这位领导牵头的任务。请重新选择牵头领导，或点“清除筛选”。",
    "co_leader": "%(value)s：本年度没有这位领导协同的任务。请重新选择协同领导，或点“清除筛选”。",
    "unit": "%(value)s：本年度没有这个单位的任务。请重新选择单位，或点“清除筛选”。",
}
NO_CHOICE = "“%(value)s”不是可选的值。请从列表中选择，或点“清除筛选”。"
Row = tuple[WorkLine, list[Task]]


class QuickSelect(forms.Select):
    """A select box written in one go: Django's own draws a template for each of the two hundred
    options of the form, which took as long as the table's rows."""

    def render(self, name, value, attrs=None, renderer=None):
        chosen = set(self.format_value(value))
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            (
                (key, " selected" if str(key) in chosen else "", label)
                for key, label in self.choices
            ),
        )
        return format_html(
            '<select name="{}"{}>{}</select>',
            name,
            flatatt(self.build_attrs(self.attrs, attrs)),
            options,
        )


def choice(label: str, choices, **more) -> django_filters.ChoiceFilter:
    """A select box that does not touch the queryset: the board applies it."""
    more.setdefault("empty_label", "全部")
    return django_filters.ChoiceFilter(
        label=label,
        choices=choices,
        method="leave",
        error_messages={"invalid_choice": NO_CHOICE},
        widget=QuickSelect,
        **more,
    )


def person(label: str, name: str) -> django_filters.TypedChoiceFilter:
    """A select box of leaders or units; its choices come from the board of the page."""
    return django_filters.TypedChoiceFilter(
        label=label,
        choices=[],
        coerce=int,
        method="leave",
        error_messages={"invalid_choice": NOBODY[name]},
        widget=QuickSelect,
    )


class WorksInput(forms.HiddenInput):
    """Ticked works, however the address names them: works=1,2 or works=1&works=2."""

    def value_from_datadict(self, data, files, name):
        return ",".join(data.getlist(name)) if name in data else None


class WorksField(forms.Field):
    """`known` are the ids of the works of the board, put in by the form."""

    widget = WorksInput
    known: Container[int] = ()

    def to_python(self, value: str | None) -> tuple[int, ...]:
        return () if value is None else chosen_works([value], self.known)


class WordsFilter(django_filters.Filter):
    field_class = LineField


class WorksFilter(django_filters.Filter):
    field_class = WorksField


class TaskFilter(django_filters.FilterSet):
    """The form above the ledger. Give it the page's board: leaders and units to choose from
    are those of its year, so that the form costs no query."""

    words = WordsFilter(
        label="关键词",
        method="leave",
        max_length=60,
        widget=forms.TextInput(
            attrs={"type": "search", "placeholder": "序号、内容、备注、单位或领导"}
        ),
    )
    kind = choice("类别", TaskKind.choices)
    leader = person("牵头领导", "leader")
    co_leader = person("协同领导", "co_leader")
    unit = person("单位", "unit")
    duty = choice("责任类型", Duty.choices)
    standing = choice("评定", Group.choices)
    move = choice("变化", Move.choices)
    reported = choice(
        "是否报送",
        [("yes", "已报送"), ("no", "未报送"), ("owed", "应报送（已报和未报）")],
    )
    joint = choice("共同任务", YES_NO)
    level = choice("层级", Level.choices)
    works = WorksFilter(label="所选工作", method="leave")
    by = choice("计数方式", COUNTED, empty_label=None)

    class Meta:
        model = Task
        fields: list[str] = []

    def __init__(self, data, *, board: Board):
        super().__init__(data, queryset=Task.objects.none())
        self.board = board
        self.form.fields["leader"].choices = [("", "全部"), *leader_choices(board)]
        self.form.fields["co_leader"].choices = [
            ("", "全部"),
            *co_leader_choices(board),
        ]
        self.form.fields["unit"].choices = [("", "全部"), *unit_choices(board)]
        self.form.fields["works"].known = board.by_work
        self.labels = {
            name: {str(value): label for value, label in field.choices}
            for name, field in self.form.fields.items()
            if hasattr(field, "choices")
        }

    @property
    def values(self) -> dict[str, list]:
        """{field: its values to choose from}."""
        return {
            name: [value for value, _ in field.choices if value != ""]
            for name, field in self.form.fields.items()
            if hasattr(field, "choices")
        }

    def say_how_many(self, counts_by_field: dict[str, dict]) -> None:
        """Put behind each choice how many entries it would leave: 进度偏慢 · 9. A field of
        django-filter puts its own 全部 before whatever it is given."""
        for name, counts in counts_by_field.items():
            field = self.form.fields[name]
            has_own = getattr(field, "empty_label", None) is not None
            field.choices = [
                (value, f"{label} · {counts[value]}" if value in counts else label)
                for value, label in field.choices
                if value != "" or not has_own
            ]

    def leave(self, queryset, name, value):
        return queryset

    @property
    def question(self) -> "Question":
        """What was asked. Only after `is_valid()`."""
        cleaned = self.form.cleaned_data
        known = {
            f.name: cleaned[f.name] for f in fields(Selection) if cleaned.get(f.name)
        }
        return Question(Selection(**known), words_of(cleaned["words"]))

    @property
    def active(self) -> list[tuple[str, str, str]]:
        """The filters in force as (name, label, chosen words), to be taken away one by one."""
        active_filters = []
        for name, value in self.form.cleaned_data.items():
            if value in ("", None, ()) or (name, value) == ("by", "task"):
                continue
            words = self.labels.get(name, {}).get(str(value), value)
            if name == "works":
                words = f"{len(value)} 项"
            active_filters.append((name, self.form.fields[name].label, str(words)))
        return active_filters


@dataclass(frozen=True)
class Question:
    """A Selection and the words that every entry must hold."""

    selection: Selection
    words: tuple[str, ...] = ()

    def rows(self, board: Board) -> list[Row]:
        """The entries of the list, in the order of the notice."""
        return [
            row for row in board.rows(self.selection) if holds_words(row, self.words)
        ]

    def narrowed(self, **more) -> "Question":
        return Question(replace(self.selection, **more), self.words)


def holds_words(row: Row, words: Iterable[str]) -> bool:
    """Whether every word stands in the number, text, remark, title, or in the name of a
    unit or leader. A word of digits also means the number itself."""
    if not words:
        return True
    line, tasks = row
    text = " ".join(searchable(line, tasks)).casefold()
    numbers = {str(task.number) for task in tasks}
    return all(word.casefold() in text or word in numbers for word in words)


def searchable(line: WorkLine, tasks: list[Task]) -> list[str]:
    leaders = [*line.leaders, *(co.leader for co in line.co_leaders)]
    units = [duty.unit.name for duty in line.duties]
    return [
        line.work.title,
        *(task.text for task in tasks),
        *(task.remark for task in tasks),
        *(leader.full for leader in leaders),
        *units,
    ]


def leader_choices(board: Board) -> list[tuple[int, str]]:
    leaders = {task.leader_id: task.leader for task in board.tasks if task.leader}
    return [(leader.pk, leader.name) for leader in sorted(leaders.values(), key=place)]


def co_leader_choices(board: Board) -> list[tuple[int, str]]:
    by_id = {co.leader_id: co.leader for line in board.lines for co in line.co_leaders}
    return [(leader.pk, leader.name) for leader in sorted(by_id.values(), key=place)]


def unit_choices(board: Board) -> list[tuple[int, str]]:
    """Everybody with a duty; the members of a group too, who carry what it carries."""
    units = {unit.pk: unit for line in board.lines for unit in line.carriers}
    return [(unit.pk, unit.name) for unit in sorted(units.values(), key=place)]


def place(row) -> tuple[int, int]:
    return row.order, row.pk
