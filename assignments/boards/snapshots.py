"""What is kept about a work beside its reports and assessments, in one query.

Instructions, whom they went to, replies, reminders, evidence, reports that were sent back
and the history of the records are told as rows of one shape and united by the database.
Who may read what is asked of `ledger.access`, kind by kind.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import BigIntegerField, CharField, DateTimeField, F, Q, QuerySet, Value
from django.db.models.functions import Cast, Coalesce, JSONObject, NullIf

from assignments.choices import ReportState
from assignments.ledger import access
from assignments.models import DirectiveUnit, ProgressReport, Reply, Responsibility, Target, Task, Work

COLUMNS = ("snap_kind", "snap_at", "snap_who", "snap_key", "snap_data")


@dataclass(frozen=True)
class Snapshot:
    """`key` is the record it is about; `data` has dates and decimals as JSON gives them."""

    kind: str
    at: datetime
    who: str
    key: int
    data: dict[str, Any]


def snapshots(work: Work, tasks: Iterable[int], user) -> list[Snapshot]:
    """Everything that `user` may read, in no order. One query."""
    parts = [
        *instructions(work, user),
        *office_traces(work, user),
        *histories(work, list(tasks)),
    ]
    first, *others = parts
    return [Snapshot(*row) for row in first.union(*others, all=True)]


def instructions(work: Work, user) -> list[QuerySet]:
    mine = access.directives(user).filter(work=work)
    ids = mine.values("id")
    return [
        told(
            mine,
            "directive",
            at="issued_on",
            who=F("signed_as"),
            key="id",
            text="text",
            nature="kind",
            due_on="due_on",
            state="state",
        ),
        told(
            DirectiveUnit.objects.filter(directive__in=ids),
            "addressee",
            at="directive__issued_on",
            who=F("unit__name"),
            key="directive_id",
        ),
        told(
            Reply.objects.filter(directive__in=ids),
            "reply",
            at="at",
            who=F("unit__name"),
            key="directive_id",
            text="text",
        ),
    ]


def office_traces(work: Work, user) -> list[QuerySet]:
    """Reminders, evidence, and reports that were sent back."""
    readable = access.reports(user).filter(work=work).values("id")
    returned = ProgressReport.history.filter(work=work, id__in=readable, state=ReportState.RETURNED)
    return [
        told(
            access.reminders(user).filter(works=work),
            "reminder",
            at="sent_at",
            who=F("unit__name"),
            key="period_id",
            text="text",
            read_at="read_at",
        ),
        told(
            access.attachments(user).filter(report__work=work),
            "attachment",
            at="uploaded_at",
            who=F("name"),
            key="report_id",
            id="id",
            size="size",
            thumbnail="thumbnail",
        ),
        told(
            returned,
            "returned",
            at="history_date",
            who=F("unit__name"),
            key="id",
            period="period_id",
            reason="return_reason",
        ),
    ]


def histories(work: Work, tasks: list[int]) -> list[QuerySet]:
    """The history of the work, of its tasks, targets and duties."""
    return [
        trace(
            Work.history.filter(id=work.pk),
            "work",
            title="title",
            kind="kind",
            due_on="due_on",
            joined_because="joined_because",
            photo_note="photo_note",
        ),
        trace(
            Task.history.filter(Q(id__in=tasks) | Q(work=work)),
            "task",
            kind="kind",
            number="number",
            text="text",
            section="section",
            leader="leader__name",
            remark="remark",
            work="work__title",
        ),
        trace(
            Target.history.filter(work=work),
            "target",
            text="text",
            comparator="comparator",
            value="value",
            measure="measure",
            course="course",
            due_on="due_on",
            unit="unit__name",
        ),
        trace(
            Responsibility.history.filter(task__in=tasks),
            "duty",
            unit="unit__name",
            duty="duty",
            confirmed="confirmed",
            note="note",
        ),
    ]


def trace(rows: QuerySet, name: str, /, **fields: str) -> QuerySet:
    """Rows of a history table, each with what was done, why, and the record as it then was."""
    return told(
        rows,
        name,
        at="history_date",
        who=named("history_user"),
        key="id",
        step="history_id",
        done="history_type",
        why="history_change_reason",
        record=JSONObject(**fields),
    )


def named(path: str) -> Coalesce:
    """The name a user goes by, "" where nobody is known."""
    return Coalesce(NullIf(F(f"{path}__display_name"), Value("")), F(f"{path}__username"), Value(""))


def told(rows: QuerySet, kind: str, *, at: str, who, key: str, **data) -> QuerySet:
    return (
        rows.order_by()
        .annotate(
            snap_kind=Value(kind, output_field=CharField()),
            snap_at=Cast(F(at), DateTimeField()),
            snap_who=Cast(who, CharField()),
            snap_key=Cast(F(key), BigIntegerField()),
            snap_data=JSONObject(**data),
        )
        .values_list(*COLUMNS)
    )
