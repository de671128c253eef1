"""One spelling means one unit, or one leader: asked by `writing.save` whatever form or verb a
record comes from, by the forms before that, so that they can say it beside the box, and by the
import, which writes many at once.

What is said names the spelling that stands in the way, because that is what has to be changed.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeGuard

from django.core.exceptions import ValidationError
from django.db import connection, models

from assignments.models import Leader, LeaderAlias, Unit, UnitAlias
from assignments.rules.names import addressed, leader_key, split_leader, unit_key
from assignments.rules.spellings import (
    ALIAS,
    FULL_NAME,
    NAME,
    Spelling,
    Spellings,
    tidy,
)

Named = Unit | UnitAlias | Leader | LeaderAlias
NAMED = (Unit, UnitAlias, Leader, LeaderAlias)
USES = {"name": NAME, "full_name": FULL_NAME}
_LOCK = 7_302_001
"""Any number of our own: PostgreSQL holds names by it."""


def homes(into: Mapping[int, int | None]) -> dict[int, int]:
    """{id of a unit: id of the one it was merged into} -> {id: id of the one its names lead to},
    itself or the end of the chain."""
    home_of = {}
    for start in into:
        current, seen = start, {start}
        while (following := into.get(current)) and following not in seen:
            current = following
            seen.add(current)
        home_of[start] = current
    return home_of


class Space:
    """All spellings of units, or of leaders, and whose each is."""

    word = "单位"
    keyed: Callable[[str], str] = staticmethod(unit_key)
    alias_of = "unit_id"

    def __init__(self) -> None:
        self.home = self.homes()
        self.spellings = Spellings(self.keyed, self.held())

    def homes(self) -> dict[int, int]:
        return homes(dict(Unit.objects.values_list("id", "merged_into_id")))

    def held(self) -> Iterable[Spelling]:
        names = dict(Unit.objects.values_list("id", "name"))
        rows = Unit.objects.order_by("order", "id").values_list(
            "id", "name", "full_name"
        )
        for unit, name, full in rows:
            yield Spelling(name, self.home[unit], name, NAME, frozenset({unit}))
            yield Spelling(full, self.home[unit], name, FULL_NAME, frozenset({unit}))
        for pk, text, unit in UnitAlias.objects.order_by("id").values_list(
            "id", "name", "unit_id"
        ):
            yield Spelling(
                text,
                self.home[unit],
                names[unit],
                ALIAS,
                frozenset({unit, written_on(pk)}),
            )

    def owner_of(self, record: Named) -> int | None:
        """The id that the record's names lead to; None for one that is not stored yet."""
        if is_alias(record):
            owner = getattr(record, self.alias_of)
        else:
            owner = record.merged_into_id if isinstance(record, Unit) else None
        return self.home.get(owner, owner) or record.pk

    def mend(self, record: Named, field: str) -> str:
        """Tidy one name of a record in place; returns what stands in its way, "" for nothing."""
        typed = getattr(record, field)
        kept = tidy(typed)
        setattr(record, field, kept)
        if not kept:
            return (
                f"“{typed.strip()}”里没有可读的字，请重新填写。"
                if typed.strip()
                else ""
            )
        own_keys = {
            self.owner_of(record),
            written_on(record.pk) if is_alias(record) else record.pk,
        }
        own_keys -= {None}
        taken = self.spellings.in_the_way(kept, *own_keys) or self.twin(record, kept)
        if taken is None:
            return no_name(kept) if isinstance(record, Leader) else ""
        return (
            f"“{kept}”已是{taken.described}，同一写法只能指一个{self.word}：请换一个写法，"
            f"或先到“{taken.owner_name}”改去原来的。"
        )

    def twin(self, record: Named, kept: str) -> Spelling | None:
        """The same alias of the same owner once more."""
        if not is_alias(record):
            return None
        same = (
            type(record)
            .objects.filter(key=self.keyed(kept))
            .exclude(pk=record.pk)
            .first()
        )
        owner = self.owner_of(record)
        return (
            Spelling(same.name, owner, str(owner_record(same)), ALIAS) if same else None
        )

    def take(self, record: Named) -> None:
        """What a record that is about to be written holds from now on."""
        owner = self.owner_of(record) or object()
        for field in fields_of(record):
            called = str(owner_record(record)) if is_alias(record) else record.name
            self.spellings.take(
                Spelling(getattr(record, field), owner, called, USES[field])
            )


class LeaderSpace(Space):
    """Successors do not take names over: a notice names whom it names."""

    word = "市领导"
    keyed = staticmethod(leader_key)
    alias_of = "leader_id"

    def homes(self) -> dict[int, int]:
        return {}

    def held(self) -> Iterable[Spelling]:
        names = dict(Leader.objects.order_by("order", "id").values_list("id", "name"))
        for leader, name in names.items():
            yield Spelling(name, leader, name, NAME)
        rows = LeaderAlias.objects.order_by("id").values_list("id", "name", "leader_id")
        for pk, text, leader in rows:
            yield Spelling(
                text, leader, names[leader], ALIAS, frozenset({written_on(pk)})
            )


def check(record: models.Model) -> None:
    """Mend the names of a record that is about to be written, and refuse them by field where
    somebody else has one. Records of other models, and names that do not change, pass: an old fault
    stops no other change."""
    if isinstance(record, NAMED) and (fields := changed_names(record)):
        hold()
        space = space_of(record)
        wrong = {
            field: refusal for field in fields if (refusal := space.mend(record, field))
        }
        if wrong:
            raise ValidationError(wrong)


def check_new(records: Sequence[Named]) -> None:
    """The same for new records of one model, which must not stand in each other's way either."""
    if not records:
        return
    hold()
    space, wrong = space_of(records[0]), []
    for record in records:
        wrong += [
            refusal
            for field in fields_of(record)
            if (refusal := space.mend(record, field))
        ]
        space.take(record)
    if wrong:
        raise ValidationError(wrong)


def hold() -> None:
    """Nobody else gives a name until the transaction ends. On SQLite it holds the whole database
    anyhow."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def space_of(record: Named) -> Space:
    return Space() if isinstance(record, Unit | UnitAlias) else LeaderSpace()


def fields_of(record: Named) -> tuple[str, ...]:
    return ("name", "full_name") if isinstance(record, Unit) else ("name",)


def written_on(pk: int | None) -> tuple[str, int | None]:
    """The key of an alias among those of units or leaders."""
    return ALIAS, pk


def is_alias(record: Named) -> TypeGuard[UnitAlias | LeaderAlias]:
    return isinstance(record, UnitAlias | LeaderAlias)


def owner_record(alias: UnitAlias | LeaderAlias) -> Unit | Leader:
    return alias.unit if isinstance(alias, UnitAlias) else alias.leader


def changed_names(record: Named) -> tuple[str, ...]:
    """The fields that hold a name which the database does not hold there yet. A unit that is taken
    out of a merger, and an alias that goes to another owner, bring all they have."""
    fields = fields_of(record)
    moving = {
        Unit: ["merged_into_id"],
        UnitAlias: ["unit_id"],
        LeaderAlias: ["leader_id"],
    }
    watched = moving.get(type(record), [])
    stored = (
        type(record)
        ._base_manager.filter(pk=record.pk)
        .values(*fields, *watched)
        .first()
    )
    if stored is None or any(stored[name] != getattr(record, name) for name in watched):
        return fields
    return tuple(name for name in fields if getattr(record, name) != stored[name])


def no_name(text: str) -> str:
    """What is wrong with the name of a leader that is no name: 张市长, 周阳副市长."""
    called, named = addressed(text), split_leader(text)
    if called:
        return f"“{text}”是称呼，不是姓名：请写全名，职务写在“职务”里；这样的称呼可记作别名。"
    if named and named.title:
        return (
            f"“{text}”里写了职务：姓名请写“{named.name}”，“{named.title}”写在“职务”里。"
        )
    return ""
