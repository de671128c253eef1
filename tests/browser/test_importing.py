"""The import wizard in a browser: the first rows of the notice of 2021 handed in, looked through, written, and taken
back. All its rows would be looked at by axe for half a minute and show no more kinds of things."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from assignments.models import Task

NOTICE = Path(__file__).resolve().parent.parent / "data" / "2021-notice.txt"
ROWS = 16


@pytest.fixture
def notice(tmp_path):
    path = tmp_path / NOTICE.name
    path.write_text(NOTICE.read_text(encoding="utf-8").partition("\n17加快")[0], encoding="utf-8")
    return path


def test_a_notice_is_handed_in_written_and_taken_back(sign_in, office_user, looks_right, notice):
    page = sign_in(office_user)
    page.goto("/import/")
    page.get_by_label("文件", exact=True).set_input_files(notice)
    page.get_by_role("button", name="读取并预览").click()
    page.wait_for_url(re.compile(r"/import/\d+/$"))
    expect(page.get_by_role("heading", name="导入预览")).to_be_visible()
    expect(page.get_by_role("heading", name=re.compile("名称待确认"))).to_be_visible()
    assert Task.objects.count() == 0
    looks_right(page)

    page.get_by_role("button", name=re.compile("^全部(新建|按建议处理)$")).click()
    expect(page.get_by_role("heading", name=re.compile("名称待确认"))).to_have_count(0)
    looks_right(page)
    page.get_by_role("link", name="下一步：确认导入").click()
    page.wait_for_url(re.compile("/confirm/$"))
    page.get_by_role("button", name="确认导入").click()
    expect(page.get_by_text("已导入。如有不妥，可以撤销。")).to_be_visible()
    assert Task.objects.count() == ROWS
    looks_right(page)

    page.get_by_role("link", name="撤销这次导入").click()
    page.wait_for_url(re.compile("/undo/$"))
    looks_right(page)
    page.get_by_role("button", name="撤销导入").click()
    expect(page.get_by_text("已撤销这次导入，台账恢复到导入之前。")).to_be_visible()
    assert Task.objects.count() == 0
