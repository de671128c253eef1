"""Who is responsible, written as words: "牵头单位:A;配合单位:B", "(责任单位:A、B)", "A牵头,B配合"."""

import re
from dataclasses import dataclass, field
from functools import lru_cache
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
from assignments.notices.leaders import co_leaders_in_column, leaders_in_column
from assignments.notices.raw import ALL_LEAD, KNOWN, Piece, RawPart, RawRow
from assignments.notices.rows import Source
from assignments.notices.units import cut, is_unit, is_unit_cell
from assignments.rules.names import narrow

_NAME = r"[一-鿿]{2,12}(?:\([^()]{1,12}\))?"
_LABEL = re.compile(rf"(?P<label>{_NAME})\s*:\s*")
_BOXED = re.compile(r"^\((?P<label>[一-鿿]{2,8})\)\s*:?\s*(?=[一-鿿])")  # 【责任单位】市发改局
_SPACED = re.compile(r"^(?P<label>[一-鿿]{4,8})\s+(?=[一-鿿])")  # 责任单位 市发改局
_BULLET = re.compile(r"^[\s—–\-·•●○◎◆■□▪★☆*]+(?=[一-鿿(（【])")
_FIRST = r"(?:列|排|排名|排序|居|位)(?:在|于|名)?(?:第一|首)(?:[位个])?|第一[个位]|首位"
_RULE = re.compile(
    rf"[(]?[^()、。;]{{0,8}}(?:{_FIRST})[^()。;]{{0,10}}(?:为|是)[^()、。;,]{{0,4}}(?:牵头|主办|汇总)"
    r"[^()、。;,]{0,4}(?:单位|部门)[^()、。;]{0,12}[)]?"
)
_BRACKETS = str.maketrans("【〔［[〈】〕］]〉", "((((()))))")
_BRACKET = re.compile(r"\(([^()]*(?:\([^()]*\)[^()]*)*)\)[。.;]?\s*$")
_EDGES = " \u3000,\uff0c;\uff1b。."
_MAY_LABEL = re.compile(r"[:：\s(（【［\[〔〈]|^由")
_MAY_TRAIL = re.compile(r"[:：)）】］\]〕〉]|牵头|配合|负责")
_NO_LABELS = frozenset(["单位", "部门", "说明", "领导"])
_CONTENT = re.compile(
    r"^(?:目标任务|(?:工作|年度|主要|具体|建设|实施|任务|项目)(?:目标|任务|内容)(?:.{0,3}(?:目标|规模|要求))?|(?:项目|实事|任务|工作)名称)$"
)
_OPENS = re.compile(r"名称$")
_LAST_SENTENCE = re.compile(r"^(?P<before>.*[。;；])(?P<last>[^。;；]{4,120})。?$", re.S)
_BEFORE_LABEL = re.compile(r"[。;；,，)）—\s]")
_EDGES_OF_TEXT = " \u3000,\uff0c—"
_CLAUSES = re.compile(r"(?<=牵头|配合|参与|参加|协助|协办|负责|落实)[,\uff0c]|[;\uff1b]")
_LEADS = re.compile(r"^由?(?P<names>.+?)(?P<each>分别|共同|联合)?牵头(?:负责|落实|实施)?$")
_HELPS = re.compile(r"^(?P<names>.+?)(?:协同|共同|积极)?(?:配合|参与|参加|协助|协办)(?:落实|实施)?$")
_WITH = re.compile(r"^由?(?P<names>.+?)会同(?P<others>.+?)(?:负责|落实|实施|推进|办理)?$")
_IN_CHARGE = re.compile(r"^由.+(?:负责|牵头|配合|落实)(?:落实|实施|推进)?。?$")
_DUE = re.compile(
    r"^(?:力争|确保|于|在)?(?:\d{4}年|年|全年|\d{1,2}月).{0,10}(?:前|底|完成|见效)$|^(?:持续|长期).{2,4}$"
)
_EACH = re.compile(
    r"(?:(?:按|按照)(?:各自)?职责(?:分工)?)?(?:分别)?(?:牵头)?(?:负责)?(?:组织)?(?:落实|实施|推进)?$"
)


@dataclass
class Labels:
    """What labels said: texts of units and leaders, how duties are known, and labels not known."""

    leaders: list[str] = field(default_factory=list)
    supporting: list[str] = field(default_factory=list)
    lead: list[str] = field(default_factory=list)
    cooperating: list[str] = field(default_factory=list)
    units: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    opens: bool = False
    extra: dict[str, str] = field(default_factory=dict)
    duties: str | None = None
    last: str | None = None

    def __bool__(self) -> bool:
        said = self.leaders or self.supporting or self.extra or self.remarks or self.texts
        return self.names_units or bool(said)

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
        row.supporting += [leader for text in self.supporting for leader in co_leaders_in_column(text)]
        row.lead += [Piece(text, source) for text in self.lead]
        row.cooperating += [Piece(text, source) for text in self.cooperating]
        row.units += [Piece(text, source) for text in self.units]
        row.remarks += [Piece(text, source) for text in self.remarks]
        row.texts += [Piece(("\n" if row.texts else "") + text, source) for text in self.texts]
        for name, text in self.extra.items():
            row.extra[name] = f"{row.extra[name]}\n{text}" if name in row.extra else text
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
    return _labels_of(text) if _MAY_LABEL.search(text) else None


@lru_cache(maxsize=2_000)
def _labels_of(text: str) -> Labels | None:
    text = _BULLET.sub("", without_rule(text).strip())
    folded = _plain(text)
    if folded.startswith("(") and folded.rstrip("。").endswith(")"):
        text = text[1 : folded.rstrip("。").rindex(")")]
        folded = _plain(text)
    marks = _marks(folded)
    if not marks or marks[0].start > 0:
        marks = _mark_without_colon(folded)
    if not marks:
        return _spoken(text) if _IN_CHARGE.match(text) else None
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
    marks: list[_Mark] = []
    for found in _LABEL.finditer(folded):
        words = found["label"]
        cut = next((at for at in range(len(words) - 1) if _role(words[at:], first=not marks)), None)
        if cut is not None:
            marks.append(_Mark(words[cut:], found.start() + cut, found.end()))
    return marks


def _mark_without_colon(folded: str) -> list[_Mark]:
    """A label in a box, or one with blanks behind it where what follows is what it calls for."""
    boxed = _BOXED.match(folded)
    if boxed and _role(boxed["label"]):
        return [_Mark(boxed["label"], 0, boxed.end())]
    spaced = _SPACED.match(folded)
    role = _role(spaced["label"]) if spaced else None
    value = folded[spaced.end() :] if spaced else ""
    fits = (
        leaders_in_column(value)
        if role == LEADER
        else role in (LEAD, COOPERATING, UNITS) and is_unit_cell(value)
    )
    return [_Mark(spaced["label"], 0, spaced.end())] if spaced and fits else []


def trailing_labels(text: str) -> tuple[str, Labels] | None:
    """The text before what names units at its end, and what that says: a bracket, labels in the same
    line, or a last sentence (由市发改局牵头，市财政局配合)."""
    return _trailing_labels(text) if _MAY_TRAIL.search(text) else None


@lru_cache(maxsize=2_000)
def _trailing_labels(text: str) -> tuple[str, Labels] | None:
    found = _BRACKET.search(_plain(text))
    if not found:
        return inline_labels(text) or _spoken_end(text)
    inside = text[found.start(1) : found.end(1)]
    before = text[: found.start()].rstrip()
    if is_unit_cell(text):  # 各乡镇(街道): the bracket is a part of the name
        return None
    labels = labels_of(inside) or _spoken(inside)
    return (before, labels) if labels and before else inline_labels(text)


def inline_labels(text: str) -> tuple[str, Labels] | None:
    """The text before labels that follow it in the same line: 1.…。 牵头领导:A 责任单位:B."""
    for mark in _marks(_plain(text)):
        if not mark.start or not _BEFORE_LABEL.match(text[mark.start - 1]):
            continue
        before = text[: mark.start].strip().rstrip(_EDGES_OF_TEXT)
        if before:
            labels = labels_of(text[mark.start :])
            says = labels and (labels.units or labels.lead or leaders_in_column(" ".join(labels.leaders)))
            return (before, labels) if labels and says else None
    return None


def _spoken_end(text: str) -> tuple[str, Labels] | None:
    found = _LAST_SENTENCE.match(text)
    if not found or not re.search(r"牵头|配合|^由.+负责(?:组织)?(?:落实|实施|推进)?$", found["last"]):
        return None
    labels = _spoken(found["last"])
    named = [*labels.lead, *labels.units] if labels else []
    return (
        (found["before"], labels)
        if labels and named and not all(name.startswith("各") for name in named)
        else None
    )


def put(found: Labels, label: str, value: str) -> None:
    role = _role(label, first=False)
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
    elif role == TEXT:
        found.texts.append(value)
        found.opens = found.opens or bool(_OPENS.search(label))
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


def _role(label: str, first: bool = True) -> str | None:
    """The meaning of a label. 配合: is one only behind another label."""
    role = role_of(label)
    if label in _NO_LABELS or (first and label == "配合"):
        return None
    if role == TEXT:
        return role if _CONTENT.match(label) else None
    if role in (LEADER, SUPPORTING_LEADER, LEAD, COOPERATING, UNITS, REMARK):
        return role
    return TEXT + ":other" if is_other_heading(label) else None


def _spoken(text: str) -> Labels | None:
    """市发改局牵头,市财政局配合; 市发改局、市财政局分别牵头; or names of units and nothing else."""
    text = text.strip(_EDGES)
    found = Labels()
    for clause in _CLAUSES.split(text):
        leads, helps, together = _LEADS.match(clause), _HELPS.match(clause), _WITH.match(clause)
        bare = _EACH.sub("", clause.removeprefix("由"))
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
            if re.search(r"牵头|分别", clause.partition(bare)[2]) and not found.lead:
                found.duties = ALL_LEAD
        elif _DUE.match(clause):
            found.extra["完成时限"] = clause
        else:
            return None
    if found.cooperating and not found.lead:  # who is named beside those that help is the one in charge
        found.lead, found.units = found.units, []
    return found if found.names_units else None


def _are_units(text: str) -> bool:
    names = cut(text)
    return is_unit_cell(text) or (len(names) > 1 and sum(map(is_unit, names)) * 2 > len(names))
