"""Why a bulletin may not go out: each objection names the figure, the work or the words.

Pure: content and words in, sentences out. `objections` stop the issue, `remarks` do not.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from assignments.bulletins.content import KINDS, UNFINISHED
from assignments.bulletins.placeholders import typed_figures, typed_works, used, values
from assignments.bulletins.words import (
    COUNTING,
    GOOD,
    LABELS,
    answering,
    is_good,
    next_of,
)
from assignments.choices import Group

Content = Mapping[str, Any]
SLOW = "进度偏慢"
NAMED_IN = {
    "slow": [f"重点工作{SLOW}"],
    "livelihood": ["民生实事未完成"],
    "changed": [
        f"{name}{group.label}"
        for name in KINDS.values()
        for group in (Group.ADJUSTED, Group.CANCELLED)
    ],
}
"""The lists that stand below the words of a part."""


def objections(content: Content, words: Mapping[str, Any]) -> list[str]:
    """Everything that stands against issuing, in the order of the document."""
    return [
        *empty(content),
        *sums(content),
        *lists(content),
        *annexes(content),
        *unnamed(content, words),
        *slow(content, words),
        *without_unit(content),
        *parts(content),
        *typed(content, words),
    ]


def empty(content: Content) -> Iterator[str]:
    if not any(content["works"].values()):
        yield f"{content['period']['year']}年没有列入通报的工作，请先导入年度方案。"


def sums(content: Content) -> Iterator[str]:
    """Every group sums to the base."""
    figures = content["figures"]
    for name in KINDS.values():
        groups = [(group.label, figures[f"{name}{group.label}"]) for group in Group]
        whole = sum(value for _, value in groups)
        if whole != figures[name]:
            counts = "、".join(f"{label}{value}" for label, value in groups if value)
            yield f"{name}各类之和为{whole}（{counts}），与总数{figures[name]}不符。"
        settled = sum(
            figures[f"{name}{group.label}"]
            for group in (Group.DONE, Group.ADJUSTED, Group.CANCELLED)
        )
        if figures[f"{name}未完成"] + settled != figures[name]:
            undone = figures[f"{name}未完成"]
            addition = f"{name}未完成{undone}，加上已完成、已调整、已取消的{settled}"
            yield f"{addition}，与总数{figures[name]}不符。"


def lists(content: Content) -> Iterator[str]:
    """Every figure equals the list behind it, and a list names a work once."""
    for name, works in content["lists"].items():
        if content["figures"][name] != len(works):
            yield f"“{name}”的数字是{content['figures'][name]}，名单上有{len(works)}项。"
        if len(set(works)) != len(works):
            yield f"“{name}”的名单有重复。"
    for name, rows in (
        ("未报送单位", content["silent"]),
        ("迟报单位", content["late"]),
    ):
        if content["figures"][name] != len(rows):
            yield f"“{name}”的数字是{content['figures'][name]}，名单上有{len(rows)}个。"


def annexes(content: Content) -> Iterator[str]:
    """The annex has a row for each work, and its standings are those of the figures."""
    for kind, name in KINDS.items():
        rows = content["works"][kind]
        if len(rows) != content["figures"][name]:
            yield f"{name}共{content['figures'][name]}项，附件表中有{len(rows)}行。"
        for group in Group:
            shown = {row["work"] for row in rows if row["standing"] == group.value}
            if shown != set(content["lists"][f"{name}{group.label}"]):
                yield f"附件表中评定为“{group.label}”的{name}有{len(shown)}行，与正文的名单不符。"


def slow(content: Content, words: Mapping[str, Any]) -> Iterator[str]:
    """A slow item has a unit that answers for it and a next step."""
    for kind in KINDS:
        for row in content["works"][kind]:
            if row["standing"] != Group.SLOW:
                continue
            named = row["parts"] or [{"text": row["title"], "units": row["units"]}]
            for part in named:
                if not part["units"]:
                    yield f"进度偏慢的“{part['text']}”没有责任单位。"
            if not next_of(words, row):
                yield (
                    f"进度偏慢的“{row['title']}”没有下一步打算：请在下面为它填写，"
                    "或请责任单位补报。"
                )


def unnamed(content: Content, words: Mapping[str, Any]) -> Iterator[str]:
    """What is slow, unfinished or adjusted stands somewhere by name: in its list or in a
    sentence."""
    used_fields = used("".join(str(words.get(part, "")) for part in LABELS))
    for part, lists in NAMED_IN.items():
        missing = [
            name
            for name in lists
            if content["figures"][name] and f"{name}名单" not in used_fields
        ]
        if missing and not words.get(part, "").strip():
            fields = "、".join(f"{{{{{name}名单}}}}" for name in missing)
            yield (
                f"“{LABELS[part]}”是空的，这些事项不会列出；请写上引语，"
                f"或在别处使用字段{fields}。"
            )


def without_unit(content: Content) -> Iterator[str]:
    """Whatever else is listed by name has a unit behind it too."""
    named = {*content["lists"]["民生实事未完成"]} - {
        *content["lists"][f"民生实事{SLOW}"]
    }
    for name in KINDS.values():
        for group in (Group.ADJUSTED, Group.CANCELLED):
            named |= {*content["lists"][f"{name}{group.label}"]}
    for kind in KINDS:
        for row in content["works"][kind]:
            if row["work"] in named and not answering(row):
                yield f"“{row['title']}”没有责任单位，而通报要列出它的名称和单位。"


def parts(content: Content) -> Iterator[str]:
    """A livelihood project is finished when all its parts are."""
    for row in content["works"]["livelihood"]:
        if row["standing"] == Group.DONE and row["missed"]:
            yield (
                f"民生实事“{row['title']}”评定为已完成，但“{'”“'.join(row['missed'])}”"
                "的完成数没有达到目标。"
            )


def typed(content: Content, words: Mapping[str, Any]) -> Iterator[str]:
    """Figures stand in fields that exist, and the opening names all of them."""
    known = values(content)
    for part, label in LABELS.items():
        text = words.get(part, "")
        for name in sorted(used(text) - set(known)):
            yield f"“{label}”中的字段“{{{{{name}}}}}”不存在，请从字段表中选用。"
        if part in COUNTING:
            for figure in typed_figures(text):
                yield f"“{label}”中的“{figure.strip()}”是手工输入的数字，请改用字段，由系统填入。"
    for name in KINDS.values():
        missing = {name, f"{name}分类"} - used(words.get("opening", ""))
        if (
            content["figures"][name]
            and missing
            and not names_all_groups(content, words, name)
        ):
            names = "、".join(f"{{{{{field}}}}}" for field in sorted(missing))
            yield f"“总体情况”缺少字段{names}。"


def names_all_groups(content: Content, words: Mapping[str, Any], name: str) -> bool:
    """Whether the opening gives the whole and every group that is not empty by itself; the
    unfinished ones may stand together."""
    present = {
        group: f"{name}{group.label}"
        for group in Group
        if content["figures"][f"{name}{group.label}"]
    }
    used_fields = used(words.get("opening", ""))
    together = {field for group, field in present.items() if group in UNFINISHED}
    missing = {name, *present.values()} - used_fields
    return not missing or (f"{name}未完成" in used_fields and missing <= together)


def reached_but_slow(content: Content) -> list[str]:
    """Targets that are named slow and were reached."""
    works = [work for group in content["works"].values() for work in group]
    parts = [part for work in works for part in work["parts"] if part.get("reached")]
    return [
        f"“{part['text']}”列为偏慢，但{part['said']}，已达到目标，请核对。"
        for part in parts
    ]


def typed_numbers(words: Mapping[str, Any]) -> list[str]:
    """Numbers of works that were typed where a field would give them."""
    return [
        f"“{LABELS[part]}”中的“{number}”是手工输入的数字，请核对，或改用字段。"
        for part in ("problems", "next")
        for number in typed_works(words.get(part, ""))
    ]


def waiting_works(content: Content) -> list[str]:
    """What of each kind nobody has assessed yet."""
    notes = []
    for name in KINDS.values():
        waiting = content["figures"][f"{name}{Group.UNASSESSED.label}"]
        if waiting:
            notes.append(f"{name}还有{waiting}项没有评定，将以“待评定”列出。")
    return notes


def remarks(content: Content, words: Mapping[str, Any]) -> list[str]:
    """What is worth a second look and does not stand in the way."""
    notes = []
    if GOOD in words.get("opening", "") and not is_good(content):
        notes.append(
            f"“总体情况”写着“{GOOD}”，但完成和正常推进的不到八成，"
            "或半数以上的单位有偏慢、未报送的工作。"
        )
    notes += reached_but_slow(content)
    if elsewhere := content.get("elsewhere"):
        notes.append(f"另有{elsewhere}项工作只列在省、市方案中，不计入本通报。")
    notes += typed_numbers(words)
    notes += waiting_works(content)
    if not words.get("problems", "").strip():
        notes.append("没有写“存在问题”，这一部分将不出现，全文不分节。")
    if not words.get("next", "").strip():
        notes.append("没有写“下一步工作”，这一部分只列偏慢工作的下一步打算。")
    silent = content["figures"]["未报送单位"]
    if silent and not words.get("with_silent"):
        notes.append(
            f"有{silent}个单位未报送，通报中没有列出；需要时请勾选“列出报送情况”。"
        )
    return notes
