"""The laws of the sentence: what a line of Python may hold. Complexity is ruff's to measure (C901).

Each checker takes a module's dotted name and its syntax tree and returns violations, as laws.py
has it.
"""

import ast

Comprehension = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp
LEVELS = 2
"""How many `for` a comprehension may have, those of comprehensions inside it among them."""


def conditionals(module: str, tree: ast.AST) -> list[str]:
    """No conditional expression inside another: early returns say it one by one."""
    return [
        f"{module}:{node.lineno} has a conditional expression inside another"
        for node in ast.walk(tree)
        if isinstance(node, ast.IfExp) and holds_conditional(node)
    ]


def holds_conditional(node: ast.IfExp) -> bool:
    return any(
        isinstance(inner, ast.IfExp) for inner in ast.walk(node) if inner is not node
    )


def comprehensions(module: str, tree: ast.AST) -> list[str]:
    """No comprehension over two levels: a loop or a named step says it."""
    return [
        f"{module}:{node.lineno} has a comprehension of {levels(node)} levels, at most {LEVELS}"
        for node in ast.walk(tree)
        if isinstance(node, Comprehension) and levels(node) > LEVELS
    ]


def levels(node: ast.AST) -> int:
    """The `for` on the deepest way down: 2 for [… for a in b for c in a] and for
    [[… for c in a] for a in b]."""
    here = len(node.generators) if isinstance(node, Comprehension) else 0
    below = [levels(child) for child in ast.iter_child_nodes(node)]
    return here + max(below, default=0)
