"""One spelling for the names of units and leaders, so that two spellings can be compared.

Official documents write one body in many ways: full-width or half-width brackets, quotes of
three kinds, with the prefix 市 or without it, 办公室 or 办, 和 or nothing. A *key* is what is left
when these differences are taken away. Keys are for comparing, never for showing, and two equal
keys mean "the same spelling", not "the same body": 发改局 and 发展和改革局 need an alias.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from assignments.rules.characters import HAN, clean_text

_QUOTES = str.maketrans(dict.fromkeys("“”„‟〝〞＂\"『』「」‘’‚‛'＇`´", None))
_BRACKETS = str.maketrans(
    {
        "〔": "(",
        "［": "[",
        "【": "(",
        "〈": "(",
        "〕": ")",
        "］": "]",
        "】": ")",
        "〉": ")",
        "[": "(",
        "]": ")",
    }
)
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―－", "-"))
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    0x3000: 0x20,
    0xA0: 0x20,
}
_INVISIBLE = dict.fromkeys([0xFEFF, 0x200B, 0x200C, 0x200D, 0x2060, 0xAD])
_FOLDED = {
    **_INVISIBLE,
    **_WIDE,
    **_QUOTES,
    **_DASHES,
    0xFF02: None,
    0xFF07: None,
    0xFF40: None,
}
# Only what is looked for is translated: a dictionary asked for every character is slow on long
# Chinese texts.
_ANY_WIDE = re.compile("[\uff01-\uff5e\u3000\xa0]+")
# Every sign that `fold` drops or writes otherwise.
_ANY_FOLDED = re.compile(
    "[" + re.escape("".join(map(chr, {**_FOLDED, **_BRACKETS}))) + "]+"
)
_SHORT = 64

# 市 before these is part of the word, not a prefix: 市场监管局, 市民中心, 市容局, 市委…, 市府办,
# 市政府办. A place name before it (玉环市…, 天台县…) goes too; 新区 and 城市 are no place names.
_PREFIX = re.compile(
    r"^(?:[^\W\d_城纪委各市县区]{2,3}(?=[市县]))?[市县区]"
    r"(?![场容委府直域块长级属纪、]|政[府园工]|民中心|民广场)"
)
# 发展和改革: a link between two characters.
_LINKS = re.compile(rf"(?<=[{HAN}])[和与及](?=[{HAN}])")

# A trailing bracket that says *which part of* a body is meant, not what the body is called.
_TRAILING = re.compile(r"^(?P<name>.+?)\((?P<note>[^()]*)\)$")
# A bracket that is a note and no part of the name: (含街道), (下同).
_EXPLAINS = re.compile(r"^(?:不?含|包括)|下同$")
# Inside the bracket of a name, not of a note: 各乡镇(街道), 各县(市、区), 各部门(单位).
_KINDS = re.compile(
    r"^(?:[、,和及]|乡镇?|镇|街道(?:办事处)?|县|市|"
    r"区|开发区|园区|管委会|单位|部门|企业|群|集团|"
    r"平台|功能区|场)+$"
)

_RANK = r"(?:常务|党组|代理?|第一|专职|挂职)?副?"
_POST = (
    r"(?:市长|县长|区长|州长|省长|镇长|乡长|旗长|盟长|"
    r"书记|常委|主席|主任|部长|秘书长|局长|司令员?|"
    r"政委|检察长"
    r"|院长|组长|专员|巡视员|调研员|督学|督察长|成员|"
    r"会长|总经理|董事长|指挥长?|总指挥|指挥|首席|"
    r"处长|科长|经理|同志)"
    r"(?:\((?:挂职|常务|主持工作|[正副][县处厅]级)\))?"
)
_OFFICE = (
    r"(?:中共|本)?(?:(?:经开|高新|开发|新|园|景)区|"
    r"省|市|县|区|州|旗)?(?:委|政府|人大|政协|人民政府|"
    r"人大常委会|纪委"
    r"|管委会|党工委|统战部?|组织部?|宣传部?|政法委?|"
    r"人武部|公安分?局|总工会|党组|一级|二级|三级|"
    r"四级|(?:政?府)?办(?:公室)?)?(?:常委会|党组)?"
)
_ONE_TITLE = rf"(?:{_OFFICE}{_RANK}{_POST}|常务)"
TITLE = rf"{_ONE_TITLE}(?:[、,/兼 ]*{_ONE_TITLE})*"
_TWO_CHARACTER_SURNAMES = "欧阳|司马|上官|诸葛|夏侯|慕容|尉迟|司徒|皇甫|令狐|端木|公孙"
_NAME = rf"[{HAN}]{{2,4}}?|[{HAN}]{{2,6}}·[{HAN}·]{{2,10}}?"
_PERSON = rf"(?:{_TWO_CHARACTER_SURNAMES})[{HAN}]{{1,2}}|[{HAN}]{{2,3}}"
# 柯寿建常务副市长, 李明(副市长).
_NAME_TITLE = re.compile(rf"^(?P<name>{_NAME})\(?(?P<title>{TITLE})\)?$")
# 市委常委、副市长李明.
_TITLE_NAME = re.compile(rf"^(?P<title>{TITLE})(?P<name>{_PERSON}|[{HAN}]+·[{HAN}·]+)$")
# 常务副市长, 市委副书记、市长.
_TITLE_ONLY = re.compile(rf"^{TITLE}$")
_BODY = r"[省市县区州旗]?(?:人大常委会|人大|政协|政府|委|纪委监委|纪委|政法委)"
# 市政协李明副主席: the body stands before the name.
_BODY_NAME_TITLE = re.compile(
    rf"^(?P<body>{_BODY})(?P<name>{_NAME}(?<!副))(?P<title>{TITLE})$"
)

# The commonest family names; a hint only, used where a line holds a name and nothing else.
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖"
    "田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石"
    "廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严"
    "覃武戴莫孔向汤柯池应阮季童翁骆管洪庄章施俞鲍葛詹项娄"
    "祝竺楼裘戚倪柳祁舒茅尤裴岑凌霍牟包费齐易康伍乔温庞樊兰殷欧聂左岳翟"
    "关焦申耿盛路苗曲柴卓游连车解颜屠冉涂梅辛宁麦缪薄蓝"
    "芮闻佟瞿鄢晏褚阎屈匡阙鞠钮栾荆荀臧逄隋"
)
# 张市, 李副县, 王局 and 刘总 are said, and written where a table has no room.
_ADDRESSED = re.compile(
    rf"^(?P<surname>{_TWO_CHARACTER_SURNAMES}|[{''.join(sorted(_SURNAMES))}])"
    rf"(?P<title>{TITLE}|副?[市县区局]|总)(?:\([^()]*\))?$"
)
# 张市长李副市长 are two, and no 张市长李.
_CALLED = re.compile(rf"^[{''.join(sorted(_SURNAMES))}]{_RANK}{_POST}")
# Words that look like a name before a title: 各副市长, 分管副市长, 有关领导.
_NOBODYS_NAME = re.compile(r"[各其]|[分协主]管|有关|相关|联系|挂钩|包联|副$|常务$")
# 邵国副市长(市公安局局长), 李强(挂职).
_NOTED = re.compile(
    r"^(?P<who>[^()]+)\((?P<note>(?P<held>挂职|兼职|主持工作|[正副][县处厅]级)|[^()]{2,20})\)$"
)
# 李明, 欧阳修文.
_PERSONS_NAME = re.compile(rf"^(?:{_PERSON})$")


class LeaderName(NamedTuple):
    """A leader as written: the name without spaces, and the title, "" where none stands there."""

    name: str
    title: str


class Addressed(NamedTuple):
    """Somebody who is called by surname and title alone."""

    surname: str
    title: str


def narrow(text: str) -> str:
    """Full-width ASCII and wide blanks become half-width; the length stays, so offsets stay
    true."""
    return _ANY_WIDE.sub(lambda match: match[0].translate(_WIDE), text)


def fold(text: str) -> str:
    """The text without blanks, quotes and invisible marks, with one kind of bracket, width and
    dash."""
    return _fold_short(text) if len(text) <= _SHORT else _fold(text)


def _fold(text: str) -> str:
    folded = _ANY_FOLDED.sub(
        lambda match: match[0].translate(_FOLDED).translate(_BRACKETS), text
    )
    return "".join(folded.split())


@lru_cache(maxsize=4_000)
def _fold_short(text: str) -> str:
    """Names come back thousands of times in a plan; texts do not."""
    return _fold(text)


def lists_kinds(text: str) -> bool:
    """Whether what stands in a bracket only lists kinds of bodies, as names have it: 街道;
    市、区."""
    return bool(_KINDS.match(fold(text)))


@lru_cache(maxsize=4_000)
def split_note(name: str) -> tuple[str, str]:
    """市统计局(数据监测) -> ("市统计局", "数据监测"); a name with brackets of its own -> (name,
    "").

    A bracket in the middle (浙台(玉环)经贸合作区) and one that only lists kinds of bodies
    (各乡镇(街道)) belong to the name. The name comes back as written, without outer blanks.
    """
    name = name.strip()
    match = _TRAILING.match(narrow(name).translate(_BRACKETS))
    if not match or not match["note"] or lists_kinds(match["note"]):
        return name, ""
    if match["name"].startswith("各") and not _EXPLAINS.search(match["note"]):
        return name, ""
    return name[: match.end("name")].strip(), name[
        match.start("note") : match.end("note")
    ].strip()


@lru_cache(maxsize=4_000)
def unit_key(name: str) -> str:
    """The comparable spelling of a unit's name: no note, width, quotes, brackets, 市-prefix, 和,
    办公室.

    玉环市发展和改革局, 市发展和改革局 and 发展改革局 share a key; 发改局 is another and needs an
    alias. A name that would vanish (市) keeps what it has.
    """
    base = (
        fold(split_note(clean_text(name))[0])
        .replace("(", "")
        .replace(")", "")
        .casefold()
    )
    bare = _PREFIX.sub("", base, count=1)
    if len(bare) < 2:
        bare = base
    bare = _LINKS.sub("", bare)
    return (
        bare.removesuffix("公室")
        if bare.endswith("办公室") and len(bare) > len("办公室")
        else bare
    )


def split_leader(text: str) -> LeaderName | None:
    """The person and the title in 柯寿建 常务副市长, 市委常委、副市长 李明 or 市政协李明副主席 (who
    is 市政协副主席); None where it is no such pair."""
    folded = fold(text).strip(":：,、。")
    if _TITLE_ONLY.match(folded) or addressed(folded):
        return None
    of_body = _BODY_NAME_TITLE.match(folded)
    if of_body and of_body["name"][0] in _SURNAMES:
        return LeaderName(of_body["name"], of_body["body"] + of_body["title"])
    for pattern in (_NAME_TITLE, _TITLE_NAME):
        match = pattern.match(folded)
        if match and not (
            _NOBODYS_NAME.search(match["name"]) or _CALLED.match(match["name"])
        ):
            return LeaderName(match["name"], match["title"])
    return _with_note(folded)


def addressed(text: str) -> Addressed | None:
    """Surname and title of somebody who is called by these alone: 张市长, 李副市长, 欧阳书记, 王局;
    None for anything else. It is no name, since there may be several."""
    folded = fold(clean_text(text)).strip(":：,、。")
    match = None if _TITLE_ONLY.match(folded) else _ADDRESSED.match(folded)
    return Addressed(match["surname"], match["title"]) if match else None


def _with_note(folded: str) -> LeaderName | None:
    """邵国副市长(市公安局局长), 副市长李强(挂职): what stands in brackets behind both is a part of
    the title."""
    noted = _NOTED.match(folded)
    named = split_leader(noted["who"]) if noted else None
    if noted is None or named is None or not named.title:
        return None
    more = f"、{noted['note']}" if is_title(noted["note"]) else f"({noted['note']})"
    return (
        LeaderName(named.name, named.title + more)
        if is_title(noted["note"]) or noted["held"]
        else None
    )


def is_title(text: str) -> bool:
    """Whether the text is a title and nothing else: 常务副市长, 市委副书记、市长."""
    return bool(_TITLE_ONLY.match(fold(text)))


def looks_like_person(text: str) -> bool:
    """Whether a text without a title could be somebody's name: a known surname, one or two
    characters more."""
    folded = fold(text)
    return bool(_PERSONS_NAME.match(folded)) and (
        folded[0] in _SURNAMES or len(folded) > 3
    )


def leader_key(name: str) -> str:
    """The comparable spelling of a leader: the bare name, without title, blanks and 同志."""
    name = clean_text(name)
    leader = split_leader(name)
    return leader.name if leader else fold(name)
