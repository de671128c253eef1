"""Words, marks and numbers as pages write them."""

from decimal import Decimal

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from assignments.choices import MARKS, MOVE_MARKS, Group, PeriodKind
from assignments.rules.aims import plain
from assignments.rules.pace import Pace

register = template.Library()

PACE_CLASSES = {
    Pace.REACHED: "is-reached",
    Pace.AHEAD: "is-ahead",
    Pace.ON_PACE: "is-on-pace",
    Pace.BEHIND: "is-behind",
    Pace.UNKNOWN: "is-unknown",
}


@register.filter
def number(value) -> str:
    """A quantity without exponent and trailing zeros; "" for none."""
    if value is None or value == "":
        return ""
    return plain(value) if isinstance(value, Decimal) else plain(Decimal(str(value)))


@register.filter
def signed(value) -> str:
    """A change as +3, −2 or ±0, with a real minus."""
    if value is None or value == "":
        return ""
    if value > 0:
        return f"+{value}"
    return f"−{-value}" if value < 0 else "±0"


@register.filter
def mark(standing) -> str:
    """The sign that stands for a standing where there is no room for the word."""
    return MARKS.get(standing, MARKS[Group.UNASSESSED])


@register.filter
def typed_words(sent) -> list[str]:
    """What a person wrote in a form that was refused: every value with anything but plain ASCII in
    it, and none of the tokens, keys and passwords."""
    return [
        text
        for name, text in sent.items()
        if not text.isascii() and "password" not in name
    ]


@register.filter
def word(standing) -> str:
    """The word for a standing or a group: 进度偏慢."""
    return (
        str(Group(standing).label)
        if standing in Group.values
        else str(Group.UNASSESSED.label)
    )


@register.filter
def move_mark(move) -> str:
    return MOVE_MARKS.get(move, "")


@register.filter
def pace_class(pace) -> str:
    """The class of a bar for the answer of `rules.pace`."""
    return PACE_CLASSES.get(pace, "is-unknown")


@register.filter
def marked(pieces) -> SafeString:
    """A text of pieces (see `boards.text`), each escaped, those that were looked for in <mark>."""
    return format_html_join(
        "",
        "{}",
        (
            (format_html("<mark>{}</mark>", p.text) if p.marked else p.text,)
            for p in pieces
        ),
    )


@register.filter
def step_word(line) -> str:
    """Where a milestone stands: passed, missed or not due yet."""
    return {Pace.REACHED: "已完成", Pace.BEHIND: "到期未完成"}.get(line.pace, "未到期")


@register.filter
def before_word(period) -> str:
    """What people call the period before this one."""
    if period is None:
        return "上期"
    return "上季" if period.kind == PeriodKind.QUARTER else "上月"


@register.filter
def period_word(period) -> str:
    """三季度，截至 2021-09-30（进行中）, the day in one piece."""
    if period is None:
        return ""
    day = f"{period.ends:%Y-%m-%d}"
    state = period.get_state_display()
    return format_html(
        '{}，截至 <span class="nowrap">{}（{}）</span>', period.short, day, state
    )


@register.filter
def shortened(text: str, length: int) -> str:
    """A text of at most so many characters; one that had to be cut says the whole on hover."""
    if len(text) <= length:
        return text
    return format_html('<span title="{}">{}…</span>', text, text[: length - 1])


@register.filter
def as_member(line, unit) -> str:
    """Through which groups a unit has its duty in a work, where the work does not name it
    itself."""
    return "、".join(group.name for group in line.groups_of(unit))


@register.simple_tag
def cell_class(line) -> str:
    """What styles a cell: its group, the one carried from before, joint, moved."""
    names = ["cell", f"is-{line.group}"]
    if line.carried:
        names.append(f"was-{line.carried}")
    if line.is_joint:
        names.append("joint")
    if line.standing and line.move in MOVE_MARKS:
        names.append("moved")
    return " ".join(names)


@register.simple_tag
def cell_text(line, task) -> str:
    """Everything a cell says, for the tip and for a screen reader."""
    standing = word(line.group)
    if line.carried:
        standing += f"（{before_word(line.period)}{word(line.carried)}）"
    elif line.standing and line.previous and line.previous != line.standing:
        standing += f"（{before_word(line.period)}{word(line.previous)}）"
    parts = [f"{task.number} {standing}", line.work.title]
    others = [f"{other.number}" for other in line.tasks if other.id != task.id]
    if others:
        parts.append(f"与第 {'、'.join(others)} 项为同一工作")
    return "　".join(parts)


@register.filter
def first_sentence(text) -> str:
    """A text up to its first full stop, for one line on a board."""
    head, stop, _ = (text or "").strip().partition("。")
    return head + stop
