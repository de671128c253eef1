"""Who is named: a leader's cell, several in one cell, and the leaders in a remark."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from assignments.notices.rows import CoLeaderFound, LeaderFound
from assignments.rules.characters import HAN
from assignments.rules.names import (
    TITLE,
    addressed,
    fold,
    is_title,
    looks_like_person,
    split_leader,
    split_note,
)

JOINTLY = "jointly"
SUPPORTING = "supporting"

_ROLES = {
    "会同": JOINTLY,
    "与": JOINTLY,
    "共同": JOINTLY,
    "协同": SUPPORTING,
    "配合": SUPPORTING,
    "协助": SUPPORTING,
}
# 该项工作会同李明副市长完成, 配合王强市长.
_REMARK = re.compile(
    r"(?:该项|此项|本项|该)?(?:工作|任务)?由?(会同|配合|协助|协同)(?P<who>.*)$"
)
# Before each other leader of a remark: 会同…, 配合…, 与李明副市长共同…
_MARK = re.compile(r"会同|配合|协助|协同(?!推进)|与(?=[^。;]{2,40}(?:共同|一起))")
# The verb behind the last name of a remark: …共同完成。, …负责推进.
_REMARK_END = re.compile(
    r"(?:共同|一起|协同)?(?:牵头(?:负责|抓)?|完成|"
    r"负责|推进|落实|抓好|做好|实施|开展)?(?:工作)?[。.;]?$"
)
# What stands between two leaders: 、 / a blank; 和 only behind a character.
_BETWEEN = re.compile(rf"(?:[、,，;；/\s]|(?<=[{HAN}])[和与及])+")
# A name of two characters is often spread out to the width of three: 陈　伟.
_SPREAD = re.compile(
    rf"(?<![{HAN}])([{HAN}])[ \u3000\xa0]+([{HAN}])(?=$|[^{HAN}]|{TITLE})"
)
# A bracket in a leaders' cell: 林静(市委常委、副市长).
_BRACKETED = re.compile(r"[(（][^()（）]*[)）]")
_HOLDER = "\ue000"
# A name of two to four characters and nothing else.
_NAME = re.compile(rf"^[{HAN}]{{2,4}}$")
_LONGEST_RUN = 16
OF_GOVERNMENT = re.compile(r"[市县区州旗]长|书记|常委|政府党组")
"""Titles of those who carry a plan's tasks, apart from those of heads of offices."""


# A leader's office without a name: 分管副县长, 政府有关领导, 协管副秘书长.
_OFFICE_ONLY = re.compile(
    r"^(?:[省市县区州旗]?(?:政府|委))?(?:分管|主管|"
    r"协管|联系|挂钩|包联|有关|相关)(?:的|工作)?(?:常务)?"
    r"(?:副?[省市县区州旗镇乡]长|[省市县区州旗镇乡]?(?:政府|"
    r"委)?领导|副?书记|副?主任|副?秘书长|负责(?:同志|"
    r"人))(?:同志)?$"
)


def is_office(text: str) -> bool:
    """Whether a cell calls leaders by their office alone: 县长, 分管副县长."""
    folded = fold(text)
    pieces = (
        [piece for piece in re.split(r"[、,;/]", folded) if piece]
        if len(folded) <= 40
        else []
    )
    return bool(pieces) and all(
        is_title(piece) or _OFFICE_ONLY.match(piece) for piece in pieces
    )


def offices_beside(text: str) -> str:
    """The offices without names in a text that names leaders too: 何翔副省长、协管副秘书长."""
    return "、".join(
        fold(piece)
        for piece in _BETWEEN.split(text.strip())
        if _OFFICE_ONLY.match(fold(piece))
    )


def leader_found(text: str) -> LeaderFound | None:
    """One leader with a title, or a bare name, as a leader; None for anything else. 李副市长 stays
    as it stands: who that is, somebody must say."""
    named = split_leader(text)
    if named:
        return LeaderFound(named.name, named.title)
    if addressed(text) or looks_like_person(text):
        return LeaderFound(fold(text))
    return None


def leaders_in_column(text: str) -> list[LeaderFound]:
    """Like leaders_in_cell, where the place says that leaders stand here: any short name is one."""
    leaders = leaders_in_cell(text) or _glued_names(text)
    if leaders:
        return leaders
    pieces = [
        fold(piece)
        for piece in _BETWEEN.split(_SPREAD.sub(r"\1\2", text.strip()))
        if piece
    ]
    if pieces and all(
        # 陈康, 陈大康, 艾力·买买提.
        re.match(rf"^[{HAN}]{{2,3}}$|^[{HAN}]+·[{HAN}·]+$", piece)
        for piece in pieces
    ):
        return [LeaderFound(piece) for piece in pieces if not is_title(piece)]
    return []


def leaders_in_cell(text: str) -> list[LeaderFound]:
    """Every leader of a cell, in order. A name and its title may stand on two lines, titles may be
    joined with 、 (市委常委、副市长 李明), and several leaders may share the cell."""
    text = _SPREAD.sub(r"\1\2", text.replace("同志", " "))
    whole = leader_found(text)
    if whole:
        return [whole]
    pieces = [piece for piece in _pieces(text) if not _OFFICE_ONLY.match(fold(piece))]
    leaders: list[LeaderFound] = []
    pending = ""
    names_first = len(pieces) > 1 and not is_title(pieces[0]) and is_title(pieces[1])
    for position, piece in enumerate(pieces):
        following = pieces[position + 1] if position + 1 < len(pieces) else ""
        if is_title(piece):
            last = leaders[-1] if leaders else None
            if last and (names_first or (last.title is None and not pending)):
                title = f"{last.title}、{fold(piece)}" if last.title else fold(piece)
                leaders[-1] = LeaderFound(last.name, title)
            else:
                pending = f"{pending}、{fold(piece)}" if pending else fold(piece)
            continue
        leader = (
            leader_found(pending + piece)
            if pending and not is_title(following)
            else None
        )
        leader = leader or leader_found(piece)
        if (
            leader is None
            and names_first
            and is_title(following)
            and _NAME.match(fold(piece))
        ):
            leader = LeaderFound(fold(piece))
        if leader is None:
            return []
        if pending and leader.title is None:
            leader = LeaderFound(leader.name, pending)
        pending = ""
        leaders.append(leader)
    return [] if pending else leaders


def _pieces(text: str) -> list[str]:
    """The text cut between names and titles; what stands in brackets stays whole:
    林静(市委常委、副市长)."""
    held = _BRACKETED.sub(lambda match: match[0].replace("、", _HOLDER), text.strip())
    return [piece.replace(_HOLDER, "、") for piece in _BETWEEN.split(held) if piece]


def co_leaders_in_column(text: str) -> list[CoLeaderFound]:
    """The leaders of a column 配合领导 or 协同领导: each supports, unless 会同 stands behind the
    name."""
    helpers = []
    for piece in re.split(r"[、,，;；\n]", text):
        base, role = split_note(piece)
        leaders = leaders_in_column(base if fold(role) in _ROLES else piece)
        helpers += [
            CoLeaderFound(each.name, each.title, _ROLES.get(fold(role), SUPPORTING))
            for each in leaders
        ]
    return helpers


def _glued_names(text: str) -> list[LeaderFound]:
    """陆 明俞 悦, 李娜王磊: names without a mark between them, where they come apart in one way
    only."""
    if len(text) > _LONGEST_RUN:
        return []
    ways = _cuts(text.strip())
    return [LeaderFound(fold(name)) for name in ways[0]] if len(ways) == 1 else []


def _cuts(text: str) -> list[list[str]]:
    """Every way in which the text is a row of names that begin with known surnames."""
    if not text:
        return [[]]
    ways = []
    for length in (2, 3, 4):
        name = text[:length]
        # 陈 康, set apart to be as wide as 陈大康.
        spread = length > 2 and bool(re.match(rf"^[{HAN}]\s+[{HAN}]$", name))
        if (
            len(name) == length
            and (spread or not re.search(r"\s", name))
            and looks_like_person(name)
        ):
            ways += [[name, *rest] for rest in _cuts(text[length:].lstrip())]
    return ways


def is_remark(text: str) -> bool:
    """Whether the text opens a remark that names another leader."""
    folded = fold(text)
    # 该项工作由陈大康副市长总牵头.
    if re.match(r"^(?:该项|此项|本项)(?:工作|任务)", folded):
        return True
    return bool(
        re.match(
            # 会同周阳; 配合陈大康同志.
            rf"^(?:该项|此项|本项|该)(?:工作|任务)|^(?:会同|配合|协助|协同)[{HAN}]{{2,}}",
            folded,
        )
    ) and bool(_REMARK.search(folded))


def is_finished_remark(text: str) -> bool:
    """Whether the remark's sentence is over, so that the next line is not a part of it."""
    return bool(
        re.search(
            # 该项工作由陈大康牵头 is whole; 该项工作由陈大康 goes on.
            r"(?:完成|牵头|负责|推进|落实|抓好|做好|实施|开展|[。.])$",
            fold(text),
        )
    )


def co_leaders(remark: str) -> list[CoLeaderFound]:
    """The leaders that a remark names, each with a role: 会同 -> jointly, 配合 -> supporting."""
    by_name: dict[str, CoLeaderFound] = {}
    folded = fold(remark)
    marks = list(_MARK.finditer(folded))
    for mark, following in zip(marks, [*marks[1:], None], strict=False):
        end = following.start() if following else len(folded)
        for name, title in _people(folded[mark.end() : end]):
            by_name.setdefault(
                name, CoLeaderFound(name, title or None, _ROLES[mark[0]])
            )
    return list(by_name.values())


def _people(text: str) -> list[tuple[str, str]]:
    text = _REMARK_END.sub("", text, count=1)
    people = []
    # 市长陈大康和周阳局长一起负责: the names before 一起.
    for piece in re.split(r"[、,，和与及;；]", re.split(r"共同|一起|。", text)[0]):
        named = split_leader(piece)
        if named:
            people.append((named.name, named.title))
        elif addressed(piece):
            people.append((fold(piece), ""))
    return people


_CARRIES = (
    r"(?:负责)?(?:亲自|直接|共同|联合)?(?:牵头|主抓|"
    r"负责|分管|领衔|领办|包抓|包联|包保|挂帅|挂钩|"
    r"联系|主管|督办|推进|抓)"
    r"(?:负责|推进|落实|抓总|抓)?"
)
# 一、王强市长牵头重点工作(8项), 周阳同志2026年重点工作.
_HEADING = re.compile(
    r"^(?:[一二三四五六七八九十]+[、.]|\([一二三四五六七八九十]+\)|"
    r"\d+[、.])?由?(?P<who>[^。:]{2,40}?)(?:同志)?"
    rf"(?:{_CARRIES}(?:的|(?:的)?(?:年度)?(?:重点|主要)?(?:工作|"
    rf"任务|事项|项目|目标).*)?|的?(?:\d{{4}}年)?(?:年?度)?(?:重点|"
    r"主要)(?:工作|任务|事项|项目).*)?"
    r"(?:\([共\d]+[项件个]\))?:?$"
)


def heading_leaders(text: str) -> list[LeaderFound]:
    """The leaders of a section's heading: 一、某某市长牵头重点工作; [] where it names none."""
    match = _HEADING.match(fold(text))
    if not match:
        return []
    leaders = leaders_in_cell(match["who"])
    if not leaders:
        return []
    # 周阳同志牵头重点工作: who is called so is a person, though no title be said
    comrade = "同志" in text and all(
        looks_like_person(leader.name) for leader in leaders
    )
    return leaders if leaders[0].title or addressed(leaders[0].name) or comrade else []


# Words that call for a leader's name: 牵头的重点工作, 副市长领办.
_CALLS = re.compile(
    r"(?:牵头|主抓|亲自抓|直接抓|领衔|领办|包抓|包联|"
    r"挂帅)(?:负责|推进|落实|抓总|抓)?(?:的)?(?:年度|"
    r"重点|主要)*(?:工作|任务|事项|项目)"
    r"|(?:长|书记|常委|同志|领导)[^。,，;；]{0,8}(?:牵头|"
    r"主抓|领衔|领办|包抓|挂帅)(?:[(（][^()（）]*[)）])?$"
)


def calls_a_leader(text: str) -> bool:
    """Whether a heading speaks of somebody's tasks, so that one must be named in it."""
    return bool(_CALLS.search(text)) and len(text) <= 60


@dataclass
class SectionLeaders:
    """Whose section one reads in. A leader's section ends where another heading of its depth
    stands."""

    leaders: list[LeaderFound] = field(default_factory=list)
    depth: int = 0

    def enter(self, text: str, depth: int, leaders: Sequence[LeaderFound]) -> bool:
        """Go on under a heading (depth 0: without a number). False where it calls a leader and
        names nobody."""
        if leaders:
            self.leaders, self.depth = list(leaders), depth
        elif calls_a_leader(text) or depth <= self.depth:
            self.leaders = []
        return bool(leaders) or not calls_a_leader(text)
