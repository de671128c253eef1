"""What is kept about a work beside its reports and assessments, in one statement.

Instructions, whom they went to, replies, reminders, evidence, requests for more time and the
histories of the records are read as rows of one shape and united by the database. Django takes
twenty times as long to build that statement as the database takes to answer it, and for two
readers of one role it differs by three numbers only. So it is built once for each role, with
stand-ins for these numbers. Who may read what is asked of `ledger.access`, kind by kind.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
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
from django.utils.dateparse import parse_datetime

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
    User,
    Work,
    WorkPhoto,
)

WORK, UNIT, LEADER = -1, -2, -3
"""Stand-ins for the ids of the work, and of the reader's unit and leader; no row has them."""

MOVES = ("报送", "撤回", "审核通过", "关闭报送期时审核通过")
"""The reasons of the steps of a report that are told one by one. Drafts that were saved are no
steps; being sent back is told with its reason."""

RECORDS: dict[str, tuple[type, Q, str]] = {
    "work": (Work, Q(id=WORK), "title kind due_on joined_because photo_note"),
    "task": (
        Task,
        Q(id__in=Task.objects.filter(work=WORK).values("id")) | Q(work=WORK),
        "kind number text section leader__name remark work__title",
    ),
    "target": (
        Target,
        Q(work=WORK),
        "text comparator value measure course due_on unit__name",
    ),
    "duty": (
        Responsibility,
        Q(task__work=WORK),
        "unit__name duty confirmed note",
    ),
    "planned": (
        PlannedValue,
        Q(target__work=WORK),
        "target__text period__index period__kind value proposed state",
    ),
    "co_leader": (CoLeader, Q(task__work=WORK), "leader__name role"),
    "photo": (WorkPhoto, Q(work=WORK), "caption is_public"),
}
"""The records whose history is told as changes: model, rows of one work, fields that are told."""

JUDGED = "period standing method comment override_reason approval_number"


@dataclass(frozen=True)
class Snapshot:
    """`key` is the record it is about; `data` has dates and decimals as JSON gives them. A row of a
    history has its number (`step`), what was `done` (+, ~, -) and `why` in it, and the `record` as
    it then was."""

    kind: str
    at: datetime
    who: str
    key: int
    data: dict[str, Any]


def snapshots(work: Work, user: User) -> list[Snapshot]:
    """Everything that `user` may read, in no order. One query."""
    sql, params = statement(user.role)
    ids = {WORK: work.pk, UNIT: user.unit_id, LEADER: user.leader_id}
    rows = Work.objects.raw(
        sql,
        [ids.get(param, param) for param in params],
        translations={"snap_key": "id"},
    )
    return [
        Snapshot(
            row.snap_kind,
            moment(row.snap_at),
            row.snap_who,
            row.pk,
            json.loads(row.snap_data),
        )
        for row in rows
    ]


def moment(value: str | datetime) -> datetime:
    """SQLite and JSON give a moment as text, in UTC; from SQLite it does not say so."""
    at = value if isinstance(value, datetime) else parse_datetime(value)
    return at if at.tzinfo else at.replace(tzinfo=UTC)


@cache
def statement(role: str) -> tuple[str, tuple]:
    """The statement for readers of this role, and its parameters, stand-ins among them."""
    reader = User(role=role, unit_id=UNIT, leader_id=LEADER)
    first, *others = [
        *instructions(reader),
        *office_traces(reader),
        *moves(reader),
        *changed_records(),
    ]
    return first.union(*others, all=True).query.sql_with_params()


def instructions(reader: User) -> Iterator[QuerySet]:
    """Instructions, whom they went to, and what was answered."""
    readable = access.directives(reader).filter(work=WORK)
    ids = readable.values("id")
    addressees = DirectiveUnit.objects.filter(directive__in=ids)
    replies = Reply.objects.filter(directive__in=ids)
    yield shaped(
        readable, "directive", "issued_on", "signed_as", "id", "text kind due_on state"
    )
    yield shaped(
        addressees, "addressee", "directive__issued_on", "unit__name", "directive_id"
    )
    yield shaped(replies, "reply", "at", "unit__name", "directive_id", "text")


def office_traces(reader: User) -> Iterator[QuerySet]:
    """Reminders, requests for more time with their answers, and evidence."""
    reminders = access.reminders(reader).filter(works=WORK)
    extensions = access.extensions(reader).filter(work=WORK)
    attachments = access.attachments(reader).filter(report__work=WORK)
    yield shaped(
        reminders, "reminder", "sent_at", "unit__name", "period_id", "text read_at"
    )
    yield shaped(
        extensions,
        "extension",
        "created_at",
        "unit__name",
        "period_id",
        "until reason state answer answered_at",
        answered_by=named("answered_by"),
    )
    yield shaped(
        attachments,
        "attachment",
        "uploaded_at",
        "name",
        "report_id",
        "id size thumbnail",
    )


def moves(reader: User) -> Iterator[QuerySet]:
    """What was done with reports, assessments and instructions, step by step."""
    reports = access.reports(reader).filter(work=WORK).values("id")
    moved = Q(state=ReportState.RETURNED) | Q(history_change_reason__in=MOVES)
    sent = ProgressReport.history.filter(moved, work=WORK, id__in=reports)
    directives = access.directives(reader).filter(work=WORK).values("id")
    settled = (
        Q(history_change_reason__startswith=ASKED_AGAIN)
        | Q(history_change_reason__contains="接任")
        | Q(state=DirectiveState.CLOSED)
    )
    answered = Directive.history.filter(settled, id__in=directives, history_type="~")
    yield traced(sent, "report_move", "unit__name period state return_reason")
    yield traced(Assessment.history.filter(work=WORK), "judged", JUDGED)
    yield traced(answered, "directive_move", "state")


def changed_records() -> Iterator[QuerySet]:
    for kind, (model, rows, fields) in RECORDS.items():
        yield traced(model.history.filter(rows), kind, fields)


def traced(rows: QuerySet, kind: str, fields: str) -> QuerySet:
    """Rows of a history table, each with what was done, why, and the record as it then was."""
    return shaped(
        rows,
        kind,
        "history_date",
        named("history_user"),
        "id",
        step="history_id",
        done="history_type",
        why="history_change_reason",
        record=JSONObject(**{path: path for path in fields.split()}),
    )


def named(path: str) -> Coalesce:
    """The name a user goes by, "" where nobody is known."""
    display_name = NullIf(F(f"{path}__display_name"), Value(""))
    return Coalesce(display_name, F(f"{path}__username"), Value(""))


def shaped(
    rows: QuerySet, kind: str, at: str, who, key: str, fields: str = "", **more
) -> QuerySet:
    """Rows in the shape that all kinds share, so that they can be united."""
    who = F(who) if isinstance(who, str) else who
    data = {path: path for path in fields.split()} | more
    columns = {
        "snap_kind": Value(kind, output_field=CharField()),
        "snap_at": Cast(F(at), DateTimeField()),
        "snap_who": Cast(who, CharField()),
        "snap_key": Cast(F(key), BigIntegerField()),
        "snap_data": JSONObject(**data),
    }
    return rows.order_by().annotate(**columns).values_list(*columns)
