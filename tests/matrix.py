"""The matrix of states, verbs and roles: how a table of it is written, and how it is tried.

A `Subject` is a thing in each of its states; its rows are verbs, each with those who may and the
states in which it is legal. Everybody of the cast tries every verb in every state, in a savepoint
of its own: who may not is forbidden whatever the state, who may is refused with a sentence where
the state is wrong, and it is done otherwise.
"""

import copy
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timezone
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction

from assignments.choices import CoRole, PeriodState, Role
from assignments.ledger.writing import LOCKED, REFUSALS
from assignments.models import CoLeader, Period, User
from tests.small_plan import SmallPlan

NOON = datetime(2021, 7, 6, 4, 0, tzinfo=timezone.utc)
LATER = date(2021, 7, 20)


@dataclass
class Stage:
    """The small plan, with everybody around the work `fields`: the lead unit 市农业农村局, a town
    that helps as one of a group, a unit that has nothing to do with it; the leader, one whom a
    remark names, one of other works; accounts that were closed; nobody."""

    plan: SmallPlan
    cast: dict[str, Any]

    @property
    def office(self) -> User:
        return self.cast["office"]

    @property
    def home(self) -> dict:
        """The work, unit and period of a report."""
        return {"work": self.work, "unit": self.unit, "period": self.plan.period}

    @property
    def work(self):
        return self.plan.works["fields"]

    @property
    def unit(self):
        return self.plan.units["市农业农村局"]


def build_stage(plan: SmallPlan) -> Stage:
    CoLeader.objects.create(
        task=plan.tasks["key", 4], leader=plan.leaders["孙群"], role=CoRole.JOINTLY
    )
    lead, leaders = plan.units["市农业农村局"], plan.leaders
    belongings = {
        "admin": {"role": Role.ADMIN},
        "office": {"role": Role.OFFICE},
        "lead": {"role": Role.UNIT, "unit": lead},
        "helper": {"role": Role.UNIT, "unit": plan.units["玉城街道"]},
        "foreign": {"role": Role.UNIT, "unit": plan.units["市科技局"]},
        "leader": {"role": Role.LEADER, "leader": leaders["陈威"]},
        "co_leader": {"role": Role.LEADER, "leader": leaders["孙群"]},
        "other_leader": {"role": Role.LEADER, "leader": leaders["蔡木贵"]},
        "viewer": {"role": Role.VIEWER},
        "closed_lead": {"role": Role.UNIT, "unit": lead, "is_active": False},
        "closed_office": {"role": Role.OFFICE, "is_active": False},
    }
    cast: dict[str, Any] = {
        name: User.objects.create(username=name, password="!", **more)
        for name, more in belongings.items()
    }
    return Stage(plan, cast | {"stranger": AnonymousUser()})


@dataclass(frozen=True)
class Row:
    """One verb: `do(stage, thing, by)` calls it. `who` and `legal` are names with spaces between;
    legal "*" is every state."""

    verb: Callable
    do: Callable[[Stage, Any, Any], object]
    who: str
    legal: str = "*"

    def expected(self, name: str, state: str) -> str:
        if name not in self.who.split():
            return "forbidden"
        return "done" if self.legal == "*" or state in self.legal.split() else "refused"


@dataclass(frozen=True)
class Subject:
    """A thing: `make(stage, state)` brings it into a state and returns it."""

    states: tuple[str, ...]
    make: Callable[[Stage, str], Any]
    rows: tuple[Row, ...]


class Undone(Exception):
    """Takes a savepoint back."""


def surprises(stage: Stage, subject: Subject) -> list[str]:
    """Where the product answers otherwise than the table says."""
    found: list[str] = []
    for state in subject.states:
        try:
            with transaction.atomic():
                thing = subject.make(stage, state)
                for row in subject.rows:
                    found += wrong(stage, row, thing, state)
                raise Undone
        except Undone:
            continue
    return found


def wrong(stage: Stage, row: Row, thing, state: str) -> list[str]:
    name = f"{row.verb.__module__.rpartition('assignments.')[2]}.{row.verb.__name__}"
    found = []
    for who in tried_by(stage, row, state):
        user = stage.cast[who]
        answer, expected = outcome(stage, row, thing, user), row.expected(who, state)
        if answer.partition(":")[0] != expected:
            found.append(f"{name} in “{state}” by {who}: {answer}, not {expected}")
    return found


def tried_by(stage: Stage, row: Row, state: str) -> list[str]:
    """Everybody; in a period that is not open, where nothing goes, those who else may and the admin
    for the rest."""
    return [
        who
        for who in stage.cast
        if "/" not in state or who in (*row.who.split(), "admin")
    ]


def outcome(stage: Stage, row: Row, thing, user) -> str:
    touched = Touched()
    try:
        with transaction.atomic(), connection.execute_wrapper(touched):
            row.do(stage, untouched(thing), user)
            raise Undone
    except Undone:
        return f"done, but {touched.wrong}" if touched.wrong else "done"
    except PermissionDenied:
        return "forbidden"
    except REFUSALS as refusal:
        return f"refused: {refusal}"


class Touched:
    """The models whose rows a verb locks or changes, in the order in which it first does; new rows
    are nobody else's. PostgreSQL is told of locks, SQLite of changes alone."""

    TOUCHING = re.compile(
        r'^(?:UPDATE|DELETE FROM) "assignments_(\w+)"|FROM "assignments_(\w+)".* FOR NO KEY UPDATE',
        re.S,
    )

    def __init__(self):
        self.models: list[str] = []

    def __call__(self, execute, sql, params, many, context):
        if found := self.TOUCHING.search(sql):
            model = found[1] or found[2]
            if model in LOCKED and model not in self.models:
                self.models.append(model)
        return execute(sql, params, many, context)

    @property
    def wrong(self) -> str:
        """What was touched out of the order of ledger.writing, "" where nothing was."""
        in_order = sorted(self.models, key=LOCKED.index)
        same = self.models == in_order or connection.vendor != "postgresql"
        return "" if same else f"touched {', '.join(self.models)}"


def untouched(thing):
    """A copy to spoil: what a verb wrote into it is not in the database after its savepoint."""
    if thing is None:
        return None
    fresh = copy.copy(thing)
    fresh._state = copy.copy(thing._state)
    fresh._state.fields_cache = dict(thing._state.fields_cache)
    return fresh


def put_period(stage: Stage, state: str) -> None:
    """Bring the period into the state behind the slash; without one it is open."""
    name = state.partition("/")[2] or "open"
    Period.objects.filter(pk=stage.plan.period.pk).update(state=PeriodState(name))
