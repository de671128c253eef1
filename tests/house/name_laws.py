"""The laws of names: a result is named for what it is, and a class name says which class."""

import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator

SAYING_NOTHING = frozenset({"found", "mine", "one", "own", "said", "told"})
"""Names that any value could bear: a reader has to go back to learn what `found` holds."""

NAMED_BY_DJANGO = frozenset({"Command", "Meta"})
"""Django finds a command and a model's options by these names."""

STILL_UNNAMED: dict[str, str] = {}
"""Modules in whose place others come soon, with the reason why their names were left alone."""

STILL_TWICE = {
    "Obligation": "the one that is computed goes when the kept one takes its place"
}


def bound_names(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Every name that the source gives: to values, arguments, fields, functions and classes."""
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name, ctx=ast.Store()):
                yield name, node.lineno
            case ast.Attribute(attr=name, ctx=ast.Store()):
                yield name, node.lineno
            case ast.arg(arg=name):
                yield name, node.lineno
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                yield name, node.lineno
            case ast.ExceptHandler(name=str(name)) | ast.alias(asname=str(name)):
                yield name, node.lineno


def names_that_say_nothing(module: str, tree: ast.AST) -> list[str]:
    if module in STILL_UNNAMED:
        return []
    return [
        f"{module}:{line} calls something {name}"
        for name, line in bound_names(tree)
        if name in SAYING_NOTHING
    ]


def classes_named_twice(modules: Iterable[tuple[str, ast.AST]]) -> list[str]:
    """A sentence for each class of the same name as another one of the product."""
    homes: dict[str, list[str]] = defaultdict(list)
    for module, tree in modules:
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef) and node.name not in NAMED_BY_DJANGO:
                homes[node.name].append(f"{module}:{node.lineno}")
    return [
        f"{name} is the name of {len(places)} classes: {', '.join(places)}"
        for name, places in sorted(homes.items())
        if len(places) > 1 and name not in STILL_TWICE
    ]
