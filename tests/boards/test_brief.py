"""The brief on one page."""

import io
from datetime import date
from urllib.parse import unquote

import pytest
from django.urls import reverse
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from assignments.boards import brief as brief_page
from assignments.boards.brief import BriefWork, fitting, paragraph
from assignments.ledger.lines import WorkLine
from assignments.models import (
    Assessment,
    OperationLog,
    Period,
    ProgressReport,
    Responsibility,
    Task,
    Unit,
    Work,
)


@pytest.fixture
def url(small_plan):
    return reverse("boards:brief", args=[small_plan.leaders["陈威"].pk])


def file_of(response) -> io.BytesIO:
    return io.BytesIO(response.content)


def text_of(response) -> str:
    return "\n".join(line.text for line in Document(file_of(response)).paragraphs)


def test_says_what_is_slow(client_for, viewer_user, url):
    page = client_for(viewer_user).get(url, {"period": "2021Q1"}).content.decode()
    assert (
        "2021年一季度重点工作进展" in page
        and "进度偏慢" in page
        and "4 完成低效用地再开发" in page
    )


def test_numbers_are_those_of_the_board(
    client_for, ten_plans, viewer_user, url, monkeypatch
):
    client = client_for(viewer_user)
    board = client.get(
        reverse("boards:leader", args=[ten_plans.leaders["陈威"].pk]),
        {"period": "2021Q1"},
    )
    monkeypatch.setattr(brief_page, "LINES", 22)
    brief = client.get(url, {"period": "2021Q1"})
    assert [c.value for c in brief.context["kpis"]] == [
        c.value for c in board.context["kpis"]
    ]
    slow = next(c.value for c in brief.context["kpis"] if c.key == "slow")
    assert brief.context["slow_total"] == slow > len(brief.context["slow"]) > 1
    assert f"进度偏慢 {slow} 项" in brief.content.decode()


def row(title="实现“小升规”60家", reason="征迁滞后。", standing="slow") -> BriefWork:
    work, unit = Work(title=title, due_on="2021-12-31"), Unit(name="市自然资源和规划局")
    task = Task(work=work, number=1)
    duty = Responsibility(task=task, unit=unit, duty="lead")
    period = Period(id=1, year=2021, index=1, starts="2021-01-01", ends="2021-03-31")
    given = {1: Assessment(work=work, period=period, standing=standing, comment=reason)}
    return BriefWork(WorkLine(work, period, [task], [duty], [], given, []))


@given(
    st.lists(
        st.builds(
            row,
            st.text("工作进展", min_size=1, max_size=90),
            st.text("原因。", max_size=90),
        ),
        max_size=40,
    ),
    st.floats(-20, 60),
)
def test_the_rows_never_take_more_than_their_room(rows, room):
    shown = fitting(rows, room)
    assert (
        sum(one.height for one in shown) <= max(room, 0) and shown == rows[: len(shown)]
    )
    assert (
        len(shown) == len(rows)
        or sum(one.height for one in rows[: len(shown) + 1]) > room
    )


@given(
    st.lists(st.text("市科技局报送", min_size=1, max_size=60), min_size=1, max_size=50)
)
def test_a_paragraph_says_how_much_it_leaves_out(entries):
    told = paragraph("○", "未报送", entries)
    assert told.height <= 3.5 and told.total == len(entries) and told.entries
    left = len(entries) - len(told.entries)
    assert told.text.endswith(f"；另有 {left} 项。" if left else f"{entries[-1]}。")


def test_the_room_that_is_left_shows_other_figures(client_for, viewer_user, small_plan):
    own = reverse("boards:brief", args=[small_plan.leaders["蔡木贵"].pk])
    response = client_for(viewer_user).get(own, {"period": "2021Q2"})
    told = [
        (one.numbers, target.target.text) for one, target in response.context["figures"]
    ]
    assert (
        told == [("1", "新增“小升规”企业")] and "其他指标" in response.content.decode()
    )


def test_names_who_has_not_reported(client_for, viewer_user, url):
    page = client_for(viewer_user).get(url, {"period": "2021Q2"}).content.decode()
    assert "未报送" in page and "（市农业农村局）" in page


def test_requests_only_from_accepted_reports(client_for, small_plan, viewer_user):
    url = reverse("boards:brief", args=[small_plan.leaders["蔡木贵"].pk])
    ProgressReport.objects.filter(pk=small_plan.report.pk).update(
        request="恳请协调用地。"
    )
    client = client_for(viewer_user)
    assert "恳请协调用地" in client.get(url).content.decode()
    ProgressReport.objects.filter(pk=small_plan.report.pk).update(state="submitted")
    assert "恳请协调用地" not in client.get(url).content.decode()


def test_the_same_as_word(client_for, viewer_user, url):
    response = client_for(viewer_user).get(url, {"period": "2021Q1", "format": "docx"})
    assert "进展简报.docx" in unquote(response["Content-Disposition"])
    told = text_of(response)
    assert "陈威副市长 · 进展简报" in told and "截至 2021-03-31" in told
    rows = [row for table in Document(file_of(response)).tables for row in table.rows]
    tables = [[cell.text for cell in row.cells] for row in rows]
    assert tables[0] == ["3\n●", "4\n▲", "1\n●"] and "进度偏慢 1 项" in told
    assert tables[1][0] == "工作" and tables[2][0] == "4 完成低效用地再开发"


def test_what_word_files_cannot_hold_is_left_out(client_for, small_plan, viewer_user):
    """A vertical tab, as which a line break comes along when text is copied out of Word."""
    url = reverse("boards:brief", args=[small_plan.leaders["蔡木贵"].pk])
    ProgressReport.objects.filter(pk=small_plan.report.pk).update(
        request="恳请协调\x0b用地。"
    )
    assert "1 恳请协调\n用地（市科技局）。" in text_of(
        client_for(viewer_user).get(url, {"format": "docx"})
    )


def test_word_without_any_period(client_for, small_plan, leader_user):
    ProgressReport.objects.all().delete()
    Period.objects.filter(starts__gte=date(2021, 1, 1)).exclude(
        pk=small_plan.last.pk
    ).delete()
    url = reverse("boards:brief", args=[leader_user.leader_id])
    assert client_for(leader_user).get(url, {"format": "docx"}).status_code == 200


def test_nobody_under_that_number(client_for, small_plan, viewer_user):
    assert (
        client_for(viewer_user).get(reverse("boards:brief", args=[999])).status_code
        == 404
    )


def test_a_stranger_signs_in_first(client, url):
    assert client.get(url).status_code == 302


def test_only_reading(client_for, viewer_user, url):
    assert client_for(viewer_user).post(url).status_code == 405


def test_few_queries(client_for, office_user, url, django_assert_max_num_queries):
    client = client_for(office_user)
    with django_assert_max_num_queries(12):
        client.get(url)


def test_the_file_leaves_a_line_in_the_log_and_the_page_none(
    client_for, viewer_user, url
):
    client = client_for(viewer_user)
    client.get(url, {"period": "2021Q1"})
    client.get(url, {"period": "2021Q1", "format": "docx"})
    assert OperationLog.objects.get(action="export").about.startswith(
        "陈威2021年一季度"
    )
