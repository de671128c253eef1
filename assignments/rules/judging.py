"""What the office must write down with a judgement. Pure: the judgement and what the
figures suggest go in, what is missing comes out, by field."""

from dataclasses import dataclass

from assignments.choices import NEEDS_APPROVAL, Standing

GREEN = frozenset({Standing.ON_TRACK, Standing.DONE})


@dataclass(frozen=True)
class Judgement:
    """A standing as somebody is about to give it, with the words that go with it."""

    standing: str
    comment: str = ""
    approval_number: str = ""
    override_reason: str = ""


def goes_against(standing: str, hint: str | None, *, silent: bool) -> bool:
    """Whether a standing needs a line why: it differs from what the figures suggest, or
    calls a work good on which nobody reported. An approved change answers for itself."""
    if not standing or standing in NEEDS_APPROVAL:
        return False
    if silent and standing in GREEN:
        return True
    return bool(hint) and standing != hint


def objections(
    judgement: Judgement, hint: str | None, *, silent: bool, before: str = ""
) -> dict[str, str]:
    """What keeps a judgement from being recorded: {field: sentence}; empty when sound. No standing
    takes back the one that was given `before`; where there was none, nothing is said at all."""
    missing = {}
    if not judgement.standing and not before:
        missing["standing"] = "请选择评定；没有选，其余内容不能保存。"
    if judgement.standing in NEEDS_APPROVAL:
        label = Standing(judgement.standing).label
        if not judgement.comment.strip():
            missing["comment"] = f"评为“{label}”，请在评定意见中写明理由。"
        if not judgement.approval_number.strip():
            missing["approval_number"] = f"评为“{label}”，请填批准文号。"
    if (
        goes_against(judgement.standing, hint, silent=silent)
        and not judgement.override_reason.strip()
    ):
        missing["override_reason"] = reason_wanted(
            judgement.standing, hint, silent=silent
        )
    return missing


def reason_wanted(standing: str, hint: str | None, *, silent: bool) -> str:
    label = Standing(standing).label
    if hint is None or (silent and standing in GREEN):
        return f"责任单位未报送，评为“{label}”须写一句理由。"
    return f"系统提示为“{Standing(hint).label}”，评为“{label}”须写一句理由。"
