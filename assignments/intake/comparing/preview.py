"""One page before anything is written: what is new, changed, unchanged, missing, doubtful."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from assignments.choices import Duty, TaskKind
from assignments.intake.comparing.asked import Asked, asked_of
from assignments.intake.comparing.behind_numbers import (
    doubts_of_changes,
    likely_kind,
    says_another,
)
from assignments.intake.comparing.drift import drifted, drifted_elsewhere
from assignments.intake.comparing.joining import (
    RowPair,
    adopted,
    companions,
    pairs,
    pairs_elsewhere,
)
from assignments.intake.comparing.known_plan import (
    Book,
    State,
    hold_plan,
    names_digest,
    open_book,
)
from assignments.intake.comparing.losses import Losses, keeps_all
from assignments.intake.comparing.matching import SAME, Matcher, NameQuestion
from assignments.intake.comparing.other_plans import Elsewhere
from assignments.intake.comparing.preview_row import (
    ALL,
    ASSUMED,
    ATTENTION,
    CHANGED,
    NEW,
    STATES,
    UNCHANGED,
    WRONG,
    PreviewRow,
)
from assignments.intake.comparing.resources import TaskResource, Wanted, check
from assignments.intake.stored_reading import BatchRows, dataset_of, plan_row
from assignments.models import ImportBatch, Plan, Task
from assignments.rules.own_columns import NamedPlan

HARMLESS = frozenset({"joint_copies_differ", "reading_unreadable"})
"""Doubts of the reader that the row shows in other words: as a pair, as a figure held back."""


def silent(done: int) -> None:
    """For who does not ask how far it is."""


@dataclass
class Preview:
    """The whole page; making it writes nothing. `contents` are the rows of the document, `rows`
    what there is to say about each, `fresh` the keys of the names that the rows would bring."""

    batch: ImportBatch
    plan: Plan | None
    book: Book
    matcher: Matcher
    resource: TaskResource
    contents: BatchRows
    rows: list[PreviewRow] = field(default_factory=list)
    pairs: list[RowPair] = field(default_factory=list)
    doubts: list[dict] = field(default_factory=list)
    fresh: set[str] = field(default_factory=set)
    elsewhere: Elsewhere | None = None

    def compare(self, dataset_of, tell: Callable[[int], object] = silent) -> None:
        """Run all rows through the resource, some hundred at a time; `tell` hears how many are
        done."""
        for chunk in self.contents.chunks():
            rows = {row["index"]: self.row_of(row) for row in chunk}
            result = check(
                self.resource, dataset_of([row for row in chunk if not row["left_out"]])
            )
            self.mark(rows, result)
            self.rows += rows.values()
            tell(len(self.rows))
        self.matcher.pair_twins()
        mark_questions(self.rows, self.matcher)

    def row_of(self, content: dict) -> PreviewRow:
        row = PreviewRow.of(self.contents, content)
        row.task = self.book.tasks.get(row.key)
        return row

    def mark(self, rows: dict[int, PreviewRow], result) -> None:
        """What became of the rows of one table; what was gathered for writing is let go of."""
        for wanted in self.resource.wanted:
            self.note(rows[wanted.index], wanted)
            self.fresh.update(ref.key for ref in wanted.refs if ref.id is None)
        self.resource.wanted.clear()
        for outcome in result.rows:
            row = rows[outcome.row_values["行"]]
            if outcome.import_type == outcome.IMPORT_TYPE_SKIP:
                row.state = UNCHANGED
            elif outcome.import_type == outcome.IMPORT_TYPE_INVALID:
                row.state, row.errors = WRONG, outcome.validation_error.messages

    def note(self, row: PreviewRow, wanted: Wanted) -> None:
        """What a row that passed will do to its task."""
        row.state, row.cells = (NEW if wanted.is_new else CHANGED), wanted.cells
        if wanted.is_new:
            return
        row.lost, row.assumes_lead = wanted.lost, wanted.assumes_lead
        row.units = units_of(wanted.state)
        row.is_other = any(map(says_another, wanted.cells))
        row.doubts += doubts_of_changes(wanted.cells)

    def count(self, state: str) -> int:
        return sum(row.state == state for row in self.rows)

    @cached_property
    def counts(self) -> dict[str, int]:
        counts = {state: self.count(state) for state in STATES}
        counts["missing"] = len(self.missing)
        counts[ATTENTION] = sum(row.needs_attention for row in self.rows)
        counts[ASSUMED] = sum(row.is_assumed for row in self.rows)
        counts[ALL] = len(self.rows)
        return counts

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
    def questions(self) -> list[NameQuestion]:
        return list(self.matcher.questions.values())

    @property
    def open_questions(self) -> list[NameQuestion]:
        return self.matcher.open

    @property
    def suggested(self) -> list[NameQuestion]:
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
        changes = drifted(self.batch.based_on, self.fingerprint, self.book)
        return changes + (
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
        for content in pair.copies if pair.task is None else [pair.first]:
            preview.rows[content["index"]].pairs.append(pair)
    preview.doubts = mark_doubts(preview.rows, batch.reading.get("doubts", []))
    return preview


def rows_of(batch: ImportBatch, book: Book) -> BatchRows:
    """The rows of a batch as they go into a plan. What kind a row is of is asked of the plan
    where the document does not say it."""
    named = name_of(book.plan) if book.plan else None

    def lay(row: dict, index: int, answer: dict) -> dict:
        laid = plan_row(row, index, answer, plan=named)
        return (
            laid
            if "kind" in laid["told"]
            else {**laid, "kind": likely_kind(laid, book)}
        )

    return BatchRows(batch, lay)


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
