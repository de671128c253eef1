"""The words around the figures: what a draft begins with, and which parts there are.

They follow the city's own bulletins: on what basis who checked, one sentence of judgement, how
many of how many, what is slow and unfinished by name with its unit, what is asked of the units.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from assignments.bulletins.content import KINDS
from assignments.choices import Group

LABELS = {
    "salutation": "主送单位",
    "opening": "总体情况",
    "slow": "进度偏慢的重点工作：引语",
    "livelihood": "未完成的民生实事项目：引语",
    "changed": "调整和取消的工作：引语",
    "silent": "报送情况：引语",
    "problems": "存在问题",
    "next": "下一步工作",
    "signature": "署名",
    "copies": "抄送",
}
COUNTING = ("opening", "slow", "livelihood", "changed", "silent")
"""Parts in which every number of works is a field."""

OWN = "own"
"""Under this name an issued bulletin keeps which parts the office wrote itself."""

SWITCHES = {
    "with_said": "在偏慢和未完成的条目后写明目标和完成数",
    "with_silent": "列出报送情况（未报送和逾期报送的单位）",
}
CALLED = {"重点工作": "重点工作", "民生实事": "民生实事项目"}
"""What the works of a kind are called where they are counted."""
GOOD = "总体较好"
WITHIN_THE_YEAR = (
    "各责任单位要对照年度目标任务，逐项明确措施、时限和责任人；进度偏慢的，主要负责人要亲自过问，"
    "倒排时间、加快推进，确保全年目标任务如期完成。"
)
AFTERWARDS = (
    "各责任单位要对照年度目标任务逐项核对；尚未完成的，"
    "主要负责人要亲自过问，明确完成时限，抓紧抓好落实；"
    "已经完成的，要巩固成果，做好后续管理。"
)
MOST = 0.8
"""The share of works done or on track from which a quarter may be called good."""


def title_of(content: Mapping[str, Any], city: str) -> str:
    period, about = content["period"], subjects(content, government_of(city))
    return f"关于{period['year']}年{about}{span_beside_year(content)}完成情况的通报"


def span_beside_year(content: Mapping[str, Any]) -> str:
    """一季度, 上半年; nothing where the year that stands before is what is meant."""
    period = content["period"]
    return "" if period.get("is_last") else period.get("span", period["short"])


def government_of(city: str) -> str:
    """玉环市 → 市政府, as papers of the city call it."""
    return f"{city[-1:]}政府"


def signature_of(city: str, office: str) -> str:
    """玉环市, 市委市政府督查室 → 玉环市委市政府督查室."""
    return city + office.removeprefix(city[-1:])


def default_words(content: Mapping[str, Any], city: str, office: str) -> dict[str, Any]:
    """The words a draft begins with; the office changes them as it likes. `office` is how the
    office that checks is called inside the city."""
    government = government_of(city)
    return {
        "salutation": f"各乡镇人民政府，各街道办事处，{government}直属各单位：",
        "opening": "\n".join(
            [preface(content, government, office), situation(content, government)]
        ),
        "slow": f"{{{{重点工作进度偏慢}}}}项进度偏慢的{government}重点工作为：",
        "livelihood": "{{民生实事未完成}}项尚未完成年度目标任务的民生实事项目为：",
        "changed": "经批准，以下工作作了调整或取消，单独列出：",
        "silent": "{{季度}}未按要求报送进展的单位为：",
        "with_said": False,
        "with_silent": False,
        "problems": "\n".join(default_problems(content)),
        "next": default_next(content, government, office),
        "signature": signature_of(city, office),
        "copies": "市委、市人大常委会、市政府、市政协领导。".replace("市", city[-1:]),
        "next_of": {},
        "name_of": {},
    }


def present(content: Mapping[str, Any]) -> list[str]:
    """The kinds of works that there are any of."""
    return [name for name in KINDS.values() if content["figures"][name]]


def subjects(content: Mapping[str, Any], government: str) -> str:
    """市政府重点工作和民生实事项目, or the one of them that there is."""
    return government + "和".join(
        CALLED[name] for name in present(content) or KINDS.values()
    )


def preface(content: Mapping[str, Any], government: str, office: str) -> str:
    """On what basis who checked what."""
    basis = f"根据{'、'.join(content['basis'])}要求，" if content["basis"] else ""
    counted = "和".join(
        counted_of(name, content, government) for name in present(content)
    )
    span = "" if content["period"].get("is_last") else "{{时段}}"
    return (
        f"{basis}{office}对{{{{年度}}}}年{counted}{span}完成情况进行了督查。"
        "现将有关情况通报如下："
    )


def situation(content: Mapping[str, Any], government: str) -> str:
    """The sentence of judgement, where the figures bear it, and the counts."""
    judgement = ""
    if is_good(content):
        judgement = (
            f"{subjects(content, government)}{{{{时段}}}}完成情况{GOOD}，"
            "大部分单位能够完成或者超额完成{{时段}}既定目标。"
        )
    counts = (
        f"{counted_of(name, content, government)}中，{{{{{name}分类}}}}"
        for name in present(content)
    )
    return f"{judgement}{'；'.join(counts)}。"


def counted_of(name: str, content: Mapping[str, Any], government: str) -> str:
    """126项市政府重点工作, 12项民生实事项目: the government is named with the first."""
    whose = government if name == present(content)[0] else ""
    return f"{{{{{name}}}}}项{whose}{CALLED[name]}"


def is_good(content: Mapping[str, Any]) -> bool:
    """Whether most works are done or on track and most lead units have none that is not."""
    fine = {Group.DONE, Group.ON_TRACK}
    rows = [row for rows in content["works"].values() for row in rows]
    every = {unit for row in rows for unit in row["units"]}
    behind = {
        unit
        for row in rows
        if row["standing"] in (Group.SLOW, Group.NOT_REPORTED)
        for unit in row["units"]
    }
    share = sum(row["standing"] in fine for row in rows) / max(len(rows), 1)
    return share >= MOST and len(behind) * 2 < len(every)


def default_problems(content: Mapping[str, Any]) -> Iterator[str]:
    """What the units of slow works said was in the way, one paragraph each."""
    for items in content["works"].values():
        for item in items:
            problem = "".join(item["problems"].split("\n")).strip()
            if item["standing"] == Group.SLOW and problem.strip(" \t。，") not in (
                "",
                "无",
            ):
                yield f"{called({}, item)}（{'、'.join(answering(item))}）：{problem}"


def default_next(content: Mapping[str, Any], government: str, office: str) -> str:
    """What is asked of the units: to catch up within the year, or, when it is over, to finish what
    is left."""
    request = AFTERWARDS if content["period"].get("is_last") else WITHIN_THE_YEAR
    return (
        f"{subjects(content, government)}是{government}对全{government[:1]}人民的庄严承诺。"
        f"{request}{office}将持续跟踪督查。"
    )


def next_of(words: Mapping[str, Any], item: Mapping[str, Any]) -> str:
    """The next step of a work: what the office wrote for it, else what the unit reported."""
    written = words.get("next_of", {}).get(str(item["work"]), "").strip()
    return written or item["next_steps"].strip()


def renamed(words: Mapping[str, Any], work: Mapping[str, Any]) -> str:
    """How the office calls what is slow in a work, where neither its title nor a target says it."""
    return words.get("name_of", {}).get(str(work["work"]), "").strip()


def called(words: Mapping[str, Any], work: Mapping[str, Any]) -> str:
    """What is slow: as the office calls it, else the targets by name, else the work."""
    return (
        renamed(words, work)
        or "、".join(part["text"] for part in work["parts"])
        or work["title"]
    )


def answering(work: Mapping[str, Any]) -> list[str]:
    """The units that answer for what is slow, each once."""
    return (
        list(dict.fromkeys(unit for part in work["parts"] for unit in part["units"]))
        or work["units"]
    )


def changed_words(
    written: Mapping[str, Any], proposed: Mapping[str, Any]
) -> dict[str, Any]:
    """What the office wrote itself: a part that still reads as proposed goes on following the
    figures."""
    return {
        name: value
        for name, value in written.items()
        if name not in LABELS or value != proposed.get(name)
    }


def office_words(words: Mapping[str, Any]) -> dict[str, Any]:
    """What the office wrote into a bulletin that was issued, for the one that takes its place."""
    written_parts = words.get(OWN, list(LABELS))
    return {
        name: value
        for name, value in words.items()
        if name != OWN and (name not in LABELS or name in written_parts)
    }
