"""What is the name of a unit, and how a cell of units comes apart.

Signs only: endings that official bodies carry, prefixes, separators. No list of one city's units.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from assignments.notices.rows import Source, UnitFound
from assignments.rules.characters import HAN
from assignments.rules.names import fold, narrow, split_note

# What the name of a body ends in. 市 and 县 stand alone as names in notices of larger cities.
_ENDINGS = (
    "局|办|(?<!常)委|院|部|厅|署|处|站|所|社|馆|队|"
    "段|会|团|司|厂|场|行|校|库|台|室|组|县|区|镇|"
    "乡|街道|府|联|侨联|台办|铁塔|电信|移动|联通|邮政"
    "|中心|公司|集团|办公室|办事处|分局|支队|大队|"
    "总队|工业城|新城|科技城|政府|园区|高新园|产业园|"
    "工业园|科技园|物流园|专班|指挥部|领导小组|推进小组|"
    "小组|成员单位|有关单位|单位"
    "|部门|各部|协会|学会|银行|学校|学院|大学|中学|"
    "小学|医院|法院|检察院|海关|海事|管委会|党委|"
    "党工委|团委|纪委|监委|工委|人武部|军分区"
    "|供电|石化|石油|水务|电网|烟草|气象|企业|工程处|"
    "筹建处|项目部|筹备组|攻坚组|工作组|牵头单位|"
    "责任单位"
    "|[科文作政侨]协|[城交水国文旅产建]投|运营商|"
    "[公民]安|交警|武警|消防|疾控|医共体|[创工产科农]业?园"
)
# 市发改局, 玉环海关, 交投集团.
_ENDING = re.compile(rf"(?:{_ENDINGS})$")
# Words that end like a body and are none: 新格局, 副市长, 为中心.
_NO_BODY = re.compile(r"(?:[格布大破]局|为中心|[市县区镇乡]长|领导|书记)$")
# Several bodies under one name: 各乡镇(街道), 有关部门.
_GROUP = re.compile(rf"^(?:各|其他|其它|有关|相关|涉及)[{HAN}、,()]{{1,20}}$")
# Marks that no name holds; the comma of 各县(市),区 is one of a name.
_SENTENCE = re.compile(r"[。!?;！？；]|(?<!各县\(市),(?!区)")
# A text that begins with what is to be done is no name: 新建学校, 推进医院.
_VERB_START = re.compile(
    r"^(?:新建|改建|扩建|加快|推进|完成|实施|深化|"
    r"开展|建设|建成|新增|实现|提升|强化|加强|打造|"
    r"推动|做好|落实|完善|培育|启动|创建|争创|优化|"
    r"全力|力争|确保"
    r"|持续|改造|拓展|整治|治理|成立|组建|设立|建立|"
    r"明确|充实|发挥|依托|压实|夯实|定期|召开|严格|"
    r"加快|开工|动工|竣工|投用|修建|迁建|拓宽|免费|"
    r"发放|举办|聚焦|围绕|坚持|突出|狠抓|紧盯|着力|"
    r"引进|积极|大力|深入|继续|探索|健全|支持|引导|"
    r"组织|统筹|提高|扩大|抓好|抓实|谋划|该项|会同|"
    r"配合|鼓励|倡导|带动|吸引|督促|号召)"
)
# So many buildings, and no body: 改造中学2所.
_COUNTED = re.compile(r"\d[所家个场处站馆台校段库]$")
# 市统计局等有关部门, 市财政局等单位.
_AND_OTHERS = re.compile(
    r"^(?P<name>.+?)等(?P<rest>(?:有关|相关)?(?:部门|单位)?(?:[和、]?(?:部门|单位))?)$"
)
_LONGEST = 32
_LONGEST_CELL = 400
_BODY = r"局|中心|公司|集团|街道|镇|乡|大队|支队|办公室|办事处|管委会|法院|检察院|政府|指挥部|办"
# 局|市: one name is over, the next begins. 委 is no border: 市委市政府督查室, 市纪委市监委 are one
# name.
_SEAM = re.compile(rf"(?<=[{HAN}])(?:{_BODY})(?=(?:市|县|区|各)[{HAN}])")
_OF_ALL = re.compile(r"各(?:部门|直属|单位|工作部门|组成部门|有关|相关|委)")
"""市政府各部门 is one name."""
# Between two units of a cell: 、 ， ； / and line ends.
_SEPARATOR = re.compile(r"[、,，;；\n\r/|\\]")
# 1.市发改局2.市经信局, ①市发改局②市经信局
_COUNTED_OFF = re.compile(
    rf"[①-⑳]|(?:^|(?<=[局办委部厅院心司团会府镇乡]))\d{{1,2}}[.．](?=[{HAN}])"
)
_OPEN, _CLOSE = "([（〔［【〈“《「", ")]）〕］】〉”》」"
# 各县(市)、区政府 and 各旗、县、区 are one name each.
_LEVELS = r"(?:[省市州县区旗镇乡]|乡镇|街道|[（(][、省市州县区旗镇乡街道]+[)）])+"
# 各县(市)、区政府, 各乡镇、街道: the mark inside parts nothing.
_ONE_NAME = re.compile(
    rf"(?<![{HAN}])各{_LEVELS}(?:、{_LEVELS})+(?=人民政府|政府|管委会|办事处|[、,，;；。\s)）]|$)"
)
_HOLDER = "\ue000"
_HELD = str.maketrans("、", _HOLDER)
# What a cell says behind the names: 等按职责分工负责.
_DUTY = re.compile(
    r"等?(?:按照?(?:各自)?职责(?:分工)?)?(?:分别|共同|"
    r"联合)?(?:(?:牵头|负责|落实|实施)+|按照?(?:各自)?职责(?:分工)?)$"
)
_MARKS = "*＊▲△★☆※◆◇●○■□ "
NOBODY = frozenset(["/", "-", "—", "——", "--", "\\", "无"])
"""What says in a cell that there is nobody, where an empty one could mean the one above."""
# 甲局及乙局 are two bodies; 和 is a part of many names and parts only where the next name has its
# prefix.
_LINK = re.compile(r"以?及|会同|[和与](?=[市县区省州各]|有关|相关)")
# 县政府成立领导小组, 市财政局要加强监管: a sentence that ends in a body.
_SAYS = re.compile(
    r"(?:政府|办公室|[局办委室厅]|部门|单位|中心|各级)(?:要|"
    r"应当?|须|将|会同|负责|成立|建立|召开|制定|出台|"
    r"印发|加强|牵头|组织(?!部)|定期|统筹|督促|配合)"
    r"|[^自]由[市县区省州]"
)
# What only a target holds: 增长6%, 下降.
_NO_NAME = re.compile(r"\d(?:\.\d+)?[%％‰]|[增减]长|下降")


def is_unit(text: str) -> bool:
    """Whether the text reads as one unit's name and as nothing else."""
    return len(text) <= _LONGEST * 2 and _is_unit(text)


@lru_cache(maxsize=4_000)
def _is_unit(text: str) -> bool:
    text, _ = split_note(text)
    name = fold(text)
    # 3.市发改局 is a numbered item.
    if _COUNTED.search(name) or re.match(r"^\d+[.、]", name):
        return False
    if (
        not 2 <= len(name) <= _LONGEST
        or ":" in name
        or _SENTENCE.search(narrow(text))
        or _NO_NAME.search(name)
        or _NO_BODY.search(name)
        or _SAYS.search(name)
    ):
        return False
    # 建设局 begins like a verb and is a unit; 建设综合交通枢纽中心 is work.
    if _VERB_START.match(name) and not re.match(rf"^[{HAN}]{{2,4}}[局委办厅院]$", name):
        return False
    if _GROUP.match(name):
        return True
    return bool(_ENDING.search(name)) or bool(
        # 市经信局(大数据中心) ends in 局.
        _ENDING.search(re.sub(r"\([^()]*\)$", "", name))
    )


def begins_with_verb(text: str) -> bool:
    """Whether a text says what is to be done: 改造中学2所."""
    return bool(_VERB_START.match(fold(text)))


def is_unit_cell(text: str) -> bool:
    """Whether the text is one unit's name or several with separators between them."""
    # A sentence with another behind it, or a numbered item, is no list of units.
    if re.search(r"[。!?！？](?=.)", text.strip()) or re.match(
        r"^\d+[.、]", narrow(text)
    ):
        return False
    pieces = cut(text)
    return bool(pieces) and all(is_unit(piece) for piece in pieces)


def cut(text: str) -> list[str]:
    """A cell of units cut at its separators, in order; what stands in brackets or quotes stays
    whole.

    Blanks separate only where every piece is a name by itself, so that "市 发改局" stays one
    name.
    """
    return list(_cut(text)) if len(text) <= _LONGEST_CELL else _cut_afresh(text)


@lru_cache(maxsize=4_000)
def _cut(text: str) -> tuple[str, ...]:
    return tuple(_cut_afresh(text))


def _cut_afresh(text: str) -> list[str]:
    pieces: list[str] = []
    for piece in _outer_split(_COUNTED_OFF.sub("、", text)):
        words = piece.split()
        if len(words) > 1 and all(is_unit(word) for word in words):
            pieces += words
        else:
            pieces.append("".join(words))
    names = [piece.strip("。. ") for piece in pieces]
    return [
        each for name in names if name and name not in NOBODY for each in _linked(name)
    ]


def _linked(name: str) -> list[str]:
    """市财政局及各县(市、区)政府 -> its two names, where what stands on both sides is a name by
    itself."""
    for link in _LINK.finditer(name):
        before, after = name[: link.start()], name[link.end() :]
        if is_unit(before) and is_unit(after) and after not in ("单位", "部门"):
            return [*_and_others(before), *_linked(after)]
    return _and_others(name)


def _and_others(name: str) -> list[str]:
    """市统计局等有关部门 -> 市统计局 and 有关部门; a bare 等 or 等单位 only says that the list is
    not whole."""
    match = _AND_OTHERS.match(name)
    if not match or not is_unit(match["name"]):
        return [name]
    return (
        [match["name"], match["rest"]]
        if match["rest"][:2] in ("有关", "相关")
        else [match["name"]]
    )


def _outer_split(text: str) -> list[str]:
    text = _ONE_NAME.sub(lambda match: match[0].translate(_HELD), text)
    unbalanced = sum(text.count(mark) for mark in _OPEN) != sum(
        text.count(mark) for mark in _CLOSE
    )
    depth, begin = 0, 0
    pieces = []
    for position, character in enumerate(text):
        depth += (character in _OPEN) - (character in _CLOSE)
        if _SEPARATOR.match(character) and (
            depth <= 0 or unbalanced or character in "\n\r"
        ):
            pieces.append(text[begin:position])
            begin, depth = position + 1, 0
    return [piece.replace(_HOLDER, "、") for piece in [*pieces, text[begin:]]]


# What a name's last line may consist of when a narrow column or page broke it.
_REMNANTS = re.compile(
    r"^(?:办公室|成员单位|(?:推进|领导)?小组(?:办公室)?|"
    r"(?:管理)?委员会|管委会|有限(?:责任)?公司|(?:管理|"
    r"分)?局|(?:街道)?办事处"
    r"|(?:服务|管理)?中心|指挥部|(?:人民)?政府|[支大]队|[部办])$"
)


# Where a line's end cuts an office's name in two that both look whole.
_CUT = re.compile(
    r"和社\n会保障|社会\n保障|城乡\n(?:建设|规划|管理)|"
    r"市场\n(?:监|管|发展|服务)|[城交水国文旅产建]投\n(?:资|"
    r"集团|公司)|委\n(?:员会|会$)"
)

# 市高新 / 区管委会: what stands before 区 in the name of an area, and what may stand behind it.
_AREA = re.compile(
    r"(?:高新|经开|开发|技术|产业|工业|度假|保税|试验|"
    r"示范|风景|名胜|功能|集聚|合作|实验|生态|旅游|"
    r"自贸|[园新景])"
    r"\n区(?:$|管|党|招|经|发|社|建|财|环|综)"
)


def runs_on(before: str, line: str) -> bool:
    """Whether the last name of a line ran over its end: …、县发展和改革 / 局、各乡镇, or its
    bracket did."""
    before, line = before.strip(), line.strip().rstrip("。;；")
    last, first = _outer_split(before)[-1].strip(), _outer_split(line)[0].strip()
    if not last or not first or before[-1] in "。." or not is_unit(last + first):
        return False
    broken = f"{last}\n{first}"
    if (
        first[0] in "([（〔【"
        or _REMNANTS.match(fold(first))
        or _CUT.search(broken)
        or _AREA.search(broken)
    ):
        return True
    has_prefix = is_unit(first) and re.match(r"^[市县区省州旗各]", first)
    return not has_prefix and not is_unit(last)


def run_together(name: str, known: Iterable[str] = ()) -> list[str]:
    """市交通运输局市卫生健康局 -> its two names; a name that is one comes back alone.

    A seam is the ending of a body followed by the beginning of the next, or the border between two
    names that the document also writes by themselves (`known`). The pieces join to what was there.
    """
    return (
        [name]
        if len(name) > _LONGEST * 4
        else list(_run_together(name, frozenset(known)))
    )


@lru_cache(maxsize=4_000)
def _run_together(name: str, known: frozenset[str]) -> tuple[str, ...]:
    for length in range(len(name) - 2, 1, -1):
        first, rest = name[:length], name[length:]
        if first in known and rest in known:
            return (first, rest)
    cuts = [
        match.end()
        for match in _SEAM.finditer(name)
        if not _OF_ALL.match(name, match.end())
    ]
    pieces = [name[a:b] for a, b in zip([0, *cuts], [*cuts, len(name)], strict=True)]
    if len(pieces) > 1 and all(len(piece) >= 3 and is_unit(piece) for piece in pieces):
        return tuple(pieces)
    return (name,)


@lru_cache(maxsize=4_000)
def is_broken(name: str) -> bool:
    """Whether a bracket or quote in the name has lost its other half, or the name holds a stray
    mark."""
    folded = narrow(name)
    pairs = [("(", ")"), ("“", "”"), ("《", "》"), ("〔", "〕"), ("[", "]")]
    return any(folded.count(a) != folded.count(b) for a, b in pairs)


def without_mark(name: str) -> str:
    """▲市发改局 -> 市发改局: many cities set a sign before the unit that leads."""
    return name.lstrip(_MARKS)


def names_in(text: str) -> list[str]:
    """The names of a cell of units, without what is said of their duty: 市教育局按职责分工负责 ->
    市教育局."""
    return [_without_duty(name) for name in cut(text)]


def _without_duty(name: str) -> str:
    bare = _DUTY.sub("", name.removeprefix("由"))
    return bare if bare != name and is_unit(bare) else name


def unit_found(name: str, source: Source, *, marked: bool = False) -> UnitFound:
    base, note = split_note(name)
    return UnitFound(base, note, source, marked)
