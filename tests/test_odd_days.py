"""An odd date is asked about and taken from who says that it is meant: on every form that takes
one."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from assignments.bulletins.verbs import draft
from assignments.models import Bulletin, Directive, DirectiveUnit, Extension
from tests.buttons import press
from tests.intake.documents import previewed, row

pytestmark = pytest.mark.django_db
ASKED = "日期无误的，请勾选后再提交。"
SOON = timezone.localdate() + timedelta(days=9)


def asked_then_taken(client, address, sent, name, day, is_taken):
    """Sent as it is, the form asks and keeps what was typed; with the box ticked for another date
    it asks again; with the box for this date it is taken."""
    sent = sent | {name: day.isoformat()}
    page = press(client, address, sent)
    assert page.status_code == 200 and ASKED in page.text and not is_taken()
    assert f'name="{name}_sure" value="{day}"' in page.text
    assert f'value="{day}"' in page.text and str(day) in page.text
    again = press(client, address, sent | {f"{name}_sure": "2021-01-01"})
    assert ASKED in again.text and not is_taken()
    press(client, address, sent | {f"{name}_sure": day.isoformat()})
    assert is_taken()


def test_a_bulletin_of_a_day_to_come(client_for, office_user, small_plan):
    bulletin = draft(period=small_plan.last, by=office_user)
    client, address = (
        client_for(office_user),
        reverse("bulletins:bulletin", args=[bulletin.pk]),
    )
    sent = {"action": "save", "title": bulletin.title, "number": "玉政督〔2021〕1号"}

    def is_taken():
        return Bulletin.objects.get(pk=bulletin.pk).issued_on == SOON

    asked_then_taken(client, address, sent, "issued_on", SOON, is_taken)
    version = Bulletin.objects.get(pk=bulletin.pk).version
    page = press(
        client,
        address,
        sent | {"issued_on": SOON.isoformat(), "number": "改了", "version": version},
    )
    assert page.status_code == 302, (
        "what was confirmed and saved is not asked about again"
    )
    press(client, address, sent | {"issued_on": timezone.localdate().isoformat()})
    assert Bulletin.objects.get(pk=bulletin.pk).issued_on == timezone.localdate()


@pytest.mark.parametrize("years", [-9, 1])
def test_the_date_of_a_plan(client_for, office_user, years):
    batch = previewed(office_user, row(1))
    day = date(batch.year + years, 3, 1)
    address = reverse("intake:batch", args=[batch.pk])
    sent = {"action": "plan", "title": "方案"}

    def is_taken():
        batch.refresh_from_db()
        return batch.answers["plan"].get("issued_on") == day.isoformat()

    asked_then_taken(client_for(office_user), address, sent, "issued_on", day, is_taken)


@pytest.mark.parametrize(
    ("name", "day"), [("issued_on", date(2012, 6, 1)), ("due_on", date(2912, 6, 1))]
)
def test_the_dates_of_an_instruction(client_for, office_user, small_plan, name, day):
    work = small_plan.works["enterprises"]
    sent = {
        "leader": small_plan.leaders["蔡木贵"].pk,
        "kind": "instruction",
        "text": "请加快。",
        "issued_on": "2021-06-01",
        "units": [small_plan.units["市科技局"].pk],
    }
    address = reverse("directives:instruct", args=[work.pk])
    asked_then_taken(
        client_for(office_user), address, sent, name, day, Directive.objects.exists
    )


def test_a_new_day_to_answer_by(client_for, office_user, small_plan):
    unit, leader = small_plan.units["市科技局"], small_plan.leaders["蔡木贵"]
    given = Directive.objects.create(
        work=small_plan.works["enterprises"],
        leader=leader,
        signed_as=leader.full,
        text="请加快。",
        issued_on="2021-06-01",
        recorded_by=office_user,
        state="replied",
    )
    DirectiveUnit.objects.create(directive=given, unit=unit)
    given.replies.create(unit=unit, text="好。", by=office_user)
    day = date(2912, 6, 1)

    def is_taken():
        return Directive.objects.get(pk=given.pk).due_on == day

    address = reverse("directives:directive", args=[given.pk])
    sent = {"action": "ask_again", "again-because": "还差数。"}
    asked_then_taken(
        client_for(office_user), address, sent, "again-due_on", day, is_taken
    )


def test_a_period_extended_into_another_year(client_for, office_user, small_plan):
    day = date(2023, 7, 8)

    def is_taken():
        small_plan.period.refresh_from_db()
        return small_plan.period.due_on == day

    address = f"{reverse('supervision:periods')}?period={small_plan.period.code}"
    sent = {"action": "extend", "reason": "汛期。"}
    asked_then_taken(client_for(office_user), address, sent, "due_on", day, is_taken)


def test_more_time_than_a_period_has(client_for, unit_user, small_plan):
    work = small_plan.works["talents"]
    address = reverse("reporting:report", args=[work.pk, unit_user.unit_id])
    sent = {"action": "extend", "version": -1, "extension-reason": "等批复。"}
    asked_then_taken(
        client_for(unit_user),
        f"{address}?period={small_plan.period.code}",
        sent,
        "extension-until",
        date(2022, 7, 8),
        Extension.objects.exists,
    )
