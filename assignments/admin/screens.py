"""Every screen, imported once so that it registers itself."""

from assignments.admin import facts, leaders, people, plans, targets, tasks, trail, units, words

__all__ = ["facts", "leaders", "people", "plans", "targets", "tasks", "trail", "units", "words"]
