"""The livelihood projects as cards, each with its parts, figures and units."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from assignments.boards.addresses import address
from assignments.boards.photo import Picture, shown
from assignments.choices import ReportState, TaskKind
from assignments.ledger import access
from assignments.ledger.calendar import Calendar, calendar
from assignments.ledger.figures import Board, Selection
from assignments.ledger.lines import TargetLine, WorkLine
from assignments.models import Attachment, Period, Task, Unit

PROJECTS = Selection(kind=TaskKind.LIVELIHOOD, by="work")


@dataclass(frozen=True)
class ProjectPart:
    """Part of a project: the targets that one unit answers for. A project with one unit has one
    part."""

    unit: Unit | None
    targets: list[TargetLine]


@dataclass(frozen=True)
class ProjectCard:
    line: WorkLine
    task: Task
    parts: list[ProjectPart]
    photo: Picture | None
    keep_url: str


def context(chosen: Calendar, user) -> dict[str, Any]:
    """`cards` in the order of the notice, `all` and `groups` their numbers."""
    period = chosen.chosen
    page: dict[str, Any] = {"calendar": chosen, "period": period}
    if period is None:
        return page
    board = Board(period, compared=chosen.previous).with_targets()
    groups = board.groups(PROJECTS, board.before)
    pictures = photos(user, period)
    may_keep = access.can_keep_photo(user)
    return page | {
        "cards": [
            ProjectCard(
                line,
                tasks[0],
                parts(line),
                pictures.get(line.work.id),
                reverse("boards:photo", args=[line.work.id]) if may_keep else "",
            )
            for line, tasks in board.rows(PROJECTS)
        ],
        "all": board.count(PROJECTS),
        "groups": groups,
    }


def photos(user, period: Period) -> dict[int, Picture]:
    """By work: the picture that the office keeps, else the newest of its reports."""
    kept = access.photos(user).filter(work__year=period.year)
    return reported(user, period) | {row.work_id: shown(row) for row in kept}


def reported(user, period: Period) -> dict[int, Picture]:
    """The newest picture of each project's accepted reports, up to the period, by work."""
    rows = access.attachments(user).filter(
        report__state=ReportState.ACCEPTED,
        report__period__year=period.year,
        report__period__ends__lte=period.ends,
        report__work__kind=TaskKind.LIVELIHOOD,
    )
    newest_last = (
        rows.exclude(thumbnail="")
        .select_related("report")
        .order_by("report__period__ends", "id")
    )
    return {row.report.work_id: of_report(row) for row in newest_last if row.report}


def of_report(row: Attachment) -> Picture:
    url = address("reporting:attachment", row.pk)
    return Picture(url, f"{url}?small", row.name)


def parts(line: WorkLine) -> list[ProjectPart]:
    """The targets by the unit that answers for them, lead units in their order; a target
    without a unit of its own belongs to the first lead unit."""
    first = line.lead_units[0] if line.lead_units else None
    targets_by_unit: dict[Unit | None, list[TargetLine]] = {}
    for unit in line.lead_units:
        targets_by_unit[unit] = []
    for target in line.targets:
        targets_by_unit.setdefault(target.target.unit or first, []).append(target)
    return [ProjectPart(unit, targets) for unit, targets in targets_by_unit.items()]


@require_safe
def livelihood(request: access.Request) -> HttpResponse:
    """The livelihood projects as cards."""
    chosen = calendar(request.GET.get("period", ""))
    return render(request, "boards/livelihood.html", context(chosen, request.user))
