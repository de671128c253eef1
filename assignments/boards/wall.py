"""The wall screen (大屏): the overview without navigation, to be seen from across a room."""

from typing import Any

from assignments.boards import overview as overview_page
from assignments.ledger.calendar import Calendar

SLOW_SHOWN, UNITS_SHOWN = 5, 6
MANY = 170
"""With more tasks than these the cells are smaller, so that all still stand on the screen."""


def context(chosen: Calendar, user) -> dict[str, Any]:
    """The overview's figures, its lists cut to what fits on one screen."""
    found = overview_page.context(chosen, user)
    if "plans" not in found:
        return found
    return found | {
        "many": sum(len(row.cells) for row in found["rows"]) > MANY,
        "slow_shown": found["slow"][:SLOW_SHOWN],
        "slow_left": len(found["slow"][SLOW_SHOWN:]),
        "silent_shown": found["silent_units"][:UNITS_SHOWN],
        "silent_left": len(found["silent_units"][UNITS_SHOWN:]),
    }
