"""New against old, cell by cell."""

from dataclasses import dataclass

from assignments.choices import CoRole, Duty
from assignments.intake.comparing.known_plan import State
from assignments.notices.meaning.progress_columns import WORDS

LABELS = {
    "text": "内容",
    "section": "所属板块",
    "leader": "牵头领导",
    "lead": "牵头单位",
    "cooperating": "配合单位",
    "units": "责任单位",
    "co_leaders": "协同领导",
    "remark": "备注",
    "targets": "目标",
    **WORDS,
    "readings": "数据",
}


@dataclass(frozen=True)
class CellChange:
    """One cell that differs: its name, and both readings as a person would write them."""

    field: str
    old: str
    new: str

    @property
    def label(self) -> str:
        return LABELS[self.field]

    @property
    def is_long(self) -> bool:
        """Whether only the differing middle is worth showing."""
        return self.field == "text"

    @property
    def pieces(self) -> tuple[str, str, str, str]:
        """What both share in front, the old middle, the new middle, what both share behind."""
        start = shared(self.old, self.new)
        behind = shared(self.old[start:][::-1], self.new[start:][::-1])
        cut = len(self.old) - behind
        tail = self.old[cut:]
        return (
            self.old[:start],
            self.old[start:cut],
            self.new[start : len(self.new) - behind],
            tail,
        )


def shared(first: str, second: str) -> int:
    """How many characters two texts have in common at their beginning."""
    for position, (a, b) in enumerate(zip(first, second)):  # noqa: B905 - lengths differ on purpose
        if a != b:
            return position
    return min(len(first), len(second))


def cells(old: State, new: State, *, assumed: bool) -> list[CellChange]:
    """Every cell in which a document differs from the database.

    `assumed` says that the document does not print who leads; then only the units and their
    order are compared, and what the office decided about the duties stands. Blanks alone are
    no difference: formats wrap lines differently.
    """
    changes = []
    for name in ("text", "section", "remark"):
        before, after = getattr(old, name), getattr(new, name)
        if squeezed(before) != squeezed(after):
            changes.append(CellChange(name, before, after))
    if same(old.leader) != same(new.leader):
        changes.append(CellChange("leader", name_of(old.leader), name_of(new.leader)))
    changes += unit_cells(old, new, assumed)
    if [(x.same, role) for x, role in old.co_leaders] != [
        (x.same, role) for x, role in new.co_leaders
    ]:
        changes.append(
            CellChange("co_leaders", people_in_words(old), people_in_words(new))
        )
    return sorted(changes, key=lambda cell: list(LABELS).index(cell.field))


def unit_cells(old: State, new: State, assumed: bool) -> list[CellChange]:
    if assumed:
        pairs = (
            [(x.same, note) for x, _, note in old.duties],
            [(x.same, note) for x, _, note in new.duties],
        )
        if pairs[0] == pairs[1]:
            return []
        return [CellChange("units", listed(old.duties), listed(new.duties))]
    changes = []
    for name, duty in (("lead", Duty.LEAD), ("cooperating", Duty.COOPERATING)):
        before = [row for row in old.duties if row[1] == duty]
        after = [row for row in new.duties if row[1] == duty]
        if [(x.same, note) for x, _, note in before] != [
            (x.same, note) for x, _, note in after
        ]:
            changes.append(CellChange(name, listed(before), listed(after)))
    return changes


def squeezed(text: str) -> str:
    return "".join(text.split())


def same(ref):
    return ref.same if ref else None


def name_of(ref) -> str:
    return ref.name if ref else ""


def listed(duties) -> str:
    return "、".join(
        f"{ref.name}（{note}）" if note else ref.name for ref, _, note in duties
    )


def people_in_words(state: State) -> str:
    return "、".join(
        f"{CoRole(role).label}{ref.name}" for ref, role in state.co_leaders
    )
