"""The livelihood projects for everybody."""

import pytest
from django.core.cache import cache
from django.db.models import QuerySet
from django.urls import reverse

from assignments.models import Assessment, Period, ProgressReport, Work

URL = reverse("boards:public_livelihood")


@pytest.fixture(autouse=True)
def nothing_kept():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def opened(settings):
    settings.LIVELIHOOD_PUBLIC = True
    settings.PUBLIC_CONTACT = "0576-8720 0000"


def test_closed_unless_the_city_opens_it(client, small_plan):
    assert client.get(URL).status_code == 404


def test_a_stranger_reads_name_unit_and_date(client, small_plan, opened):
    page = client.get(URL).content.decode()
    assert "养老服务提升" in page and "市财政局" in page and "2021年3月31日" in page
    assert "0576-8720 0000" in page


def test_nothing_internal(client, small_plan, opened):
    """No leader, standing, report, key task or way inside, and no cookie."""
    response = client.get(URL)
    page = response.content.decode()
    for word in (
        "陈威",
        "正常推进",
        "偏慢",
        "小升规",
        "/works/",
        "/tasks/",
        "督查",
        "未报送",
        "csrf",
    ):
        assert word not in page, word
    assert not response.cookies


def test_the_newest_closed_period_only(client, plan_2021, opened):
    assert "尚未公布" in client.get(URL).content.decode()


def test_all_twelve(client, plan_2021, opened):
    first = Period.objects.get(year=2021, index=1)
    Assessment.objects.bulk_create(
        Assessment(work=work, period=first) for work in Work.objects.of_year(2021)
    )
    Period.objects.filter(pk=first.pk).update(state="closed")
    page = client.get(URL).content.decode()
    assert page.count('<li class="card project">') == 12


def test_an_open_period_stays_inside(client, small_plan, opened):
    ProgressReport.objects.filter(pk=small_plan.report.pk).update(
        work=small_plan.works["livelihood"]
    )
    assert "2021年6月30日" not in client.get(URL).content.decode()


def test_demo_is_marked(client, small_plan, opened):
    assert "演示数据" not in client.get(URL).content.decode()
    cache.clear()
    QuerySet(Period).filter(pk=small_plan.last.pk).update(is_demo=True)
    assert "演示数据" in client.get(URL).content.decode()


def test_kept_for_the_next_reader(
    client, small_plan, opened, django_assert_num_queries
):
    client.get(URL)
    with django_assert_num_queries(0):
        assert client.get(URL).status_code == 200


def test_what_was_kept_is_not_shown_once_it_is_shut(
    client, small_plan, opened, settings
):
    client.get(URL)
    settings.LIVELIHOOD_PUBLIC = False
    assert client.get(URL).status_code == 404


def test_only_reading(client, small_plan, opened):
    assert client.post(URL).status_code == 405


def test_few_queries(client, small_plan, opened, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        client.get(URL)
