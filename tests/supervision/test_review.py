"""Reviewing one report."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assignments.choices import ReportState
from assignments.models import Phrase, Reading
from tests.buttons import press
from tests.supervision.conftest import NOON


def address(report):
    return reverse("supervision:review", args=[report.pk])


@pytest.fixture
def three(waiting, report_on):
    """Three waiting reports, oldest first: harbour, talents, fields."""
    first = report_on("harbour", "市发改局", submitted_at=NOON - timedelta(days=1))
    last = report_on("fields", "市农业农村局", submitted_at=NOON + timedelta(days=1))
    return first, waiting, last


def state_of(report):
    report.refresh_from_db()
    return report.state


# ---- Works


def test_text_readings_and_pace_stand_side_by_side(
    client_for, office_user, report_on, small_plan
):
    report = report_on("fields", "市农业农村局")
    Reading.objects.create(
        report=report, target=small_plan.targets["低效用地再开发"], value=Decimal(380)
    )
    shown = client_for(office_user).get(address(report)).content.decode()
    assert "市农业农村局：有进展。" in shown
    assert "380" in shown and "按序时进度 500" in shown
    assert "上期没有报送。" in shown


def test_accepting_goes_on_to_the_next(client_for, office_user, three):
    first, second, _ = three
    answer = press(
        client_for(office_user),
        address(first),
        {"action": "accept", "version": first.version},
    )
    assert answer["Location"] == address(second)
    assert state_of(first) == ReportState.ACCEPTED


def test_after_the_last_comes_the_first_that_is_left(client_for, office_user, three):
    first, _, last = three
    answer = press(
        client_for(office_user),
        address(last),
        {"action": "accept", "version": last.version},
    )
    assert answer["Location"] == address(first)


def test_after_the_only_one_comes_the_queue(client_for, office_user, waiting):
    answer = press(
        client_for(office_user),
        address(waiting),
        {"action": "accept", "version": waiting.version},
    )
    assert answer["Location"] == f"{reverse('supervision:queue')}?period=2021Q2"


def test_phrases_and_words_become_the_reason(client_for, office_user, waiting):
    Phrase.objects.create(text="请补充数据来源。")
    typed = {
        "action": "send_back",
        "version": waiting.version,
        "phrases": ["请补充数据来源。"],
        "reason": "引进了谁？",
    }
    press(client_for(office_user), address(waiting), typed)
    assert state_of(waiting) == ReportState.RETURNED
    assert waiting.return_reason == "请补充数据来源。\n引进了谁？"


def test_keys_have_their_buttons(client_for, office_user, three):
    shown = client_for(office_user).get(address(three[1])).content.decode()
    for letter in "jkar":
        assert f'data-key="{letter}"' in shown


# ---- Wrong input, second time


def test_without_a_reason_nothing_goes_back(client_for, office_user, waiting):
    answer = press(
        client_for(office_user),
        address(waiting),
        {"action": "send_back", "version": waiting.version},
    )
    assert "须写明原因" in answer.content.decode()
    assert state_of(waiting) == ReportState.SUBMITTED


def test_an_unknown_phrase_keeps_the_words(client_for, office_user, waiting):
    typed = {
        "action": "send_back",
        "version": waiting.version,
        "phrases": ["没有的"],
        "reason": "引进了谁？",
    }
    answer = press(client_for(office_user), address(waiting), typed)
    assert answer.status_code == 200 and "引进了谁？" in answer.content.decode()
    assert state_of(waiting) == ReportState.SUBMITTED


def test_what_changed_while_reading_is_told(client_for, office_user, waiting):
    typed = {
        "action": "send_back",
        "version": waiting.version + 1,
        "reason": "引进了谁？",
    }
    answer = press(client_for(office_user), address(waiting), typed)
    shown = answer.content.decode()
    assert "已被他人修改" in shown and "引进了谁？" in shown
    assert answer.context["form"]["version"].value() == str(waiting.version)
    assert state_of(waiting) == ReportState.SUBMITTED


def test_accepting_twice_is_told(client_for, office_user, waiting):
    client = client_for(office_user)
    press(client, address(waiting), {"action": "accept", "version": waiting.version})
    waiting.refresh_from_db()
    answer = press(
        client, address(waiting), {"action": "accept", "version": waiting.version}
    )
    assert "不能审核通过" in answer.content.decode()


@pytest.mark.parametrize("version", ["", "x"])
def test_a_missing_version_writes_nothing(client_for, office_user, waiting, version):
    answer = press(
        client_for(office_user),
        address(waiting),
        {"action": "accept", "version": version},
    )
    assert answer.status_code == 200
    assert state_of(waiting) == ReportState.SUBMITTED


def test_unknown_action_method_and_report(client_for, office_user, waiting):
    client = client_for(office_user)
    assert press(client, address(waiting), {"action": "burn"}).status_code == 404
    assert client.put(address(waiting)).status_code == 405
    assert client.get(reverse("supervision:review", args=[999999])).status_code == 404


# ---- Strangers and readers


def test_a_stranger_signs_in(client, waiting):
    assert client.get(address(waiting)).status_code == 302


@pytest.mark.parametrize(
    ("person", "status"),
    [
        ("unit_user", 403),
        ("other_unit_user", 404),
        ("leader_user", 403),
        ("viewer_user", 404),
        ("admin_user", 403),
    ],
)
def test_a_reader_may_not(client_for, waiting, person, status, request):
    client = client_for(request.getfixturevalue(person))
    assert client.get(address(waiting)).status_code == status
    answer = press(
        client, address(waiting), {"action": "accept", "version": waiting.version}
    )
    assert answer.status_code == status
    assert state_of(waiting) == ReportState.SUBMITTED


# ---- Cost


def test_queries_stay_few(client_for, office_user, three):
    client = client_for(office_user)
    with CaptureQueriesContext(connection) as queries:
        client.get(address(three[1]))
    assert len(queries) <= 18
