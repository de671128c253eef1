"""What a person does with a document: hand it in, answer, leave out, confirm, take back.

Each verb is permission, change and history in one transaction. Only `confirm` and `undo` touch
anything but the batch.
"""

from assignments.intake.verbs.answering import (
    accept_suggestions,
    answer,
    answer_asked,
    change_rows,
    choose_plan,
    compare_again,
    decided,
    keep_losses,
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
    hand_in_as,
    keep_reading,
    note_progress,
    read_again,
    start,
)
from assignments.intake.verbs.refusing import (
    Refused,
    blockers,
    near,
    obstacles,
    unaccepted,
)

__all__ = [
    "MOST_BYTES",
    "NOTHING_READ",
    "NO_YEAR",
    "Refused",
    "accept_suggestions",
    "answer",
    "answer_asked",
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
    "hand_in_as",
    "keep_losses",
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
    "unaccepted",
    "undo",
]
