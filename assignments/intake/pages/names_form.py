"""The list of open names: for each one create, match, or leave for later."""

from dataclasses import dataclass, field

from django.http import QueryDict

from assignments.choices import UnitKind
from assignments.intake.comparing.matching import (
    CREATE,
    LEADERS,
    MATCH,
    SAME,
    UNITS,
    Directory,
    Matcher,
    NameQuestion,
)
from assignments.intake.writing.creating import kind_of
from assignments.ledger.spellings import no_name
from assignments.rules.keys import key_of
from assignments.rules.lengths import too_long
from assignments.rules.spellings import tidy

CHOICES = [(CREATE, "新建"), (MATCH, "对应到已有"), ("", "以后再定")]
WHO = [("", "哪一位？"), (MATCH, "对应到已有（写姓名）"), (CREATE, "新建（写全名）")]
ONE = f"{MATCH}:"
"""Before the id of a candidate, where the line offers each of them."""
MOST = {UNITS: 60, LEADERS: 30}
WORDS = {UNITS: "单位", LEADERS: "市领导"}
KINDS = UnitKind.choices


@dataclass
class NameLine:
    """One question with what is chosen or typed beside it."""

    question: NameQuestion
    prefix: str
    do: str = ""
    name: str = ""
    type: str = ""
    error: str = ""

    @property
    def is_unit(self) -> bool:
        return self.question.kind == UNITS

    @property
    def choices(self) -> list[tuple[str, str]]:
        """What can be done with the name. Where a person has to choose among candidates each is a
        choice, the likest first."""
        if self.question.proposal is not None or not (
            self.question.candidates or self.question.asks_who
        ):
            return CHOICES
        ones = [
            (
                f"{ONE}{known.id}",
                f"{known.name}（{known.title}）" if known.title else known.name,
            )
            for known, _ in self.question.candidates
        ]
        first, *others = WHO if self.question.asks_who else [CHOICES[-1], *CHOICES[:-1]]
        return [first, *ones, *others]


@dataclass
class NamesForm:
    """All open names. Without data the lines hold the proposals, so that sending the form as
    it stands accepts them."""

    matcher: Matcher
    data: QueryDict | None = None
    lines: list[NameLine] = field(default_factory=list)

    def __post_init__(self):
        for position, question in enumerate(self.matcher.open):
            self.lines.append(self.line(question, f"name-{position}"))

    def line(self, question: NameQuestion, prefix: str) -> NameLine:
        proposal = question.proposal or {}
        do = proposal.get("do", "")
        if do == SAME:
            do, name = MATCH, question.twin.name
        else:
            meant = self.directory(question).rows.get(proposal.get("id"))
            name = meant.name if meant else question.name
        line = NameLine(question, prefix, do, name)
        line.type = kind_of(question.name) if question.kind == UNITS else ""
        if self.data is not None:
            sent = self.posted(question)
            if sent is not None:
                line.do, line.name, line.type = sent
            else:
                line.do = ""
        return line

    def posted(self, question: NameQuestion) -> tuple[str, str, str] | None:
        """What was sent for this question, found by its own key: the list may have changed."""
        assert self.data is not None
        wanted = f"{question.kind}:{question.key}"
        for name, value in self.data.items():
            if name.endswith("-key") and value == wanted:
                prefix = name.removesuffix("-key")
                do, name, kind = (
                    self.data.get(f"{prefix}-{part}", "").strip()
                    for part in ("do", "name", "type")
                )
                return do, name, kind
        return None

    def directory(self, question: NameQuestion) -> Directory:
        return self.matcher.directories[question.kind]

    def answers(self) -> dict:
        """{kind: {key: answer}} of the lines that are decided; errors are set on the others."""
        answers: dict[str, dict] = {UNITS: {}, LEADERS: {}}
        for line in self.lines:
            answer = self.answer(line) if line.do else None
            if answer is not None:
                answers[line.question.kind][line.question.key] = answer
        return answers

    @property
    def errors(self) -> list[str]:
        return [
            f"“{line.question.name}”：{line.error}" for line in self.lines if line.error
        ]

    def answer(self, line: NameLine) -> dict | None:
        word, most = WORDS[line.question.kind], MOST[line.question.kind]
        if line.do.startswith(ONE):
            return self.candidate(line, word)
        if not line.name:
            line.error = f"请填写{word}名称。"
        elif problem := too_long(line.name, most, "名称"):
            line.error = problem
        elif line.do == CREATE:
            return self.creation(line, word)
        elif line.do == MATCH:
            return self.match(line, word)
        else:
            line.error = "请选择新建或对应到已有。"
        return None

    def candidate(self, line: NameLine, word: str) -> dict | None:
        """One of those that the line offered."""
        chosen = key_of(line.do.removeprefix(ONE))
        if chosen in self.directory(line.question).rows:
            return {"do": MATCH, "id": chosen}
        line.error = f"这个{word}已不在名录中，请重新选择。"
        return None

    def creation(self, line: NameLine, word: str) -> dict | None:
        directory = self.directory(line.question)
        line.name = tidy(line.name)
        if not line.name:
            line.error = f"请填写能读的{word}名称。"
            return None
        if not line.is_unit and (problem := no_name(line.name)):
            line.error = problem
            return None
        if directory.find(directory.key_of(line.name)):
            line.error = f"已有{word}“{line.name}”，请选“对应到已有”。"
            return None
        if line.is_unit and line.type not in UnitKind.values:
            line.error = "请选择单位类别。"
            return None
        extra = {"kind": line.type} if line.is_unit else {"title": line.question.title}
        return {"do": CREATE, "name": line.name, **extra}

    def match(self, line: NameLine, word: str) -> dict | None:
        """A stored row by any of its spellings, or another name of this document."""
        directory = self.directory(line.question)
        key = directory.key_of(line.name)
        matches = directory.find(key)
        exact = [known for known in matches if known.name == line.name] or matches
        if len(exact) == 1:
            return {"do": MATCH, "id": exact[0].id}
        if len(matches) > 1:
            line.error = f"“{line.name}”可指几个{word}，请写全称。"
            return None
        if (
            line.question.kind,
            key,
        ) in self.matcher.questions and key != line.question.key:
            return {"do": SAME, "as": key}
        line.error = f"没有叫“{line.name}”的{word}，请核对，或选“新建”。"
        return None
