"""Who is responsible, written as words: "牵头单位:A;配合单位:B", "(责任单位:A、B)",
"A牵头,B配合"."""

import re
from functools import lru_cache
from typing import NamedTuple

from assignments.notices.words.duty_labels import Labels
from assignments.notices.words.duty_sentences import (
    EDGES,
    labels_of_clauses,
    spoken_end,
    without_due,
)
from assignments.notices.words.headings import (
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
from assignments.notices.words.leaders import leaders_in_column
from assignments.notices.words.units import is_unit_cell
from assignments.rules.characters import HAN
from assignments.rules.names import lists_kinds, narrow

_NAME = rf"[{HAN}]{{2,12}}(?:\([^()]{{1,12}}\))?"
# A label and its colon: 牵头单位:, 责任单位(排第一位的牵头):.
_LABEL = re.compile(rf"(?P<label>{_NAME})\s*:\s*")
_BOXED = re.compile(
    rf"^\((?P<label>[{HAN}]{{2,8}})\)\s*:?\s*(?=\S)"
)  # 【责任单位】市发改局
_SPACED = re.compile(rf"^(?P<label>[{HAN}]{{4,8}})\s+(?=[{HAN}])")  # 责任单位 市发改局
# A bullet before a label or a name: ——牵头单位, ●市发改局.
_BULLET = re.compile(rf"^[\s—–\-·•●○◎◆■□▪★☆*]+(?=[{HAN}(（【])")
_FIRST = (
    r"第一(?:责任|承办|主办)(?:单位|部门)|第一家?(?:单位|"
    r"部门)|(?:列|排|排名|排序|居|位)(?:在|于|名)?(?:第一|"
    r"首)(?:[位个])?"
    r"|第一[个位]|首位"
)
# The rule that the unit named first leads: (列第一位者为牵头单位,下同).
_RULE = re.compile(
    rf"[(]?(?:(?:说明|备注|注)[:\s]*)?[^()、。;]{{0,"
    rf"8}}(?:{_FIRST})[^()。;]{{0,10}}(?:为|是)[^()、。"
    rf";,]{{0,4}}(?:牵头|主办|汇总)"
    r"[^()、。;,]{0,4}(?:单位|部门)[^()、。;]{0,12}[)]?"
)
_BRACKETS = str.maketrans("【〔［[〈】〕］]〉", "((((()))))")
# A bracket at the end, with brackets inside: …(责任单位:各县(市、区))。.
_BRACKET = re.compile(r"\(([^()]*(?:\([^()]*\)[^()]*)*)\)[。.;]?\s*$")
_ABOVE = re.compile(
    r"^(?:上述|以上)(?:\d*项)?(?:项目|工作|任务|实事)?由"
)  # 上述项目由区民政局牵头负责。
# A quick look at which lines may hold labels at all; most hold none.
_MAY_LABEL = re.compile(
    r"[:：\s(（【［\[〔〈]|^由|^(?:上述|以上|该|本).{0,6}由|(?:牵头|配合|协办|参与|参加)。?$"
)
# A quick look at which texts may end in labels at all.
_MAY_TRAIL = re.compile(r"[:：)）】］\]〕〉]|牵头|配合|负责|。[^。]{3,}。?$")
_WEAK = frozenset(
    ["配合", "协办", "协同", "参与", "参加"]
)  # labels only where units follow
_LONGEST_LINE = 200_000
_NO_LABELS = frozenset(["单位", "部门", "说明", "领导"])
# Labels of what is to be done: 目标任务, 建设内容及规模, 项目名称.
_CONTENT = re.compile(
    r"^(?:目标任务|(?:工作|年度|主要|具体|建设|实施|"
    r"任务|项目)(?:目标|任务|内容)(?:.{0,3}(?:目标|"
    r"规模|要求))?|(?:项目|实事|任务|工作)名称)$"
)
# A label like those that name units, in words that are not known: 督办单位.
_UNKNOWN = re.compile(
    r"^(?![市县区省州旗镇]|发布|发文|来源|公开|制作|"
    r"信息|成文|编制|审核)[^\W\d_各]{2,6}(?:单位|部门)$"
)
# Duties said in words behind a label: 市经信局会同市发改局.
_DUTIES = re.compile(r"牵头|配合|分别|按职责|会同|(?:负责|落实|参与|参加)$")
# A label that begins an item: 项目名称.
_OPENS = re.compile(r"名称$")
# What stands before a label in the same line: 1.建桥。 牵头领导:王强.
_BEFORE_LABEL = re.compile(r"[。;；,，)）—\s]")
_EDGES_OF_TEXT = " \u3000,\uff0c—"
# A line that is a sentence of duties: 由市教育局负责落实。, 市财政局配合。.
_IN_CHARGE = re.compile(
    r"^由.+(?:负责|牵头|配合|落实)(?:落实|实施|推进)?。?$|(?:牵头|配合|协办|参与|参加)。?$"
)


def first_leads_by_rule(text: str) -> bool:
    """Whether the text states the rule that the unit named first leads:
    (列第一位者为牵头单位,下同)."""
    return _rule(text) is not None


def _rule(text: str) -> re.Match | None:
    may = ("第一" in text or "首" in text) and (
        "牵头" in text or "主办" in text or "汇总" in text
    )
    return _RULE.search(_plain(text)) if may else None


def _plain(text: str) -> str:
    """The text in half width with one kind of bracket; the length stays."""
    return narrow(text).translate(_BRACKETS)


def without_rule(text: str) -> str:
    match = _rule(text)
    return text[: match.start()] + text[match.end() :] if match else text


def labels_of(text: str) -> Labels | None:
    """The labels of a line that consists of labels only; None for any other line."""
    return (
        _labels_of(text)
        if len(text) <= _LONGEST_LINE and _MAY_LABEL.search(text)
        else None
    )


@lru_cache(maxsize=2_000)
def _labels_of(text: str) -> Labels | None:
    text = _ABOVE.sub("由", _BULLET.sub("", without_rule(text).strip()))
    folded = _plain(text)
    whole = folded.rstrip("。;")
    boxed = whole.startswith("(") and _closes_at(whole) == len(whole) - 1
    if whole.startswith("(") and whole.endswith(")"):
        text = text[1 : whole.rindex(")")]
        folded = _plain(text)
    marks = _marks(folded)
    if not marks or marks[0].start > 0:
        marks = _mark_without_colon(folded)
    if not marks:
        return _spoken_and_labelled(text) if boxed or _IN_CHARGE.search(text) else None
    if marks[0].label in _WEAK and not is_unit_cell(
        text[marks[0].end : marks[1].start if marks[1:] else len(text)].strip(EDGES)
    ):
        return None
    labels = Labels()
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        value = text[mark.end : following.start if following else len(text)]
        put(labels, mark.label, value)
    return labels


def _closes_at(text: str) -> int:
    """Where the bracket closes that the text begins with; -1 where it does not."""
    depth = 0
    for position, character in enumerate(text):
        depth += (character == "(") - (character == ")")
        if not depth:
            return position
    return -1


def _spoken_and_labelled(text: str) -> Labels | None:
    """Names or a sentence, with labels behind them or without: 市民政局，完成时限：12月底前."""
    marks = _marks(_plain(text))
    begin = marks[0].start if marks and marks[0].start else len(text)
    labels, behind = labels_of_clauses(text[:begin]), labels_of(text[begin:])
    if labels and behind:
        labels.add(behind)
    return labels


class _Mark(NamedTuple):
    label: str
    start: int
    end: int


def _marks(folded: str) -> list[_Mark]:
    """Every label that is known, also one that is glued to the name before it:
    市发改局配合单位:…"""
    marks: list[_Mark] = []
    for match in _LABEL.finditer(folded):
        words = match["label"]
        cut = next((at for at in range(len(words) - 1) if _role(words[at:])), None)
        if cut is not None:
            marks.append(_Mark(words[cut:], match.start() + cut, match.end()))
        elif _is_unknown(folded, match):
            marks.append(_Mark(words, match.start(), match.end()))
    return marks


def _is_unknown(folded: str, match: re.Match) -> bool:
    start, end = match.span()
    opens_clause = start == 0 or folded[start - 1] in " ,;。"
    return bool(_UNKNOWN.match(match["label"])) and opens_clause and end < len(folded)


def is_known(label: str) -> bool:
    """Whether a label is one of those whose meaning is known, or known to be of no use to a
    plan."""
    return _role(label) is not None


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
    """The text before what names units at its end, and what that says: a bracket, labels in the
    same line, or a last sentence (由市发改局牵头，市财政局配合)."""
    return (
        _trailing_labels(text)
        if len(text) <= _LONGEST_LINE and _MAY_TRAIL.search(text)
        else None
    )


@lru_cache(maxsize=2_000)
def _trailing_labels(text: str) -> tuple[str, Labels] | None:
    bracket = _BRACKET.search(_plain(text))
    if not bracket:
        return inline_labels(text) or spoken_end(text)
    inside = text[bracket.start(1) : bracket.end(1)]
    before = text[: bracket.start()].rstrip()
    if is_unit_cell(text):  # 各乡镇(街道): the bracket is a part of the name
        return None
    if lists_kinds(inside):
        return inline_labels(text) or spoken_end(text)
    labels = labels_of(inside) or _spoken_and_labelled(inside)
    if not labels or not before:
        return inline_labels(text)
    above = _BRACKET.search(_plain(before))  # …[责任领导:A][牵头单位:B]
    more = (
        labels_of(before[above.start(1) : above.end(1)])
        if above and before[: above.start()].strip()
        else None
    )
    if above and more:
        joined = (
            Labels()
        )  # what was read before is kept for the next time, so it stays as it is
        joined.add(more)
        joined.add(labels)
        return before[: above.start()].rstrip(), joined
    return before, labels


def inline_labels(text: str) -> tuple[str, Labels] | None:
    """The text before labels that follow it in the same line: 1.…。 牵头领导:A 责任单位:B."""
    for mark in _marks(_plain(text)):
        if not mark.start or not _BEFORE_LABEL.match(text[mark.start - 1]):
            continue
        before = text[: mark.start].strip().rstrip(_EDGES_OF_TEXT)
        if before:
            labels = labels_of(text[mark.start :])
            says = labels and (
                labels.units
                or labels.lead
                or leaders_in_column(" ".join(labels.leaders))
            )
            return (before, labels) if labels and says else None
    return None


def put(labels: Labels, label: str, value: str) -> None:
    role = _role(label)
    value = value.strip() if role == TEXT else value.strip(EDGES)
    labels.last = role or label
    if role in (LEAD, COOPERATING, UNITS):
        value, due = without_due(value)
        labels.extra |= {"完成时限": due} if due else {}
    if role == LEADER:
        labels.leaders.append(value)
    elif role == SUPPORTING_LEADER:
        labels.supporting.append(value)
    elif role in (LEAD, COOPERATING, UNITS):
        _put_units(labels, role, value)
    elif role == REMARK:
        labels.remarks.append(value)
    elif role == TEXT:
        labels.texts.append(value)
        labels.opens = labels.opens or bool(_OPENS.search(label))
    else:
        labels.extra[label] = (
            f"{labels.extra[label]}\n{value}" if label in labels.extra else value
        )


def _put_units(labels: Labels, role: str, value: str) -> None:
    """The units behind a label; duties said in words there (市经信局会同市发改局) count more than
    the label."""
    spoken_labels = labels_of_clauses(value) if _DUTIES.search(value) else None
    if spoken_labels and spoken_labels.units and role != UNITS:
        spoken_labels.lead, spoken_labels.cooperating, spoken_labels.units = (
            (spoken_labels.units, [], [])
            if role == LEAD
            else ([], spoken_labels.units, [])
        )
    if spoken_labels:
        labels.add(spoken_labels)
    else:
        {LEAD: labels.lead, COOPERATING: labels.cooperating, UNITS: labels.units}[
            role
        ].append(value)


def _role(label: str) -> str | None:
    """The meaning of a label."""
    role = role_of(label)
    if label in _NO_LABELS:
        return None
    if role == TEXT:
        return role if _CONTENT.match(label) else None
    if role in (LEADER, SUPPORTING_LEADER, LEAD, COOPERATING, UNITS, REMARK):
        return role
    return TEXT + ":other" if is_other_heading(label) else None
