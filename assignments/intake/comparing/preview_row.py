"""One row of the preview, and the states that a row can be in."""

from dataclasses import dataclass, field

from assignments.intake.comparing.asked import has_leader, list_of
from assignments.intake.comparing.diff import CellChange
from assignments.intake.comparing.joining import RowPair
from assignments.intake.comparing.matching import NameQuestion
from assignments.intake.comparing.targets import target_in_words
from assignments.intake.stored_reading import BatchRows, row_label
from assignments.models import Task

NEW, CHANGED, UNCHANGED, WRONG, LEFT_OUT = (
    "new",
    "changed",
    "unchanged",
    "wrong",
    "left_out",
)
STATES = {
    NEW: "新增",
    CHANGED: "有变化",
    UNCHANGED: "无变化",
    WRONG: "有错误",
    LEFT_OUT: "暂不导入",
}
ATTENTION, ASSUMED, ALL = "attention", "assumed", "all"


@dataclass(slots=True)
class PreviewRow:
    """One row of the document and everything there is to say about it. What it holds is small,
    because there may be ten thousand; the row itself is fetched when it is looked at. `holds` are
    those of its doubts that somebody must have seen before the import is confirmed."""

    rows: BatchRows
    index: int
    key: tuple[str, int]
    label: str
    state: str
    seen: bool
    unprinted: bool
    errors: list[str] = field(default_factory=list)
    cells: list[CellChange] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    holds: list[str] = field(default_factory=list)
    questions: list[NameQuestion] = field(default_factory=list)
    pairs: list[RowPair] = field(default_factory=list)
    lost: tuple[str, ...] = ()
    units: tuple[list[str], list[str]] | None = None
    assumes_lead: bool = True
    is_other: bool = False
    list_name: str = ""
    names_leader: bool = False
    task: Task | None = None

    @classmethod
    def of(cls, rows: BatchRows, row: dict) -> "PreviewRow":
        """`unprinted` says that the document does not print which of several units leads, and
        that nobody has said it since. A unit alone leads beyond doubt."""
        several = len(row.get("lead", ())) + len(row.get("cooperating", ())) > 1
        unprinted = (
            several and row.get("duties_assumed") and not row["duties_confirmed"]
        )
        state = LEFT_OUT if row["left_out"] else NEW
        return cls(
            rows,
            row["index"],
            (row["kind"], row["number"]),
            row_label(row),
            state,
            row["seen"],
            bool(unprinted),
            list_name=list_of(row),
            names_leader=has_leader(row),
        )

    @property
    def row(self) -> dict:
        return self.rows[self.index]

    @property
    def state_label(self) -> str:
        return STATES[self.state]

    @property
    def is_new(self) -> bool:
        return self.state == NEW

    @property
    def is_left_out(self) -> bool:
        return self.state == LEFT_OUT

    @property
    def is_assumed(self) -> bool:
        """Whether who leads is assumed for a row that will be written."""
        return self.unprinted and (
            self.state == NEW
            or (self.assumes_lead and any(cell.field == "units" for cell in self.cells))
        )

    @property
    def leads(self) -> list[str]:
        """Who will lead: of a stored task with what the ledger knows already."""
        return self.units[0] if self.units else self.row["lead"]

    @property
    def helpers(self) -> list[str]:
        return self.units[1] if self.units else self.row["cooperating"]

    @property
    def has_open_doubts(self) -> bool:
        waits = self.is_held or self.state not in (UNCHANGED, LEFT_OUT)
        return bool(self.doubts) and waits and not self.seen

    @property
    def is_held(self) -> bool:
        """Whether something of the row was not read and nobody has said yet that it may be left
        away."""
        return bool(self.holds) and not self.seen and not self.is_left_out

    @property
    def kept_targets(self) -> list[dict]:
        """The targets that the row will bring, for a new row."""
        return (
            [target for target in self.row["targets"] if not target.get("dropped")]
            if self.task is None
            else []
        )

    @property
    def target_words(self) -> list[str]:
        return [target_in_words(target) for target in self.kept_targets]

    @property
    def needs_attention(self) -> bool:
        if self.is_left_out:
            return False
        open_pairs = any(not pair.decided and not pair.settled for pair in self.pairs)
        return bool(self.errors or self.questions or self.has_open_doubts or open_pairs)
