"""The preview of a sheet of 完成情况: the same page, over one period's drafts."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from assignments.choices import PeriodKind, PeriodState
from assignments.intake.comparing.asked import Asked, answered, of_plan
from assignments.intake.comparing.matching import Matcher
from assignments.intake.comparing.preview import Preview, mark_doubts, silent
from assignments.intake.comparing.preview_row import CHANGED, NEW, PreviewRow
from assignments.intake.progress.known_period import ProgressBook, open_progress_book
from assignments.intake.progress.progress_resource import ReportPlace, ReportResource
from assignments.intake.progress.stored_progress import sheet_dataset, sheet_row
from assignments.intake.stored_reading import BatchRows
from assignments.ledger.writing import hold
from assignments.models import ImportBatch, Period, Task, Unit


@dataclass(slots=True)
class ProgressPreviewRow(PreviewRow):
    """One row of a sheet; `place` is the work and unit that it is about."""

    place: ReportPlace | None = None

    @property
    def kept_targets(self) -> list[dict]:
        return []


@dataclass
class ProgressPreview(Preview):
    """Nothing is missing from a sheet and nothing is joined: it only adds words to drafts."""

    book: ProgressBook  # type: ignore[assignment]
    resource: ReportResource  # type: ignore[assignment]

    def row_of(self, row: dict) -> PreviewRow:
        return ProgressPreviewRow.of(self.contents, row)

    def mark(self, rows: dict[int, Any], result) -> None:
        """The same, and where each row belongs and which figures have no target."""
        for row in rows.values():
            row.place = self.resource.places.pop(row.index, None)
            row.task = row.place.task if row.place else None
            row.holds = self.resource.holds.pop(row.index, [])
            row.doubts = [*row.holds, *self.resource.doubts.pop(row.index, [])]
        super().mark(rows, result)

    def note(self, row: PreviewRow, wanted: Any) -> None:
        """A draft gets words and figures; nothing of it goes."""
        row.state, row.cells = (NEW if wanted.is_new else CHANGED), wanted.cells

    @cached_property
    def missing(self) -> list[Task]:
        return []

    @cached_property
    def works(self) -> int:
        return 0

    @cached_property
    def places(self) -> dict[str, str]:
        """For each row that is about a report, by its index as text, that report's key: 12-3, work
        and unit."""
        return {
            str(row.index): f"{row.place.task.work_id}-{row.place.unit.id}"
            for row in self.rows
            if row.place and row.place.unit.id
        }

    @cached_property
    def asked(self) -> list[Asked]:
        question = of_plan(self.batch)
        return [answered(self.batch, question)] if question else []

    @cached_property
    def fingerprint(self) -> dict:
        return {**self.book.fingerprint(), "places": self.places}

    @cached_property
    def drift(self) -> list[str]:
        return drifted(self.batch.based_on, self)


def drifted(before: dict, preview: ProgressPreview) -> list[str]:
    """One sentence for each report that a row is about and that is not as it was, and for the
    period. What others write on other works is nothing to this sheet, and their drafts are not its
    sender's to hear of."""
    now, book = preview.fingerprint, preview.book
    changes = []
    if now["period"] != PeriodState.OPEN:
        changes.append(f"{book.period}没有开启，不能导入完成情况。")
    if not before:
        return changes
    reports = {f"{work}-{unit}": row for (work, unit), row in book.reports.items()}
    touched = dict.fromkeys(preview.places.values())
    for key in touched:
        old, new = before.get("reports", {}).get(key), now["reports"].get(key)
        if old == new:
            continue
        if new is None:
            changes.append("表中有一项的草稿在预览之后被删除。")
        else:
            changes.append(
                f"{reports[key]} {'在预览之后被修改' if old else '是预览之后新填的'}。"
            )
    if is_another_s(before, preview) or any(
        changed(before, now, part, keys) for part, keys in named_by(touched).items()
    ):
        changes.append("表中单位的名称或责任分工在预览之后有变动。")
    return changes


def is_another_s(before: dict, preview: ProgressPreview) -> bool:
    """Whether a row is now about another report than when it was last compared."""
    was = before.get("places", {})
    return any(
        was.get(index, place) != place for index, place in preview.places.items()
    )


def named_by(places: Iterable[str]) -> dict[str, set[str]]:
    """The works and the units of some places, under the names of the parts that hold them."""
    pairs = [place.split("-") for place in places]
    return {"duties": {work for work, _ in pairs}, "units": {unit for _, unit in pairs}}


def changed(before: dict, now: dict, part: str, keys: set[str]) -> bool:
    """Whether one of `keys` is not as it was in a part of two fingerprints. One that was taken
    before December 2026 had a digest of all for each part, or none: it is compared once more."""
    old = before.get(part)
    return not isinstance(old, dict) or any(
        old.get(key) != now[part].get(key) for key in keys
    )


def progress_preview_of(
    batch: ImportBatch, *, lock: bool = False, tell: Callable[[int], object] = silent
) -> ProgressPreview:
    """Compare a sheet with the drafts of its period as they are now; the rest as in `preview_of`.
    Whoever writes a report holds its period first, so the period is all that has to be locked."""
    if lock:
        hold({batch.period_id})
    period = Period.objects.get(pk=batch.period_id)
    sheet = batch.answers.get("sheet", {})
    sender, is_own = (
        Unit.objects.filter(pk=sheet.get("unit")).first(),
        sheet.get("only", False),
    )
    book = open_progress_book(period, sender=sender, is_own=is_own)
    matcher = Matcher(batch.answers)
    resource = ReportResource(book=book, matcher=matcher)
    preview = ProgressPreview(
        batch, None, book, matcher, resource, BatchRows(batch, sheet_row)
    )
    preview.compare(sheet_dataset, tell)
    general = mark_doubts(preview.rows, batch.reading.get("doubts", []))
    preview.doubts = [
        *another_period(batch.reading.get("plan", {}), book.period),
        *general,
    ]
    return preview


def another_period(head: dict, period: Period) -> list[dict]:
    """A doubt where the sheet's own title speaks of another year, quarter or month than the
    period that it is put into: nothing else would show that last quarter's sheet was taken."""
    index = head.get("quarter" if period.kind == PeriodKind.QUARTER else "month")
    year = head.get("year")
    if year in (None, period.year) and index in (None, period.index):
        return []
    other = Period(
        year=year or period.year, kind=period.kind, index=index or period.index
    )
    message = f"表中写的是{other}，将导入的是{period}，请核对有没有拿错表或选错报送期。"
    return [{"code": "another_period", "message": message, "source": {}}]
