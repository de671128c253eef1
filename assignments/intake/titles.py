"""The short name of a piece of work, from the text of its task."""

import re

from assignments.choices import Course

# Characters of a title, which stands in lists and in narrow cells.
LONGEST = 40
# 加快港区建设 alone says too little: a shorter clause takes the next one with it.
ENOUGH = 12
_OPEN, _CLOSE = "“‘《（(【", "”’》）)】"
# A measure of what is held at a level and never piled up: 95%, 1.5个百分点.
_LEVEL = re.compile(r"%|‰|百分点|指数|排名|浓度")
# The same by the words, where the measure does not say it: 保持全省前10位, 控制在25以下.
_LEVEL_WORDS = re.compile(r"增长|增速|占比|比重|率|控制在|保持|不低于")


def title_of(text: str) -> str:
    """The first clause or clauses of a task: at least twelve characters where the text has
    them, at most forty, never cut inside quotes or brackets where that can be helped."""
    sentence = (
        # 加快港区建设，…。年底前完成…: what stands before the first full stop.
        re.split(r"[。；;！!\n]", text.strip(), maxsplit=1)[0].strip() or text.strip()
    )
    title = ""
    for clause in clauses(sentence):
        if title and (len(title) >= ENOUGH or len(title) + len(clause) > LONGEST):
            break
        title += clause
    title = title.strip("，,、：: ")
    return title if len(title) <= LONGEST else title[: LONGEST - 1] + "…"


def clauses(sentence: str) -> list[str]:
    """The sentence cut behind its commas, commas inside quotes and brackets left alone."""
    parts, depth = [""], 0
    for character in sentence:
        depth += (character in _OPEN) - (character in _CLOSE)
        parts[-1] += character
        if character in "，,：:" and depth <= 0:
            parts.append("")
    return [clause for clause in parts if clause]


def course_of(text: str, measure: str) -> str:
    """Whether a quantity is held at a level (a rate, a share) or piled up through the year."""
    if _LEVEL.search(measure) or (measure in ("", "位") and _LEVEL_WORDS.search(text)):
        return Course.LEVEL
    return Course.CUMULATIVE
