"""From a name in a document to a unit or a leader in the database.

By the normalised spelling first, then by alias. What is left is a question with candidates,
asked once for all rows that carry the name; likeness makes candidates, never matches.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import NamedTuple

from assignments.choices import TaskKind
from assignments.models import Leader, LeaderAlias, Unit, UnitAlias
from assignments.rules.names import fold, leader_key, unit_key
from assignments.rules.pinyin import spell_person

UNITS, LEADERS = "units", "leaders"
MATCH, CREATE, SAME = "match", "create", "same"
LIKE_ENOUGH = 0.55
STRONG = 0.8
SOUNDS_ALIKE = 0.75
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
class Question:
    """An ambiguous or unknown name. `rows` are the labels of the rows that carry it, `places` their
    indexes, `answer` what was decided so far, `suggestion` what one click would decide (None: nobody can say)."""

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

    @property
    def suggestion(self) -> dict | None:
        """None also for a person whose name is like another's: 陈康 and 陈大康 may be two."""
        if self.ambiguous or (self.kind == LEADERS and self.candidates):
            return None
        if self.candidates and self.candidates[0].likeness >= STRONG:
            return {"do": MATCH, "id": self.candidates[0].known.id}
        return {"do": CREATE, "name": self.name, "title": self.title}


class Directory:
    """All stored names of one kind, by their comparable spelling. `sound_of` is given where names that
    sound the same are likely slips of the keyboard: 周洋 for 周阳 shares but one of two characters."""

    def __init__(
        self,
        key_of: Callable[[str], str],
        rows: Iterable[Known],
        spellings: Iterable[tuple],
        sound_of: Callable[[str], str] | None = None,
    ):
        self.key_of, self.sound_of = key_of, sound_of
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
            score = max(likeness(key, other), SOUNDS_ALIKE * self.sound_alike(key, other))
            if score >= LIKE_ENOUGH:
                for owner in owners:
                    best[owner] = max(best.get(owner, 0), score)
        ordered = sorted(best.items(), key=lambda pair: (-pair[1], pair[0]))
        return [Candidate(self.rows[owner], score) for owner, score in ordered[:MOST_CANDIDATES]]

    def sound_alike(self, first: str, second: str) -> bool:
        if self.sound_of is None or len(first) != len(second):
            return False
        return self.sound_of(first) == self.sound_of(second)


def likeness(first: str, second: str) -> float:
    """How alike two keys are, 0 to 1; an abbreviation (发改局 of 发展改革局) counts as alike."""
    if not first or not second:
        return 0
    short, long = sorted((first, second), key=len)
    ratio = SequenceMatcher(None, first, second, autojunk=False).ratio()
    if (
        len(short) >= 3
        and short[0] == long[0]
        and short[-1] == long[-1]
        and is_subsequence(short, long)
    ):
        ratio = max(ratio, 0.75)
    return ratio


def is_subsequence(short: str, long: str) -> bool:
    rest = iter(long)
    return all(character in rest for character in short)


def unit_directory() -> Directory:
    """Units by name, full name and alias. A merged unit's names lead to the one it went into."""
    units = list(Unit.objects.order_by("order", "id"))
    home = {unit.id: unit.merged_into_id or unit.id for unit in units}
    spellings = [(name, home[unit.id]) for unit in units for name in (unit.name, unit.full_name)]
    spellings += [
        (name, home[owner]) for name, owner in UnitAlias.objects.values_list("name", "unit_id")
    ]
    rows = [Known(unit.id, unit.name) for unit in units if not unit.merged_into_id]
    return Directory(unit_key, rows, spellings)


def leader_directory() -> Directory:
    """Leaders by name and alias. Successors do not replace: a notice names who it names."""
    leaders = list(Leader.objects.order_by("order", "id"))
    spellings = [(leader.name, leader.id) for leader in leaders]
    spellings += list(LeaderAlias.objects.values_list("name", "leader_id"))
    rows = [Known(leader.id, leader.name, leader.title) for leader in leaders]
    return Directory(leader_key, rows, spellings, lambda name: spell_person(name).pinyin)


def leader_names() -> list[str]:
    """Every name that a leader goes by, for readers that know no database."""
    aliases = LeaderAlias.objects.values_list("name", flat=True)
    return [*Leader.objects.values_list("name", flat=True), *aliases]


class Matcher:
    """Resolves the names of one document and collects the questions that they raise."""

    def __init__(self, answers: dict):
        self.answers = {UNITS: answers.get(UNITS, {}), LEADERS: answers.get(LEADERS, {})}
        self.directories = {UNITS: unit_directory(), LEADERS: leader_directory()}
        self.questions: dict[tuple[str, str], Question] = {}
        self.refs: dict[tuple[str, str], Ref] = {}
        self.known: dict[tuple[str, str], Ref] = {}

    def unit(self, name: str, row: Mapping | None = None) -> Ref:
        return self.resolve(UNITS, name, row)

    def leader(self, name: str, title: str = "", row: Mapping | None = None) -> Ref:
        return self.resolve(LEADERS, name, row, title)

    def resolve(self, kind: str, name: str, row: Mapping | None, title: str = "") -> Ref:
        if (kind, name) in self.known:
            return self.known[kind, name]
        key = self.directories[kind].key_of(name)
        found = self.directories[kind].find(key)
        if len(found) == 1:
            self.known[kind, name] = Ref(found[0].id, key, found[0].name)
            return self.known[kind, name]
        question = self.ask(kind, key, name, title, row, ambiguous=len(found) > 1)
        if (kind, key) not in self.refs:
            self.refs[kind, key] = self.answered(question)
        return self.refs[kind, key]

    def ask(
        self, kind: str, key: str, name: str, title: str, row: Mapping | None, *, ambiguous: bool
    ) -> Question:
        question = self.questions.get((kind, key))
        if question is None:
            directory = self.directories[kind]
            candidates = (
                [Candidate(known, 1) for known in directory.find(key)]
                if ambiguous
                else directory.similar(key)
            )
            answer = self.answers[kind].get(key)
            question = Question(
                kind, key, name, candidates=candidates, ambiguous=ambiguous, answer=answer
            )
            self.questions[kind, key] = question
        if name not in question.spellings:
            question.spellings.append(name)
        if row and row["行"] not in question.places:
            question.places.add(row["行"])
            question.rows.append(label_of(row))
        if len(title) > len(question.title):
            question.title = title
        return question

    def answered(self, question: Question, seen: tuple = ()) -> Ref:
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

    def followed(self, question: Question, key: str, seen: tuple) -> Ref | None:
        known = self.directories[question.kind].find(key)
        if len(known) == 1:
            return Ref(known[0].id, question.key, known[0].name)
        other = self.questions.get((question.kind, key))
        if other is None:
            answer = self.answers[question.kind].get(key)
            if not answer:
                return None
            other = Question(question.kind, key, answer.get("name") or key, answer=answer)
        found = self.answered(other, (*seen, question.key))
        return found if found.answered else None

    @property
    def open(self) -> list[Question]:
        """Questions without a valid answer, in the order of the document."""
        return [q for q in self.questions.values() if not self.refs[q.kind, q.key].answered]


def label_of(row: Mapping) -> str:
    """The row of the resource's table as a question lists it: 重点工作 15."""
    word = WORDS.get(row["类别"], str(row["类别"]))
    return f"{word} {fold(str(row['序号']))}" if row["序号"] else f"{word}（{row['原文位置']}）"
