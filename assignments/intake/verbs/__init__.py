"""What a person does with a document: hand it in, answer, leave out, confirm, take back.

Each verb is permission, change and history in one transaction. Only `confirm` and `undo` touch
anything but the batch.
"""

from assignments.intake.verbs.answering import (
    accept_suggestions,
    answer,
    change_rows,
    choose_plan,
    compare_again,
    decided,
    leave_out_open,
    mark_of,
    mark_seen,
    settle_duties,
)
from assignments.intake.verbs.deciding import begin, confirm, discard, give_back, undo
from assignments.intake.verbs.handing_in import (
    MOST_BYTES,
    NO_YEAR,
    NOTHING_READ,
    fail,
    keep_reading,
    note_progress,
    read_again,
    start,
)
from assignments.intake.verbs.refusing import Refused, blockers, near, obstacles

__all__ = [
    "MOST_BYTES",
    "NOTHING_READ",
    "NO_YEAR",
    "Refused",
    "accept_suggestions",
    "answer",
    "begin",
    "blockers",
    "change_rows",
    "choose_plan",
    "compare_again",
    "confirm",
    "decided",
    "discard",
    "fail",
    "give_back",
    "keep_reading",
    "leave_out_open",
    "mark_of",
    "mark_seen",
    "near",
    "note_progress",
    "obstacles",
    "read_again",
    "settle_duties",
    "start",
    "undo",
]
