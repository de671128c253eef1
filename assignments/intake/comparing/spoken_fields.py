"""What a document does not speak of stays as it is: the stored state under what a row says.

A row tells, field by field, whether its document has a column or a label for it (`fields`, from
`notices.rows.Row`). A column that is not there changes nothing. 责任单位 alone does not say who
only cooperates, so it removes no cooperating unit and makes no lead a helper.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from assignments.choices import Duty
from assignments.intake.comparing.known_plan import State
from assignments.intake.comparing.matching import Ref
from assignments.notices.words.leaders import co_leaders as named_in_remark
from assignments.notices.words.targets import find_targets
from assignments.rules.names import fold, leader_key

LEAD, COOPERATING = Duty.LEAD.value, Duty.COOPERATING.value
PLAIN = ("leader", "remark", "section")
DutyRow = tuple[Ref, str, str]


@dataclass(frozen=True)
class Spoken:
    """How a row speaks of its task: the fields that it tells, whether who leads is only assumed
    (one column for all units), and whether the person has said that nothing is to go."""

    fields: frozenset[str]
    assumed: bool = False
    keeps_all: bool = False

    def tells(self, name: str, value: object) -> bool:
        """Whether a field takes this value; an empty one only where it may clear."""
        return name in self.fields and bool(value or not self.keeps_all)


def laid_over(old: State, new: State, spoken: Spoken) -> State:
    """What a stored task says after a row: the row's own words where it speaks, else the stored
    ones."""
    plain = {
        name: getattr(new if spoken.tells(name, getattr(new, name)) else old, name)
        for name in PLAIN
    }
    over = replace(new, **plain)
    duties = (
        undivided(old, new, spoken) if spoken.assumed else divided(old, new, spoken)
    )
    noted = tuple(with_notes(duties, old.duties, new.duties))
    return replace(
        over, duties=noted, co_leaders=tuple(co_leaders_after(old, new, over, spoken))
    )


def undivided(old: State, new: State, spoken: Spoken) -> list[DutyRow]:
    """Units of one column: who is known keeps its duty and its place, and a new one leads only if
    nobody named does. A lead that is not named any more goes, one that only cooperates stays."""
    if "lead" not in spoken.fields:
        return list(old.duties)
    named = {ref.same for ref, _, _ in new.duties}
    known = {ref.same for ref, _, _ in old.duties}
    stays = [
        row
        for row in old.duties
        if row[0].same in named or row[1] == COOPERATING or spoken.keeps_all
    ]
    fresh = [row for row in new.duties if row[0].same not in known]
    if any(duty == LEAD for _, duty, _ in stays):
        return [*stays, *((ref, COOPERATING, note) for ref, _, note in fresh)]
    ranked = [row for row in new.duties if row[1] == LEAD][:1]
    leading = {ref.same for ref, _, _ in ranked}
    leads = [(ref, LEAD, note) for ref, _, note in ranked]
    return [
        *leads,
        *(row for row in stays if row[0].same not in leading),
        *(row for row in fresh if row[0].same not in leading),
    ]


def divided(old: State, new: State, spoken: Spoken) -> list[DutyRow]:
    """Lead and cooperating units each of its own column; one that is not there keeps its units."""
    tells_leads = "lead" in spoken.fields
    tells_helpers = "cooperating" in spoken.fields and not spoken.keeps_all
    stays = [
        row
        for row in old.duties
        if (row[1] == LEAD and (not tells_leads or spoken.keeps_all))
        or (row[1] == COOPERATING and not tells_helpers)
    ]
    leading = {row[0].same for row in stays if row[1] == LEAD and not tells_leads}
    return with_kept(
        [row for row in new.duties if row[0].same not in leading], stays, old.duties
    )


def with_notes(
    duties: Iterable[DutyRow], old: Iterable[DutyRow], new: Iterable[DutyRow]
) -> Iterator[DutyRow]:
    """What stands in brackets behind a unit has no cell of its own: a document without it clears
    none."""
    notes = {ref.same: note for ref, _, note in (*old, *new) if note}
    return ((ref, duty, notes.get(ref.same, "")) for ref, duty, _ in duties)


def with_kept(
    named: Sequence[DutyRow], stays: Iterable[DutyRow], order: Sequence[DutyRow]
) -> list[DutyRow]:
    """The units of the document, and between them, behind whom they stood, those that stay: a
    list that says nothing new is then in no other order either."""
    duties = list(named)
    taken = {row[0].same for row in named}
    stays_by_key = {row[0].same: row for row in stays if row[0].same not in taken}
    above: list[object] = []
    for ref, _, _ in order:
        if ref.same in stays_by_key:
            behind_leads = sum(row[1] == LEAD for row in duties)
            duties.insert(
                max(behind_leads, place_below(above, duties)), stays_by_key[ref.same]
            )
        above.append(ref.same)
    return duties


def place_below(above: Sequence[object], duties: Sequence[DutyRow]) -> int:
    """Where a unit goes that stood below these: right behind the last of them that is still
    there."""
    places = [row[0].same for row in duties]
    return next((places.index(key) + 1 for key in reversed(above) if key in places), 0)


def co_leaders_after(
    old: State, new: State, over: State, spoken: Spoken
) -> list[tuple[Ref, str]]:
    """The second leaders: those of their own column alone, else those of the remark too; of the
    stored ones only those go whom the old remark named and the new one does not."""
    if "co_leaders" in spoken.fields and not spoken.keeps_all:
        return list(new.co_leaders)
    gone: set[str] = set()
    if fold(over.remark) != fold(old.remark) and not spoken.keeps_all:
        gone = {leader_key(person.name) for person in named_in_remark(old.remark)}
    named = {ref.same: (ref, role) for ref, role in new.co_leaders}
    order = [ref.same for ref, _ in old.co_leaders]
    stays = [
        named.pop(ref.same, (ref, role))
        for ref, role in old.co_leaders
        if ref.same in named or leader_key(ref.name) not in gone
    ]
    return [*stays, *named.values()] if order else list(new.co_leaders)


def kept_units(old: State, new: State, spoken: Spoken) -> frozenset[object]:
    """The stored units whose duty the document does not decide: they stay confirmed, or assumed."""
    if spoken.assumed:
        return frozenset(ref.same for ref, _, _ in old.duties)
    named = {ref.same for ref, _, _ in new.duties}
    return frozenset(ref.same for ref, _, _ in old.duties if ref.same not in named)


def assumes_lead(old: State, over: State, spoken: Spoken) -> bool:
    """Whether somebody comes to lead whom neither the document nor the ledger calls a lead."""
    leads = {ref.same for ref in old.units(LEAD)}
    return spoken.assumed and any(ref.same not in leads for ref in over.units(LEAD))


def brought_by(text: str, target: str) -> bool:
    """Whether a target is one that a text itself names. Others were added by hand, and a new
    wording of the task says nothing of them."""
    return fold(target) in fold(text) or fold(target) in {
        fold(target.text) for target in find_targets(text)
    }


def lost(old: State, new: State, targets: Collection[str] = ()) -> list[str]:
    """What of a stored task goes: one phrase each, with what it is and what it says."""
    losses = []
    if old.leader and not new.leader:
        losses.append(f"牵头领导：{old.leader.name}")
    after = {ref.same for ref, _, _ in new.duties}
    losses += [
        f"{Duty(duty).label}单位：{ref.name}"
        for ref, duty, _ in old.duties
        if ref.same not in after
    ]
    people = {ref.same for ref, _ in new.co_leaders}
    losses += [
        f"协同领导：{ref.name}" for ref, _ in old.co_leaders if ref.same not in people
    ]
    if old.remark.strip() and not new.remark.strip():
        losses.append(f"备注：{old.remark}")
    if old.section.strip() and not new.section.strip():
        losses.append(f"所属板块：{old.section}")
    return losses + [f"目标：{text}" for text in targets]
