"""Columns that the ledger's own files have and no notice has: what boards write there, the import
reads back.

A cell says 无 where there is nothing, because an empty one would say nothing at all.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

NOTHING = "无"
PLAN, SECTION, CO_LEADERS = "所属方案", "所属板块", "会同或配合的市领导"
WHY, PLACE = "未导入原因", "原文位置"
FOR_READING = frozenset(
    [
        "任务简称",
        "评定",
        "上期评定",
        "变化",
        "报送",
        "指标与完成数",
        "进展情况",
        "存在问题",
        "下一步打算",
        "完成时限",
        "最近更新",
    ]
)
"""Columns of the ledger that an import of tasks leaves alone."""
OURS = FOR_READING | {PLAN, SECTION, CO_LEADERS, WHY, PLACE}
ROLES = {"会同": "jointly", "配合": "supporting"}
WORDS = {role: word for word, role in ROLES.items()}
# 2021年本级《玉环市2021年政府工作报告重点工作》.
_PLAN = re.compile(r"^(?P<year>\d{4})年(?P<level>省|市|本级)《(?P<title>.+)》$", re.S)
# 孙群（会同）.
_PERSON = re.compile(r"(?P<name>[^、（）()]+)[（(](?P<word>会同|配合)[）)]")


class NamedPlan(NamedTuple):
    """A plan as a file names it; `level` is the Chinese word."""

    year: int
    level: str
    title: str


def unknown(names: Iterable[str]) -> list[str]:
    """The columns to ask about. A file that names the plan of its rows is one of ours, whose own
    columns are known."""
    names = list(names)
    return [name for name in names if name not in OURS] if PLAN in names else names


def plan_words(plan: NamedPlan) -> str:
    """2021年本级《玉环市2021年政府工作报告重点工作》."""
    return f"{plan.year}年{plan.level}《{plan.title}》"


def plan_of(text: str) -> NamedPlan | None:
    """The inverse; None where the cell says something else."""
    match = _PLAN.match(text.strip())
    return (
        NamedPlan(int(match["year"]), match["level"], match["title"]) if match else None
    )


def people_words(people: Iterable[tuple[str, str]]) -> str:
    """(name, role) in order: 孙群（会同）、卢小春（配合）."""
    return "、".join(f"{name}（{WORDS[role]}）" for name, role in people) or NOTHING


def people_of(text: str) -> list[tuple[str, str]]:
    """The inverse; people whose role is not said are not found."""
    return [
        (match["name"].strip(), ROLES[match["word"]])
        for match in _PERSON.finditer(text)
    ]
