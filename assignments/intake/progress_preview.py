"""The preview of a sheet of 完成情况: the same page, over one period's drafts."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from assignments.choices import PeriodState
from assignments.intake.book import names_digest
from assignments.intake.matching import Matcher
from assignments.intake.preview import (
    LEFT_OUT,
    NEW,
    Preview,
    PreviewRow,
    mark_doubts,
    mark_questions,
    mark_results,
)
from assignments.intake.progress_book import ProgressBook, open_progress_book
from assignments.intake.progress_resource import Place, ReportResource
from assignments.intake.progress_stored import sheet_dataset, sheet_rows
from assignments.intake.resources import check
from assignments.models import ImportBatch, Period, Task


@dataclass
class ProgressRow(PreviewRow):
    """One row of a sheet; `place` is the work and unit that it is about."""

    place: Place | None = None

    @property
    def is_assumed(self) -> bool:
        return False

    @property
    def kept_targets(self) -> list[dict]:
        return []


@dataclass
class ProgressPreview(Preview):
    """Nothing is missing from a sheet and nothing is joined: it only adds words to drafts."""

    book: ProgressBook  # type: ignore[assignment]

    @cached_property
    def missing(self) -> list[Task]:
        return []

    @cached_property
    def works(self) -> int:
        return 0

    @cached_property
    def fingerprint(self) -> dict:
        return {**self.book.fingerprint(), "names": names_digest()}

    @cached_property
    def drift(self) -> list[str]:
        return drifted(self.batch.based_on, self.fingerprint, self.book)


def drifted(before: dict, now: dict, book: ProgressBook) -> list[str]:
    """One sentence for each report that is not as it was, and for the period."""
    found = []
    if now["period"] != PeriodState.OPEN:
        found.append(f"{book.period}没有开启，不能导入完成情况。")
    if not before:
        return found
    names = {f"{work}-{unit}": row for (work, unit), row in book.reports.items()}
    for key, old in before.get("reports", {}).items():
        if key not in names:
            found.append("有一份草稿在预览之后被删除。")
        elif now["reports"][key] != old:
            found.append(f"{names[key]} 在预览之后被修改。")
    found += [
        f"{names[key]} 是预览之后新填的。" for key in now["reports"] if key not in before.get("reports", {})
    ]
    if before.get("names") != now["names"] or before.get("duties") != now["duties"]:
        found.append("单位名录或责任分工在预览之后有变动。")
    return found


def progress_preview_of(batch: ImportBatch, *, enter=None) -> ProgressPreview:
    """Compare a sheet with the drafts of its period as they are now; `enter` as in `preview_of`."""
    periods = Period.objects.select_for_update() if enter else Period.objects
    book = open_progress_book(periods.get(pk=batch.period_id), lock=enter is not None)
    rows = sheet_rows(batch.reading, batch.answers)
    matcher = Matcher(batch.answers)
    resource = ReportResource(book=book, matcher=matcher, enter=enter)
    table = sheet_dataset([row for row in rows if not row["left_out"]])
    result = check(resource, table, dry_run=enter is None)
    found: dict[int, Any] = {row["index"]: ProgressRow(row) for row in rows}
    for row in found.values():
        row.state = LEFT_OUT if row.row["left_out"] else NEW
        row.place = resource.places.get(row.index)
        row.task = row.place.task if row.place else None
        row.doubts = list(resource.doubts.get(row.index, []))
    mark_results(found, resource, result)
    mark_questions(found, matcher)
    general = mark_doubts(found, batch.reading.get("doubts", []))
    return ProgressPreview(batch, None, book, matcher, resource, list(found.values()), [], general)
