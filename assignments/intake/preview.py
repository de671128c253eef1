"""One page before anything is written: what is new, changed, unchanged, missing, doubtful."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from assignments.choices import Duty, TaskKind
from assignments.intake.asked import Asked, asked_of, has_leader, list_of
from assignments.intake.behind_numbers import (
    doubts_of_changes,
    likely_kind,
    says_another,
)
from assignments.intake.diff import CellChange
from assignments.intake.drift import drifted, drifted_elsewhere
from assignments.intake.joining import Pair, adopted, companions, pairs, pairs_elsewhere
from assignments.intake.known_plan import (
    Book,
    State,
    hold_plan,
    names_digest,
    open_book,
)
from assignments.intake.losses import Losses, keeps_all
from assignments.intake.matching import SAME, Matcher, Question
from assignments.intake.other_plans import Elsewhere
from assignments.intake.resources import TaskResource, Wanted, check
from assignments.intake.stored_reading import Rows, dataset_of, plan_row, row_label
from assignments.intake.targets import said_of
from assignments.models import ImportBatch, Plan, Task
from assignments.rules.own_columns import NamedPlan

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
HARMLESS = frozenset(
    {"joint_copies_differ", "reading_unreadable"}
)  # said otherwise by the row


def silent(done: int) -> None:
    """For who does not ask how far it is."""


@dataclass(slots=True)
class PreviewRow:
    """One row of the document and everything there is to say about it. What it holds is small,
    because there may be ten thousand; the row itself is fetched when it is looked at. `holds` are
    those of its doubts that somebody must have seen before the import is confirmed."""

    rows: Rows
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
    questions: list[Question] = field(default_factory=list)
    pairs: list[Pair] = field(default_factory=list)
    lost: tuple[str, ...] = ()
    units: tuple[list[str], list[str]] | None = None
    assumes_lead: bool = True
    is_other: bool = False
    list_name: str = ""
    names_leader: bool = False
    task: Task | None = None

    @classmethod
    def of(cls, rows: Rows, row: dict) -> "PreviewRow":
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
            [one for one in self.row["targets"] if not one.get("dropped")]
            if self.task is None
            else []
        )

    @property
    def said_targets(self) -> list[str]:
        return [said_of(one) for one in self.kept_targets]

    @property
    def needs_attention(self) -> bool:
        if self.is_left_out:
            return False
        open_pairs = any(not pair.decided and not pair.settled for pair in self.pairs)
        return bool(self.errors or self.questions or self.has_open_doubts or open_pairs)


@dataclass
class Preview:
    """The whole page; making it writes nothing. `contents` are the rows of the document, `rows`
    what there is to say about each, `fresh` the keys of the names that the rows would bring."""

    batch: ImportBatch
    plan: Plan | None
    book: Book
    matcher: Matcher
    resource: TaskResource
    contents: Rows
    rows: list[PreviewRow] = field(default_factory=list)
    pairs: list[Pair] = field(default_factory=list)
    doubts: list[dict] = field(default_factory=list)
    fresh: set[str] = field(default_factory=set)
    elsewhere: Elsewhere | None = None

    def compare(self, dataset_of, tell: Callable[[int], object] = silent) -> None:
        """Run all rows through the resource, some hundred at a time; `tell` hears how many are
        done."""
        for some in self.contents.chunks():
            found = {row["index"]: self.row_of(row) for row in some}
            result = check(
                self.resource, dataset_of([row for row in some if not row["left_out"]])
            )
            self.mark(found, result)
            self.rows += found.values()
            tell(len(self.rows))
        self.matcher.pair_twins()
        mark_questions(self.rows, self.matcher)

    def row_of(self, row: dict) -> PreviewRow:
        found = PreviewRow.of(self.contents, row)
        found.task = self.book.tasks.get(found.key)
        return found

    def mark(self, found: dict[int, PreviewRow], result) -> None:
        """What became of the rows of one table; what was gathered for writing is let go of."""
        for one in self.resource.wanted:
            self.note(found[one.index], one)
            self.fresh.update(ref.key for ref in one.refs if ref.id is None)
        self.resource.wanted.clear()
        for one in result.rows:
            if one.import_type == one.IMPORT_TYPE_SKIP:
                found[one.row_values["行"]].state = UNCHANGED
            elif one.import_type == one.IMPORT_TYPE_INVALID:
                row = found[one.row_values["行"]]
                row.state, row.errors = WRONG, one.validation_error.messages

    def note(self, row: PreviewRow, one: Wanted) -> None:
        """What a row that passed will do to its task."""
        row.state, row.cells = (NEW if one.is_new else CHANGED), one.cells
        if one.is_new:
            return
        row.lost, row.assumes_lead = one.lost, one.assumes_lead
        row.units = units_of(one.state)
        row.is_other = any(map(says_another, one.cells))
        row.doubts += doubts_of_changes(one.cells)

    def count(self, state: str) -> int:
        return sum(row.state == state for row in self.rows)

    @cached_property
    def counts(self) -> dict[str, int]:
        found = {state: self.count(state) for state in STATES}
        found["missing"] = len(self.missing)
        found[ATTENTION] = sum(row.needs_attention for row in self.rows)
        found[ASSUMED] = sum(row.is_assumed for row in self.rows)
        found[ALL] = len(self.rows)
        return found

    @cached_property
    def by_kind(self) -> list[tuple[str, int]]:
        kinds = [row.key[0] for row in self.rows]
        return [
            (label, kinds.count(kind))
            for kind, label in TaskKind.choices
            if kind in kinds
        ]

    @cached_property
    def missing(self) -> list[Task]:
        """Stored tasks that the document does not have; left-out rows are not missing."""
        left = {row.key for row in self.rows}
        return [
            task
            for task in self.resource.missing
            if (task.kind, task.number) not in left
        ]

    @property
    def questions(self) -> list[Question]:
        return list(self.matcher.questions.values())

    @property
    def open_questions(self) -> list[Question]:
        return self.matcher.open

    @property
    def suggested(self) -> list[Question]:
        """Open questions that one click can answer. "The same as another name" waits for that
        one."""
        waits = [q for q in self.open_questions if (q.answer or {}).get("do") == SAME]
        return [q for q in self.open_questions if q.suggestion and q not in waits]

    @property
    def errors(self) -> list[PreviewRow]:
        return [row for row in self.rows if row.errors]

    @property
    def held(self) -> list[PreviewRow]:
        return [row for row in self.rows if row.is_held]

    @cached_property
    def works(self) -> int:
        """How many pieces of work the new rows make; those that join another plan's make none."""
        groups, joined = companions(self.pairs), adopted(self.pairs)
        new = [row.index for row in self.rows if row.is_new and row.index not in joined]
        return len({tuple(groups.get(index, [index])) for index in new})

    @cached_property
    def joining(self) -> int:
        """How many new rows join works of other plans."""
        return len(adopted(self.pairs))

    @cached_property
    def losing(self) -> list[PreviewRow]:
        """The rows that take something away from their tasks."""
        return [row for row in self.rows if row.lost]

    @cached_property
    def losses(self) -> Losses:
        return Losses.of((row.label, row.lost) for row in self.losing)

    @cached_property
    def asked(self) -> list[Asked]:
        """What is asked about the document as a whole, before its rows."""
        return asked_of(self.batch, self.plan, self.rows)

    @property
    def changes_nothing(self) -> bool:
        aliases = any(question.answer for question in self.questions)
        return not (self.counts[NEW] or self.counts[CHANGED] or aliases)

    def select(self, show: str) -> list[PreviewRow]:
        """The rows of a filter: a state, "attention", "assumed", or all."""
        if show == ATTENTION:
            return [row for row in self.rows if row.needs_attention]
        if show == ASSUMED:
            return [row for row in self.rows if row.is_assumed]
        return (
            [row for row in self.rows if row.state == show]
            if show in STATES
            else self.rows
        )

    @cached_property
    def fingerprint(self) -> dict:
        others = {"elsewhere": self.elsewhere.fingerprint()} if self.elsewhere else {}
        return {**self.book.fingerprint(), **others, "names": names_digest()}

    @cached_property
    def drift(self) -> list[str]:
        """What changed in the database since the preview was last compared with it."""
        found = drifted(self.batch.based_on, self.fingerprint, self.book)
        return found + (
            drifted_elsewhere(self.batch.based_on, self.elsewhere)
            if self.elsewhere
            else []
        )


def chosen_plan(batch: ImportBatch, *, lock: bool = False) -> Plan | None:
    """The plan that the batch goes into; None for a new one. One of the same name that somebody has
    founded meanwhile is that plan."""
    head = batch.answers.get("plan", {})
    key = batch.plan_id or head.get("id")
    same = {"year": batch.year, "level": head.get("level"), "title": head.get("title")}
    plans = Plan.objects.filter(**({"pk": key} if key else same))
    if lock:
        hold_plan(plans)
    return plans.first()


def preview_of(
    batch: ImportBatch, *, lock: bool = False, tell: Callable[[int], object] = silent
) -> Preview:
    """Compare the batch's rows with the database as it is now; with `lock` what is stored stays
    as it is until the transaction ends. `tell` hears how many rows are done."""
    plan = chosen_plan(batch, lock=lock)
    book, matcher = open_book(plan), Matcher(batch.answers)
    resource = TaskResource(book=book, matcher=matcher, keeps_all=keeps_all(batch))
    preview = Preview(batch, plan, book, matcher, resource, rows_of(batch, book))
    preview.compare(dataset_of, tell)
    preview.elsewhere = Elsewhere(batch.year, plan)
    preview.pairs = [
        *pairs(batch, preview.rows, book),
        *pairs_elsewhere(batch, preview.rows, preview.elsewhere),
    ]
    for pair in preview.pairs:
        for one in pair.both if pair.task is None else [pair.first]:
            preview.rows[one["index"]].pairs.append(pair)
    preview.doubts = mark_doubts(preview.rows, batch.reading.get("doubts", []))
    return preview


def rows_of(batch: ImportBatch, book: Book) -> Rows:
    """The rows of a batch as they go into a plan. What kind a row is of is asked of the plan
    where the document does not say it."""
    named = name_of(book.plan) if book.plan else None

    def lay(row: dict, index: int, mine: dict) -> dict:
        laid = plan_row(row, index, mine, plan=named)
        return (
            laid
            if "kind" in laid["told"]
            else {**laid, "kind": likely_kind(laid, book)}
        )

    return Rows(batch, lay)


def units_of(state: State) -> tuple[list[str], list[str]]:
    """The names of lead and of cooperating units."""
    leads, helpers = (state.units(duty) for duty in (Duty.LEAD, Duty.COOPERATING))
    return [ref.name for ref in leads], [ref.name for ref in helpers]


def name_of(plan: Plan) -> NamedPlan:
    return NamedPlan(plan.year, plan.get_level_display(), plan.title)


def mark_questions(rows: list[PreviewRow], matcher: Matcher) -> None:
    """Give each open question to the rows that carry its name."""
    for question in matcher.open:
        for index in sorted(question.places):
            rows[index].questions.append(question)


def mark_doubts(rows: list[PreviewRow], doubts: list[dict]) -> list[dict]:
    """Give each doubt to the row it is about; return those about the document."""
    by_name: dict[tuple, PreviewRow] = {}
    for row in rows:
        by_name.setdefault(row.key, row)
    general = []
    for doubt in doubts:
        place = doubt["source"]
        row = (
            by_name.get((place.get("kind"), place.get("number")))
            if place.get("number")
            else None
        )
        if row is None:
            general.append(doubt)
        elif doubt["code"] not in HARMLESS:
            row.doubts.append(doubt["message"])
    return general
