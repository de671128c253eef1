"""What the units write in the demo: two or three sentences made of the task's own words. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from assignments.management.demo.story import DONE_IN, MONTH_END, REASONS, SLOW, draw
from assignments.rules.pace import plain

MARK = "（演示数据）"
OPENINGS = {
    1: ("年度实施方案已印发", "工作专班已组建并分解任务", "年度计划和责任清单已明确"),
    2: ("已完成中期评估", "主要环节已全面铺开", "阶段任务已按节点完成"),
    3: ("主体任务已基本完成", "正在对照年度目标查漏补缺", "已进入攻坚收尾阶段"),
}
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
    work: int, text: str, quarter: int, figures: Sequence[Figure], helper: str, unit: str = ""
) -> Words:
    """The three parts of a report on a work. `helper` is the first cooperating unit, "" where there is none;
    `unit` tells the reports of several units on one work apart."""
    chosen = clauses(text)
    first = chosen[int(draw("clause", work, quarter, unit) * len(chosen))]
    second = chosen[(chosen.index(first) + 1) % len(chosen)]
    return Words(
        progress=progress(work, quarter, figures, helper, first),
        problems=problems(work, quarter),
        next_steps=next_steps(work, quarter, second),
    )


def clauses(text: str) -> list[str]:
    """The pieces of a task's text that can be quoted: six characters and more, quotation marks whole."""
    pieces = [piece.strip("，,、 ") for piece in re.split(r"[。；;\n]|(?<!\d)[，,]", re.sub(r"^\d+\.", "", text))]
    fitting = [piece for piece in pieces if 6 <= len(piece) <= 40 and piece.count("“") == piece.count("”")]
    return fitting or [text.strip("。\n")[:40]]


def progress(work: int, quarter: int, figures: Sequence[Figure], helper: str, clause: str) -> str:
    sentences = [sentence for sentence in [figures_told(quarter, figures)] if sentence]
    opening = OPENINGS[quarter][int(draw("opening", work, quarter) * 3)]
    if DONE_IN.get(work) == quarter:
        opening = "年度任务已全部完成，相关材料已归档"
    elif work in SLOW[quarter]:
        opening = "正在推进，进度落后于计划"
    sentences.append(f"围绕“{clause.replace('“', '‘').replace('”', '’')}”，{opening}。")
    if helper and draw("helper", work, quarter) < Decimal("0.6"):
        times = 2 + int(draw("times", work, quarter) * 4)
        sentences.append(f"会同{helper}等单位专题会商{times}次，协调解决难点问题。")
    return "".join(sentences) + MARK


def figures_told(quarter: int, figures: Sequence[Figure]) -> str:
    """The readings in a sentence, "" where there are none."""
    told = [figure_told(figure) for figure in figures if figure.value is not None]
    return f"截至{MONTH_END[quarter]}，{'；'.join(told)}。" if told else ""


def figure_told(figure: Figure) -> str:
    assert figure.value is not None, "told only where there is a reading"
    name = bare_name(figure.text)
    value = f"{plain(figure.value)}{figure.measure}"
    if figure.is_level:
        return f"{name}为{value}（年度目标{plain(figure.goal)}{figure.measure}）"
    share = int(figure.value * 100 / figure.goal)
    return f"{name}累计{value}，为年度目标的{share}%"


def bare_name(text: str) -> str:
    """What is counted, without the number: 力争新增国家高新技术企业42家以上 -> 新增国家高新技术企业."""
    name = re.sub(r"^(?:力争|确保|争取|努力)+", "", text)
    name = re.sub(r"(?:达到?|增长|压减)?\d[\d.,]*(?:万|亿)?[^\d，。]{0,4}以上$|(?:达到?)?\d[\d.]*[^\d，。]{1,4}$", "", name)
    return re.sub(r"\d[\d.]*(?:万|亿)?[家个项条名亩]", "", name) or text


def problems(work: int, quarter: int) -> str:
    if work in SLOW[quarter]:
        return REASONS[work]
    return SMALL_PROBLEMS[int(draw("problem", work, quarter) * len(SMALL_PROBLEMS))]


def next_steps(work: int, quarter: int, clause: str) -> str:
    if DONE_IN.get(work) == quarter:
        return "做好成果巩固和长效管理。"
    quoted = clause.replace("“", "‘").replace("”", "’")
    if work in SLOW[quarter]:
        return f"倒排工期、挂图作战，每周调度“{quoted}”，力争下季度追平计划。"
    if quarter == 3:
        return f"对照年度目标逐项销号，12月底前完成“{quoted}”。"
    return f"按计划推进“{quoted}”，下季度末前完成阶段任务。"
