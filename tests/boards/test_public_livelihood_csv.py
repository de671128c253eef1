"""The livelihood projects as data."""

import csv
import io

import pytest
from django.core.cache import cache
from django.urls import reverse

from assignments.models import Work

URL = reverse("boards:public_livelihood_csv")


@pytest.fixture(autouse=True)
def nothing_kept():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def opened(settings):
    settings.LIVELIHOOD_PUBLIC = True


def rows_of(response):
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_closed_unless_the_city_opens_it(client, small_plan):
    assert client.get(URL).status_code == 404


def test_one_line_for_each_figure_of_each_part(client, small_plan, opened):
    response = client.get(URL)
    assert response.content.startswith(b"\xef\xbb\xbf")
    rows = rows_of(response)
    assert rows[0] == [
        "序号",
        "项目",
        "责任单位",
        "指标",
        "比较",
        "目标值",
        "计量单位",
        "当前值",
        "截至日期",
    ]
    assert {(row[1], row[2]) for row in rows[1:]} == {
        ("养老服务提升", "市财政局"),
        ("养老服务提升", "市农业农村局"),
    }
    assert {row[8] for row in rows[1:]} == {"2021-03-31"}


def test_nothing_that_excel_would_run(client, small_plan, opened):
    Work.objects.filter(pk=small_plan.works["livelihood"].pk).update(
        title="=HYPERLINK(1)"
    )
    assert all(row[1] == "'=HYPERLINK(1)" for row in rows_of(client.get(URL))[1:])


def test_before_anything_was_closed_only_the_heads(client, plan_2021, opened):
    assert len(rows_of(client.get(URL))) == 1


def test_only_reading(client, small_plan, opened):
    assert client.post(URL).status_code == 405
