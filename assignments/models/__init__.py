"""Fields, constraints and querysets. The law of imports: a model may import
`assignments.choices`, `assignments.rules` and other models, never a room, the ledger or
the readers; nothing here decides who may do what.
"""

from assignments.models.assessments import Assessment, SlowTarget
from assignments.models.bulletins import Bulletin
from assignments.models.digests import Digest
from assignments.models.directives import ASKED_AGAIN, Directive, DirectiveUnit, Reply
from assignments.models.imports import ImportBatch, ImportChange, ImportRow
from assignments.models.kept_lines import LedgerLine, LedgerRow, Obligation, YearVersion
from assignments.models.leaders import Leader, LeaderAlias
from assignments.models.operation_log import OperationLog
from assignments.models.periods import ClosedPeriod, Period
from assignments.models.photos import WorkPhoto
from assignments.models.plans import Plan
from assignments.models.reminders import Extension, Reminder, ReminderWork
from assignments.models.reports import Attachment, ProgressReport, Reading
from assignments.models.settings import Phrase, SavedFilter
from assignments.models.targets import TURNED_DOWN, PlannedValue, Target
from assignments.models.tasks import CoLeader, Responsibility, Task
from assignments.models.units import Unit, UnitAlias
from assignments.models.users import User
from assignments.models.works import Work

__all__ = [
    "ASKED_AGAIN",
    "TURNED_DOWN",
    "Assessment",
    "Attachment",
    "Bulletin",
    "ClosedPeriod",
    "CoLeader",
    "Digest",
    "Directive",
    "DirectiveUnit",
    "Extension",
    "ImportBatch",
    "ImportChange",
    "ImportRow",
    "Leader",
    "LeaderAlias",
    "LedgerLine",
    "LedgerRow",
    "Obligation",
    "OperationLog",
    "Period",
    "Phrase",
    "Plan",
    "PlannedValue",
    "ProgressReport",
    "Reading",
    "Reminder",
    "ReminderWork",
    "Reply",
    "Responsibility",
    "SavedFilter",
    "SlowTarget",
    "Target",
    "Task",
    "Unit",
    "UnitAlias",
    "User",
    "Work",
    "WorkPhoto",
    "YearVersion",
]
