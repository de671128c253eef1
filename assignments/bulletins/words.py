"""The words around the figures: what a draft begins with, and which parts there are."""

from collections.abc import Mapping
from typing import Any

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
}
COUNTING = ("opening", "slow", "livelihood", "changed", "silent")
"""Parts in which every number of works is a field."""

SALUTATION = "各乡镇（街道），市级有关单位："
OPENING = "截至{{截至日期}}，{{年度}}年重点工作共{{重点工作}}项"
GROUPS = "，其中{{重点工作分类}}"
JOINT = "（文件所列任务{{重点任务}}条，同一工作列在多位领导名下的只计一次）"
LIVELIHOOD = "；民生实事项目共{{民生实事}}件，其中{{民生实事分类}}"
NEXT = (
    "各责任单位要对照年度目标任务，逐项明确措施、时限和责任人，已经偏慢的要倒排时间、加快推进，确保按期完成。"
)


def title_of(year: int, short: str) -> str:
    return f"关于{year}年{short}重点工作和民生实事项目推进情况的通报"


def default_words(content: Mapping[str, Any], city: str) -> dict[str, Any]:
    """The words a draft begins with; the office changes them as it likes."""
    figures = content["figures"]
    joint = JOINT if figures["重点任务"] != figures["重点工作"] else ""
    livelihood = LIVELIHOOD if figures["民生实事"] else ""
    return {
        "salutation": SALUTATION,
        "opening": f"{OPENING}{joint}{GROUPS}{livelihood}。现将有关情况通报如下：",
        "slow": "进度偏慢的重点工作共{{重点工作进度偏慢}}项：",
        "livelihood": "尚未完成的民生实事项目共{{民生实事未完成}}件：",
        "changed": "经批准，以下工作作了调整或取消，单独列出：",
        "silent": "{{季度}}未报送进展的单位有{{未报送单位}}个，逾期报送的单位有{{迟报单位}}个：",
        "with_silent": False,
        "problems": default_problems(content),
        "next": NEXT,
        "signature": f"{city}人民政府办公室",
        "next_of": {},
    }


def default_problems(content: Mapping[str, Any]) -> str:
    """What the units of slow works said was in the way, one paragraph each."""
    told = [
        f"{item['title']}：{item['problems'].strip()}"
        for items in content["works"].values()
        for item in items
        if item["standing"] == "slow" and item["problems"].strip(" \n\t。，") not in ("", "无")
    ]
    return "\n".join(told)


def next_of(words: Mapping[str, Any], item: Mapping[str, Any]) -> str:
    """The next step of a work: what the office wrote for it, else what the unit reported."""
    written = words.get("next_of", {}).get(str(item["work"]), "").strip()
    return written or item["next_steps"].strip()
