"""Half-width commas and brackets of a source: full-width on screens and paper, as they are wherever
text is edited, looked for or read back."""

import io

import pytest
from django.urls import reverse
from docx import Document
from openpyxl import load_workbook

from assignments.models import Task, Work
from tests.boards.reading import text_of

TITLE, SHOWN_TITLE = "低效用地(一期)再开发,盘活", "低效用地（一期）再开发，盘活"
TEXT = "加快低效用地(一期)再开发,完成1,000亩;建成R&D中心(Phase 2)"
SHOWN_TEXT = "加快低效用地（一期）再开发，完成1,000亩；建成R&D中心（Phase 2）"
QUARTER = {"period": "2021Q2"}


@pytest.fixture
def work(small_plan):
    """A work whose notice was typed with half-width signs."""
    work, task = small_plan.works["fields"], small_plan.tasks["key", 4]
    Work.objects.filter(pk=work.pk).update(title=TITLE)
    Task.objects.filter(pk=task.pk).update(text=TEXT)
    return work


@pytest.fixture
def get(client_for, office_user):
    client = client_for(office_user)
    return lambda name, *args, **query: client.get(
        reverse(name, args=args), QUARTER | query
    )


def test_screens_show_full_width_signs(work, get):
    page = text_of(get("boards:work", work.pk))
    assert SHOWN_TITLE in page and SHOWN_TEXT in page
    assert TITLE not in page
    listed = text_of(get("boards:tasks"))
    assert SHOWN_TITLE in listed and TITLE not in listed


def test_what_was_looked_for_is_marked_as_it_is_shown(work, get):
    page = get("boards:tasks", words="(一期)").content.decode()
    assert "<mark>（一期）</mark>" in page


def cells_of(document) -> list[str]:
    rows = [row for table in document.tables for row in table.rows]
    return [cell.text for row in rows for cell in row.cells]


def test_the_brief_shows_them_on_the_page_and_in_word(work, small_plan, get):
    leader = small_plan.leaders["陈威"].pk
    page = text_of(get("boards:brief", leader))
    response = get("boards:brief", leader, format="docx")
    document = Document(io.BytesIO(response.content))
    cells = cells_of(document)
    paper = "\n".join([*(line.text for line in document.paragraphs), *cells])
    for shown in (page, paper):
        assert SHOWN_TITLE in shown and "(一期)" not in shown


def test_what_is_read_back_keeps_the_signs_of_the_source(work, get):
    book = load_workbook(io.BytesIO(get("boards:export", format="xlsx").content)).active
    rows = list(book.iter_rows(values_only=True))
    texts = {row[rows[0].index("任务内容")] for row in rows[1:]}
    titles = {row[rows[0].index("任务简称")] for row in rows[1:]}
    assert TEXT in texts and SHOWN_TITLE in titles
    document = Document(io.BytesIO(get("boards:export", format="docx").content))
    assert f"4.{TEXT}" in cells_of(document)


def test_boxes_and_storage_keep_the_signs_of_the_source(
    work, small_plan, admin_user, client_for
):
    task = small_plan.tasks["key", 4]
    address = reverse("admin:assignments_task_change", args=[task.pk])
    page = client_for(admin_user).get(address).content.decode()
    assert TEXT.replace("&", "&amp;") in page
    task.refresh_from_db()
    work.refresh_from_db()
    assert (task.text, work.title) == (TEXT, TITLE)
