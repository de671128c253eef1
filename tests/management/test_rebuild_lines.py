"""`manage.py rebuild_lines`, and `--check`, which ends with an error where lines are not the facts."""

import io

import pytest
from django.core.management import CommandError, call_command

from assignments.models import LedgerLine, ProgressReport

pytestmark = pytest.mark.django_db


def rebuild_lines(*arguments) -> tuple[str, str]:
    told, wrong = io.StringIO(), io.StringIO()
    call_command("rebuild_lines", *arguments, stdout=told, stderr=wrong)
    return told.getvalue(), wrong.getvalue()


def test_the_demos_lines_are_built_and_hold(demo):
    told, _ = rebuild_lines()
    assert "2021 年" in told
    assert LedgerLine.objects.count() == 280  # the open quarter and the planned one
    assert "一致" in rebuild_lines("--check")[0]


def test_a_check_names_what_differs_and_fails(small_plan):
    rebuild_lines()
    ProgressReport.objects.update(state="returned", return_reason="缺数")
    wrong = io.StringIO()
    with pytest.raises(CommandError, match="不一致"):
        call_command("rebuild_lines", "--check", stdout=io.StringIO(), stderr=wrong)
    assert small_plan.works["enterprises"].title in wrong.getvalue()


def test_an_empty_database_has_nothing_to_build():
    assert rebuild_lines() == ("", "")
    assert "一致" in rebuild_lines("--check")[0]
