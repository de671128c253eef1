"""The laws of the house, as questions to Python source. The floors stand in FLOORS and nowhere
else.

Each checker takes a module's dotted name and its syntax tree and returns violations: one sentence
each, with the line. `tests/house/test_house.py` asks them of every file, `test_laws_can_fail.py`
shows each one failing.
"""

import ast
from collections.abc import Iterator
from fnmatch import fnmatch

ROOMS = ("intake", "reporting", "supervision", "directives", "boards", "bulletins")
FLOORS = {
    "assignments.rules": 0,
    "assignments.choices": 0,
    "assignments.models": 1,
    "assignments.notices": 1,
    "assignments.fields": 1,
    "assignments.papers": 1,
    "assignments.mail": 1,
    "assignments.addresses": 1,
    "assignments.evidence": 2,
    "assignments.migrations": 3,
    "assignments.ledger": 3,
    **{f"assignments.{room}": 4 for room in ROOMS},
    "assignments.templatetags": 4,
    "assignments.apps": 5,
    "assignments.admin": 5,
    "assignments.management": 5,
    "yuhuan_tasks": 5,
}
SIDEWAYS = {("assignments.rules", "assignments.choices")}
"""The one neighbour a floor may look at: rules speak in the vocabularies."""

PURE = {
    "assignments.rules": ("pypinyin",),
    "assignments.notices": (
        "docx",
        "openpyxl",
        "python_calamine",
        "lxml",
        "defusedxml",
        "charset_normalizer",
    ),
}
"""What has no Django in it, and the libraries from outside it may open (the standard library is
free)."""

FORBIDDEN_NAMES = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "misc",
    "shared",
    "stuff",
    "tools",
}

FILE_LINES, TEST_FILE_LINES = 440, 530
FUNCTION_LINES, TEST_FUNCTION_LINES, VIEW_LINES = 43, 60, 25
"""About 300 lines a file and 40 a function are aimed at; these are where the build stops.
Docstrings do not count. A test may tell a longer story, because it has no branches. A view is a
function that takes a request first."""

VERB_MODULES = ("assignments.*.verbs", "assignments.*.verbs.*", "assignments.*.*_verbs")
WRITERS = (
    "assignments.ledger.writing",
    "assignments.ledger.bulk",
    "assignments.ledger.kept_lines",
    *VERB_MODULES,
    "assignments.migrations.*",
)
WRITERS_WITH_A_REASON = {
    "assignments.ledger.spellings": (
        "asks PostgreSQL for a lock on the space of names, by SQL alone"
    ),
    "assignments.management.demo.removal": (
        "takes demo rows away together with their history, which no verb may do"
    ),
    "assignments.management.demo.directing": (
        "dates demo instructions back, which no verb lets anybody do"
    ),
    "assignments.management.demo.dating": "dates demo drafts back, which no verb lets anybody do",
}
COUNTERS = ("assignments.ledger.figures", "assignments.ledger.figures.*")
COUNTERS_WITH_A_REASON: dict[str, str] = {}
"""Exceptions, as module: reason. An empty table is the aim; a name in it is a debt that everybody
sees."""


TIMELESS = (
    "assignments.rules",
    "assignments.rules.*",
    "assignments.notices",
    "assignments.notices.*",
    "assignments.ledger.figures",
    "assignments.ledger.figures.*",
    "assignments.ledger.lines",
    "assignments.models.*",
)

WRITING_CALLS = {
    "bulk_create",
    "bulk_update",
    "create",
    "get_or_create",
    "update_or_create",
}
QUERY_STEPS = {
    "objects",
    "_base_manager",
    "_default_manager",
    "all",
    "filter",
    "exclude",
    "get_queryset",
}
COUNTING_NAMES = {"Count", "Sum", "Avg"}
CLOCKS = {"now", "today", "utcnow", "localdate", "localtime"}


# ---- Imports


def home_of(module: str) -> str | None:
    """The room or drawer a module lives in, as FLOORS names it; None for what is not of the
    house."""
    for depth in (2, 1):
        head = ".".join(module.split(".")[:depth])
        if head in FLOORS:
            return head
    return (
        "assignments.?"
        if module.split(".")[0] == "assignments" and "." in module
        else None
    )


def imported(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """(line, dotted name) of everything imported; `from a import b` gives a.b."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield from (
                (node.lineno, f"{node.module}.{alias.name}") for alias in node.names
            )


def directions(module: str, tree: ast.AST) -> list[str]:
    """Imports go down, never up, never sideways; and only into places that the table of floors
    knows."""
    here = home_of(module)
    found = []
    for line, name in imported(tree):
        there = home_of(name)
        if there is None or there == here:
            continue
        if here not in FLOORS or there not in FLOORS:
            found.append(
                f"{module}:{line} {here} -> {there} is not in the table of floors"
            )
        elif FLOORS[there] >= FLOORS[here] and (here, there) not in SIDEWAYS:
            way = "up" if FLOORS[there] > FLOORS[here] else "sideways"
            found.append(f"{module}:{line} imports {way}: {name}")
    return found


def shapes(module: str, tree: ast.AST) -> list[str]:
    """No relative, hidden or star imports, and none smuggled in by name."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            if node.level:
                found.append(f"{module}:{node.lineno} imports relatively")
            if any(alias.name == "*" for alias in node.names):
                found.append(f"{module}:{node.lineno} imports *")
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            hidden = (
                child
                for child in ast.walk(node)
                if isinstance(child, ast.Import | ast.ImportFrom)
            )
            found += [
                f"{module}:{child.lineno} imports inside {node.name}"
                for child in hidden
            ]
        if isinstance(node, ast.Call) and called(node) in {
            "import_module",
            "__import__",
        }:
            found.append(f"{module}:{node.lineno} imports by name")
    return found


def purity(module: str, tree: ast.AST, standard_library: frozenset[str]) -> list[str]:
    """Rules and readers of notices import the standard library, what PURE names, and the pure part
    of the house."""
    here = home_of(module)
    if here not in PURE:
        return []
    allowed = {*standard_library, *PURE[here]}
    found = []
    for line, name in imported(tree):
        if home_of(name) in {here, "assignments.rules"}:
            continue
        if home_of(name) == "assignments.choices" and here == "assignments.rules":
            continue
        if name.split(".")[0] not in allowed:
            found.append(f"{module}:{line} is pure and imports {name}")
    return found


def names(path: str) -> list[str]:
    """No drawer that becomes a warehouse."""
    return [
        f"{path}: no {part}"
        for part in path.removesuffix(".py").split("/")
        if part in FORBIDDEN_NAMES
    ]


# ---- Sizes


def is_test(module: str) -> bool:
    return module.split(".")[0] == "tests"


def function_limit(module: str, node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """How many lines a function of this module may have."""
    if is_test(module):
        return TEST_FUNCTION_LINES
    first = [argument.arg for argument in node.args.args[:1]]
    return VIEW_LINES if first == ["request"] else FUNCTION_LINES


def lengths(module: str, source: str, tree: ast.AST) -> list[str]:
    """Files and functions that have become two things."""
    lines = source.count("\n")
    file_lines = TEST_FILE_LINES if is_test(module) else FILE_LINES
    found = (
        [f"{module} has {lines} lines, at most {file_lines}"]
        if lines > file_lines
        else []
    )
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length, limit = body_lines(node), function_limit(module, node)
            if length > limit:
                found.append(
                    f"{module}:{node.lineno} {node.name} has {length} lines, at most {limit}"
                )
    return found


def body_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from `def` to the end, without the docstring."""
    length = (node.end_lineno or node.lineno) - node.lineno + 1
    first = node.body[0]
    if ast.get_docstring(node) is not None:
        length -= (first.end_lineno or first.lineno) - first.lineno + 1
    return length


# ---- Writing, counting, time


def called(node: ast.Call) -> str:
    """The last name of what is called: save for x.y.save(), Count for Count()."""
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


def chain(node: ast.AST) -> list[str]:
    """The names a call hangs on, from the nearest: Task.objects.filter(…).update -> filter,
    objects, Task."""
    steps = []
    while True:
        if isinstance(node, ast.Attribute):
            steps.append(node.attr)
            node = node.value
        elif isinstance(node, ast.Call | ast.Subscript):
            node = node.func if isinstance(node, ast.Call) else node.value
        else:
            return [*steps, node.id] if isinstance(node, ast.Name) else steps


def is_allowed(
    module: str, patterns: tuple[str, ...], exceptions: dict[str, str]
) -> bool:
    return module in exceptions or any(fnmatch(module, pattern) for pattern in patterns)


def writes(module: str, tree: ast.AST) -> list[str]:
    """Only the ledger's writer and the rooms' verbs change the database; everybody else asks them.

    A model's own `save` and `delete` may end in `super()`, and what is no model may have a method
    of its own by such a name. Files and caches are told from rows by their arguments: a row's
    save() and delete() take none by position.
    """
    if is_allowed(module, WRITERS, WRITERS_WITH_A_REASON):
        return []
    return [
        f"{module}:{node.lineno} writes: .{called(node)}("
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and is_write(module, node)
    ]


def is_write(module: str, node: ast.Call) -> bool:
    name, receiver = called(node), chain(node.func)[1:]
    own = (
        receiver == ["super"]
        if module.startswith("assignments.models.")
        else receiver == ["self"]
    )
    if receiver[-1:] == ["writing"] or own:
        return False
    if name in WRITING_CALLS:
        return True
    if name in {"save", "delete"}:
        uncommitted = any(word.arg == "commit" for word in node.keywords)
        return not node.args and not uncommitted and "session" not in receiver
    if name == "update":
        return bool(QUERY_STEPS & set(receiver))
    if name == "set":
        return len(node.args) == 1 and receiver[-1:] != ["cache"]
    return name == "execute" and "cursor" in receiver


def counts(module: str, tree: ast.AST) -> list[str]:
    """Only the figures count rows: .count(), .aggregate(…), Count(…). A list's or a text's
    .count(x) is no matter."""
    if is_allowed(module, COUNTERS, COUNTERS_WITH_A_REASON):
        return []
    known = {
        name.rpartition(".")[2]
        for _, name in imported(tree)
        if name.startswith("django.db.models")
    }
    found = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name, method = called(node), isinstance(node.func, ast.Attribute)
        asks = method and (name == "aggregate" or (name == "count" and not node.args))
        if asks or (
            name in COUNTING_NAMES
            and (chain(node.func)[-1:] == ["models"] if method else name in known)
        ):
            found.append(f"{module}:{node.lineno} counts: {name}(")
    return found


def clocks(module: str, tree: ast.AST) -> list[str]:
    """Time is an argument: where decisions and figures are made nobody looks at the clock."""
    if not is_allowed(module, TIMELESS, {}):
        return []
    return [
        f"{module}:{node.lineno} reads the clock: {called(node)}()"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and called(node) in CLOCKS
    ]


def verbs(module: str, tree: ast.Module) -> list[str]:
    """A @verb takes keyword-only arguments, `by` among them, and lives in a room's verbs."""
    found = []
    for node in tree.body:
        if not is_verb(node):
            continue
        if not is_allowed(module, VERB_MODULES, {}):
            found.append(
                f"{module}:{node.lineno} {node.name} is a verb outside the verbs"
            )
        keywords = {argument.arg for argument in node.args.kwonlyargs}
        if node.args.args or node.args.posonlyargs or "by" not in keywords:
            found.append(
                f"{module}:{node.lineno} {node.name} takes keyword-only arguments with by="
            )
    return found


def is_verb(node: ast.AST) -> bool:
    return isinstance(node, ast.FunctionDef) and any(
        "verb" in chain(mark) for mark in node.decorator_list
    )


def steps(module: str, tree: ast.Module) -> set[str]:
    """The dotted names of what verbs are made of: functions among the verbs that act for somebody
    (`by`) without being a verb themselves, so without permission and transaction of their own."""
    if not is_allowed(module, VERB_MODULES, {}):
        return set()
    return {
        f"{module}.{node.name}"
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
        and not is_verb(node)
        and "by"
        in {argument.arg for argument in (*node.args.args, *node.args.kwonlyargs)}
    }


def borrowed_steps(module: str, tree: ast.AST, inside: set[str]) -> list[str]:
    """A step of a verb (see `steps`) is used by the verbs of its own room alone."""
    aliases = {name.rpartition(".")[2]: name for _, name in imported(tree)}
    found = [(line, name) for line, name in imported(tree)]
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Attribute)
            and isinstance(node.value, ast.Name)
            and node.value.id in aliases
        ):
            found.append((node.lineno, f"{aliases[node.value.id]}.{node.attr}"))
    return [
        f"{module}:{line} uses a part of a verb: {name}"
        for line, name in found
        if name in inside and home_of(name) != home_of(module)
    ]
