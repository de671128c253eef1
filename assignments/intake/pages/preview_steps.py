"""The way through the preview: what is to be looked at, in order, and where on the page it stands.
Whoever uses the keyboard gets there with one key instead of going past a hundred names."""

from typing import NamedTuple

from assignments.choices import ImportKind
from assignments.intake.comparing.preview import Preview
from assignments.intake.comparing.preview_row import ASSUMED, ATTENTION


class Step(NamedTuple):
    """`anchor` is the part of the page; `is_done` says that nothing in it waits for an answer."""

    anchor: str
    label: str
    state: str
    is_done: bool


def steps_of(preview: Preview) -> list[Step]:
    """Only the steps that this document has."""
    steps = [asked_step(preview)] if preview.asked else []
    steps += [names_step(preview)] if preview.questions else []
    if preview.batch.kind == ImportKind.PLAN:
        steps += [joint_step(preview)] if preview.pairs else []
        steps.append(plan_step(preview))
    steps += [losses_step(preview)] if preview.losses else []
    return [*steps, rows_step(preview)]


def asked_step(preview: Preview) -> Step:
    number = sum(question.is_open for question in preview.asked)
    state = f"{number} 个问题待回答" if number else "都已回答"
    return Step("asked", "先回答", state, not number)


def losses_step(preview: Preview) -> Step:
    """Named here and confirmed at the end, apart."""
    return Step(
        "losses", "移除和清空", f"{len(preview.losses)} 处，确认时单独勾选", False
    )


def names_step(preview: Preview) -> Step:
    number = len(preview.open_questions)
    anchor = "names" if number else "answered"
    return Step(
        anchor, "名称", f"{number} 个待确认" if number else "都已答复", not number
    )


def joint_step(preview: Preview) -> Step:
    number = sum(not pair.decided and not pair.settled for pair in preview.pairs)
    return Step(
        "joint",
        "同一项工作",
        f"{number} 对按建议，未确认" if number else "都已确认",
        not number,
    )


def plan_step(preview: Preview) -> Step:
    return Step("plan", "年度方案", "已有" if preview.plan else "新建，请核对", True)


def rows_step(preview: Preview) -> Step:
    """Assumed leads and open doubts may stay; they are said, not demanded."""
    words = {ATTENTION: "行待处理", ASSUMED: "行牵头待确认"}
    open_ones = [
        f"{preview.counts[key]} {word}"
        for key, word in words.items()
        if preview.counts[key]
    ]
    return Step(
        "rows", "逐行核对", "、".join(open_ones) or "没有待处理的行", not open_ones
    )
