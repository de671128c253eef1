"""From a name in a document to a unit or a leader in the database.

By the normalised spelling first, then by alias. What is left is a question with candidates, asked
once for all rows that carry the name; likeness makes candidates, never matches. What is near a
known name is never new by default (rules/near_names.py), and 张市长 is nobody's name: who that is,
a person says.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from assignments.choices import TaskKind
from assignments.ledger.spellings import homes
from assignments.models import Leader, LeaderAlias, Unit, UnitAlias
from assignments.rules.names import addressed, fold, leader_key, unit_key
from assignments.rules.near_names import (
    CLEAR,
    NEAR,
    PERSON_NEAR,
    PROPOSED,
    TWINS,
    called_likeness,
    person_likeness,
    unit_likeness,
)

UNITS, LEADERS = "units", "leaders"
MATCH, CREATE, SAME = "match", "create", "same"
# So many names can be told apart by eye.
MOST_CANDIDATES = 5
WORDS = dict(TaskKind.choices)


class Ref(NamedTuple):
    """A name resolved: to a stored row (`id`), or to one that will be created (`id` is None and
    `answered`), or not yet (`answered` is False)."""

    id: int | None
    key: str
    name: str
    answered: bool = True

    @property
    def same(self):
        """What two references are compared by."""
        return self.id if self.id is not None else self.key


class Known(NamedTuple):
    id: int
    name: str
    title: str = ""


class Candidate(NamedTuple):
    """Somebody the name could mean; `likeness` from 0 to 1."""

    known: Known
    likeness: float


@dataclass
class NameQuestion:
    """An ambiguous or unknown name. `rows` are the labels of the rows that carry it, `places` their
    indexes, `answer` what was decided so far, `twin` another unknown name of the document that is
    very near."""

    kind: str
    key: str
    name: str
    title: str = ""
    spellings: list[str] = field(default_factory=list)
    rows: list[str] = field(default_factory=list)
    places: set[int] = field(default_factory=set)
    candidates: list[Candidate] = field(default_factory=list)
    ambiguous: bool = False
    answer: dict | None = None
    twin: "NameQuestion | None" = None

    @property
    def asks_who(self) -> bool:
        """Whether the document calls a leader by surname and title: 张市长."""
        return self.kind == LEADERS and addressed(self.name) is not None

    @property
    def suggestion(self) -> dict | None:
        """What one click for all names may decide: that a name like no other is new. None for
        all others."""
        if self.ambiguous or self.candidates or self.asks_who or self.twin:
            return None
        return {"do": CREATE, "name": self.name, "title": self.title}

    @property
    def proposal(self) -> dict | None:
        """What the line of the name begins with, for a person to confirm; None where nobody can
        say: 陈康 and 陈大康 may be two, and two units may be as near."""
        if self.twin and not self.candidates:
            return {"do": SAME, "as": self.twin.key}
        if self.kind == LEADERS or self.ambiguous or not self.candidates:
            return self.suggestion
        best, *others = self.candidates
        second = others[0].likeness if others else 0.0
        if best.likeness >= PROPOSED and best.likeness - second >= CLEAR:
            return {"do": MATCH, "id": best.known.id}
        return None


class Directory:
    """All stored names of one kind, by their comparable spelling. `likeness` measures two
    spellings, from `near` on they may mean the same."""

    def __init__(
        self,
        key_of: Callable[[str], str],
        rows: Iterable[Known],
        spellings: Iterable[tuple],
        likeness: Callable[[str, str], float],
        near: float,
    ):
        self.key_of, self.likeness, self.near = key_of, likeness, near
        self.rows = {row.id: row for row in rows}
        self.by_key: dict[str, set[int]] = {}
        for name, owner in spellings:
            if name and owner in self.rows:
                self.by_key.setdefault(key_of(name), set()).add(owner)

    def find(self, key: str) -> list[Known]:
        """Everybody who is written like that; one is a match, several are a question."""
        return [self.rows[owner] for owner in sorted(self.by_key.get(key, ()))]

    def similar(self, key: str) -> list[Candidate]:
        """The likest others, likest first."""
        best: dict[int, float] = {}
        for other, owners in self.by_key.items():
            score = self.likeness(key, other)
            if score >= self.near:
                for owner in owners:
                    best[owner] = max(best.get(owner, 0), score)
        return self.ordered(best)

    def ordered(self, scores: dict[int, float]) -> list[Candidate]:
        """The best of those that were measured, {id: likeness}."""
        order = list(self.rows)
        best = sorted(scores.items(), key=lambda pair: (-pair[1], order.index(pair[0])))
        return [
            Candidate(self.rows[owner], score)
            for owner, score in best[:MOST_CANDIDATES]
        ]


class LeaderDirectory(Directory):
    """Leaders are also called by surname and title."""

    def similar(self, key: str) -> list[Candidate]:
        """Of 张市长 everybody of that surname, those with the title first."""
        called = addressed(key)
        if called is None:
            return super().similar(key)
        scores = {
            known.id: called_likeness(called, known.name, known.title)
            for known in self.rows.values()
        }
        return self.ordered({owner: score for owner, score in scores.items() if score})


def unit_directory() -> Directory:
    """Units by name, full name and alias. A merged unit's names lead to the one it went into."""
    units = list(Unit.objects.order_by("order", "id"))
    home = homes({unit.id: unit.merged_into_id for unit in units})
    spellings = [
        (name, home[unit.id]) for unit in units for name in (unit.name, unit.full_name)
    ]
    spellings += [
        (name, home[owner])
        for name, owner in UnitAlias.objects.values_list("name", "unit_id")
    ]
    rows = [Known(unit.id, unit.name) for unit in units if not unit.merged_into_id]
    return Directory(unit_key, rows, spellings, unit_likeness, NEAR)


def leader_directory() -> Directory:
    """Leaders by name and alias. Successors do not replace: a notice names who it names. 张市长 as
    an alias of somebody who is no longer in office leads nowhere: there may be another by now."""
    leaders = list(Leader.objects.order_by("-is_active", "order", "id"))
    gone = {leader.id for leader in leaders if not leader.is_active}
    spellings = [(leader.name, leader.id) for leader in leaders]
    spellings += [
        (name, owner)
        for name, owner in LeaderAlias.objects.values_list("name", "leader_id")
        if owner not in gone or not addressed(name)
    ]
    rows = [Known(leader.id, leader.name, leader.title) for leader in leaders]
    return LeaderDirectory(leader_key, rows, spellings, person_likeness, PERSON_NEAR)


def leader_names() -> list[str]:
    """Every name that a leader goes by, for readers that know no database."""
    aliases = LeaderAlias.objects.values_list("name", flat=True)
    return [*Leader.objects.values_list("name", flat=True), *aliases]


class Matcher:
    """Resolves the names of one document and collects the questions that they raise."""

    def __init__(self, answers: dict):
        self.answers = {
            UNITS: answers.get(UNITS, {}),
            LEADERS: answers.get(LEADERS, {}),
        }
        self.directories = {UNITS: unit_directory(), LEADERS: leader_directory()}
        self.questions: dict[tuple[str, str], NameQuestion] = {}
        self.refs: dict[tuple[str, str], Ref] = {}
        self.known: dict[tuple[str, str], Ref] = {}

    def unit(self, name: str, row: Mapping | None = None) -> Ref:
        return self.resolve(UNITS, name, row)

    def leader(self, name: str, title: str = "", row: Mapping | None = None) -> Ref:
        return self.resolve(LEADERS, name, row, title)

    def resolve(
        self, kind: str, name: str, row: Mapping | None, title: str = ""
    ) -> Ref:
        if (kind, name) in self.known:
            return self.known[kind, name]
        key = self.directories[kind].key_of(name)
        matches = self.directories[kind].find(key)
        if len(matches) == 1:
            self.known[kind, name] = Ref(matches[0].id, key, matches[0].name)
            return self.known[kind, name]
        question = self.ask(kind, key, name, title, row, ambiguous=len(matches) > 1)
        if (kind, key) not in self.refs:
            self.refs[kind, key] = self.answered(question)
        return self.refs[kind, key]

    def ask(
        self,
        kind: str,
        key: str,
        name: str,
        title: str,
        row: Mapping | None,
        *,
        ambiguous: bool,
    ) -> NameQuestion:
        question = self.questions.get((kind, key))
        if question is None:
            directory = self.directories[kind]
            candidates = (
                [Candidate(known, 1) for known in directory.find(key)]
                if ambiguous
                else directory.similar(key)
            )
            answer = self.answers[kind].get(key)
            question = NameQuestion(
                kind,
                key,
                name,
                candidates=candidates,
                ambiguous=ambiguous,
                answer=answer,
            )
            self.questions[kind, key] = question
        if name not in question.spellings:
            question.spellings.append(name)
        if row and row["行"] not in question.places:
            question.places.add(row["行"])
            question.rows.append(label_of(row))
        called = addressed(name) if kind == LEADERS else None
        question.title = max(
            question.title, title or (called.title if called else ""), key=len
        )
        return question

    def answered(self, question: NameQuestion, seen: tuple = ()) -> Ref:
        """The answer as a reference. "The same as another name of this document" is followed;
        a circle of such answers, or one that points at a row that is gone, is no answer."""
        answer = question.answer or {}
        directory = self.directories[question.kind]
        open_ref = Ref(None, question.key, question.name, answered=False)
        if answer.get("do") == MATCH:
            known = directory.rows.get(answer.get("id"))
            return Ref(known.id, question.key, known.name) if known else open_ref
        if answer.get("do") == CREATE:
            return Ref(None, question.key, answer.get("name") or question.name)
        if answer.get("do") == SAME and question.key not in seen:
            return self.followed(question, answer.get("as", ""), seen) or open_ref
        return open_ref

    def followed(self, question: NameQuestion, key: str, seen: tuple) -> Ref | None:
        known = self.directories[question.kind].find(key)
        if len(known) == 1:
            return Ref(known[0].id, question.key, known[0].name)
        other = self.questions.get((question.kind, key))
        if other is None:
            answer = self.answers[question.kind].get(key)
            if not answer:
                return None
            other = NameQuestion(
                question.kind, key, answer.get("name") or key, answer=answer
            )
        reference = self.answered(other, (*seen, question.key))
        return reference if reference.answered else None

    def pair_twins(self) -> None:
        """Tell of unknown units that the document itself may write in two ways, the rarer of the
        more frequent, once all rows have been read: 市交通局 in one row, 市交通运输局 in nine."""
        unknown = [
            question
            for (kind, _), question in self.questions.items()
            if kind == UNITS and not question.candidates
        ]
        unknown.sort(key=lambda question: -len(question.places))
        for at, question in enumerate(unknown):
            rated = [
                (unit_likeness(question.key, other.key), other)
                for other in unknown[:at]
            ]
            score, other = max(rated, key=lambda pair: pair[0], default=(0.0, None))
            question.twin = (
                other if score >= TWINS and other and other.twin is None else None
            )

    @property
    def open(self) -> list[NameQuestion]:
        """Questions without a valid answer, in the order of the document."""
        return [
            q for q in self.questions.values() if not self.refs[q.kind, q.key].answered
        ]


def label_of(row: Mapping) -> str:
    """The row of the resource's table as a question lists it: 重点工作 15."""
    word = WORDS.get(row["类别"], str(row["类别"]))
    return (
        f"{word} {fold(str(row['序号']))}"
        if row["序号"]
        else f"{word}（{row['原文位置']}）"
    )
