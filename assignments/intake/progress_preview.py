"""The preview of a sheet of 完成情况: the same page, over one period's drafts."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from assignments.choices import PeriodKind, PeriodState
from assignments.intake.asked import Asked, answered, of_plan
from assignments.intake.known_period import ProgressBook, open_progress_book
from assignments.intake.known_plan import names_digest
from assignments.intake.matching import Matcher
from assignments.intake.preview import (
    CHANGED,
    NEW,
    Preview,
    PreviewRow,
    mark_doubts,
    silent,
)
from assignments.intake.progress_resource import Place, ReportResource
from assignments.intake.stored_progress import sheet_dataset, sheet_row
from assignments.intake.stored_reading import Rows
from assignments.models import ImportBatch, Period, Task, Unit


@dataclass(slots=True)
class ProgressRow(PreviewRow):
    """One row of a sheet; `place` is the work and unit that it is about."""

    place: Place | None = None

    @property
    def kept_targets(self) -> list[dict]:
        return []


@dataclass
class ProgressPreview(Preview):
    """Nothing is missing from a sheet and nothing is joined: it only adds words to drafts."""

    book: ProgressBook  # type: ignore[assignment]
    resource: ReportResource  # type: ignore[assignment]

    def row_of(self, row: dict) -> PreviewRow:
        return ProgressRow.of(self.contents, row)

    def mark(self, found: dict[int, Any], result) -> None:
        """The same, and where each row belongs and which figures have no target."""
        for row in found.values():
            row.place = self.resource.places.pop(row.index, None)
            row.task = row.place.task if row.place else None
            row.holds = self.resource.holds.pop(row.index, [])
            row.doubts = [*row.holds, *self.resource.doubts.pop(row.index, [])]
        super().mark(found, result)

    def note(self, row: PreviewRow, one: Any) -> None:
        """A draft gets words and figures; nothing of it goes."""
        row.state, row.cells = (NEW if one.is_new else CHANGED), one.cells

    @cached_property
    def missing(self) -> list[Task]:
        return []

    @cached_property
    def works(self) -> int:
        return 0

    @cached_property
    def asked(self) -> list[Asked]:
        found = of_plan(self.batch)
        return [answered(self.batch, found)] if found else []

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
        f"{names[key]} 是预览之后新填的。"
        for key in now["reports"]
        if key not in before.get("reports", {})
    ]
    if before.get("names") != now["names"] or before.get("duties") != now["duties"]:
        found.append("单位名录或责任分工在预览之后有变动。")
    return found


def progress_preview_of(
    batch: ImportBatch, *, lock: bool = False, tell: Callable[[int], object] = silent
) -> ProgressPreview:
    """Compare a sheet with the drafts of its period as they are now; the rest as in `preview_of`."""
    periods = Period.objects.select_for_update(no_key=True) if lock else Period.objects
    sheet = batch.answers.get("sheet", {})
    sender, is_own = Unit.objects.filter(pk=sheet.get("unit")).first(), sheet.get("only", False)
    book = open_progress_book(
        periods.get(pk=batch.period_id), sender=sender, is_own=is_own, lock=lock
    )
    matcher = Matcher(batch.answers)
    resource = ReportResource(book=book, matcher=matcher)
    preview = ProgressPreview(batch, None, book, matcher, resource, Rows(batch, sheet_row))
    preview.compare(sheet_dataset, tell)
    general = mark_doubts(preview.rows, batch.reading.get("doubts", []))
    preview.doubts = [*another_period(batch.reading.get("plan", {}), book.period), *general]
    return preview


def another_period(said: dict, period: Period) -> list[dict]:
    """A doubt where the sheet's own title speaks of another year, quarter or month than the period that
    it is put into: nothing else would show that last quarter's sheet was taken."""
    index = said.get("quarter" if period.kind == PeriodKind.QUARTER else "month")
    year = said.get("year")
    if year in (None, period.year) and index in (None, period.index):
        return []
    other = Period(year=year or period.year, kind=period.kind, index=index or period.index)
    message = f"表中写的是{other}，将导入的是{period}，请核对有没有拿错表或选错报送期。"
    return [{"code": "another_period", "message": message, "source": {}}]
