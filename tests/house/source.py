"""The files of the house, as the laws read them."""

import ast
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
OUTSIDE = {".git", ".venv", "var", "node_modules", "test-results", "htmlcov"}


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


def files(*patterns: str, under: str = ".") -> list[SourceFile]:
    """Every file of the project below `under` that matches one of the patterns, in order."""
    found = {path for pattern in patterns for path in (ROOT / under).rglob(pattern) if path.is_file()}
    inside = (path for path in found if not is_outside(path))
    return [SourceFile(path) for path in sorted(inside)]


def is_outside(path: Path) -> bool:
    parts = path.relative_to(ROOT).parts
    return bool(OUTSIDE & set(parts)) or any(
        part.endswith("_cache") or part == "__pycache__" for part in parts
    )


def python(under: str) -> list[SourceFile]:
    return files("*.py", under=under)


PRODUCT = [*python("assignments"), *python("yuhuan_tasks")]
TESTS = python("tests")
TEMPLATES = files("*.html", under="templates")
STYLES = files("*.css", under="assignments") if (ROOT / "assignments" / "static").exists() else []
SCRIPTS = files("*.js", under="assignments") if (ROOT / "assignments" / "static").exists() else []
