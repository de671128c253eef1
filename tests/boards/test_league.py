"""The league table: only where the city wants it, by its own rule."""

import re

import pytest
from django.urls import reverse

from assignments.models import Assessment, ProgressReport, Responsibility
from tests.boards.reading import queries, text_of

LEAGUE = reverse("boards:league")


@pytest.fixture
def wanted(settings):
    settings.LEAGUE_TABLE = True


def ranks(response) -> list[tuple[int, str]]:
    rows = re.findall(
        r'<td class="n">(\d+)</td>\s*<th scope="row"><a [^>]*>([^<]+)',
        response.content.decode(),
    )
    return [(int(rank), name) for rank, name in rows]


def test_it_is_off_by_default(client_for, office_user, small_plan):
    client = client_for(office_user)
    assert client.get(LEAGUE).status_code == 404
    assert LEAGUE not in client.get(reverse("boards:units")).content.decode()


def test_ranks_units_that_lead(client_for, viewer_user, small_plan, wanted):
    client = client_for(viewer_user)
    response = client.get(LEAGUE, {"period": "2021Q2"})
    assert ranks(response) == [
        (1, "市科技局"),
        (2, "市发改局"),
        (2, "市财政局"),
        (2, "市农业农村局"),
    ]
    assert LEAGUE in client.get(reverse("boards:units")).content.decode()


def test_what_is_slow_weighs_first(client_for, viewer_user, small_plan, wanted):
    response = client_for(viewer_user).get(LEAGUE, {"period": "2021Q1"})
    assert ranks(response)[-1] == (4, "市农业农村局")
    Assessment.objects.create(
        work=small_plan.works["enterprises"],
        period=small_plan.period,
        standing="slow",
        assessed_at="2021-07-09T02:00:00Z",
    )
    response = client_for(viewer_user).get(LEAGUE, {"period": "2021Q2"})
    assert ranks(response)[-1] == (4, "市科技局")


def test_a_group_has_no_rank(client_for, viewer_user, small_plan, wanted):
    """What it carries is its members' merit."""
    Responsibility.objects.filter(unit=small_plan.units["各乡镇（街道）"]).update(
        duty="lead"
    )
    named = [
        name
        for _, name in ranks(client_for(viewer_user).get(LEAGUE, {"period": "2021Q1"}))
    ]
    assert "各乡镇（街道）" not in named and {"玉城街道", "大麦屿街道"} <= set(named)


def test_the_rule_stands_beside_the_table(client_for, viewer_user, small_plan, wanted):
    page = text_of(client_for(viewer_user).get(LEAGUE))
    assert "排名规则" in page and "低者在前" in page and "1/3（33.3%）" in page


def test_numbers_lead_to_their_lists(client_for, viewer_user, small_plan, wanted):
    page = client_for(viewer_user).get(LEAGUE, {"period": "2021Q1"}).content.decode()
    assert re.search(
        r'data-count="1" href="/tasks/\?period=2021Q1&amp;unit=\d+&amp;duty=lead&amp;standing=slow',
        page,
    )


def test_stranger_is_sent_to_sign_in(client, wanted):
    assert client.get(LEAGUE).url.startswith(reverse("login"))


def test_only_reading_is_allowed(client_for, office_user, wanted):
    assert client_for(office_user).post(LEAGUE).status_code == 405


def test_without_periods_it_says_so(client_for, viewer_user, wanted):
    assert "没有可排的单位" in text_of(client_for(viewer_user).get(LEAGUE))


def test_queries(client_for, viewer_user, small_plan, wanted):
    assert queries(client_for(viewer_user), LEAGUE) <= 12


def test_the_rule_is_printed_whole_as_it_is_applied(
    client_for, viewer_user, small_plan, wanted
):
    """Sharing the slow and the late, who had the fewest sent back comes first."""
    page = text_of(client_for(viewer_user).get(LEAGUE, {"period": "2021Q2"}))
    for line in (
        "只排本年度有牵头工作的单位，以项计；单位组不排，其工作计在各成员名下。",
        "先看本期评定为“进度偏慢”的占牵头工作的比例，低者在前。",
        "再看本年度至本期的按时报送率，高者在前；没有应报任务的排在其后。",
        "再看被退回的次数，少者在前。三项都相同的名次并列。",
    ):
        assert line in page
    ProgressReport.objects.create(
        work=small_plan.works["harbour"],
        unit=small_plan.units["市发改局"],
        period=small_plan.period,
        times_returned=1,
    )
    response = client_for(viewer_user).get(LEAGUE, {"period": "2021Q2"})
    assert ranks(response)[1:] == [
        (2, "市财政局"),
        (2, "市农业农村局"),
        (4, "市发改局"),
    ]
