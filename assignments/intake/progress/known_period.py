"""What a period knows already: the tasks of its year, who answers for them, what was reported."""

from collections import defaultdict
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from assignments.choices import Duty
from assignments.intake.comparing.known_plan import digest
from assignments.models import (
    Period,
    ProgressReport,
    Reading,
    Responsibility,
    Target,
    Task,
    Unit,
)
from assignments.rules.measures import is_same_kind
from assignments.rules.names import fold

# A sheet may shorten the text of a task; below this share the number stands for another task.
LIKE_ENOUGH = 0.6


@dataclass
class ProgressBook:
    """One period. `sender` is the unit whose sheet it is, where somebody has said so; with `is_own`
    it handed the sheet in itself, and may write nothing for others. `allowed` are the ids of the
    units that may report on a work, `leads` its lead units, the first of the notice first."""

    period: Period
    sender: Unit | None = None
    is_own: bool = False
    tasks: dict[tuple[str, int], list[Task]] = field(default_factory=dict)
    leads: dict[int, list[Unit]] = field(default_factory=dict)
    allowed: dict[int, set[int]] = field(default_factory=dict)
    reports: dict[tuple[int, int], ProgressReport] = field(default_factory=dict)
    readings: dict[int, dict[int, Reading]] = field(default_factory=dict)
    targets: dict[int, list[Target]] = field(default_factory=dict)

    def task(self, kind: str, number: int, text: str) -> Task | None:
        """The task with this number; where several plans have it, the one whose text is likest."""
        tasks = self.tasks.get((kind, number), [])
        return max(tasks, key=lambda task: alike(task.text, text)) if tasks else None

    def fingerprint(self) -> dict:
        """What a preview can be bound to: the period's state, and by their keys every report of it,
        who may report on each work, and the units' names. The rows of a sheet are bound to what
        they touch alone."""
        reports = {
            f"{work}-{unit}": [row.id, row.version]
            for (work, unit), row in self.reports.items()
        }
        duties = {
            str(work): digest(sorted(units)) for work, units in self.allowed.items()
        }
        names = Unit.objects.values_list("pk", "name", "full_name", "merged_into_id")
        units = {str(pk): digest(spellings) for pk, *spellings in names}
        return {
            "period": self.period.state,
            "reports": reports,
            "duties": duties,
            "units": units,
        }


def open_progress_book(
    period: Period, *, sender: Unit | None = None, is_own: bool = False
) -> ProgressBook:
    """Seven queries, whatever the size."""
    book = ProgressBook(period, sender, is_own)
    tasks = (
        Task.objects.of_year(period.year)
        .select_related("work", "plan")
        .order_by("plan__level", "number")
    )
    for task in tasks:
        book.tasks.setdefault((task.kind, task.number), []).append(task)
    duties = Responsibility.objects.filter(task__plan__year=period.year).select_related(
        "unit", "task"
    )
    members = defaultdict(set)
    for group, member in Unit.members.through.objects.values_list(
        "from_unit_id", "to_unit_id"
    ):
        members[group].add(member)
    for row in duties.order_by("order", "id"):
        unit_ids = members[row.unit_id] if row.unit.is_group else {row.unit_id}
        book.allowed.setdefault(row.task.work_id, set()).update(unit_ids)
        if row.duty == Duty.LEAD and not row.unit.is_group:
            book.leads.setdefault(row.task.work_id, []).append(row.unit)
    reports = ProgressReport.objects.filter(period=period).select_related(
        "unit", "work"
    )
    book.reports = {(report.work_id, report.unit_id): report for report in reports}
    for reading in Reading.objects.filter(report__period=period).select_related(
        "target"
    ):
        book.readings.setdefault(reading.report_id, {})[reading.target_id] = reading
    for target in (
        Target.objects.filter(work__year=period.year)
        .quantities()
        .select_related("unit")
        .order_by("order", "id")
    ):
        book.targets.setdefault(target.work_id, []).append(target)
    return book


def alike(first: str, second: str) -> float:
    """How much of what a sheet says of a task stands in the task's text, 0 to 1: a sheet often
    cuts or shortens. Single characters in common say nothing."""
    first_text, second_text = fold(first), fold(second)
    if not first_text or not second_text:
        return 0
    blocks = SequenceMatcher(
        None, first_text, second_text, autojunk=False
    ).get_matching_blocks()
    return sum(block.size for block in blocks if block.size > 1) / min(
        len(first_text), len(second_text)
    )


def target_for(label: str, measure: str, targets: list[Target]) -> Target | None:
    """The target that a column of figures is about: the only one with the same words, else the only
    one with the same measure, else the only one whose measure says the same (万元 for 亿元), else
    nobody can say."""
    named = [
        target for target in targets if fold(label) and fold(label) in fold(target.text)
    ]
    named = [target for target in named if fold(target.text) == fold(label)] or named
    if len(named) == 1:
        return named[0]
    among = named or targets
    measured = [
        target for target in among if measure and fold(target.measure) == fold(measure)
    ]
    measured = measured or [
        target for target in among if is_same_kind(target.measure, measure)
    ]
    return measured[0] if len(measured) == 1 else None
