"""The laws, asked of every Python file. A failure names the file, the line and the law."""

import sys

from tests.house import laws, name_laws
from tests.house.source import PRODUCT, TESTS

MODULES = [
    file for file in PRODUCT if not file.module.startswith("assignments.migrations.")
]


def broken(law, files, *more, **named):
    """Every violation of one law in these files."""
    return [
        violation
        for file in files
        for violation in law(file.module, file.tree, *more, **named)
    ]


def test_imports_go_down():
    assert broken(laws.directions, PRODUCT) == []


def test_imports_are_plain():
    assert broken(laws.shapes, [*PRODUCT, *TESTS]) == []


def test_pure_modules_stay_pure():
    assert broken(laws.purity, MODULES, frozenset(sys.stdlib_module_names)) == []


def test_no_drawer_for_everything():
    assert [
        violation for file in [*PRODUCT, *TESTS] for violation in laws.names(file.name)
    ] == []


def test_files_and_functions_are_short():
    files = [*MODULES, *TESTS]
    assert [
        told
        for file in files
        for told in laws.lengths(file.module, file.text, file.tree)
    ] == []


def test_only_verbs_and_the_writer_write():
    assert broken(laws.writes, MODULES) == []


def test_only_the_figures_count():
    assert broken(laws.counts, MODULES) == []


def test_time_is_an_argument():
    assert broken(laws.clocks, MODULES) == []


def test_verbs_are_verbs():
    assert broken(laws.verbs, MODULES) == []


def test_parts_of_verbs_stay_inside():
    inside = {name for file in MODULES for name in laws.steps(file.module, file.tree)}
    assert broken(laws.borrowed_steps, MODULES, inside) == []


def test_every_module_has_a_floor():
    homeless = [
        file.module for file in PRODUCT if laws.home_of(file.module) == "assignments.?"
    ]
    assert homeless == []


def test_results_are_named_for_what_they_are():
    assert broken(name_laws.names_that_say_nothing, MODULES) == []


def test_no_two_classes_have_one_name():
    modules = [(file.module, file.tree) for file in MODULES]
    assert name_laws.classes_named_twice(modules) == []


def test_what_waits_for_its_name_still_waits():
    """A module that is built anew and named well leaves the table, and so does a class."""
    known = {file.module: file.tree for file in MODULES}
    for module in list(name_laws.STILL_UNNAMED):
        reason = name_laws.STILL_UNNAMED.pop(module)
        violations = module in known and name_laws.names_that_say_nothing(
            module, known[module]
        )
        name_laws.STILL_UNNAMED[module] = reason
        assert reason and violations, f"{module} needs no exception any more"
    for name in list(name_laws.STILL_TWICE):
        reason = name_laws.STILL_TWICE.pop(name)
        violations = name_laws.classes_named_twice(known.items())
        name_laws.STILL_TWICE[name] = reason
        assert reason and violations, f"{name} needs no exception any more"


def test_exceptions_still_exist():
    """A module that is gone, or needs its exception no longer, leaves the table."""
    known = {file.module: file for file in PRODUCT}
    for table, law in (
        (laws.WRITERS_WITH_A_REASON, laws.writes),
        (laws.COUNTERS_WITH_A_REASON, laws.counts),
    ):
        for module, reason in list(table.items()):
            assert reason and module in known
            del table[module]
            still_needed = law(module, known[module].tree)
            table[module] = reason
            assert still_needed, f"{module} needs no exception any more"
