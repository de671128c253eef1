"""No verb is forgotten."""

import ast
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent
TESTS = HERE.parent
ELSEWHERE = {
    "detach": "reporting/test_attachment.py",
    "issue": "bulletins/test_verbs.py",
    "send_digest": "ledger/test_digest_verbs.py",
    "clean_log": "ledger/test_operations_log_verbs.py",
    "unlock": "ledger/test_operations_log_verbs.py",
    "withdraw_issued": "effects/test_periods.py",  # by reopening a period
    "keep_photo": "boards/test_photo.py",
    "remove_photo": "boards/test_photo.py",
}
"""Verbs that write files or the operations log, where the database alone says too little."""


def called(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield getattr(node.func, "attr", getattr(node.func, "id", ""))


def verbs(tree: ast.Module) -> Iterator[str]:
    for node in tree.body:
        marks = getattr(node, "decorator_list", [])
        if any(getattr(mark, "id", "") == "verb" for mark in marks):
            yield node.name


def test_every_verb_is_asked_what_else_it_changes():
    """Those of the import are asked in tests/intake, by what a batch did and undoing it left."""
    asked = {
        name
        for file in HERE.glob("test_*.py")
        for name in called(ast.parse(file.read_text()))
    }
    files = (TESTS.parent / "assignments").rglob("*verbs.py")
    known = {name for file in files for name in verbs(ast.parse(file.read_text()))}
    assert known - asked - set(ELSEWHERE) == set()
    assert all((TESTS / name).exists() for name in ELSEWHERE.values())
