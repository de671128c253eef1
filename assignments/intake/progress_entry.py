"""Checked rows of 完成情况 become drafts, logged by the office or written by the unit itself, each
change recorded."""

from dataclasses import dataclass
from typing import Any

from assignments.intake.changes import Recorder, values_of
from assignments.intake.creating import Names
from assignments.intake.known_period import ProgressBook
from assignments.intake.progress_resource import Draft
from assignments.ledger import access, bulk
from assignments.models import Reading
from assignments.notices.meaning.progress_columns import WORDS


@dataclass
class ProgressEntry:
    book: ProgressBook
    names: Names
    recorder: Recorder
    by: object
    reason: str

    def enter(self, wanted: list[Draft]) -> None:
        """Reports first, then their readings. A draft stays a draft: nobody reports by import."""
        for one in wanted:
            if one.is_new:
                one.report.work, one.report.unit_id = one.task.work, one.unit.id
                one.report.period, one.report.logged_by_office = (
                    self.book.period,
                    access.is_office(self.by),
                )
        self.insert([one.report for one in wanted if one.is_new])
        changed = [one for one in wanted if not one.is_new]
        stored = [
            self.book.reports[one.report.work_id, one.report.unit_id] for one in changed
        ]
        self.rewrite(
            [one.report for one in changed],
            list(WORDS),
            [values_of(row) for row in stored],
        )
        self.write_readings(wanted)

    def write_readings(self, wanted: list[Draft]) -> None:
        new: list[Reading] = []
        touched: list[Reading] = []
        before: list[dict] = []
        for one in wanted:
            present = self.book.readings.get(one.report.pk, {})
            for target, value in one.readings:
                reading: Any = present.get(target.id)
                if reading is None:
                    new.append(Reading(report=one.report, target=target, value=value))
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
