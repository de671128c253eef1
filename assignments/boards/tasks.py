"""The ledger of tasks (任务台账): the list behind every count on every page."""

from collections import Counter
from functools import cached_property
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.urls import reverse

from assignments.boards.columns import COLUMNS, FIXED, USUAL, Column, Entry, Heading
from assignments.boards.facets import facets
from assignments.boards.filters import Question, TaskFilter
from assignments.boards.saved import saved_filters
from assignments.choices import Group
from assignments.ledger import access
from assignments.ledger.calendar import Calendar
from assignments.ledger.figures import Board
from assignments.ledger.selections import Count

PAGE_SIZE = 50


class Ledger:
    """One page of the list as the address asks for it. `form.is_valid()` decides whether
    there are rows at all: a wrong value shows its error and an empty list."""

    def __init__(self, calendar: Calendar, address: QueryDict, user=None):
        self.calendar = calendar
        self.user = user
        self.address = address
        self.board = Board(calendar.chosen).with_targets()
        self.filter = TaskFilter(address, board=self.board)
        self.is_valid = self.filter.is_valid()
        if self.is_valid:
            self.filter.say_how_many(
                facets(self.board, self.question, self.filter.values)
            )

    @property
    def form(self):
        return self.filter.form

    @cached_property
    def question(self) -> Question:
        return self.filter.question

    @cached_property
    def entries(self) -> list[Entry]:
        """Every entry of the list in the order asked for."""
        if not self.is_valid:
            return []
        words = self.question.words
        entries = [
            Entry(line, tasks, words) for line, tasks in self.question.rows(self.board)
        ]
        key = {column.name: column.key for column in COLUMNS}[self.sort.lstrip("-")]
        return sorted(entries, key=key, reverse=self.sort.startswith("-"))

    @property
    def total(self) -> int:
        return len(self.entries)

    @cached_property
    def page(self) -> Page:
        return Paginator(self.entries, PAGE_SIZE).get_page(self.address.get("page"))

    @property
    def sort(self) -> str:
        """The column to sort by, "-" before it for downwards; unknown ones mean the number."""
        asked = self.address.get("sort", "")
        known = {column.name for column in COLUMNS}
        return asked if asked.removeprefix("-") in known else "number"

    @cached_property
    def columns(self) -> list[Column]:
        """Chosen columns in the order of the table; the usual ones where none was chosen."""
        chosen = self.address.getlist("columns") or USUAL
        return [column for column in COLUMNS if column.fixed or column.name in chosen]

    @property
    def is_wide(self) -> bool:
        """Other columns than the usual ones: the table then scrolls in its own frame, head and
        number staying."""
        return not {column.name for column in self.columns} <= set(USUAL)

    @property
    def column_choices(self) -> list[tuple[Column, bool]]:
        return [
            (column, column in self.columns) for column in COLUMNS if not column.fixed
        ]

    @property
    def headings(self) -> list[Heading]:
        return [self.heading(column) for column in self.columns]

    def heading(self, column: Column) -> Heading:
        direction = ""
        if self.sort.lstrip("-") == column.name:
            direction = "down" if self.sort.startswith("-") else "up"
        return Heading(
            column,
            self.query(sort=("-" if direction == "up" else "") + column.name),
            direction,
        )

    @property
    def measure(self) -> str:
        """What the entries are counted in: rows of the notice, or pieces of work."""
        return "项" if self.is_valid and self.question.selection.by == "work" else "条"

    @property
    def all_url(self) -> str:
        return f"{reverse('boards:tasks')}?{urlencode({'period': self.calendar.chosen.code})}"

    @property
    def more_is_open(self) -> bool:
        """Whether a filter that is folded away is in force, or wrong."""
        names = {"co_leader", "move", "joint", "level"}
        return any(self.address.get(name) for name in names) or bool(
            names & set(self.form.errors)
        )

    @cached_property
    def standings(self) -> list[Count]:
        """How many of what is shown stand where, each the way to that part of the list."""
        counts = Counter(str(entry.line.group) for entry in self.entries)
        return [
            Count(
                counts[group.value],
                self.query(standing=group.value),
                group.value,
                group.label,
            )
            for group in Group
            if counts[group.value]
        ]

    def query(self, **changes: Any) -> str:
        """The present address with some parameters changed and the page forgotten; an
        empty value takes a parameter away."""
        pairs = {
            name: self.address.getlist(name)
            for name in self.address
            if name not in ("page", "checked")
        }
        if set(pairs.get("columns", USUAL)) == set(USUAL) - FIXED:
            pairs.pop("columns", None)
        if pairs.get("by") == ["task"]:
            pairs.pop("by")
        pairs |= {name: [value] for name, value in changes.items()}
        pairs["period"] = [self.calendar.chosen.code]
        return urlencode(
            [(k, v) for k, values in sorted(pairs.items()) for v in values if v != ""]
        )

    @property
    def in_force(self) -> list[tuple[str, str]]:
        """What narrows and orders the list, for the form that sends the ticked rows on, so
        that what is exported stands in this list; the ticked rows themselves aside."""
        pairs = [
            (name, value)
            for name, value in parse_qsl(self.query(works=""))
            if name != "columns"
        ]
        return [("works", ""), *pairs]

    @property
    def actions(self) -> list[tuple[str, str]]:
        """What may be done with the ticked rows: (address, word)."""
        actions = []
        if access.can_assess(self.user):
            actions.append((reverse("supervision:assess"), "评定所选"))
        if access.can_chase(self.user):
            actions.append((reverse("supervision:silent"), "催办所选"))
        return [*actions, (reverse("boards:export"), "导出所选")]

    @property
    def has_joint(self) -> bool:
        """Whether the page shows a row of a joint task without the others: ticking it means them
        too."""
        return any(entry.partners for entry in self.page)

    @property
    def all_checked(self) -> bool:
        """Whether the page comes with every row ticked, for browsers without scripts."""
        return self.address.get("checked") == "all"

    @property
    def check_query(self) -> str:
        """This very page with every row ticked, or with none."""
        return self.query(
            page=self.page.number, checked="" if self.all_checked else "all"
        )

    @property
    def save_query(self) -> str:
        return urlencode({"query": self.query()})

    @property
    def taken_away(self) -> list[tuple[str, str, str]]:
        """The filters in force as (label, chosen words, query without it)."""
        if not self.is_valid:
            return []
        return [
            (label, words, self.query(**{name: ""}))
            for name, label, words in self.filter.active
        ]


def context(calendar: Calendar, address: QueryDict, user) -> dict[str, Any]:
    """What templates/boards/tasks.html shows."""
    if calendar.chosen is None:
        return {"calendar": calendar, "ledger": None}
    saved = saved_filters(user, calendar.chosen.code)
    return {
        "calendar": calendar,
        "ledger": Ledger(calendar, address, user),
        "saved": saved,
    }
