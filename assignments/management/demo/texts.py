"""What the units write in the demo: two or three sentences made of the task's own words. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from assignments.management.demo.story import DONE_IN, MONTH_END, REASONS, SLOW, draw
from assignments.rules.aims import plain
from assignments.rules.shares import percent

MARK = "（演示数据）"

# How far a piece of work of this kind is in each quarter; the kind whose word stands last in the
# clause decides, because the last word says what is being done: 治理体系 is a system, 体系建设工程
# a building site.
STAGES: tuple[tuple[str, dict[int, tuple[str, ...]]], ...] = (
    (
        "谋划|前期|研究|规划|争取|争创|申创|创建",
        {
            1: (
                "已成立工作专班，与上级部门完成首轮对接",
                "创建标准已逐条分解到责任科室",
            ),
            2: ("初步方案已形成，正在征求各方意见", "自评材料已完成，短板清单正在整改"),
            3: (
                "方案已通过专家论证，等待上级批复",
                "已接受上级中期评估，正在按反馈意见完善",
            ),
        },
    ),
    (
        "工程|项目|(?<!化)改造|开工|投用|公路|道路|大桥|园区|码头|校区|厂房|医院|安居|通车",
        {
            1: (
                "用地、规划等前期手续正在办理，节后已全面复工",
                "年度投资计划和形象进度节点已排定",
            ),
            2: (
                "主体工程按节点推进，上半年形象进度达到计划要求",
                "征迁扫尾基本完成，各标段全面施工",
            ),
            3: (
                "主体工程已基本完成，转入附属和设备安装",
                "重点标段完成节点验收，正在抢抓四季度施工期",
            ),
        },
    ),
    (
        "整治|治理|防范|管控|执法|安全|整改|环保|污染|监管",
        {
            1: ("专项方案已印发，首轮排查已完成", "问题底数已摸清，建立“一点一策”清单"),
            2: (
                "排查出的问题逐一交办，多数已整改销号",
                "联合检查按月开展，重点问题挂牌督办",
            ),
            3: (
                "存量问题基本整改到位，正在组织“回头看”",
                "长效巡查机制已建立，未发生重大问题",
            ),
        },
    ),
    (
        "改革|机制|体系|制度|平台|数字化|办法|政策",
        {
            1: (
                "实施方案已印发，责任分工和时间表已明确",
                "已赴先进地区学习，改革清单初步拟定",
            ),
            2: ("配套文件已出台，选定试点先行", "重点环节先行试点，正在收集各方反馈"),
            3: (
                "试点经验已总结推广，正在优化办事流程",
                "新机制全面运行，群众和企业反馈良好",
            ),
        },
    ),
    (
        "^",
        {
            1: (
                "年度计划和责任清单已明确，各项工作有序启动",
                "工作专班已组建，任务分解到月到人",
            ),
            2: ("时间过半、任务过半，阶段目标按期完成", "已开展中期评估，进度符合预期"),
            3: (
                "主要任务已完成，正在对照年度目标查漏补缺",
                "各项举措落地见效，转入总结提升阶段",
            ),
        },
    ),
)
SMALL_PROBLEMS = (
    "无突出问题。",
    "部分环节要素保障仍需加强。",
    "个别事项部门协同还不够紧密。",
    "基层推进力量相对不足。",
    "",
)


@dataclass(frozen=True)
class Figure:
    """One reading as the text tells it."""

    text: str
    value: Decimal | None
    goal: Decimal
    measure: str
    is_level: bool


@dataclass(frozen=True)
class Words:
    progress: str
    problems: str
    next_steps: str


def compose(
    work: int,
    text: str,
    quarter: int,
    figures: Sequence[Figure],
    helper: str,
    unit: str = "",
) -> Words:
    """The three parts of a report on a work. `helper` is the first cooperating unit, "" where there
    is none; `unit` tells the reports of several units on one work apart."""
    chosen = clauses(text)
    place = int(draw("clause", work, quarter, unit) * len(chosen))
    return Words(
        progress=progress(work, quarter, figures, helper, chosen[place], unit),
        problems=problems(work, quarter),
        next_steps=next_steps(work, quarter, chosen[(place + 1) % len(chosen)]),
    )


def clauses(text: str) -> list[str]:
    """The pieces of a task's text that can be quoted: six characters and more, quotation marks
    whole, and without figures where there are others."""
    pieces = [
        piece.strip("，,、 ")
        # 1.建成…，新增…: without the number in front; 1,300 is not cut.
        for piece in re.split(r"[。；;\n]|(?<!\d)[，,]", re.sub(r"^\d+\.", "", text))
    ]
    fitting = [
        piece
        for piece in pieces
        if 6 <= len(piece) <= 40 and piece.count("“") == piece.count("”")
    ]
    told_in_words = [
        piece
        for piece in fitting
        # 新增企业42家, 增长8%以上: a figure would contradict the story's own.
        if not re.search(r"\d[^\d]*以上$|\d[家个项%亩名]", piece)
    ]
    return told_in_words or fitting or [text.strip("。\n")[:40]]


def quoted(clause: str) -> str:
    return f"“{clause.replace('“', '‘').replace('”', '’')}”"


def progress(
    work: int,
    quarter: int,
    figures: Sequence[Figure],
    helper: str,
    clause: str,
    unit: str = "",
) -> str:
    sentences = [sentence for sentence in [figures_told(quarter, figures)] if sentence]
    sentences.append(f"围绕{quoted(clause)}，{stage(work, quarter, clause, unit)}。")
    if helper and draw("helper", work, quarter) < Decimal("0.6"):
        times = 2 + int(draw("times", work, quarter) * 4)
        sentences.append(f"会同{helper}等单位专题会商{times}次，协调解决难点问题。")
    return "".join(sentences) + MARK


def stage(work: int, quarter: int, clause: str, unit: str = "") -> str:
    """How far the work is, in a half sentence."""
    if DONE_IN.get(work) == quarter:
        return "年度任务已全部完成，相关材料已归档"
    if work in SLOW[quarter]:
        return "正在推进，进度落后于计划"
    variants = max(STAGES, key=lambda kind: last_place(kind[0], clause))[1][quarter]
    return variants[int(draw("stage", work, quarter, unit) * len(variants))]


def last_place(words: str, clause: str) -> int:
    """Where in a clause, slogans in quotation marks aside, the last of some words ends; -1 where
    none stands."""
    bare = re.sub(r"“[^”]*”", "", clause)
    return max((match.end() for match in re.finditer(words, bare)), default=-1)


def figures_told(quarter: int, figures: Sequence[Figure]) -> str:
    """The readings in a sentence, "" where there are none."""
    sentences = [figure_told(figure) for figure in figures if figure.value is not None]
    return f"截至{MONTH_END[quarter]}，{'；'.join(sentences)}。" if sentences else ""


def figure_told(figure: Figure) -> str:
    """力争新增国家高新技术企业42家以上, read 35 -> 新增国家高新技术企业35家，为年度目标的83%."""
    assert figure.value is not None, "told only where there is a reading"
    name = re.sub(r"^(?:力争|确保|争取|努力)+", "", figure.text)
    number = re.compile(
        rf"(?<![\d.]){re.escape(plain(figure.goal))}{re.escape(figure.measure)}(?:以上)?"
    )
    value = f"{plain(figure.value)}{figure.measure}"
    if not figure.value:
        return f"{number.sub('', name).removeprefix('新增')}尚无新增，正在培育"
    words = (
        number.sub(value, name, count=1)
        if number.search(name)
        else f"{name}累计{value}"
    )
    if figure.is_level:
        return f"{words}（年度目标{plain(figure.goal)}{figure.measure}）"
    return f"{words}，为年度目标的{plain(percent(figure.value, figure.goal))}%"


def problems(work: int, quarter: int) -> str:
    if work in SLOW[quarter]:
        return REASONS[work]
    return SMALL_PROBLEMS[int(draw("problem", work, quarter) * len(SMALL_PROBLEMS))]


def next_steps(work: int, quarter: int, clause: str) -> str:
    if DONE_IN.get(work) == quarter:
        return "做好成果巩固和长效管理。"
    if work in SLOW[quarter]:
        return f"倒排工期、挂图作战，每周调度{quoted(clause)}，力争下季度追平计划。"
    if quarter == 3:
        return f"对照年度目标逐项销号，年底前全面落实{quoted(clause)}。"
    return f"继续推进{quoted(clause)}，下季度末前完成阶段任务。"
