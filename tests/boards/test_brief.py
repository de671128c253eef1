"""The brief on one page."""

import io
from datetime import date
from urllib.parse import unquote

import pytest
from django.urls import reverse
from docx import Document

from assignments.models import OperationLog, Period, ProgressReport


@pytest.fixture
def url(small_plan):
    return reverse("boards:brief", args=[small_plan.leaders["陈威"].pk])


def text_of(response) -> str:
    return "\n".join(paragraph.text for paragraph in Document(io.BytesIO(response.content)).paragraphs)


def test_says_what_is_slow(client_for, viewer_user, url):
    page = client_for(viewer_user).get(url, {"period": "2021Q1"}).content.decode()
    assert "2021年一季度重点工作进展" in page and "进度偏慢" in page and "4 完成低效用地再开发" in page


def test_numbers_are_those_of_the_board(client_for, ten_plans, viewer_user, url):
    client = client_for(viewer_user)
    board = client.get(reverse("boards:leader", args=[ten_plans.leaders["陈威"].pk]), {"period": "2021Q1"})
    brief = client.get(url, {"period": "2021Q1"})
    assert [c.value for c in brief.context["kpis"]] == [c.value for c in board.context["kpis"]]
    slow = next(c.value for c in brief.context["kpis"] if c.key == "slow")
    assert len(brief.context["slow"]) + len(brief.context["more_slow"]) == slow > 7


def test_names_who_has_not_reported(client_for, viewer_user, url):
    page = client_for(viewer_user).get(url, {"period": "2021Q2"}).content.decode()
    assert "未报送" in page and "（市农业农村局）" in page


def test_requests_only_from_accepted_reports(client_for, small_plan, viewer_user):
    url = reverse("boards:brief", args=[small_plan.leaders["蔡木贵"].pk])
    ProgressReport.objects.filter(pk=small_plan.report.pk).update(request="恳请协调用地。")
    client = client_for(viewer_user)
    assert "恳请协调用地" in client.get(url).content.decode()
    ProgressReport.objects.filter(pk=small_plan.report.pk).update(state="submitted")
    assert "恳请协调用地" not in client.get(url).content.decode()


def test_the_same_as_word(client_for, viewer_user, url):
    response = client_for(viewer_user).get(url, {"period": "2021Q1", "format": "docx"})
    assert "一页纸.docx" in unquote(response["Content-Disposition"])
    told = text_of(response)
    assert "陈威副市长 · 一页纸" in told and "截至 2021-03-31" in told
    assert "4 完成低效用地再开发" in told and "进度偏慢 1 项" in told


def test_what_word_files_cannot_hold_is_left_out(client_for, small_plan, viewer_user):
    """A vertical tab, as it comes along when text is copied out of Word."""
    url = reverse("boards:brief", args=[small_plan.leaders["蔡木贵"].pk])
    ProgressReport.objects.filter(pk=small_plan.report.pk).update(request="恳请协调\x0b用地。")
    assert "恳请协调用地。" in text_of(client_for(viewer_user).get(url, {"format": "docx"}))


def test_word_without_any_period(client_for, small_plan, leader_user):
    ProgressReport.objects.all().delete()
    Period.objects.filter(starts__gte=date(2021, 1, 1)).exclude(pk=small_plan.last.pk).delete()
    url = reverse("boards:brief", args=[leader_user.leader_id])
    assert client_for(leader_user).get(url, {"format": "docx"}).status_code == 200


def test_nobody_under_that_number(client_for, small_plan, viewer_user):
    assert client_for(viewer_user).get(reverse("boards:brief", args=[999])).status_code == 404


def test_a_stranger_signs_in_first(client, url):
    assert client.get(url).status_code == 302


def test_only_reading(client_for, viewer_user, url):
    assert client_for(viewer_user).post(url).status_code == 405


def test_few_queries(client_for, office_user, url, django_assert_max_num_queries):
    client = client_for(office_user)
    with django_assert_max_num_queries(12):
        client.get(url)


def test_the_file_leaves_a_line_in_the_log_and_the_page_none(client_for, viewer_user, url):
    client = client_for(viewer_user)
    client.get(url, {"period": "2021Q1"})
    client.get(url, {"period": "2021Q1", "format": "docx"})
    assert OperationLog.objects.get(action="export").about.startswith("陈威2021年一季度")
