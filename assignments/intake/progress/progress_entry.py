"""Checked rows of 完成情况 become drafts, logged by the office or written by the unit itself, each
change recorded."""

from dataclasses import dataclass
from typing import Any

from assignments.intake.progress.known_period import ProgressBook
from assignments.intake.progress.progress_resource import Draft
from assignments.intake.writing.changes import Recorder, values_of
from assignments.intake.writing.creating import Names
from assignments.ledger import access, bulk
from assignments.models import Reading, User
from assignments.notices.meaning.progress_columns import WORDS


@dataclass
class ProgressEntry:
    book: ProgressBook
    names: Names
    recorder: Recorder
    by: User
    reason: str

    def enter(self, wanted: list[Draft]) -> None:
        """Reports first, then their readings. A draft stays a draft: nobody reports by import."""
        for row in wanted:
            if row.is_new:
                row.report.work, row.report.unit_id = row.task.work, row.unit.id
                row.report.period, row.report.logged_by_office = (
                    self.book.period,
                    access.is_office(self.by),
                )
        self.insert([row.report for row in wanted if row.is_new])
        changed = [row for row in wanted if not row.is_new]
        stored = [
            self.book.reports[row.report.work_id, row.report.unit_id] for row in changed
        ]
        self.rewrite(
            [row.report for row in changed],
            list(WORDS),
            [values_of(row) for row in stored],
        )
        self.write_readings(wanted)

    def write_readings(self, wanted: list[Draft]) -> None:
        new: list[Reading] = []
        touched: list[Reading] = []
        before: list[dict] = []
        for row in wanted:
            present = self.book.readings.get(row.report.pk, {})
            for target, value in row.readings:
                reading: Any = present.get(target.id)
                if reading is None:
                    new.append(Reading(report=row.report, target=target, value=value))
                elif reading.value != value:
                    before.append(values_of(reading))
                    reading.value = value
                    touched.append(reading)
        self.insert(new)
        self.rewrite(touched, ["value"], before)

    def insert(self, instances: list) -> None:
        self.recorder.created(
            bulk.create_many(instances, by=self.by, reason=self.reason)
        )

    def rewrite(self, instances: list, names, before: list[dict]) -> None:
        bulk.update_many(instances, names, by=self.by, reason=self.reason)
        self.recorder.updated(zip(before, instances, strict=True))
