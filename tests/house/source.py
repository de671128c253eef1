"""The files of the house, as the laws read them."""

import ast
import os
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
OUTSIDE = {".git", ".venv", ".hypothesis", "var", "test-results", "htmlcov"}


@dataclass(frozen=True)
class SourceFile:
    path: Path

    @property
    def name(self) -> str:
        """The path from the root, with slashes."""
        return self.path.relative_to(ROOT).as_posix()

    @property
    def module(self) -> str:
        return self.name.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    @cached_property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)


def walk() -> list[Path]:
    """Every file of the project, without what machines made."""
    found = []
    for folder, folders, names in os.walk(ROOT):
        folders[:] = [name for name in folders if not is_made(name)]
        found += [Path(folder) / name for name in names]
    return sorted(found)


def is_made(folder: str) -> bool:
    return folder in OUTSIDE or folder == "__pycache__" or folder.endswith("_cache")


EVERYTHING = walk()


def files(*patterns: str, under: str = ".") -> list[SourceFile]:
    """Every file of the project below `under` whose name matches one of the patterns, in order."""
    here = ROOT / under
    return [
        SourceFile(path)
        for path in EVERYTHING
        if here in path.parents
        and any(fnmatch(path.name, pattern) for pattern in patterns)
    ]


def python(under: str) -> list[SourceFile]:
    return files("*.py", under=under)


PRODUCT = [*python("assignments"), *python("yuhuan_tasks")]
TESTS = python("tests")
TEMPLATES = files("*.html", under="templates")
STYLES = (
    files("*.css", under="assignments")
    if (ROOT / "assignments" / "static").exists()
    else []
)
SCRIPTS = (
    files("*.js", under="assignments")
    if (ROOT / "assignments" / "static").exists()
    else []
)
