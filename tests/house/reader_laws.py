"""The law of the reader's folders: each may ask those below it, and never one above.

A file becomes lines and tables, what a copy broke is put together, a layout makes raw rows of
them, and those become rows. What words mean is asked at every step, so it stands lowest.
"""

import ast

from tests.house.laws import imported

READER = "assignments.notices"
ORDER = ("words", "files", "repair", "layouts", "meaning")
VALUES = ("rows", "blocks", "raw_rows", "doubts")
"""The modules beside the folders, in which the folders hand on what they read."""


def floor_of(module: str) -> int | None:
    """How high a module of the reader stands: 0 for the values; None for what is not of the
    reader, and -1 for a folder that has no place in the order."""
    if not module.startswith(f"{READER}."):
        return None
    place = module.split(".")[2]
    if place in VALUES:
        return 0
    return ORDER.index(place) + 1 if place in ORDER else -1


def folders_in_order(module: str, tree: ast.AST) -> list[str]:
    """Imports from one folder of the reader to another go down."""
    here = floor_of(module)
    if here is None:
        return []
    if here < 0:
        return [f"{module} stands in no folder that the reader knows"]
    violations = []
    for line, name in imported(tree):
        there = floor_of(name)
        if there is not None and there > here:
            violations.append(f"{module}:{line} imports upward: {name}")
    return violations
