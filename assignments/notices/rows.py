"""What a reading is made of: the plan's head, its rows, the proposals and the doubts.

Plain frozen values; those that each row has some of have slots, since a document may have ten
thousand rows. `to_json` gives what `manage.py read_notice --json` prints; numbers of a
target are Decimal here and JSON numbers there.
"""

from dataclasses import dataclass, field
from decimal import Decimal

KEY = "key"
LIVELIHOOD = "livelihood"
KINDS = {KEY: "重点工作", LIVELIHOOD: "民生实事"}


@dataclass(frozen=True, slots=True)
class Source:
    """Where something stands in the document: a line of text, or a row of a table or sheet."""

    line: int | None = None
    sheet: str | None = None
    table: int | None = None
    row: int | None = None

    def to_json(self) -> dict:
        values = {
            "line": self.line,
            "sheet": self.sheet,
            "table": self.table,
            "row": self.row,
        }
        return {key: value for key, value in values.items() if value is not None}

    def where(self) -> str:
        """The place in words: 第57行, 工作表“重点工作”第7行, 第2个表格第7行."""
        if self.sheet is not None:
            return f"工作表“{self.sheet}”第{self.row}行"
        if self.table is not None:
            return f"第{self.table}个表格第{self.row}行"
        return f"第{self.line}行"


@dataclass(frozen=True)
class PlanHead:
    """What the notice says of itself. Dates are ISO text; None where it does not say."""

    title: str | None = None
    document_number: str | None = None
    issued_on: str | None = None
    issued_by: str | None = None
    year: int | None = None

    def to_json(self) -> dict:
        return dict(vars(self))


@dataclass(frozen=True, slots=True)
class LeaderFound:
    name: str
    title: str | None = None

    def to_json(self) -> dict:
        return {"name": self.name, "title": self.title}


@dataclass(frozen=True, slots=True)
class CoLeaderFound:
    """A second leader, from the remark (or a second name in the leader's cell)."""

    name: str
    title: str | None
    role: str

    def to_json(self) -> dict:
        return {"name": self.name, "title": self.title, "role": self.role}


@dataclass(frozen=True, slots=True)
class UnitFound:
    """A unit's name as written, and the note in the bracket behind it: 市统计局(数据监测). `marked`
    says that a sign stands before it: ▲市发改局."""

    name: str
    note: str = ""
    source: Source | None = None
    marked: bool = False


@dataclass(frozen=True, slots=True)
class TargetFound:
    """A quantity to reach. `text` is a short phrase made of pieces of the row's text;
    `text_of_row[start:end]` is the place it was found at, for highlighting. `doubt` is the code of
    what is to be asked about it, "" for nothing, and `amount` another amount that the question
    names."""

    text: str
    comparator: str
    value: Decimal
    measure: str
    start: int
    end: int
    unit: str | None = None
    doubt: str = ""
    amount: str = ""

    def to_json(self) -> dict:
        whole = self.value == self.value.to_integral_value()
        return {
            "text": self.text,
            "comparator": self.comparator,
            "value": int(self.value) if whole else float(self.value),
            "measure": self.measure,
            "unit": self.unit,
            "start": self.start,
            "end": self.end,
        }


@dataclass(frozen=True, slots=True)
class RowPart:
    """One of several things inside a row, with units of its own; offsets count in the part's
    text."""

    number: int | None
    text: str
    lead: tuple[UnitFound, ...]
    cooperating: tuple[UnitFound, ...] = ()
    targets: tuple[TargetFound, ...] = ()
    source: Source = Source()

    def to_json(self) -> dict:
        return {
            "number": self.number,
            "text": self.text,
            "lead": [unit.name for unit in self.lead],
            "cooperating": [unit.name for unit in self.cooperating],
            "targets": [target.to_json() for target in self.targets],
            "source": self.source.to_json(),
        }


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """One row of a notice. `duties_assumed` says that the border between lead and cooperating
    units was not in the document and the convention (first one leads) drew it. `stated_fields`
    are the fields that the document speaks of: those that say something, and those whose
    cell is there and empty. What is not among them the document leaves as it is."""

    kind: str
    number: int | None
    text: str
    leader: LeaderFound | None = None
    lead: tuple[UnitFound, ...] = ()
    cooperating: tuple[UnitFound, ...] = ()
    duties_assumed: bool = False
    co_leaders: tuple[CoLeaderFound, ...] = ()
    remark: str = ""
    parts: tuple[RowPart, ...] = ()
    targets: tuple[TargetFound, ...] = ()
    theme: str | None = None
    extra: dict[str, str] = field(default_factory=dict)
    source: Source = Source()
    stated_fields: frozenset[str] = frozenset()

    @property
    def units(self) -> tuple[UnitFound, ...]:
        return self.lead + self.cooperating

    def to_json(self) -> dict:
        return {
            "kind": self.kind,
            "number": self.number,
            "text": self.text,
            "leader": self.leader.to_json() if self.leader else None,
            "lead": [unit.name for unit in self.lead],
            "cooperating": [unit.name for unit in self.cooperating],
            "duties_assumed": self.duties_assumed,
            "unit_notes": [
                {"unit": unit.name, "note": unit.note}
                for unit in self.units
                if unit.note
            ],
            "co_leaders": [leader.to_json() for leader in self.co_leaders],
            "remark": self.remark,
            "parts": [part.to_json() for part in self.parts],
            "targets": [target.to_json() for target in self.targets],
            "theme": self.theme,
            "extra": dict(self.extra),
            "source": self.source.to_json(),
            "told": sorted(self.stated_fields),
        }


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something odd: a stable code, the place, and a sentence in Chinese that asks."""

    code: str
    message: str
    source: Source = Source()
    kind: str | None = None
    number: int | None = None

    def to_json(self) -> dict:
        place = self.source.to_json()
        if self.number is not None:
            place |= {"kind": self.kind, "number": self.number}
        return {"code": self.code, "source": place, "message": self.message}


@dataclass(frozen=True)
class Difference:
    """One field in which two copies of the same work disagree; values as the copies write them."""

    field: str
    message: str
    first: tuple[str, ...]
    second: tuple[str, ...]

    def to_json(self) -> dict:
        return {
            "field": self.field,
            "message": self.message,
            "first": list(self.first),
            "second": list(self.second),
        }


@dataclass(frozen=True)
class JointProposal:
    """Two rows that look like one piece of work; `exact` when their texts are the same."""

    first: NoticeRow
    second: NoticeRow
    exact: bool
    differences: tuple[Difference, ...] = ()

    def to_json(self) -> dict:
        return {
            "rows": [
                {"kind": row.kind, "number": row.number}
                for row in (self.first, self.second)
            ],
            "exact": self.exact,
            "differences": [difference.to_json() for difference in self.differences],
        }


@dataclass(frozen=True, slots=True)
class Outside:
    """A line that belongs to no row: the letter before the table, headings, the page's
    furniture."""

    text: str
    source: Source

    def to_json(self) -> dict:
        return {"text": self.text, "source": self.source.to_json()}


@dataclass(frozen=True)
class Notice:
    """Everything that was read. Every line of the document is in a row, in `outside` or in a doubt.

    `stated` holds how many rows of a kind the letter itself speaks of, where it does.
    """

    plan: PlanHead
    rows: tuple[NoticeRow, ...]
    doubts: tuple[Doubt, ...]
    joint: tuple[JointProposal, ...] = ()
    outside: tuple[Outside, ...] = ()
    layouts: tuple[str, ...] = ()
    stated: dict[str, int] = field(default_factory=dict)

    def to_json(self) -> dict:
        return {
            "plan": self.plan.to_json(),
            "rows": [row.to_json() for row in self.rows],
            "doubts": [doubt.to_json() for doubt in self.doubts],
            "joint": [proposal.to_json() for proposal in self.joint],
            "outside": [line.to_json() for line in self.outside],
            "layouts": list(self.layouts),
            "stated": dict(self.stated),
        }
