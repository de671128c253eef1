"""How heavy each room is: `python -m tests.house.weight`.

Weight is the number of syntax elements: statements, expressions and comprehensions as `ast` counts
them. Constants are left out, so that tables of words weigh nothing; migrations and tests are left
out, because nobody works in them. Elements a line of function say how much a reader must take in at
a time. A change that adds weight should be worth it, and say what it made unnecessary.
"""

import ast
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field

from tests.house.source import SourceFile, python

COUNTED = (ast.stmt, ast.expr, ast.comprehension)
HEADINGS = ("room", "weight", "a line", "files", "widest folder")


@dataclass
class Weight:
    """What one room weighs. `folders` has the number of Python files by folder."""

    elements: int = 0
    function_elements: int = 0
    function_lines: int = 0
    files: int = 0
    folders: dict[str, int] = field(default_factory=dict)

    def add(self, folder: str, tree: ast.Module) -> None:
        self.elements += elements(tree)
        for function in outer_functions(tree):
            self.function_elements += elements(function)
            self.function_lines += function.end_lineno - function.lineno + 1
        self.files += 1
        self.folders[folder] = self.folders.get(folder, 0) + 1

    @property
    def a_line(self) -> float:
        """Elements a line of function, 0 where the room has none."""
        return (
            self.function_elements / self.function_lines if self.function_lines else 0.0
        )

    @property
    def widest(self) -> str:
        folder = max(self.folders, key=lambda name: self.folders[name])
        return f"{folder} ({self.folders[folder]})"


def elements(tree: ast.AST) -> int:
    return sum(
        isinstance(node, COUNTED) and not isinstance(node, ast.Constant)
        for node in ast.walk(tree)
    )


def outer_functions(tree: ast.AST) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Functions and methods; what stands inside another function is part of that one."""
    found = []
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            found.append(node)
        else:
            found += outer_functions(node)
    return found


def is_weighed(file: SourceFile) -> bool:
    return not file.name.startswith("tests/") and "/migrations/" not in file.name


def room_of(name: str) -> str:
    """assignments/notices/read.py -> assignments/notices; start.py is a room of its own."""
    return "/".join(name.split("/")[:2])


def weigh(files: Iterable[SourceFile]) -> dict[str, Weight]:
    """Rooms by name, in order, and "total" at the end."""
    rooms: dict[str, Weight] = {}
    total = Weight()
    for file in filter(is_weighed, files):
        room = rooms.setdefault(room_of(file.name), Weight())
        for weight in (room, total):
            weight.add(file.name.rpartition("/")[0] or ".", file.tree)
    return dict(sorted(rooms.items())) | {"total": total}


def rows(rooms: dict[str, Weight]) -> list[tuple[str, ...]]:
    return [
        (name, f"{room.elements:,}", f"{room.a_line:.1f}", str(room.files), room.widest)
        for name, room in rooms.items()
    ]


def main() -> None:
    table = [HEADINGS, *rows(weigh(python(".")))]
    widths = [max(len(cell) for cell in column) for column in zip(*table, strict=True)]
    for name, weight, a_line, files, widest in table:
        cells = (
            weight.rjust(widths[1]),
            a_line.rjust(widths[2]),
            files.rjust(widths[3]),
        )
        sys.stdout.write("  ".join((name.ljust(widths[0]), *cells, widest)) + "\n")


if __name__ == "__main__":
    main()
