"""Too long a text on each page where it is not a form's own box: told, kept, to be shortened."""

import pytest
from django.urls import reverse

from assignments.models import Period, PlannedValue, Reminder
from tests.buttons import press

pytestmark = pytest.mark.django_db


def test_a_word_that_goes_with_a_reminder(client_for, office_user, small_plan):
    unit, said = small_plan.units["市发改局"], "请" * 303
    address = reverse("supervision:silent")
    page = press(
        client_for(office_user),
        f"{address}?period=2021Q2",
        {"action": "chase", "unit": unit.pk, "text": said},
    )
    assert "“催办内容”最多 300 字，现在有 303 字，超出 3 字，请缩短。" in page.text
    assert f'value="{said}"' in page.text and not Reminder.objects.exists()


def test_why_a_plan_is_turned_down(client_for, office_user, small_plan):
    target, said = small_plan.targets["低效用地再开发"], "低" * 204
    PlannedValue.objects.create(target=target, period=small_plan.period, value=5)
    sent = {"action": "turn_down", "target": target.pk, "reason": said}
    page = press(
        client_for(office_user), f"{reverse('supervision:plans')}?period=2021Q2", sent
    )
    assert "超出 4 字" in page.text and f'value="{said}"' in page.text
    assert PlannedValue.objects.exists()


@pytest.mark.parametrize(
    ("name", "limit", "word"),
    [
        ("boards:find", 60, "q"),
        ("boards:tasks", 60, "words"),
        ("supervision:joining", 100, "q"),
    ],
)
def test_what_is_looked_for(client_for, office_user, small_plan, name, limit, word):
    said = "查" * (limit + 2)
    Period.objects.update(
        state="open"
    )  # else the year's works stay as many as they are
    args = [small_plan.works["talents"].pk] if name == "supervision:joining" else []
    page = client_for(office_user).get(reverse(name, args=args), {word: said})
    assert "超出 2 字" in page.text and f'value="{said}"' in page.text


def test_a_form_comes_back_with_all_that_was_typed(client_for, unit_user, small_plan):
    work, unit = small_plan.works["talents"], unit_user.unit
    said = "进" * 5001
    page = press(
        client_for(unit_user),
        reverse("reporting:report", args=[work.pk, unit.pk]) + "?period=2021Q2",
        {"action": "save", "progress": said, "problems": "无", "version": -1},
    )
    assert "“进展情况”最多 5000 字，现在有 5001 字，超出 1 字，请缩短。" in page.text
    assert said in page.text and 'data-limit="5000"' in page.text


def test_administrators_are_told_too(client_for, admin_user, small_plan):
    unit = small_plan.units["市科技局"]
    page = client_for(admin_user).post(
        reverse("admin:assignments_unit_change", args=[unit.pk]), {"name": "市" * 63}
    )
    assert "“名称”最多 60 字，现在有 63 字，超出 3 字，请缩短。" in page.text
    assert f'value="{"市" * 63}"' in page.text and "limits.js" in page.text
