"""The units: all of them by kind, with what each carries."""

import re
from datetime import date

import pytest
from django.urls import reverse

from assignments.models import ProgressReport, Reminder, Unit
from tests.boards.reading import NOON, queries, text_of
from tests.pages import flat

UNITS = reverse("boards:units")


@pytest.fixture
def read(client_for, viewer_user, small_plan):
    client = client_for(viewer_user)
    return lambda **query: client.get(UNITS, {"period": "2021Q2"} | query)


def row_of(response, name: str) -> list[str]:
    """The words of one unit's row: leads, helps, done, slow, silent, on-time rate, times sent
    back."""
    rows = re.findall(r"<tr>.*?</tr>", flat(response))
    found = [row for row in rows if re.search(rf'scope="row"><a [^>]*>{name}</a>', row)]
    assert len(found) == 1
    cells = re.findall(r'<td class="n[ "][^>]*>(.*?)</td>', found[0])
    return [re.sub(r"<[^>]+>", "", cell).strip() for cell in cells]


def test_lists_units_by_kind_with_their_numbers(read):
    response = read()
    assert response.status_code == 200
    assert row_of(response, "市科技局") == ["2", "1", "0", "0", "1", "33.3%", "0"]
    assert row_of(response, "市发改局") == ["1", "0", "0", "0", "1", "0.0%", "0"]
    assert row_of(response, "市财政局") == ["1", "1", "0", "0", "1", "0.0%", "0"]
    assert row_of(response, "玉城街道")[-2:] == ["—无应报", "0"]
    headings = re.findall(r'id="kind-\d+"[^>]*>\s*([^<\s]+)', response.content.decode())
    assert headings == ["政府部门", "乡镇（街道）", "单位组"]


def test_numbers_are_those_of_the_chosen_period(read):
    assert row_of(read(period="2021Q1"), "市农业农村局")[:5] == [
        "1",
        "1",
        "0",
        "1",
        "1",
    ]
    assert row_of(read(), "市农业农村局")[:5] == ["1", "1", "0", "0", "1"]


def test_times_sent_back_are_counted(read, small_plan):
    ProgressReport.objects.filter(pk=small_plan.report.pk).update(times_returned=2)
    assert row_of(read(), "市科技局")[-1] == "2 次"


def test_groups_show_their_members(read):
    assert "玉城街道 、 大麦屿街道" in text_of(read())


def test_a_member_of_a_group_carries_what_the_group_carries(
    read, client_for, viewer_user, small_plan
):
    assert (
        row_of(read(), "玉城街道")[:2]
        == row_of(read(), "各乡镇（街道）")[:2]
        == ["0", "1"]
    )
    page = text_of(
        client_for(viewer_user).get(
            reverse("boards:unit", args=[small_plan.units["玉城街道"].pk])
        )
    )
    assert "配合 1 项" in page and "属各乡镇（街道）" in page


def test_how_often_units_were_chased_is_for_the_office(
    read, client_for, office_user, small_plan
):
    for day in (3, 5):
        Reminder.objects.create(
            unit=small_plan.units["市发改局"],
            period=small_plan.period,
            text="请抓紧报送",
            sent_on=date(2021, 7, day),
            sent_at=NOON,
            sent_by=office_user,
        )
    page = client_for(office_user).get(UNITS, {"period": "2021Q2"})
    assert (
        row_of(page, "市发改局")[-1] == "2 次" and row_of(page, "市科技局")[-1] == "0"
    )
    assert "催办" not in text_of(read())


def test_retired_units_are_left_out(read, small_plan):
    Unit.objects.filter(name="玉城街道").update(is_active=False)
    assert not re.search(r'scope="row"><a [^>]*>玉城街道', flat(read()))


def test_stranger_is_sent_to_sign_in(client, small_plan):
    assert client.get(UNITS).url.startswith(reverse("login"))


def test_only_reading_is_allowed(client_for, office_user):
    assert client_for(office_user).post(UNITS).status_code == 405


def test_without_periods_it_says_so(client_for, viewer_user):
    assert "没有可列的单位" in text_of(client_for(viewer_user).get(UNITS))


@pytest.mark.parametrize(
    "person", ["office_user", "unit_user", "leader_user", "viewer_user"]
)
def test_queries(
    person, request, client_for, small_plan, django_assert_max_num_queries
):
    client = client_for(request.getfixturevalue(person))
    with django_assert_max_num_queries(12):
        client.get(UNITS)


def test_more_units_cost_no_more_queries(client_for, viewer_user, small_plan):
    client = client_for(viewer_user)
    before = queries(client, UNITS)
    for number in range(5):
        group = Unit.objects.create(name=f"单位组{number}", kind="group")
        group.members.set(Unit.objects.filter(kind="town"))
    assert queries(client, UNITS) == before
