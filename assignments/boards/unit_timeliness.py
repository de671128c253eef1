"""How timely every unit sends its reports, over the periods begun up to the chosen one."""

from assignments.ledger.calendar import Calendar
from assignments.ledger.figures import Board
from assignments.ledger.obligations import Timeliness, begun, over, recorded, timeliness


def everybody(board: Board, calendar: Calendar) -> dict[int, Timeliness]:
    """By unit id. Two queries."""
    periods = begun(calendar.of_year, board.period)
    records = recorded(periods)
    return timeliness(over(board.lines, periods, records), records.sent)
