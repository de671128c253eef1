"""What the import answers instead of doing what it was asked."""

from django.core.exceptions import ValidationError

from assignments.intake.comparing.joining import torn
from assignments.intake.comparing.matching import NameQuestion
from assignments.intake.comparing.preview import Preview
from assignments.intake.comparing.preview_row import LEFT_OUT, UNCHANGED

OR_SEEN = "改好原表后重新上传；或在这一行点“看过了”，其余照导，这个数不导入。"
ALL_LEFT_OUT = "各行都设为暂不导入，没有要导入的内容。"


class Refused(ValidationError):
    """The import cannot go on; each message is a Chinese sentence for the person."""


def obstacles(preview: Preview) -> list[str]:
    """Everything that stands in the way of confirming, one sentence each."""
    reasons = blockers(preview)
    if preview.changes_nothing and not reasons:
        left = preview.counts[LEFT_OUT] and not preview.counts[UNCHANGED]
        reasons.append(ALL_LEFT_OUT if left else "文件与台账一致，没有要导入的内容。")
    return reasons


def unaccepted(preview: Preview, accepted: str) -> list[str]:
    """What is to go and was not confirmed apart; `accepted` is the mark of what the person saw."""
    losses = preview.losses
    if not losses or accepted == losses.mark:
        return []
    if accepted:
        return [f"您看过之后，要移除或清空的内容又有变动。{losses.sentence}"]
    return [losses.sentence]


def blockers(preview: Preview) -> list[str]:
    """What is open or wrong; nothing to do is no blocker."""
    reasons = list(preview.drift)
    if reasons:
        reasons.append("请看过最新的比对结果，点“重新比对”后再确认。")
    reasons += [question.sentence for question in preview.asked if question.is_open]
    reasons += torn(preview.pairs)
    reasons += [
        f"名称“{question.name}”还没有答复{near(question)}。"
        for question in preview.open_questions
    ]
    reasons += [
        f"{row.label}（{row.row['place']}）：{text}{OR_SEEN}"
        for row in preview.held
        for text in row.holds
    ]
    return reasons + [
        f"{row.label}（{row.row['place']}）：{text}"
        for row in preview.errors
        for text in row.errors
    ]


def near(question: NameQuestion) -> str:
    """Whom an unanswered name could mean, in brackets: （相近：市交通运输局）."""
    names = "、".join(candidate.known.name for candidate in question.candidates)
    if question.asks_who:
        return f"，是哪一位？（{names}）" if names else "，是哪一位？"
    return f"（相近：{names}）" if names else ""
