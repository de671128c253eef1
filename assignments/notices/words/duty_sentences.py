"""Duties said in whole words: 市发改局牵头,市财政局配合; 由市教育局会同市财政局负责."""

import re

from assignments.notices.raw_rows import ALL_LEAD
from assignments.notices.words.duty_labels import Labels
from assignments.notices.words.leaders import is_office, leaders_in_cell
from assignments.notices.words.units import cut, is_unit, is_unit_cell
from assignments.rules.names import fold

EDGES = " \u3000,\uff0c;\uff1b。."
# A text and its last sentence, or what stands behind 由: …。市发改局牵头.
_LAST_SENTENCE = re.compile(
    r"^(?P<before>.*[。;；]|.{4,}?[,，](?=由))(?P<last>[^。;；]{4,120})。?$", re.S
)
# Where one duty ends and the next begins: 市发改局牵头,市财政局配合.
_CLAUSES = re.compile(
    r"(?<=牵头|配合|参与|参加|协助|协办|负责|落实|总责)[,\uff0c、]|[;\uff1b]"
)
# 市发改局牵头; A、B分别牵头.
_LEADS = re.compile(
    r"^由?(?P<names>.+?)(?P<each>分别|共同|联合)?牵头(?:负责|落实|实施)?$"
)
# 王强副市长负总责, 王强同志牵头负责.
_CARRIES = re.compile(
    r"^由?(?P<names>.+?)(?:同志)?(?:负总责|总负责|"
    r"(?:具体|全面|直接|总)?(?:牵头|负责|主抓|抓总|"
    r"挂帅|协调))(?:负责)?$"
)
# 市财政局配合, 各乡镇积极参与.
_HELPS = re.compile(
    r"^(?P<names>.+?)(?:协同|共同|积极)?(?:配合|参与|参加|协助|协办)(?:落实|实施)?$"
)
# 由市教育局会同市财政局负责.
_WITH = re.compile(
    r"^由?(?P<names>.+?)会同(?P<others>.+?)(?:负责|落实|实施|推进|办理)?$"
)
# 会同市财政局落实: who leads was said before.
_BESIDE = re.compile(r"^会同(?P<names>.+?)(?:负责|落实|实施|推进|办理|开展)?$")
# A time behind the names: 6月底前完成, 持续推进, 全年, 上半年完成.
_DUE = re.compile(
    r"^(?:力争|确保|于|在)?(?:\d{4}年|年|全年|\d{1,"
    r"2}月).{0,10}(?:前|底|完成|见效)$|^(?:持续|长期).{2,"
    r"4}$|^(?:全年|长期|常年|年底前?)$"
    r"|^(?:\d{4}年)?(?:第?[一二三四]季度|[上下]半年)(?:末|前|底|内)*(?:完成)?$"
)
# The names, and what stands behind their last mark: 市财政局、各乡镇，6月底前完成.
_LAST_PIECE = re.compile(
    r"^(?P<names>.+)[,\uff0c、;\uff1b]\s*(?P<last>[^,\uff0c、;\uff1b]+)$", re.S
)
# What may stand behind names that carry a task: 按各自职责分工负责落实.
_EACH = re.compile(
    r"(?:(?:按|按照)(?:各自)?职责(?:分工)?)?(?:分别)?(?:牵头)?(?:负责)?(?:组织)?(?:落实|"
    r"实施|推进)?$"
)

# A leader by office alone: 分管副市长, 有关市领导.
_SOMEBODY = re.compile(
    r"^(?:分管|联系|主管|有关|相关)?(?:的)?[市县区州旗]?(?:政府)?(?:分管)?(?:领导|"
    r"常务副[市县区州旗]长|副[市县区州旗]长)$"
)


def without_due(text: str) -> tuple[str, str]:
    """市财政局、各乡镇，6月底前完成 -> the names, and the time behind them; "" where none stands
    there."""
    match = _LAST_PIECE.match(text.strip(EDGES))
    return (
        (match["names"], match["last"])
        if match and _DUE.match(match["last"])
        else (text, "")
    )


def spoken_end(text: str) -> tuple[str, Labels] | None:
    """The text before a last sentence that says who is in charge, or that names units and
    nothing else."""
    match = _LAST_SENTENCE.match(text)
    if not match:
        return None
    # …。由市发改局负责组织实施; …。市发改局牵头，市财政局配合.
    says_duty = re.search(
        r"牵头|配合|^由.+负责(?:组织)?(?:落实|实施|推进)?$", match["last"]
    )
    if not says_duty and not is_unit_cell(match["last"]):
        return None
    labels = labels_of_clauses(match["last"])
    named = [*labels.lead, *labels.units] if labels else []
    return (
        (match["before"].rstrip(",，"), labels)
        if labels and named and not all(name.startswith("各") for name in named)
        else None
    )


def labels_of_clauses(text: str) -> Labels | None:
    """市发改局牵头,市财政局配合; 市发改局、市财政局分别牵头; 王强副市长牵头,市教育局负责; or names
    of units and nothing else."""
    text = text.strip(EDGES)
    labels = Labels()
    if not all(_take_clause(labels, clause) for clause in _CLAUSES.split(text)):
        return None
    if (
        labels.cooperating and not labels.lead
    ):  # who is named beside those that help is the one in charge
        labels.lead, labels.units = labels.units, []
    if (
        labels.lead and labels.units
    ):  # A、B分别牵头, C: who is named beside those that lead helps
        labels.cooperating, labels.units = [*labels.units, *labels.cooperating], []
    return labels if labels.names_units else None


def _take_clause(labels: Labels, clause: str) -> bool:
    leads, helps, together = (
        _LEADS.match(clause),
        _HELPS.match(clause) or _BESIDE.match(clause),
        _WITH.match(clause),
    )
    carries = _CARRIES.match(clause)
    bare = _EACH.sub("", clause.removeprefix("由"))
    if leads and _are_units(leads["names"]):
        labels.lead.append(leads["names"])
        labels.duties = ALL_LEAD if leads["each"] == "分别" else labels.duties
    elif carries and _are_leaders(carries["names"]):
        labels.leaders.append(carries["names"])
    elif helps and _are_units(helps["names"]):
        labels.cooperating.append(helps["names"])
    elif together and _are_units(together["names"]) and _are_units(together["others"]):
        labels.lead.append(together["names"])
        labels.cooperating.append(together["others"])
    elif _are_units(bare):
        labels.units.append(bare)
        # 市发改局、市财政局分别牵头: all of them lead.
        if re.search(r"牵头|分别", clause.partition(bare)[2]) and not labels.lead:
            labels.duties = ALL_LEAD
    elif _DUE.match(clause):
        labels.extra["完成时限"] = clause
    else:
        return False
    return True


def _are_leaders(text: str) -> bool:
    """Whether somebody with a title is named, or only the title of one: 分管副市长."""
    leaders = leaders_in_cell(text)
    return (
        bool(leaders and leaders[0].title)
        or is_office(text)
        or bool(_SOMEBODY.match(fold(text)))
    )


def _are_units(text: str) -> bool:
    names = cut(text)
    return is_unit_cell(text) or (
        len(names) > 1 and sum(map(is_unit, names)) * 2 > len(names)
    )
