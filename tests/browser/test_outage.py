"""The database goes away under a form: nothing that was typed is lost, and it can be sent once
more."""

import pytest
from django.db import OperationalError

from assignments.models import ProgressReport
from tests.reporting.conftest import address as address  # noqa: PLC0414

pytestmark = pytest.mark.django_db(transaction=True)
WORDS = "已开工 3 个项目。"


@pytest.fixture
def locked(monkeypatch):
    def refuse(*args, **kwargs):
        raise OperationalError("database is locked")

    monkeypatch.setattr("assignments.reporting.verbs.write", refuse)
    return monkeypatch


def test_what_was_typed_is_sent_once_more(
    sign_in, small_plan, unit_user, address, locked, looks_right
):
    unit, work = small_plan.units["市科技局"], small_plan.works["talents"]
    page = sign_in(unit_user)
    page.goto(address(work, unit, small_plan.period))
    page.get_by_label("进展情况").first.fill(WORDS)
    page.locator("#autosave", has_text="系统正忙").wait_for()
    page.get_by_role("button", name="保存草稿").click()
    page.get_by_role("heading", name="系统正忙").wait_for()
    assert page.get_by_label("进展情况").input_value() == WORDS
    looks_right(page)
    locked.undo()
    page.get_by_role("button", name="再提交一次").click()
    page.get_by_text("草稿已保存").wait_for()
    assert page.get_by_label("进展情况").first.input_value() == WORDS
    assert (
        ProgressReport.objects.get(work=work, period=small_plan.period).progress
        == WORDS
    )
    assert page.get_by_text("没有提交成功").count() == 0


def test_what_htmx_asked_for_is_told_on_the_page(
    sign_in, small_plan, viewer_user, monkeypatch
):
    def refuse(*args, **kwargs):
        raise OperationalError("database is locked")

    page = sign_in(viewer_user)
    page.goto("/tasks/")
    monkeypatch.setattr("django.db.models.sql.compiler.SQLCompiler.execute_sql", refuse)
    page.locator("[data-find] input[type=search]").fill("人才")
    page.locator(".failed", has_text="系统正忙").wait_for()
    assert page.locator("[data-find] input[type=search]").input_value() == "人才"
    monkeypatch.undo()
