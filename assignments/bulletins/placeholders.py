"""Figures inside typed words. A figure is a field between double braces, {{重点工作已完成}}:
it can be moved and left out where it is not needed, but its value is never typed."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from assignments.bulletins.content import KINDS, chinese_day
from assignments.choices import Group

FIELD = re.compile(r"{{\s*([^{}]*?)\s*}}")
MEASURED = {"重点工作": "项", "民生实事": "件"}
TYPED_FIGURE = re.compile(
    r"(?:[0-9０-９]+|[一二三四五六七八九十百]*[十百][一二三四五六七八九]?)\s*(?:项|件|家单位|个单位)"
)


class Run(NamedTuple):
    """A stretch of text; `field` is the name of the figure it shows, "" for typed words, and
    `query` that of the list behind it in the ledger of tasks."""

    text: str
    field: str = ""
    query: str = ""


def values(content: Mapping[str, Any]) -> dict[str, str]:
    """Every field that may be used, with its value."""
    found = {name: str(value) for name, value in content["figures"].items()}
    for name in KINDS.values():
        found[f"{name}分类"] = breakdown(content["figures"], name)
    period = content["period"]
    return found | {
        "年度": str(period["year"]),
        "报送期": period["label"],
        "季度": period["short"],
        "截至日期": chinese_day(date.fromisoformat(period["as_of"])),
    }


def breakdown(figures: Mapping[str, int], name: str) -> str:
    """已完成12项、正常推进100项、进度偏慢16项: every group that is not empty, so that the
    parts named always make the whole."""
    return FIELD.sub(lambda match: str(figures[match[1]]), grouped(figures, name))


def grouped(figures: Mapping[str, int], name: str) -> str:
    """The breakdown with a field for each number: 已完成{{重点工作已完成}}项、…"""
    told = [group.label for group in Group if figures[f"{name}{group.label}"]]
    return "、".join(f"{label}{{{{{name}{label}}}}}{MEASURED[name]}" for label in told)


def spelled_out(text: str, figures: Mapping[str, int]) -> str:
    """A text with each breakdown written as its single fields, so that each leads to its list."""
    wholes = {f"{name}分类": name for name in KINDS.values()}

    def replaced(match: re.Match) -> str:
        return grouped(figures, wholes[match[1]]) if match[1] in wholes else match[0]

    return FIELD.sub(replaced, text)


def runs(text: str, known: Mapping[str, str], queries: Mapping[str, str] | None = None) -> list[Run]:
    """Typed words and figures in turn; an unknown field stays as it was typed."""
    found, end = [], 0
    for match in FIELD.finditer(text):
        found.append(Run(text[end : match.start()]))
        name = match[1]
        query = (queries or {}).get(name, "")
        found.append(Run(known[name], name, query) if name in known else Run(match[0]))
        end = match.end()
    found.append(Run(text[end:]))
    return [run for run in found if run.text]


def used(text: str) -> set[str]:
    """The names of the fields in a text."""
    return {match[1] for match in FIELD.finditer(text)}


def typed_figures(text: str) -> list[str]:
    """Numbers of works that somebody typed instead of using a field."""
    return [match[0] for match in TYPED_FIGURE.finditer(FIELD.sub("", text))]
