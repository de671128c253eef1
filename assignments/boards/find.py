"""Find anything: tasks by number and words, units and leaders by Chinese, pinyin or initials."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import F, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from assignments.boards.text import MarkedPiece, mark_words, shortened, words_of
from assignments.ledger import access
from assignments.ledger.calendar import Calendar, calendar
from assignments.models import Leader, LeaderAlias, Task, Unit, UnitAlias
from assignments.rules.characters import clean_text
from assignments.rules.lengths import too_long
from assignments.rules.pinyin import Pinyin, spell

MOST_TASKS, MOST_NAMES = 12, 8
# Longer than any name or title; what is longer was pasted by mistake.
LONGEST = 60
TASKS = "任务"


@dataclass(frozen=True)
class Hit:
    """One thing found: where it leads (a name of an address and its key), what it is called."""

    name: str
    key: int
    title: list[MarkedPiece]
    note: list[MarkedPiece]


@dataclass(frozen=True)
class Hits:
    """What was found of one sort; `more` where not all of it is shown."""

    label: str
    hits: list[Hit]
    more: bool = False


def context(calendar: Calendar, asked: str, user) -> dict[str, Any]:
    """What templates/boards/find.html shows; `groups` is empty where nothing was found, and where
    there is an `error` with what was asked."""
    asked = clean_text(asked)
    error = too_long(asked.strip(), LONGEST, "查找的内容")
    words = words_of(asked)
    groups = matches(calendar, words, user) if words and not error else []
    return {
        "error": error,
        "calendar": calendar,
        "asked": asked,
        "groups": groups,
        "total": sum(len(group.hits) for group in groups),
        "more": any(group.more for group in groups),
        "has_tasks": any(group.label == TASKS for group in groups),
    }


def matches(calendar: Calendar, words: tuple[str, ...], user) -> list[Hits]:
    groups = [units(words), leaders(words), tasks(calendar, words, user)]
    return [group for group in groups if group.hits]


def named(word: str, aliases: QuerySet, *more: str) -> Q:
    """A name that holds the word, or whose pinyin or initials do. `aliases` are the names of the
    aliases by their owner, asked apart: joined, each further word would multiply the rows by the
    aliases."""
    condition = Q(name__icontains=word) | Q(
        pk__in=aliases.filter(name__icontains=word).values("owner")
    )
    for field in more:
        condition |= Q(**{f"{field}__icontains": word})
    typed = word.casefold()
    if is_spelling(typed):
        condition |= Q(initials__contains=typed) | Q(pinyin__contains=typed)
        condition |= Q(
            pk__in=[
                pk
                for pk, name in aliases.values_list("owner", "name")
                if is_spelt(name, typed)
            ]
        )
    return condition


def is_spelling(word: str) -> bool:
    return word.isascii() and word.isalnum()


@lru_cache(maxsize=4096)
def spelt(name: str) -> Pinyin:
    """The spelling of another name of a unit or leader, for which no field is kept."""
    return spell(name)


def is_spelt(name: str, typed: str) -> bool:
    return any(typed in spelling for spelling in spelt(name))


def units(words: tuple[str, ...]) -> Hits:
    rows = Unit.objects.active()
    aliases = UnitAlias.objects.annotate(owner=F("unit"))
    full = Unit.objects.exclude(full_name="").values_list("pk", "full_name")
    for word in words:
        held = named(word, aliases, "full_name")
        if is_spelling(word):
            held |= Q(
                pk__in=[pk for pk, name in full if is_spelt(name, word.casefold())]
            )
        rows = rows.filter(held)
    ranked = sorted(
        rows.order_by("order", "id"), key=lambda unit: nearness(unit, words)
    )
    hits = [
        Hit(
            "boards:unit",
            unit.pk,
            mark_words(unit.name, words),
            [MarkedPiece(str(unit.get_kind_display()))],
        )
        for unit in ranked[:MOST_NAMES]
    ]
    return Hits("单位", hits, more=len(ranked) > MOST_NAMES)


def leaders(words: tuple[str, ...]) -> Hits:
    rows = Leader.objects.all()
    for word in words:
        rows = rows.filter(
            named(word, LeaderAlias.objects.annotate(owner=F("leader")), "title")
        )
    ranked = sorted(
        rows.order_by("order", "id"), key=lambda leader: nearness(leader, words)
    )
    hits = [
        Hit(
            "boards:leader",
            leader.pk,
            mark_words(leader.name, words),
            [MarkedPiece(leader.title)],
        )
        for leader in ranked[:MOST_NAMES]
    ]
    return Hits("领导", hits, more=len(ranked) > MOST_NAMES)


def nearness(row, words: tuple[str, ...]) -> int:
    """Smaller for what is more likely meant: the whole spelling, then its beginning."""
    word = words[0].casefold()
    spellings = (row.name, row.initials, row.pinyin)
    if word in spellings:
        return 0
    return 1 if any(spelling.startswith(word) for spelling in spellings) else 2


def tasks(calendar: Calendar, words: tuple[str, ...], user) -> Hits:
    """Tasks of the chosen year (of every year where there is none), a number first."""
    rows = Task.objects.filter(work__in=access.works(user)).select_related(
        "work", "leader", "plan"
    )
    if calendar.chosen:
        rows = rows.of_year(calendar.chosen.year)
    for word in words:
        holds = (
            Q(text__icontains=word)
            | Q(remark__icontains=word)
            | Q(work__title__icontains=word)
        )
        rows = rows.filter(holds | Q(number=int(word)) if is_number(word) else holds)
    ranked = list(rows.order_by("kind", "plan__level", "number", "id")[:200])
    ranked.sort(key=lambda task: str(task.number) not in words)
    return Hits(
        TASKS,
        [task_hit(task, words) for task in ranked[:MOST_TASKS]],
        more=len(ranked) > MOST_TASKS,
    )


def is_number(word: str) -> bool:
    return word.isascii() and word.isdigit() and len(word) < 7


def task_hit(task: Task, words: tuple[str, ...]) -> Hit:
    """The title, and the words' surroundings where they stand in the text."""
    leader = f"{task.leader.name} · " if task.leader else ""
    return Hit(
        "boards:work",
        task.work_id,
        [MarkedPiece(f"{task.label}　"), *mark_words(task.work.title, words)],
        [MarkedPiece(leader), *mark_words(around(task.text, words), words)],
    )


def around(text: str, words: tuple[str, ...]) -> str:
    """Some sixty characters of the text, from shortly before the first word on."""
    places = [text.casefold().find(word.casefold()) for word in words]
    first = min((place for place in places if place >= 0), default=0)
    start = max(0, first - 12)
    return ("……" if start else "") + shortened(text[start:])


@require_safe
def find(request: access.Request) -> HttpResponse:
    """Anything by number, words, name, pinyin or initials; htmx gets the results alone."""
    chosen = calendar(request.GET.get("period", ""))
    template = "boards/_find_results.html" if request.htmx else "boards/find.html"
    return render(
        request,
        template,
        context(chosen, request.GET.get("q", ""), request.user),
    )
