"""Who is responsible, written as words: "牵头单位:A;配合单位:B", "(责任单位:A、B)", "A牵头,B配合"."""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from assignments.notices.headings import (
    COOPERATING,
    LEAD,
    LEADER,
    REMARK,
    SUPPORTING_LEADER,
    TEXT,
    UNITS,
    is_other_heading,
    role_of,
)
from assignments.notices.leaders import leaders_in_column
from assignments.notices.raw import ALL_LEAD, KNOWN, Piece, RawPart, RawRow
from assignments.notices.rows import Source
from assignments.notices.units import cut, is_unit, is_unit_cell
from assignments.rules.names import narrow

_NAME = r"[一-鿿]{2,12}(?:\([^()]{1,12}\))?"
_LABEL = re.compile(rf"(?P<label>{_NAME})\s*:\s*")
_FIRST = r"(?:列|排|排名|排序|居|位)(?:在|于|名)?(?:第一|首)(?:[位个])?|第一[个位]|首位"
_RULE = re.compile(
    rf"[(]?[^()、。;]{{0,8}}(?:{_FIRST})[^()。;]{{0,10}}(?:为|是)[^()、。;,]{{0,4}}(?:牵头|主办|汇总)"
    r"[^()、。;,]{0,4}(?:单位|部门)[^()、。;]{0,12}[)]?"
)
_BRACKETS = str.maketrans("【〔［[〈】〕］]〉", "((((()))))")
_BRACKET = re.compile(r"\(([^()]*(?:\([^()]*\)[^()]*)*)\)[。.;]?\s*$")
_EDGES = " \u3000,\uff0c;\uff1b。."
_EDGES_OF_TEXT = " \u3000,\uff0c—"
_CLAUSES = re.compile(r"(?<=牵头|配合|参与|参加|协助|协办|负责|落实)[,\uff0c]|[;\uff1b]")
_LEADS = re.compile(r"^由?(?P<names>.+?)(?P<each>分别|共同|联合)?牵头(?:负责|落实|实施)?$")
_HELPS = re.compile(r"^(?P<names>.+?)(?:协同|共同|积极)?(?:配合|参与|参加|协助|协办)(?:落实|实施)?$")
_WITH = re.compile(r"^由?(?P<names>.+?)会同(?P<others>.+?)(?:负责|落实|实施|推进|办理)?$")
_EACH = re.compile(r"(?:(?:按|按照)(?:各自)?职责(?:分工)?)?(?:分别)?(?:牵头)?(?:负责|落实)?$")


@dataclass
class Labels:
    """What labels said: texts of units and leaders, how duties are known, and labels not known."""

    leaders: list[str] = field(default_factory=list)
    supporting: list[str] = field(default_factory=list)
    lead: list[str] = field(default_factory=list)
    cooperating: list[str] = field(default_factory=list)
    units: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    extra: dict[str, str] = field(default_factory=dict)
    duties: str | None = None
    last: str | None = None

    def __bool__(self) -> bool:
        return self.names_units or bool(self.leaders or self.supporting or self.extra or self.remarks)

    @property
    def names_units(self) -> bool:
        return bool(self.lead or self.cooperating or self.units)

    def part(self, number: int, text: Piece) -> RawPart:
        """A part of a row with the units that these labels name."""
        lead, rest = self.lead, [*self.units, *self.cooperating]
        return RawPart(
            number, [text], *([Piece(name, text.source) for name in names] for names in (rest, lead))
        )

    def put_into(self, row: RawRow, source: Source) -> None:
        """Add what was said to a row; a label for lead units settles the duties."""
        named = [leader for text in self.leaders for leader in leaders_in_column(text)]
        row.leaders = named or row.leaders
        row.supporting += [leader for text in self.supporting for leader in leaders_in_column(text)]
        row.lead += [Piece(text, source) for text in self.lead]
        row.cooperating += [Piece(text, source) for text in self.cooperating]
        row.units += [Piece(text, source) for text in self.units]
        row.remarks += [Piece(text, source) for text in self.remarks]
        row.extra |= self.extra
        if self.duties:
            row.duties = self.duties
        elif self.lead:
            row.duties = KNOWN


def first_leads_by_rule(text: str) -> bool:
    """Whether the text states the rule that the unit named first leads: (列第一位者为牵头单位,下同)."""
    return _rule(text) is not None


def _rule(text: str) -> re.Match | None:
    may = ("第一" in text or "首" in text) and ("牵头" in text or "主办" in text or "汇总" in text)
    return _RULE.search(_plain(text)) if may else None


def _plain(text: str) -> str:
    """The text in half width with one kind of bracket; the length stays."""
    return narrow(text).translate(_BRACKETS)


def without_rule(text: str) -> str:
    found = _rule(text)
    return text[: found.start()] + text[found.end() :] if found else text


def labels_of(text: str) -> Labels | None:
    """The labels of a line that consists of labels only; None for any other line."""
    text = without_rule(text).strip()
    folded = _plain(text)
    if folded.startswith("(") and folded.rstrip("。").endswith(")"):
        text = text[1 : folded.rstrip("。").rindex(")")]
        folded = _plain(text)
    marks = _marks(folded)
    if not marks or marks[0].start > 0:
        return None
    found = Labels()
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        value = text[mark.end : following.start if following else len(text)]
        put(found, mark.label, value.strip(_EDGES))
    return found


class _Mark(NamedTuple):
    label: str
    start: int
    end: int


def _marks(folded: str) -> list[_Mark]:
    """Every label that is known, also one that is glued to the name before it: 市发改局配合单位:…"""
    marks = []
    for found in _LABEL.finditer(folded):
        words = found["label"]
        cut = next((at for at in range(len(words) - 1) if _role(words[at:])), None)
        if cut is not None:
            marks.append(_Mark(words[cut:], found.start() + cut, found.end()))
    return marks


def trailing_labels(text: str) -> tuple[str, Labels] | None:
    """The text before a bracket at its end that names units, and what the bracket says."""
    found = _BRACKET.search(_plain(text))
    if not found:
        return inline_labels(text)
    inside = text[found.start(1) : found.end(1)]
    before = text[: found.start()].rstrip()
    if is_unit_cell(text):  # 各乡镇(街道): the bracket is a part of the name
        return None
    labels = labels_of(inside) or _spoken(inside)
    return (before, labels) if labels and before else inline_labels(text)


def inline_labels(text: str) -> tuple[str, Labels] | None:
    """The text before labels that follow it in the same line: 1.…。 牵头领导:A 责任单位:B."""
    for mark in _marks(_plain(text)):
        before = text[: mark.start]
        if re.search(r"[。;；,，)）—\s]$", before) and before.strip():
            labels = labels_of(text[mark.start :])
            return (
                (before.strip(_EDGES_OF_TEXT), labels) if labels and (labels.units or labels.lead) else None
            )
    return None


def put(found: Labels, label: str, value: str) -> None:
    role = _role(label)
    found.last = role or label
    if role == LEADER:
        found.leaders.append(value)
    elif role == SUPPORTING_LEADER:
        found.supporting.append(value)
    elif role == LEAD:
        found.lead.append(value)
    elif role == COOPERATING:
        found.cooperating.append(value)
    elif role == UNITS:
        _put_units(found, value)
    elif role == REMARK:
        found.remarks.append(value)
    else:
        found.extra[label] = f"{found.extra[label]}\n{value}" if label in found.extra else value


def _put_units(found: Labels, value: str) -> None:
    spoken = _spoken(value) if re.search(r"牵头|配合|分别|按职责", value) else None
    if spoken:
        found.lead += spoken.lead
        found.cooperating += spoken.cooperating
        found.units += spoken.units
        found.duties = spoken.duties or found.duties
    else:
        found.units.append(value)


def _role(label: str) -> str | None:
    role = role_of(label)
    if role in (LEADER, SUPPORTING_LEADER, LEAD, COOPERATING, UNITS, REMARK) and label not in (
        "单位",
        "部门",
        "说明",
        "领导",
        "配合",
    ):
        return role
    return TEXT + ":other" if is_other_heading(label) else None


def _spoken(text: str) -> Labels | None:
    """市发改局牵头,市财政局配合; 市发改局、市财政局分别牵头; or names of units and nothing else."""
    text = text.strip(_EDGES)
    found = Labels()
    for clause in _CLAUSES.split(text):
        leads, helps, together = _LEADS.match(clause), _HELPS.match(clause), _WITH.match(clause)
        bare = _EACH.sub("", clause)
        if leads and _are_units(leads["names"]):
            found.lead.append(leads["names"])
            found.duties = ALL_LEAD if leads["each"] == "分别" else found.duties
        elif helps and _are_units(helps["names"]):
            found.cooperating.append(helps["names"])
        elif together and _are_units(together["names"]) and _are_units(together["others"]):
            found.lead.append(together["names"])
            found.cooperating.append(together["others"])
        elif _are_units(bare):
            found.units.append(bare)
            if re.search(r"牵头|分别", clause[len(bare) :]) and not found.lead:
                found.duties = ALL_LEAD
        else:
            return None
    if found.cooperating and not found.lead:  # who is named beside those that help is the one in charge
        found.lead, found.units = found.units, []
    return found if found else None


def _are_units(text: str) -> bool:
    names = cut(text)
    return is_unit_cell(text) or (len(names) > 1 and sum(map(is_unit, names)) * 2 > len(names))
