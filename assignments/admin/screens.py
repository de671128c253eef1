"""Every screen, imported once so that it registers itself."""

from assignments.admin import (
    facts,
    leaders,
    operation_log,
    people,
    plans,
    targets,
    tasks,
    units,
    words,
)

__all__ = [
    "facts",
    "leaders",
    "operation_log",
    "people",
    "plans",
    "targets",
    "tasks",
    "units",
    "words",
]
