"""Figures inside typed words. A figure is a field between double braces, {{重点工作已完成}}:
it can be moved and left out where it is not needed, but its value is never typed."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from assignments.bulletins.content import KINDS, chinese_day, in_their_order
from assignments.bulletins.shares import shares
from assignments.bulletins.words import answering, called
from assignments.choices import Group

# {{重点工作已完成}}, or with blanks within: {{ 重点工作 }}.
FIELD = re.compile(r"{{\s*([^{}]*?)\s*}}")
GROUP_WORDINGS: Mapping[str, Mapping[Group, str]] = {
    "重点工作": {
        Group.DONE: "已完成全年目标",
        Group.ON_TRACK: "正常推进",
        Group.SLOW: "进度偏慢",
        Group.ADJUSTED: "经批准调整",
        Group.CANCELLED: "经批准取消",
        Group.NOT_REPORTED: "未报送",
        Group.UNASSESSED: "待评定",
    },
    "民生实事": {
        Group.DONE: "已完成全年目标",
        Group.ADJUSTED: "经批准调整",
        Group.CANCELLED: "经批准取消",
    },
}
"""How a breakdown says what a group is; what is left of the livelihood projects is unfinished."""
NUMBER = (
    r"(?<!第)(?:[0-9０-９]+|[一二三四五六七八九十百]*[十百][一二三四五六七八九]?|"
    r"[二两三四五六七八九])"
)
"""一 is left out, because 每一项, 这一项 count nothing; so is 第三项."""
A_FIELD = "＿"
"""Stands for a field while the words around it are looked at."""
# 28项, 三十二件, 5家单位, 3个项目: a number that the system counts.
TYPED_FIGURE = re.compile(
    rf"{NUMBER}\s*(?:项|件|家单位|个单位|个部门|个(?=项目|工作|民生|重点))"
)
# 占总数的22.2％, 完成率达95%.
TYPED_SHARE = re.compile(
    r"[占率为达][^，。；、]{0,6}?[0-9０-９]+(?:[.．][0-9０-９]+)?\s*[%％]"
)
# 8项进度偏慢, 126项重点工作.
TYPED_WORKS = re.compile(
    rf"{NUMBER}\s*项[^，。；、0-9]{{0,6}}?(?:重点工作|民生实事|进度偏慢|正常推进)"
)


class Run(NamedTuple):
    """A stretch of text; `field` is the name of the figure it shows, "" for typed words, and
    `query` that of the list behind it in the ledger of tasks."""

    text: str
    field: str = ""
    query: str = ""


def values(
    content: Mapping[str, Any], words: Mapping[str, Any] | None = None
) -> dict[str, str]:
    """Every field that may be used, with its value; `words` hold what the office calls a work."""
    fields = {name: str(value) for name, value in in_their_order(content["figures"])}
    fields |= rolls(content, words or {})
    for name in KINDS.values():
        fields[f"{name}分类"] = breakdown(content["figures"], name)
        fields |= shares(content, name)
    period = content["period"]
    return fields | {
        "年度": str(period["year"]),
        "报送期": period["label"],
        "季度": period["short"],
        "时段": period.get("span", period["short"]),
        "截至日期": chinese_day(date.fromisoformat(period["as_of"])),
    }


def rolls(content: Mapping[str, Any], words: Mapping[str, Any]) -> dict[str, str]:
    """Each list on one line, for a sentence that names its works:
    甲（市住建局）、乙（市教育局）."""
    by_key = {row["work"]: row for rows in content["works"].values() for row in rows}
    rolls_by_field = {
        f"{name}名单": "、".join(
            entry(by_key[key], words) for key in keys if key in by_key
        )
        or "无"
        for name, keys in in_their_order(content["lists"])
    }
    for name, rows in (
        ("未报送单位", content["silent"]),
        ("迟报单位", content["late"]),
    ):
        rolls_by_field[f"{name}名单"] = "、".join(row["unit"] for row in rows) or "无"
    return rolls_by_field


def entry(work: Mapping[str, Any], words: Mapping[str, Any]) -> str:
    units = "、".join(answering(work))
    return called(words, work) + (f"（{units}）" if units else "")


def breakdown(figures: Mapping[str, int], name: str) -> str:
    """28项已完成全年目标，90项正常推进，8项进度偏慢: every group that is not empty, so that the
    parts named always make the whole."""
    return FIELD.sub(lambda match: str(figures[match[1]]), grouped(figures, name))


def grouped(figures: Mapping[str, int], name: str) -> str:
    """The breakdown with a field for each number: {{重点工作已完成}}项已完成全年目标，…"""
    wordings = {
        f"{name}{group.label}": wording
        for group, wording in GROUP_WORDINGS[name].items()
    }
    if name == "民生实事":
        first, *rest = wordings.items()
        wordings = dict([first, ("民生实事未完成", "尚未完成年度目标任务"), *rest])
    return "，".join(
        f"{{{{{field}}}}}项{wording}"
        for field, wording in wordings.items()
        if figures[field]
    )


def spelled_out(text: str, figures: Mapping[str, int]) -> str:
    """A text with each breakdown written as its single fields, so that each leads to its list."""
    wholes = {f"{name}分类": name for name in KINDS.values()}

    def replaced(match: re.Match) -> str:
        return grouped(figures, wholes[match[1]]) if match[1] in wholes else match[0]

    return FIELD.sub(replaced, text)


def runs(
    text: str, known: Mapping[str, str], queries: Mapping[str, str] | None = None
) -> list[Run]:
    """Typed words and figures in turn; an unknown field stays as it was typed."""
    stretches, end = [], 0
    for match in FIELD.finditer(text):
        stretches.append(Run(text[end : match.start()]))
        name = match[1]
        query = (queries or {}).get(name, "")
        stretches.append(
            Run(known[name], name, query) if name in known else Run(match[0])
        )
        end = match.end()
    stretches.append(Run(text[end:]))
    return [run for run in stretches if run.text]


def used(text: str) -> set[str]:
    """The names of the fields in a text."""
    return {match[1] for match in FIELD.finditer(text)}


def typed_figures(text: str) -> list[str]:
    """Numbers of works, and shares of them, that somebody typed instead of using a field."""
    bare = FIELD.sub(A_FIELD, text)
    return [
        match[0]
        for pattern in (TYPED_FIGURE, TYPED_SHARE)
        for match in pattern.finditer(bare)
    ]


def typed_works(text: str) -> list[str]:
    """Numbers typed where other numbers may stand, that yet seem to count works: 8项重点工作."""
    return [match[0] for match in TYPED_WORKS.finditer(FIELD.sub(A_FIELD, text))]
