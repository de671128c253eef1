"""The bulletin as a sequence of blocks, the same for the screen, for Word and for print.

A block has a kind, which says how it looks, and runs of text; a table has rows instead.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import chain, groupby
from typing import Any

from assignments.bulletins.content import KINDS, chinese_day
from assignments.bulletins.placeholders import Run, runs, spelled_out, values
from assignments.bulletins.shares import differ_from_whole
from assignments.bulletins.words import (
    CALLED,
    answering,
    called,
    next_of,
    renamed,
    span_beside_year,
)
from assignments.choices import Group, TaskKind
from assignments.rules.shares import ROUNDING

COLUMNS = ("序号", "工作内容", "责任单位", "完成情况", "评定")
NUMERALS = "一二三"
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


@dataclass(frozen=True)
class Block:
    """kind: mark, head, number, title, salutation, text, heading, item, enclosure, signature,
    date, annex (begins a page), annex-title, annex-note, table (its runs are its name), copies,
    imprint (who on the left, when on the right of a tab)."""

    kind: str
    runs: list[Run] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)

    @property
    def introduces(self) -> bool:
        """Whether it leads to the list below and may not be parted from it at a page's end."""
        return self.kind == "text" and self.text.endswith("：")

    @property
    def halves(self) -> list[str]:
        """What stands on the left and on the right of an imprint."""
        return self.text.split("\t")


@dataclass(frozen=True)
class PrintedBulletin:
    """Everything that a bulletin is printed from."""

    content: Mapping[str, Any]
    words: Mapping[str, Any]
    title: str
    number: str = ""
    issued_on: date | None = None
    head: str = ""
    office: str = ""
    mark: str = ""


def blocks(sheet: PrintedBulletin) -> list[Block]:
    """The whole document in order."""
    return [
        *opening(sheet),
        *body(sheet),
        *ending(sheet),
        *annexes(sheet),
        *imprint(sheet),
    ]


def plain(kind: str, text: str) -> Block:
    return Block(kind, [Run(text)])


def paragraphs(sheet: PrintedBulletin, name: str, kind: str = "text") -> list[Block]:
    """The typed words of one part, a block for each line, with the figures put in."""
    known, queries = values(sheet.content, sheet.words), sheet.content["queries"]
    text = spelled_out(sheet.words.get(name, ""), sheet.content["figures"])
    lines = [line.strip() for line in text.splitlines()]
    return [Block(kind, runs(line, known, queries)) for line in lines if line]


def opening(sheet: PrintedBulletin) -> Iterator[Block]:
    for kind in ("mark", "head", "number", "title"):
        if text := getattr(sheet, kind):
            yield plain(kind, text)
    yield from paragraphs(sheet, "salutation", "salutation")


def body(sheet: PrintedBulletin) -> Iterator[Block]:
    """The basis, then how things stand, what is in the way and what comes next. A short bulletin
    runs on without headings, as the city's own does; with problems to tell it has three parts."""
    preface, *situation = paragraphs(sheet, "opening") or [plain("text", "")]
    parts = {
        "总体情况": [
            *situation,
            *(block for listing in LISTS for block in listing(sheet)),
        ],
        "存在问题": paragraphs(sheet, "problems"),
        "下一步工作": next_steps(sheet),
    }
    yield from [preface] if preface.text else []
    present = {heading: part for heading, part in parts.items() if part}
    for numeral, (heading, part) in zip(NUMERALS, present.items(), strict=False):
        if parts["存在问题"]:
            yield plain("heading", f"{numeral}、{heading}")
        yield from part
    blocks = [preface, *chain(*present.values())]
    fields = {run.field for block in blocks for run in block.runs}
    if differ_from_whole(sheet.content, fields):
        yield plain("text", f"注：{ROUNDING}")


def slow_works(sheet: PrintedBulletin) -> list[Block]:
    """The slow key works by name with their unit; of a work that is slow in one target
    that target."""
    works = chosen(sheet, TaskKind.KEY, {Group.SLOW})
    return listed(
        sheet,
        "slow",
        [named(work, sheet, by_parts=bool(work["parts"])) for work in works],
    )


def unfinished_projects(sheet: PrintedBulletin) -> list[Block]:
    """The projects that are not finished; of one with several parts those that are missing."""
    unfinished = set(sheet.content["lists"]["民生实事未完成"])
    works = [
        work
        for work in sheet.content["works"]["livelihood"]
        if work["work"] in unfinished
    ]
    return listed(
        sheet,
        "livelihood",
        [named(work, sheet, by_parts=in_part(work)) for work in works],
    )


def changed_works(sheet: PrintedBulletin) -> list[Block]:
    works = [
        work
        for kind in KINDS
        for work in chosen(sheet, kind, {Group.ADJUSTED, Group.CANCELLED})
    ]
    entries = []
    for work in works:
        approval = f"（批准文号：{work['approval']}）" if work["approval"] else ""
        outcome = (
            "，".join(part for part in (work["label"], stop(work["comment"])) if part)
            + approval
        )
        entries.append(f"{work['title']}{responsible(work['units'])}：{outcome}")
    return listed(sheet, "changed", entries)


def silent_units(sheet: PrintedBulletin) -> list[Block]:
    """Who reported late or not at all, where the office wants it."""
    if not sheet.words.get("with_silent"):
        return []
    silent, late = sheet.content["silent"], sheet.content["late"]
    by_unit: dict[str, list[str]] = {}
    for row in silent:
        by_unit[row["unit"]] = [f"未报送{row['value']}项（{'、'.join(row['works'])}）"]
    for row in late:
        by_unit.setdefault(row["unit"], []).append(
            f"逾期报送{row['value']}项，最长{row['days']}天"
        )
    return listed(
        sheet,
        "silent",
        [f"{unit}：{'，'.join(facts)}" for unit, facts in by_unit.items()],
    )


LISTS = (slow_works, unfinished_projects, changed_works, silent_units)


def next_steps(sheet: PrintedBulletin) -> list[Block]:
    """The office's words, then the next step of each slow work."""
    works = [work for kind in KINDS for work in chosen(sheet, kind, {Group.SLOW})]
    steps = [
        (
            f"{called(sheet.words, work)}（{'、'.join(answering(work))}）"
            f"：{stop(next_of(sheet.words, work))}"
        )
        for work in works
        if next_of(sheet.words, work)
    ]
    intro = [plain("text", "进度偏慢工作的下一步措施为：")] if steps else []
    return [*paragraphs(sheet, "next"), *intro, *items(steps)]


def listed(sheet: PrintedBulletin, name: str, entries: list[str]) -> list[Block]:
    """A list below the words that lead to it; without these there is none."""
    lead = paragraphs(sheet, name)
    return [*lead, *items(entries)] if lead and entries else []


def chosen(sheet: PrintedBulletin, kind: str, groups: set[str]) -> list[dict]:
    return [work for work in sheet.content["works"][kind] if work["standing"] in groups]


def in_part(work: Mapping[str, Any]) -> bool:
    """Whether a project is named by its missing parts: some are reached, or another unit's."""
    parts = work["parts"]
    elsewhere = any(part["units"] != work["units"] for part in parts)
    return bool(parts) and (len(parts) < work.get("targets", 1) or elsewhere)


def named(work: Mapping[str, Any], sheet: PrintedBulletin, *, by_parts: bool) -> str:
    """One work, one entry, so that the list is as long as its figure says: by its parts with their
    units, those of the same units together, else by its title, unless the office calls it
    otherwise."""
    with_detail = bool(sheet.words.get("with_said"))
    if written := renamed(sheet.words, work):
        entries = [(written, answering(work), "")]
    elif by_parts:
        entries = [
            (part["text"], part["units"], part["said"]) for part in work["parts"]
        ]
    else:
        detail = "，".join(part["said"] for part in work["parts"]) or stop(
            work["comment"]
        )
        entries = [(work["title"], work["units"], detail)]
    if not with_detail or not any(detail for *_, detail in entries):
        runs_of_units = groupby(entries, key=lambda entry: entry[1])
        return "、".join(
            "、".join(entry[0] for entry in run) + responsible(units)
            for units, run in runs_of_units
        )
    if len(entries) == 1:
        text, units, detail = entries[0]
        return f"{text}{responsible(units)}，{detail}"
    return "、".join(
        f"{text}{responsible(units, detail)}" for text, units, detail in entries
    )


def responsible(units: list[str], detail: str = "") -> str:
    """（责任单位：市住建局）, with `said` （责任单位：市住建局；目标10公里，已完成4公里）."""
    facts = "；".join(
        part
        for part in (f"责任单位：{'、'.join(units)}" if units else "", detail)
        if part
    )
    return f"（{facts}）" if facts else ""


def stop(text: str) -> str:
    """A text on one line without its last full stop, to be put into a sentence."""
    return "".join(text.split("\n")).strip().rstrip("。；;.")


def items(entries: list[str]) -> list[Block]:
    """①…；②…。 up to what one character can number, else 1．…；2．…。"""
    marks = (
        CIRCLED
        if len(entries) <= len(CIRCLED)
        else [f"{n}．" for n in range(1, len(entries) + 1)]
    )
    ends = ["；"] * (len(entries) - 1) + ["。"]
    return [
        plain("item", f"{mark}{entry}{end}")
        for mark, entry, end in zip(marks, entries, ends, strict=False)
    ]


def ending(sheet: PrintedBulletin) -> Iterator[Block]:
    tables = [name for kind, name in KINDS.items() if sheet.content["works"][kind]]
    for index, name in enumerate(tables, start=1):
        lead = "附件：" if index == 1 else "　　　"
        number = f"{index}．" if len(tables) > 1 else ""
        yield plain("enclosure", f"{lead}{number}{annex_title(sheet, name)}")
    yield from paragraphs(sheet, "signature", "signature")
    if sheet.issued_on:
        yield plain("date", chinese_day(sheet.issued_on))


def imprint(sheet: PrintedBulletin) -> Iterator[Block]:
    """The foot of the last page (版记): to whom copies go, who printed it when."""
    copies = stop("、".join(sheet.words.get("copies", "").splitlines()))
    if not copies:
        return
    yield plain("copies", f"抄送：{copies}。")
    if sheet.office and sheet.issued_on:
        yield plain("imprint", f"{sheet.office}\t{chinese_day(sheet.issued_on)}印发")


def annex_title(sheet: PrintedBulletin, name: str) -> str:
    return (
        f"{sheet.content['period']['year']}年{span_beside_year(sheet.content)}{CALLED[name]}完"
        "成情况表"
    )


def annexes(sheet: PrintedBulletin) -> Iterator[Block]:
    present = [
        (kind, name) for kind, name in KINDS.items() if sheet.content["works"][kind]
    ]
    for index, (kind, name) in enumerate(present, start=1):
        yield plain("annex", f"附件{index}" if len(present) > 1 else "附件")
        yield plain("annex-title", annex_title(sheet, name))
        yield plain("annex-note", annex_note(sheet, name))
        rows = [
            list(COLUMNS),
            *(annex_row(work) for work in sheet.content["works"][kind]),
        ]
        yield Block("table", [Run(annex_title(sheet, name))], rows)


def annex_note(sheet: PrintedBulletin, name: str) -> str:
    """How many rows, and why they are fewer than those of the notice."""
    figures = sheet.content["figures"]
    joint = ""
    if name == "重点工作" and figures["重点任务"] != figures[name]:
        joint = f"（文件所列任务{figures['重点任务']}条，同一工作列在多位领导名下的只计一次）"
    return f"共{figures[name]}项{joint}：{values(sheet.content)[name + '分类']}。"


def annex_row(work: Mapping[str, Any]) -> list[str]:
    """序号, 工作内容, 责任单位, 完成情况, 评定. A joint work has all its numbers."""
    return [
        "、".join(str(number) for number in work["numbers"]),
        work["text"],
        "、".join(work["units"]),
        what_was_done(work),
        work["label"],
    ]


def what_was_done(work: Mapping[str, Any]) -> str:
    """What was done: the accepted report's progress, else why there is none."""
    if work["progress"].strip():
        return work["progress"].strip()
    if work["comment"].strip():
        return work["comment"].strip()
    return f"此前已评定为{work['label']}。" if work["carried"] else "未报送。"
