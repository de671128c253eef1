"""Each law against source that breaks it, and against its innocent twin."""

import ast
import sys

import pytest

from tests.house import laws, name_laws

STANDARD = frozenset(sys.stdlib_module_names)


def ask(law, module, source, *more):
    return law(module, ast.parse(source), *more)


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("assignments.rules.pace", "from assignments.models import Task"),
        ("assignments.models.tasks", "from assignments.ledger import access"),
        ("assignments.models.tasks", "import assignments.notices.rows"),
        ("assignments.ledger.figures", "from assignments.boards.views import leader"),
        ("assignments.boards.views", "from assignments.reporting.verbs import submit"),
        ("assignments.boards.views", "from assignments import admin"),
        (
            "assignments.boards.views",
            "if TYPE_CHECKING:\n    from assignments.intake import matching",
        ),
        ("assignments.choices", "from assignments.rules import pace"),
        ("assignments.boards.views", "from assignments.warehouse import thing"),
        ("assignments.warehouse.views", "from assignments.models import Task"),
        ("assignments.admin.tasks", "from yuhuan_tasks import settings"),
    ],
)
def test_imports_up_and_sideways_are_found(module, source):
    assert ask(laws.directions, module, source)


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("assignments.boards.views", "from assignments.ledger import access, figures"),
        ("assignments.boards.views", "from assignments.boards.tasks import rows"),
        ("assignments.rules.pace", "from assignments.choices import Standing"),
        ("assignments.admin.tasks", "from assignments.supervision import verbs"),
        ("yuhuan_tasks.urls", "from assignments.boards import urls"),
        ("assignments.ledger.figures", "import django.db.models"),
    ],
)
def test_imports_down_are_left_alone(module, source):
    assert ask(laws.directions, module, source) == []


@pytest.mark.parametrize(
    "source",
    [
        "from .views import leader",
        "from . import views",
        "from assignments.models import *",
        "def leader():\n    from assignments.models import Task",
        "class Board:\n    import json",
        "importlib.import_module('assignments.boards')",
        "__import__('json')",
    ],
)
def test_relative_hidden_and_star_imports_are_found(source):
    assert ask(laws.shapes, "assignments.boards.views", source)


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("assignments.rules.pace", "from django.utils import timezone"),
        ("assignments.notices.rows", "import django"),
        ("assignments.notices.rows", "from assignments.choices import Duty"),
        ("assignments.rules.names", "import lxml"),
    ],
)
def test_impurity_is_found(module, source):
    assert ask(laws.purity, module, source, STANDARD)


@pytest.mark.parametrize(
    ("module", "source"),
    [
        (
            "assignments.notices.docx",
            "import re, zipfile, lxml.etree\nfrom assignments.rules.names import unit_key",
        ),
        (
            "assignments.rules.pace",
            "from assignments.choices import Standing\nfrom decimal import Decimal",
        ),
        ("assignments.models.tasks", "from django.db import models"),
    ],
)
def test_purity_is_left_alone(module, source):
    assert ask(laws.purity, module, source, STANDARD) == []


@pytest.mark.parametrize(
    "path",
    ["assignments/boards/utils.py", "assignments/common/rows.py", "tests/helpers.py"],
)
def test_warehouses_are_found(path):
    assert laws.names(path)


def test_names_that_only_contain_a_forbidden_one_are_left_alone():
    assert laws.names("assignments/boards/commonwealth.py") == []


def body(lines, first=""):
    return f"def long({first}):\n" + "    x = 1\n" * (lines - 1)


@pytest.mark.parametrize(
    ("module", "source", "expected"),
    [
        ("assignments.boards.rows", body(laws.FUNCTION_LINES), 0),
        ("assignments.boards.rows", body(laws.FUNCTION_LINES + 1), 1),
        ("assignments.boards.leader", body(laws.VIEW_LINES, "request"), 0),
        ("assignments.boards.leader", body(laws.VIEW_LINES + 1, "request"), 1),
        ("assignments.boards.leader", body(laws.VIEW_LINES + 1, "request: R, pk"), 1),
        ("assignments.boards.leader", body(laws.VIEW_LINES + 1, "pk, request"), 0),
        ("assignments.boards.leader", body(laws.VIEW_LINES + 1), 0),
        ("tests.boards.test_leader", body(laws.TEST_FUNCTION_LINES), 0),
        ("tests.boards.test_leader", body(laws.TEST_FUNCTION_LINES + 1), 1),
        ("assignments.boards.rows", "x = 1\n" * (laws.FILE_LINES + 1), 1),
        ("tests.boards.test_leader", "x = 1\n" * (laws.TEST_FILE_LINES + 1), 1),
        (
            "assignments.rules.pace",
            "def told():\n"
            + '    """'
            + "why\n" * 50
            + '    """\n'
            + "    x = 1\n" * 40,
            0,
        ),
    ],
)
def test_lengths(module, source, expected):
    assert len(laws.lengths(module, source, ast.parse(source))) == expected


@pytest.mark.parametrize(
    "source",
    [
        "task.save()",
        "task.save(update_fields=['text'])",
        "Task.objects.create(number=1)",
        "Task.objects.filter(number=1).update(text='')",
        "self.get_queryset().update(text='')",
        "Task.objects.bulk_create(rows)",
        "Unit.objects.get_or_create(name='x')",
        "Task.objects.all().delete()",
        "task.delete()",
        "unit.members.set(units)",
        "form.save()",
        "connection.cursor().execute('DELETE FROM task')",
    ],
)
def test_writes_are_found(source):
    assert ask(laws.writes, "assignments.boards.views", source)
    assert ask(laws.writes, "assignments.supervision.verbs", source) == []
    assert ask(laws.writes, "assignments.ledger.writing", source) == []


@pytest.mark.parametrize(
    "source",
    [
        "writing.save(task, by=user)",
        "self.save()",
        "writing.delete(task, by=user)",
        "workbook.save(buffer)",
        "default_storage.delete(name)",
        "form.save(commit=False)",
        "context.update(page=1)",
        "cache.set('key')",
        "element.set('w:val', '1')",
        "hashlib.sha256().update(data)",
        "seen.add(name)",
    ],
)
def test_what_only_looks_like_writing_is_left_alone(source):
    assert ask(laws.writes, "assignments.boards.views", source) == []


def test_a_model_may_end_in_super_and_a_view_may_not():
    source = "class Task:\n    def save(self):\n        super().save()"
    assert ask(laws.writes, "assignments.models.tasks", source) == []
    assert ask(laws.writes, "assignments.boards.views", source)
    assert ask(
        laws.writes,
        "assignments.models.tasks",
        "class Task:\n    def touch(self):\n        self.save()",
    )


@pytest.mark.parametrize(
    "source",
    [
        "Work.objects.filter(year=2021).count()",
        "works.aggregate(total=Max('order'))",
        "from django.db.models import Count\nworks.annotate(n=Count('tasks'))",
        "works.annotate(n=models.Count('tasks'))",
    ],
)
def test_counting_is_found(source):
    assert ask(laws.counts, "assignments.boards.views", source)
    assert ask(laws.counts, "assignments.ledger.figures", source) == []


@pytest.mark.parametrize(
    "source",
    [
        "text.count('、')",
        "figures.Count(1)",
        "Count(1)",
        "len(rows)",
        "Counter(rows)",
        "itertools.count(1)",
    ],
)
def test_counting_of_other_things_is_left_alone(source):
    assert ask(laws.counts, "assignments.boards.views", source) == []


@pytest.mark.parametrize(
    "source", ["timezone.now()", "date.today()", "now()", "timezone.localdate()"]
)
def test_clocks_are_found_where_decisions_are_made(source):
    assert ask(laws.clocks, "assignments.rules.pace", source)
    assert ask(laws.clocks, "assignments.ledger.figures", source)
    assert ask(laws.clocks, "assignments.supervision.verbs", source) == []


@pytest.mark.parametrize(
    "source",
    ["@verb\ndef accept(report, *, by): ...", "@verb\ndef accept(*, report): ..."],
)
def test_what_is_no_verb_is_found(source):
    assert ask(laws.verbs, "assignments.supervision.verbs", source)


def test_verbs_are_left_alone():
    source = "@writing.verb\ndef accept(*, report, by): ...\n\ndef check(report): ..."
    assert ask(laws.verbs, "assignments.supervision.verbs", source) == []
    assert ask(laws.verbs, "assignments.supervision.queue", source), (
        "a verb outside the verbs"
    )


VERBS = (
    "@verb\ndef accept(*, report, by): ...\n\ndef "
    "write(report, by): ...\n\ndef latest(report): ..."
)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("from assignments.supervision.verbs import write", 1),
        ("from assignments.supervision import verbs\nverbs.write(report, user)", 1),
        (
            (
                "from assignments.supervision import verbs\nverbs.accept(report=report,"
                " by=user)\nverbs.latest(report)"
            ),
            0,
        ),
    ],
)
def test_parts_of_verbs_used_outside_are_found(source, expected):
    inside = laws.steps("assignments.supervision.verbs", ast.parse(VERBS))
    assert inside == {"assignments.supervision.verbs.write"}
    assert (
        len(ask(laws.borrowed_steps, "assignments.admin.reports", source, inside))
        == expected
    )
    assert (
        ask(laws.borrowed_steps, "assignments.supervision.views", source, inside) == []
    )


@pytest.mark.parametrize(
    "source",
    [
        "found = reports()",
        "count: int = (own := 1)",
        "for one in units: pass",
        "[one.name for one in units]",
        "with open(path) as found: pass",
        "import json as told",
        "try:\n    send()\nexcept OSError as said:\n    pass",
        "def told(line): ...",
        "def sentence(said): ...",
        "write(lambda *, mine: None)",
        "class Card:\n    own: int",
        "self.found = []",
        "first, (found, *rest) = rows",
    ],
)
def test_names_that_say_nothing_are_found(source):
    assert len(ask(name_laws.names_that_say_nothing, "assignments.mail", source)) == 1


@pytest.mark.parametrize(
    "source",
    [
        "reports = found(period)",
        "send(said=1)",
        "row.told",
        "founded, ones, known = 1, 2, 3",
        "row['found'] = 'one'",
    ],
)
def test_names_of_others_and_names_that_say_something_are_left_alone(source):
    assert ask(name_laws.names_that_say_nothing, "assignments.mail", source) == []


ROW, META = "class Row: ...", "class Task:\n    class Meta: ..."


@pytest.mark.parametrize(
    ("sources", "expected"),
    [
        ([ROW, ROW], 1),
        ([ROW, f"def page():\n    {ROW}"], 1),
        ([ROW, "class PreviewRow: ..."], 0),
        ([META, META.replace("Task", "Work")], 0),
        (["class Command: ...", "class Command: ..."], 0),
    ],
)
def test_classes_of_one_name_are_found(sources, expected):
    modules = [
        (f"assignments.room{at}", ast.parse(text)) for at, text in enumerate(sources)
    ]
    assert len(name_laws.classes_named_twice(modules)) == expected
