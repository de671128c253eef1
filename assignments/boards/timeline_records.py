"""What is kept about a work beside its reports and assessments, in one query.

Instructions, whom they went to, replies, reminders, evidence, reports that were sent back
and the history of the records are told as rows of one shape and united by the database.
Who may read what is asked of `ledger.access`, kind by kind.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import (
    BigIntegerField,
    CharField,
    DateTimeField,
    F,
    Q,
    QuerySet,
    Value,
)
from django.db.models.functions import Cast, Coalesce, JSONObject, NullIf

from assignments.choices import DirectiveState, ReportState
from assignments.ledger import access
from assignments.models import (
    ASKED_AGAIN,
    Assessment,
    CoLeader,
    Directive,
    DirectiveUnit,
    PlannedValue,
    ProgressReport,
    Reply,
    Responsibility,
    Target,
    Task,
    Work,
    WorkPhoto,
)

MOVES = ("报送", "撤回", "审核通过", "关闭报送期时审核通过")
"""The reasons of the steps of a report that are told one by one; being sent back is told with its
reason."""
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
        *moves(work, user),
        *extensions(work, user),
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
    returned = ProgressReport.history.filter(
        work=work, id__in=readable, state=ReportState.RETURNED
    )
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


def moves(work: Work, user) -> list[QuerySet]:
    """What was done with reports, assessments and instructions, step by step. Drafts that were
    saved are no steps."""
    reports = access.reports(user).filter(work=work).values("id")
    sent = ProgressReport.history.filter(
        work=work, id__in=reports, history_change_reason__in=MOVES
    )
    asked_again = Q(history_change_reason__startswith=ASKED_AGAIN)
    settled = (
        asked_again
        | Q(state=DirectiveState.CLOSED)
        | Q(history_change_reason__contains="接任")
    )
    directives = access.directives(user).filter(work=work).values("id")
    return [
        trace(sent, "report_move", unit="unit__name", period="period_id"),
        trace(
            Assessment.history.filter(work=work),
            "judged",
            period="period_id",
            standing="standing",
            method="method",
            comment="comment",
            override_reason="override_reason",
            approval_number="approval_number",
        ),
        trace(
            Directive.history.filter(settled, id__in=directives, history_type="~"),
            "directive_move",
            state="state",
        ),
    ]


def extensions(work: Work, user) -> list[QuerySet]:
    """Requests for more time, and their answers."""
    asked = access.extensions(user).filter(work=work)
    return [
        told(
            asked,
            "extension",
            at="created_at",
            who=F("unit__name"),
            key="period_id",
            until="until",
            said="reason",
        ),
        told(
            asked.filter(answered_at__isnull=False),
            "extension_answer",
            at="answered_at",
            who=named("answered_by"),
            key="period_id",
            unit="unit__name",
            until="until",
            state="state",
            said="answer",
        ),
    ]


def histories(work: Work, tasks: list[int]) -> list[QuerySet]:
    """The history of the work, of its tasks, targets, duties, and what stands around these."""
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
        *around(work, tasks),
    ]


def around(work: Work, tasks: list[int]) -> list[QuerySet]:
    """The history of the plan of its targets, of co-leaders and the photo."""
    return [
        trace(
            PlannedValue.history.filter(target__work=work),
            "planned",
            target="target__text",
            period="period__index",
            period_kind="period__kind",
            value="value",
            proposed="proposed",
            state="state",
        ),
        trace(
            CoLeader.history.filter(task__in=tasks),
            "co_leader",
            leader="leader__name",
            role="role",
        ),
        trace(
            WorkPhoto.history.filter(work=work),
            "photo",
            caption="caption",
            is_public="is_public",
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
    return Coalesce(
        NullIf(F(f"{path}__display_name"), Value("")), F(f"{path}__username"), Value("")
    )


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
