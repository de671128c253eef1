"""The livelihood projects for everybody: name, unit, figure and as-of date, nothing internal.

Open only by the setting LIVELIHOOD_PUBLIC. It shows the newest closed period, because what is
still being reported may change. No standing, no report, no person.
"""

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.cache import cache_page
from django.views.decorators.http import require_safe

from assignments.boards.livelihood import PROJECTS, parts
from assignments.boards.photo import Picture, shown
from assignments.boards.photo import file as photo_file
from assignments.ledger import access
from assignments.ledger.calendar import calendar
from assignments.ledger.figures import Board
from assignments.ledger.lines import TargetLine
from assignments.models import Period
from assignments.rules.aims import plain
from assignments.rules.characters import clean_text
from assignments.rules.formulas import made_plain

HEADINGS = (
    "序号",
    "项目",
    "责任单位",
    "指标",
    "比较",
    "目标值",
    "计量单位",
    "当前值",
    "截至日期",
)


@dataclass(frozen=True)
class PublicPart:
    unit: str
    figures: list[TargetLine]


@dataclass(frozen=True)
class Project:
    """One project as the public sees it."""

    number: int
    title: str
    note: str
    parts: list[PublicPart]
    photo: Picture | None


def opted_in(view: Callable) -> Callable:
    """The page exists only where the city has opened it."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not settings.LIVELIHOOD_PUBLIC:
            raise Http404("民生实事没有对外公开。")
        return view(request, *args, **kwargs)

    return guarded


def context() -> dict[str, Any]:
    """`projects` at the end of the newest closed `period` (None before any was closed)."""
    closed = [period for period in calendar().periods if period.is_closed]
    period = max(closed, key=lambda period: period.ends, default=None)
    return {
        "period": period,
        "projects": projects(period) if period else [],
        "city_name": settings.CITY_NAME,
        "contact": settings.PUBLIC_CONTACT,
    }


def projects(period: Period) -> list[Project]:
    board = Board(period).with_targets()
    public = access.photos(AnonymousUser()).filter(work__year=period.year)
    photos = {row.work_id: shown(row, "boards:public_photo") for row in public}
    return [
        Project(
            tasks[0].number,
            line.work.title,
            line.work.photo_note,
            [
                PublicPart(part.unit.name if part.unit else "", part.targets)
                for part in parts(line)
            ],
            photos.get(line.work.id),
        )
        for line, tasks in board.rows(PROJECTS)
    ]


def table(page: dict[str, Any]) -> str:
    """The same as CSV for Excel: one line for each figure, or for each part without one."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(HEADINGS)
    for project in page["projects"]:
        for part in project.parts:
            for figure in part.figures or [None]:
                cells = [
                    project.number,
                    project.title,
                    part.unit,
                    *numbers(figure),
                    page["period"].as_of,
                ]
                writer.writerow([made_plain(clean_text(str(cell))) for cell in cells])
    return "\ufeff" + stream.getvalue()


def numbers(figure: TargetLine | None) -> tuple[str, str, str, str, str]:
    """Text, how it compares, target, measure and reading; a milestone's reading is the day it was
    reached."""
    if figure is None:
        return "", "", "", "", ""
    target = figure.target
    if not target.is_quantity:
        return target.text, "", f"{target.due_on} 前", "", str(figure.reached_on or "")
    reading = "" if figure.reading is None else plain(figure.reading)
    comparator = target.get_comparator_display()
    return target.text, comparator, plain(target.value), target.measure, reading


@login_not_required
@require_safe
@opted_in
@cache_page(600)
def public_livelihood(request: HttpRequest) -> HttpResponse:
    """The livelihood projects for everybody, where the city has opened them."""
    return render(request, "boards/public_livelihood.html", context())


@login_not_required
@require_safe
@opted_in
@cache_page(600)
def public_livelihood_csv(request: HttpRequest) -> HttpResponse:
    """The same as data."""
    answer = HttpResponse(table(context()), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = content_disposition_header(True, "民生实事.csv")
    return answer


@login_not_required
@require_safe
@opted_in
def public_photo(request: HttpRequest, pk: int) -> FileResponse:
    """A project's picture that the office has marked public."""
    return photo_file(pk, AnonymousUser(), small="small" in request.GET, kept="public")
