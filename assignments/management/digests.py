"""What a day's digest says to each unit, leader and member of the office. The lists are those
of their own desks; nothing here knows a clock."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from assignments.boards.leader import requests
from assignments.choices import DirectiveState, ExtensionState, Role
from assignments.ledger.figures import Board, Pile
from assignments.ledger.lines import WorkLine
from assignments.models import Directive, Extension, Period, Unit, User
from assignments.reporting.desk import Item, unit_desk
from assignments.rules.schedule import days_late, due_within, is_overdue
from assignments.supervision.desk import waiting_reports
from assignments.supervision.verbs import silence

# An instruction is told of in time to answer it, and not from its first day on.
DAYS_BEFORE = 3


@dataclass(frozen=True)
class Letter:
    """What waits for one recipient: lines of text in piles, empty piles left out."""

    name: str
    address: str
    piles: tuple[Pile, ...]

    @property
    def summary(self) -> str:
        """待报送 2、批示 1."""
        return "、".join(f"{pile.label} {pile.value}" for pile in self.piles)

    @property
    def text(self) -> str:
        parts = [f"{self.name}："]
        for pile in self.piles:
            listed = [
                f"{number}. {line}" for number, line in enumerate(pile.entries, start=1)
            ]
            parts.append("\n".join([f"{pile.label}（{pile.value} 项）", *listed]))
        return "\n\n".join(parts)


def letters(as_of: date) -> list[Letter]:
    """Everybody for whom something waits on that day, units first."""
    boards = [
        Board(period) for period in Period.objects.open().order_by("ends", "kind")
    ]
    directives = open_directives()
    written = [
        *(to_unit(unit, boards, directives, as_of) for unit in Unit.objects.active()),
        *(to_leader(user, boards, directives, as_of) for user in people(Role.LEADER)),
        *to_office(boards, directives, as_of),
    ]
    return [letter for letter in written if letter.piles]


def by_address(due_letters: Iterable[Letter]) -> dict[str, str]:
    """One text for each address, however many recipients share it."""
    texts: dict[str, list[str]] = {}
    for letter in due_letters:
        if letter.address:
            texts.setdefault(letter.address.lower(), []).append(letter.text)
    return {
        address: "\n\n".join([*parts, "请登录“抓落实”办理。"])
        for address, parts in texts.items()
    }


def people(role: str) -> list[User]:
    return list(User.objects.filter(role=role, is_active=True).select_related("leader"))


def open_directives() -> list[Directive]:
    return list(Directive.objects.open().with_answers().order_by("due_on", "id"))


# --- to whom -----------------------------------------------------------------------------


def to_unit(
    unit: Unit, boards: list[Board], directives: list[Directive], as_of: date
) -> Letter:
    """What was sent back, what is due soon or overdue, and instructions it has not answered."""
    desks = [unit_desk(unit, board) for board in boards]
    names = (
        {unit.pk, *unit.groups.values_list("pk", flat=True)}
        if directives
        else {unit.pk}
    )
    pressing = [
        row
        for row in directives
        if row.waits_for(unit.pk, names) and presses(row, names, as_of)
    ]
    return letter(
        str(unit),
        unit.email,
        (
            "被退回",
            [
                report_line(item, as_of)
                for desk in desks
                for item in desk.returned.entries
            ],
        ),
        (
            "待报送",
            [
                report_line(item, as_of)
                for desk in desks
                for item in desk.owed.entries
                if urgent(item.due, as_of)
            ],
        ),
        ("批示待回复", [directive_line(row, as_of) for row in pressing]),
    )


def to_leader(
    user: User, boards: list[Board], directives: list[Directive], as_of: date
) -> Letter:
    """Answers to their instructions, instructions that are overdue, and what units ask them to
    settle on works they lead or co-lead."""
    open_rows = [
        directive for directive in directives if directive.leader_id == user.leader_id
    ]
    lines = [
        line
        for board in boards
        for line in board.lines
        if user.leader_id in carriers(line)
    ]
    return letter(
        str(user.leader),
        user.email,
        (
            "批示已回复，请阅",
            [
                directive_line(row, as_of)
                for row in open_rows
                if row.state == DirectiveState.REPLIED
            ],
        ),
        ("批示逾期未回复", late_lines(open_rows, as_of)),
        (
            "单位提请协调",
            [f"{line.work.title}（{report.unit}）" for line, report in requests(lines)],
        ),
    )


def to_office(
    boards: list[Board], directives: list[Directive], as_of: date
) -> list[Letter]:
    """The office's queue, the same for each of its members."""
    requests = Extension.objects.filter(
        state=ExtensionState.ASKED, period__in=[board.period for board in boards]
    ).select_related("work", "unit")
    overdue = [
        unit_and_number
        for board in boards
        for unit_and_number in overdue_units(board, as_of)
    ]
    piles = (
        (
            "填报待审核",
            [
                f"{row.work.title}（{row.unit}）"
                for board in boards
                for row in waiting_reports(board.period)
            ],
        ),
        (
            "延期待答复",
            [
                f"{row.work.title}（{row.unit}，申请延至 {row.until}）"
                for row in requests
            ],
        ),
        (
            "逾期未报送的单位",
            [f"{unit}（{works} 项）" for unit, works in overdue],
        ),
        ("批示逾期未回复", late_lines(directives, as_of)),
    )
    return [letter(str(user), user.email, *piles) for user in people(Role.OFFICE)]


def overdue_units(board: Board, as_of: date) -> list[tuple[Unit, int]]:
    """Who owes reports after their day, extensions counted, and how many."""
    units = []
    for unit, owed in silence(board):
        number = sum(obligation.is_overdue(as_of) for obligation in owed)
        if number:
            units.append((unit, number))
    return units


def letter(name: str, address: str, *piles: tuple[str, list[str]]) -> Letter:
    return Letter(
        name,
        address,
        tuple(Pile("", label, tuple(lines)) for label, lines in piles if lines),
    )


# --- lines -------------------------------------------------------------------------------


def urgent(due: date | None, as_of: date) -> bool:
    """Due today, within three days, or overdue."""
    return is_overdue(due, as_of) or due_within(due, as_of, DAYS_BEFORE)


def presses(directive: Directive, names: set[int], as_of: date) -> bool:
    """Whether a unit is told of an instruction today: it is due soon or overdue, has no date, or
    nobody there has signed for it yet."""
    unread = any(
        row.unit_id in names and row.read_at is None
        for row in directive.addressees.all()
    )
    return unread or directive.due_on is None or urgent(directive.due_on, as_of)


def carriers(line: WorkLine) -> set[int]:
    """The leaders of a work, those whom a remark names among them, by id."""
    return {leader.pk for leader in line.leaders} | {
        co.leader_id for co in line.co_leaders
    }


def late_lines(directives: Iterable[Directive], as_of: date) -> list[str]:
    return [directive_line(row, as_of) for row in directives if row.is_late(as_of)]


def report_line(item: Item, as_of: date) -> str:
    return f"{item.line.work.title}（{when(item.due, as_of)}）"


def directive_line(directive: Directive, as_of: date) -> str:
    due = f"（{when(directive.due_on, as_of)}）" if directive.due_on else "（不限期）"
    return (
        f"{directive.signed_as}就“{directive.work.title}”：{directive.text[:40]}{due}"
    )


def when(due: date, as_of: date) -> str:
    late = days_late(due, as_of)
    return f"期限 {due}，已逾期 {late} 天" if late else f"期限 {due}"
