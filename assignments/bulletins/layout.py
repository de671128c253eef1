"""The bulletin as a sequence of blocks, the same for the screen, for Word and for print.

A block has a kind, which says how it looks, and runs of text; a table has rows instead.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from assignments.bulletins.content import KINDS, chinese_day
from assignments.bulletins.placeholders import MEASURED, Run, runs, spelled_out, values
from assignments.bulletins.words import next_of
from assignments.choices import Group, TaskKind

COLUMNS = ("序号", "工作内容", "责任单位", "完成情况", "评定")
NUMERALS = "一二三四五六七八九十"


@dataclass(frozen=True)
class Block:
    """kind: mark, head, number, title, salutation, text, heading, item, enclosure, signature,
    date, annex (begins a page), annex-title, annex-note, table (its runs are its name)."""

    kind: str
    runs: list[Run] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True)
class Sheet:
    """Everything that a bulletin is printed from."""

    content: Mapping[str, Any]
    words: Mapping[str, Any]
    title: str
    number: str = ""
    issued_on: date | None = None
    head: str = ""
    mark: str = ""


def blocks(sheet: Sheet) -> list[Block]:
    """The whole document in order."""
    sections = [found for found in (build(sheet) for build in SECTIONS) if found]
    body: list[Block] = []
    for index, (heading, *rest) in enumerate(sections):
        body += [plain("heading", f"{NUMERALS[index]}、{heading.text}"), *rest]
    return [*opening(sheet), *body, *ending(sheet), *annexes(sheet)]


def plain(kind: str, text: str) -> Block:
    return Block(kind, [Run(text)])


def paragraphs(sheet: Sheet, name: str, kind: str = "text") -> list[Block]:
    """The typed words of one part, a block for each line, with the figures put in."""
    known, queries = values(sheet.content), sheet.content["queries"]
    text = spelled_out(sheet.words.get(name, ""), sheet.content["figures"])
    lines = [line.strip() for line in text.splitlines()]
    return [Block(kind, runs(line, known, queries)) for line in lines if line]


def opening(sheet: Sheet) -> Iterator[Block]:
    if sheet.mark:
        yield plain("mark", sheet.mark)
    if sheet.head:
        yield plain("head", sheet.head)
    if sheet.number:
        yield plain("number", sheet.number)
    yield plain("title", sheet.title)
    yield from paragraphs(sheet, "salutation", "salutation")
    yield from paragraphs(sheet, "opening")


def slow_section(sheet: Sheet) -> list[Block]:
    """The slow key works by name with their unit; of a work that is slow in one target
    that target."""
    works = chosen(sheet, TaskKind.KEY, {Group.SLOW})
    if not works:
        return []
    entries = [named(work) for work in works]
    return [plain("heading", "进度偏慢的重点工作"), *paragraphs(sheet, "slow"), *items(entries)]


def livelihood_section(sheet: Sheet) -> list[Block]:
    unfinished = set(sheet.content["lists"]["民生实事未完成"])
    works = [work for work in sheet.content["works"]["livelihood"] if work["work"] in unfinished]
    if not works:
        return []
    entries = [
        f"{work['title']}{responsible(work['units'])}：{work['label']}{told_parts(work)}。" for work in works
    ]
    return [plain("heading", "未完成的民生实事项目"), *paragraphs(sheet, "livelihood"), *items(entries)]


def changed_section(sheet: Sheet) -> list[Block]:
    works = [work for kind in KINDS for work in chosen(sheet, kind, {Group.ADJUSTED, Group.CANCELLED})]
    if not works:
        return []
    entries = []
    for work in works:
        approval = f"（批准文号：{work['approval']}）" if work["approval"] else ""
        entries.append(
            f"{work['title']}{responsible(work['units'])}：{work['label']}，{stop(work['comment'])}{approval}。"
        )
    return [plain("heading", "调整和取消的工作"), *paragraphs(sheet, "changed"), *items(entries)]


def silent_section(sheet: Sheet) -> list[Block]:
    """Who reported late or not at all, where the office wants it."""
    silent, late = sheet.content["silent"], sheet.content["late"]
    if not sheet.words.get("with_silent") or not (silent or late):
        return []
    entries = [f"{row['unit']}：未报送{row['value']}项（{'、'.join(row['works'])}）。" for row in silent]
    entries += [f"{row['unit']}：逾期报送{row['value']}项，最长{row['days']}天。" for row in late]
    return [plain("heading", "报送情况"), *paragraphs(sheet, "silent"), *items(entries)]


def problems_section(sheet: Sheet) -> list[Block]:
    told = paragraphs(sheet, "problems")
    return [plain("heading", "存在问题"), *told] if told else []


def next_section(sheet: Sheet) -> list[Block]:
    """The office's words, then the next step of each slow work."""
    works = [work for kind in KINDS for work in chosen(sheet, kind, {Group.SLOW})]
    steps = [
        f"{called(work)}（{'、'.join(answering(work))}）：{stop(next_of(sheet.words, work))}。"
        for work in works
        if next_of(sheet.words, work)
    ]
    told = paragraphs(sheet, "next")
    return [plain("heading", "下一步工作"), *told, *items(steps)] if told or steps else []


SECTIONS = (slow_section, livelihood_section, changed_section, silent_section, problems_section, next_section)


def chosen(sheet: Sheet, kind: str, groups: set[str]) -> list[dict]:
    return [work for work in sheet.content["works"][kind] if work["standing"] in groups]


def named(work: Mapping[str, Any]) -> str:
    """One slow work, one entry, so that the list is as long as its figure says: its slow
    targets, else the work itself."""
    if not work["parts"]:
        return f"{work['title']}{responsible(work['units'])}{reason(work)}。"
    told = [f"{part['text']}{responsible(part['units'])}，{part['said']}" for part in work["parts"]]
    return f"{'；'.join(told)}。"


def reason(work: Mapping[str, Any]) -> str:
    return f"：{stop(work['comment'])}" if work["comment"].strip() else ""


def responsible(units: list[str]) -> str:
    return f"（责任单位：{'、'.join(units)}）"


def told_parts(work: Mapping[str, Any]) -> str:
    """How far the parts are that are not finished; each by name where there are several."""
    parts = work["parts"]
    if len(parts) == 1 and parts[0]["units"] == work["units"]:
        return f"，{parts[0]['said']}"
    told = [f"{part['text']}（{'、'.join(part['units'])}），{part['said']}" for part in parts]
    return f"。其中，{'；'.join(told)}" if told else ""


def called(work: Mapping[str, Any]) -> str:
    """What is slow: the targets by name, else the work."""
    return "、".join(part["text"] for part in work["parts"]) or work["title"]


def answering(work: Mapping[str, Any]) -> list[str]:
    """The units that answer for what is slow, each once."""
    return list(dict.fromkeys(unit for part in work["parts"] for unit in part["units"])) or work["units"]


def stop(text: str) -> str:
    """A text on one line without its last full stop, to be put into a sentence."""
    return "".join(text.split("\n")).strip().rstrip("。；;.")


def items(entries: list[str]) -> list[Block]:
    return [plain("item", f"{index}．{entry}") for index, entry in enumerate(entries, start=1)]


def ending(sheet: Sheet) -> Iterator[Block]:
    tables = [name for kind, name in KINDS.items() if sheet.content["works"][kind]]
    for index, name in enumerate(tables, start=1):
        lead = "附件：" if index == 1 else "　　　"
        yield plain("enclosure", f"{lead}{index}．{annex_title(sheet, name)}")
    yield from paragraphs(sheet, "signature", "signature")
    if sheet.issued_on:
        yield plain("date", chinese_day(sheet.issued_on))


def annex_title(sheet: Sheet, name: str) -> str:
    period = sheet.content["period"]
    return f"{period['year']}年{period['short']}{name}完成情况表"


def annexes(sheet: Sheet) -> Iterator[Block]:
    index = 0
    for kind, name in KINDS.items():
        if not sheet.content["works"][kind]:
            continue
        index += 1
        yield plain("annex", f"附件{index}")
        yield plain("annex-title", annex_title(sheet, name))
        yield plain(
            "annex-note",
            f"共{sheet.content['figures'][name]}{MEASURED[name]}；{values(sheet.content)[name + '分类']}。",
        )
        rows = [list(COLUMNS), *(annex_row(work) for work in sheet.content["works"][kind])]
        yield Block("table", [Run(annex_title(sheet, name))], rows)


def annex_row(work: Mapping[str, Any]) -> list[str]:
    """序号, 工作内容, 责任单位, 完成情况, 评定. A joint work has all its numbers."""
    return [
        "、".join(str(number) for number in work["numbers"]),
        work["text"],
        "、".join(work["units"]),
        done(work),
        work["label"],
    ]


def done(work: Mapping[str, Any]) -> str:
    """What was done: the accepted report's progress, else why there is none."""
    if work["progress"].strip():
        return work["progress"].strip()
    if work["comment"].strip():
        return work["comment"].strip()
    return f"此前已评定为{work['label']}。" if work["carried"] else "未报送。"
