"""What the headings of a table mean, in the many words that cities use for the same column."""

import re
from collections.abc import Sequence
from functools import lru_cache

from assignments.notices.rows import KEY, LIVELIHOOD
from assignments.rules.characters import HAN
from assignments.rules.names import fold

NUMBER, LEADER, SUPPORTING_LEADER, TEXT, LEAD, COOPERATING, UNITS, REMARK = (
    "number", "leader", "supporting_leader", "text", "lead", "cooperating", "units", "remark",
)  # fmt: skip

_EXACT = {
    NUMBER: """
        序号 编号 项次 项目序号 任务序号 序列 No. NO. No №
    """,
    LEADER: """
        牵头领导 责任领导 牵头市领导 牵头县领导 牵头区领导 责任市领导 责任县领导 分管领导
        分管市领导 市领导 县领导 区领导 主抓领导 包抓领导 挂钩领导 联系领导 领导 包保领导
        牵头负责领导 负责领导 挂帅领导 分管副市长 牵头负责人
    """,
    TEXT: """
        重点工作 工作内容 目标任务 工作任务 重点任务 主要任务 任务内容 任务 民生实事项目
        项目名称 实事项目 重点工作任务 工作事项 事项 具体任务 年度目标任务 主要内容 任务分解
        项目内容 实事内容 重点工作内容 任务名称 工作名称 主要工作 工作要点 工作目标任务 民生实事
        实事 项目 具体内容 重点事项 主要工作任务 政府工作报告重点任务 任务事项 目标 重点项目
        工作项目 民生项目 实事名称 工作 目标与任务 目标及任务 任务目标 年度目标
        年度工作目标 年度任务目标
        建设内容 年度建设内容 具体工作 指标 指标名称 主要指标 目标值 预期目标 主要预期目标
        民生事项 民生事项名称 事项名称 民生实事名称
        工作目标 内容 任务及目标 重点工作及目标 任务描述 目标要求 目标及要求 具体举措 主要举措
        工作举措
        目标名称 目标内容 工作标准
    """,
    LEAD: """
        牵头单位 牵头 主办 牵头部门 主要责任单位 主办单位 第一责任单位 主责单位 牵头责任单位
        牵头责任部门
        主责部门 牵头主体 主办部门 牵头单位(部门)
    """,
    COOPERATING: """
        配合单位 配合部门 协办单位 协办部门 参与单位 协同单位 协助单位 参加单位 配合责任单位
        协作单位 共同配合单位 参与部门 配合 协办 协同 参与 参加
    """,
    UNITS: """
        责任单位 责任部门 承办单位 落实单位 实施单位 完成单位 责任主体 责任单位(部门) 承办部门
        单位 部门 实施主体 牵头及责任单位
    """,
    REMARK: """
        备注 说明 附注
    """,
}
_ROLES = {fold(word): role for role, words in _EXACT.items() for word in words.split()}
_OF = r"(?:[市县区](?:级|直|属)?)?"
WATCHING = r"(?:督[办查导促]|监督)"
_AND_PERSON = r"(?:[及和、/]责任人)?"
# Headings that are not in the list above, by their pattern; the first that fits decides.
_LIKE = (
    (NUMBER, re.compile(r"^序号")),
    (
        SUPPORTING_LEADER,
        re.compile(rf"^(?:配合|协助|协同|协管|协办|参与)[{HAN}]{{0,3}}领导$"),
    ),
    (LEADER, re.compile(rf"^(?!{WATCHING})[{HAN}、]{{0,6}}领导(?:\(.*\))?$")),
    (
        LEADER,
        re.compile(
            r"^(?:分管|牵头|包抓|责任|联系|主抓|负责|领衔|领办)(?:的)?(?:常务)?副?[市县区州旗]长$"
        ),
    ),
    (
        UNITS,
        re.compile(
            r"^牵头(?:单位|部门)?[及和与、/](?:责任|配合|协办|"
            rf"协同|参与|参加)[{HAN}、]{{0,4}}(?:单位|部门)$"
        ),
    ),
    (
        LEAD,
        re.compile(
            rf"^{_OF}(?:第一|首位|主体|主要)?(?:牵头|主办|主责)[{HAN}、"
            rf"]{{0,6}}(?:单位|部门){_AND_PERSON}$"
        ),
    ),
    (LEAD, re.compile(r"^(?:首位|第一|主体)责任(?:单位|部门)$")),
    (
        COOPERATING,
        re.compile(
            rf"^{_OF}(?:主要)?(?:配合|协办|协同|协作|参与|参加|"
            r"协助|会同|会办|共同|成员|其[他它]|相关|有关)"
            rf"[{HAN}、]{{0,6}}(?:单位|部门)$|^成员单位$"
        ),
    ),
    (
        UNITS,
        re.compile(
            rf"^{_OF}(?:具体|直接)?(?:责任|承办|承担|落实|实施)[{HAN}、"
            rf"]{{0,6}}(?:单位|部门){_AND_PERSON}(?:\(.*\))?$"
        ),
    ),
    (
        TEXT,
        re.compile(
            rf"^[{HAN}\d]{{0,10}}(?<!牵头)(?<!主抓)(?:任务|工作内容|实事项目|重点工作)$"
        ),
    ),
    (
        TEXT,
        re.compile(
            rf"^[{HAN}]{{0,4}}(?:内容|任务|举措|措施)[及和与、"
            r"]?(?:年度|建设)?(?:目标|规模|要求|标准|任务)$"
            rf"|^[{HAN}]{{0,4}}规模[及和与、]?(?:建设)?内容$"
        ),
    ),
    (
        TEXT,
        re.compile(
            rf"^(?!.*(?:进展|完成|考核|问题|整改|评[价分]|督查|佐证))[{HAN}、]{{0,8}}"
            r"(?:工作|任务|实事|项目|事项|建设|实施|报告|民生|具体|主要|重点|量化|经济|推进)"
            r"(?:名称|内容|事项|举措|目标|指标|重点)(?:及(?:内容|目标|规模|要求|标准))?$"
        ),
    ),
    (REMARK, re.compile(r"^备注")),
)
# 民生实事, 十件实事, 2026年度民生工程, 为民办实事; 社会民生项目 is none.
_LIVELIHOOD = re.compile(
    r"民生实事|民生事项|(?:[十百]|\d)[大件项]民生(?:工程|"
    rf"项目)|实事项目|十[大件]实事|件[{HAN}]{{0,4}}实事"
    r"|民生[一二三四五六七八九十\d]+[大件]|[十\d][大件]民生|"
    r"20\d\d年度?[全省市县区]*民生工程|为民实事|办实事|"
    r"(?<!社会)民生项目|惠民实事"
    r"|民生工程(?:建设)?(?:实施|工作|目标)?(?:方案|计划|清单|项目|任务)"
)
# 重点工作, 政府工作报告重点任务, 五年目标.
_KEY = re.compile(r"重点工作|重点任务|重点目标|工作报告|五年(?:工作)?(?:目标|任务)")
_ANY_TASKS = re.compile(r"目标任务")
"""Says of a list that it is one of tasks, but a list of livelihood projects is called so too."""
# What the title of a table ends in: 任务分解表, 责任清单, 实施方案(试行).
_CAPTION = re.compile(
    r"^[^。;；,，]{0,40}(?:方案|清单|分工|(?:任务|"
    r"分解|一览|责任|分工|安排|项目|计划)表|责任分解|"
    r"任务分解"
    r"|台账|实事项目|重点工作)(?:\(.*\)|表)?$"
)


def role_of(text: str) -> str | None:
    """The meaning of a heading (牵头单位 -> "lead"), or None where the text is no known heading."""
    return _role_of(text) if len(text) <= 60 else None


@lru_cache(maxsize=2_000)
def _role_of(text: str) -> str | None:
    folded = fold(text)
    # 2026年工作目标(万元) and 《政府工作报告》任务 are 工作目标 and 任务.
    bare = re.sub(r"^\d{4}年度?|\([^()]*\)", "", re.sub(r"《[^》]*》", "", folded))
    role = _ROLES.get(folded) or _ROLES.get(bare)
    if role or len(bare) > 16:
        return role
    return next((role for role, pattern in _LIKE if pattern.match(bare)), None)


# 完成时限, 联系电话, 总投资, 责任科室.
_OTHER = re.compile(
    r"^(?:完成(?:时限|时间)|时间(?:要求|节点|安排)|"
    r"时限(?:要求)?|办结时限|进度(?:安排|要求|计划)?|"
    r"阶段目标|目标|(?:工作|主要|推进|具体)措施"
    r"|(?:主要|项目|具体|直接)?责任人|督[办查导促]领导|"
    r"(?:责任|承办|具体|牵头|业务)?(?:科室|处室|股室)|"
    r"联系人|联系电话|资金(?:安排|来源)|工作进度|建设(?:地点|"
    r"规模)|计划进度|实施地点"
    r"|总?投资|考核要求|(?:实际)?完成情况|备注)$"
)


def is_other_heading(text: str) -> bool:
    """Whether the text heads a column, or a label, that the plan has no place for but must keep:
    完成时限."""
    return bool(_OTHER.match(text))


# Columns of times: 完成时间, 三季度目标, 6月底进度.
_TIMES = re.compile(
    r"^(?:时间|时限|(?:计划)?(?:完成|办结|开工|竣工)(?:时限|"
    r"时间|日期)|(?:第?[一二三四1-4]季度?|[上下]半年|"
    r"全年|\d{1,2}月底?)"
    r"(?:工作)?(?:目标|计划|任务|进度|安排|节点)*)$"
)


def is_kept(heading: str) -> bool:
    """Whether a column is of the usual ones that the plan has no place for, so that nobody is
    asked: 完成时限."""
    return is_other_heading(heading) or bool(_TIMES.match(heading))


_OFFICES = r"(?:科室?|处室?|股室?|站所|办所|办\(所\)|站\(所\)|单位|部门|机构|主体)"
# Columns of a department's own offices: 牵头科室, 责任处室, 业主单位.
_OF_OFFICES = (
    (LEAD, re.compile(rf"^(?:牵头|主办){_OFFICES}$")),
    (COOPERATING, re.compile(rf"^(?:配合|协办|协同|参与){_OFFICES}$")),
    (
        UNITS,
        re.compile(
            rf"^(?:责任|承办|落实|实施|包保|承接|业主|主管|建设|经办){_OFFICES}$"
        ),
    ),
)


def role_of_office(heading: str) -> str | None:
    """The duty that a column of a department's own offices tells, where no other column names
    units."""
    return next((role for role, pattern in _OF_OFFICES if pattern.match(heading)), None)


def is_watchers(heading: str) -> bool:
    """Whether a heading calls for the leader who sees to it that others carry the task:
    督办领导."""
    return bool(re.match(rf"^{WATCHING}[{HAN}]{{0,2}}领导$", heading))


# A column that only ever groups the rows.
_THEMES = frozenset(
    [
        "类别",
        "分类",
        "任务类别",
        "工作类别",
        "任务分类",
        "类型",
        "领域",
        "重点领域",
        "工作领域",
        "板块",
        "专项",
        "专题",
        "方面",
        "大类",
    ]
)


def is_theme(heading: str) -> bool:
    """Whether a column of this name only ever groups the rows: 类别."""
    return heading in _THEMES


_PERSONS = frozenset(["责任人", "牵头人", "第一责任人", "主要责任人", "牵头责任人"])


def is_persons(heading: str) -> bool:
    """Whether a heading calls for persons, be they leaders or others: 责任人."""
    return heading in _PERSONS


# A row of totals: 合计, 小计:12项.
_TOTAL = re.compile(r"^(?:合计|小计|总计|共计)(?::?\d*[项件个]?)?$")


def is_total(text: str) -> bool:
    """Whether a cell begins a row of totals, which is no task."""
    return len(text) <= 16 and bool(_TOTAL.match(fold(text)))


def kind_of(*texts: str) -> str:
    """key or livelihood, by the words of captions; the last that says one of them decides."""
    return kind_said(*texts) or KEY


def kind_said(*texts: str) -> str | None:
    """Like kind_of, and None where the texts say neither."""
    for text in reversed(_whole_titles(texts)):
        named = kinds_named(text)
        if len(named) == 1:
            return next(iter(named))
    return None


def kinds_named(text: str) -> set[str]:
    """The kinds that a text speaks of: none, one, or both (重点工作及民生实事)."""
    folded = fold(text)
    livelihood, key = _LIVELIHOOD.search(folded), _KEY.search(folded)
    named = ({LIVELIHOOD} if livelihood else set()) | ({KEY} if key else set())
    return named or ({KEY} if _ANY_TASKS.search(folded) else set())


def _whole_titles(texts: Sequence[str]) -> list[str]:
    """The texts, a title that ran over a line's end in one: …重点工作 / 及民生实事项目分解方案."""
    whole: list[str] = []
    for text in texts:
        goes_on = whole and re.match(r"^\s*[及和与暨]", text)
        whole[-1:] = [whole[-1] + text] if goes_on else [*whole[-1:], text]
    return whole


def kind_of_table(captions: Sequence[str], headings: Sequence[str]) -> str:
    """The kind of a table: its headings decide before its captions, unless they only say
    目标任务."""
    return kind_said_of_table(captions, headings) or KEY


def kind_said_of_table(captions: Sequence[str], headings: Sequence[str]) -> str | None:
    """Like kind_of_table, and None where neither says it."""
    return kind_said(
        *captions, *(text for text in headings if not _ANY_TASKS.search(text))
    )


def is_caption(text: str) -> bool:
    """Whether a line could be the title of a table: 2021年市政府重点工作责任分工抓落实方案."""
    folded = fold(text) if len(text) <= 100 else ""
    return bool(re.match(r"^(?:附件\d*[:]?)?\d{4}年", folded)) and bool(
        _CAPTION.match(folded)
    )


def is_header(texts: list[str]) -> bool:
    """Whether these cells (or lines) are the headings of a table of tasks."""
    roles = {
        role
        for text in texts
        if text and (role := role_of(text) or role_of_office(fold(text)))
    }
    return len(roles) >= 2 and bool(roles & {TEXT, LEAD, UNITS, LEADER})
