"""Tasks of the year's other plans (省、市、本级) that a new row may be about: proposed, never
assumed.

What one plan says of a work is often said by another in nearly the same words. Found by the pairs
of characters that two texts share, so that a long document is not compared text by text.
"""

from collections import Counter, defaultdict
from functools import cached_property

from django.db.models import Prefetch, prefetch_related_objects

from assignments.choices import Duty
from assignments.models import Plan, Responsibility, Task
from assignments.rules.names import fold

# 新增国家高新技术企业42家以上 and …40家以上 have 0.86; 建成美丽城镇3个 and 建成美丽乡村示范村3个
# have 0.47.
ALIKE = 0.7
COMMON = 50
"""A pair of characters that so many tasks have says nothing about one of them."""
# More tasks of other plans than these to one row confuse rather than help.
MOST = 3
SAME_TASK = 0.5
"""Of the pairs of the shorter text: 推进大麦屿港区开发 shares 3 of 8 with 推进漩门湾景区开发, and
all with a longer wording of itself."""


class Elsewhere:
    """The tasks of the year's other plans, by what they say."""

    def __init__(self, year: int, plan: Plan | None):
        tasks = Task.objects.filter(plan__year=year).exclude(plan=plan)
        self.tasks = {
            task.pk: task for task in tasks.prefetch_related("plan", "leader", "work")
        }
        self.marks = {key: pairs_of(task.text) for key, task in self.tasks.items()}

    def fingerprint(self) -> dict:
        """What a preview that proposes to join them is bound to."""
        return {
            str(key): [task.version, task.work_id] for key, task in self.tasks.items()
        }

    @cached_property
    def by_mark(self) -> dict[str, list[int]]:
        keys_by_mark: dict[str, list[int]] = defaultdict(list)
        for key, marks in self.marks.items():
            for mark in marks:
                keys_by_mark[mark].append(key)
        return keys_by_mark

    def like(self, kind: str, text: str) -> list[tuple[Task, bool]]:
        """The tasks that say the same, likest first, each with whether it is word for word."""
        marks = pairs_of(text)
        shared: Counter[int] = Counter()
        for mark in marks:
            keys = self.by_mark.get(mark, ())
            # A pair of letters that many tasks have (的工) tells nothing about one of them.
            if len(keys) <= COMMON:
                shared.update(key for key in keys if self.tasks[key].kind == kind)
        scored = [
            (text_likeness(marks, self.marks[key]), -key)
            for key, _ in shared.most_common(MOST * 3)
        ]
        alike = [
            self.tasks[-key]
            for score, key in sorted(scored, reverse=True)
            if score >= ALIKE
        ]
        return [(task, plain(task.text) == plain(text)) for task in alike[:MOST]]


def pairs_of(text: str) -> frozenset[str]:
    letters = plain(text)
    return frozenset(letters[start : start + 2] for start in range(len(letters) - 1))


def plain(text: str) -> str:
    return fold(text).rstrip("。.;,，、")


def text_likeness(first: frozenset[str], second: frozenset[str]) -> float:
    """How much two texts share of both, 0 to 1."""
    return 2 * len(first & second) / (len(first) + len(second) or 1)


def overlap(first: str, second: str) -> float:
    """How much of the shorter text the longer one has, 0 to 1: a list often cuts or adds to what a
    task says."""
    first_pairs, second_pairs = pairs_of(first), pairs_of(second)
    return len(first_pairs & second_pairs) / (
        min(len(first_pairs), len(second_pairs)) or 1
    )


def as_row(task: Task) -> dict:
    """A stored task in the shape of a row of a document, to stand beside one."""
    duties = list(task.responsibilities.all())
    return {
        "index": None,
        "kind": task.kind,
        "number": task.number,
        "text": task.text,
        "leader": {"name": task.leader.name, "title": task.leader.title}
        if task.leader
        else None,
        "lead": [row.unit.name for row in duties if row.duty == Duty.LEAD],
        "cooperating": [
            row.unit.name for row in duties if row.duty == Duty.COOPERATING
        ],
        "place": str(task.plan),
    }


def with_units(tasks: list[Task]) -> None:
    """Fetch the units of these tasks, all at once."""
    duties = Responsibility.objects.order_by("order", "id").select_related("unit")
    prefetch_related_objects(tasks, Prefetch("responsibilities", duties))
