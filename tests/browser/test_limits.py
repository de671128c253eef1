"""What is pasted beyond a box's limit, in a browser: nothing is cut, the counter and the server say
the same."""

from playwright.sync_api import expect

from assignments.bulletins.verbs import draft
from assignments.models import Bulletin, ProgressReport

LONG = "进" * 4990 + "𠮷\n" * 6
"""5,001 characters without the last line's end, which is taken off: a browser's own count is 5,007.
"""
SAID = "超出 1 字，最多 5000 字，请缩短。"


def paste(page, box: str, text: str) -> None:
    """As Ctrl+V does it, which a limit of the browser's own would cut."""
    page.focus(box)
    page.evaluate("text => document.execCommand('insertText', false, text)", text)


def test_a_long_report_is_kept_and_counted(sign_in, unit_user, small_plan, looks_right):
    work, unit = small_plan.works["talents"].pk, unit_user.unit_id
    page = sign_in(unit_user)
    page.goto(f"/works/{work}/report/{unit}/")
    paste(page, "#id_progress", LONG)
    assert page.input_value("#id_progress") == LONG
    expect(page.locator("#limit-id_progress")).to_have_text(SAID)
    expect(page.locator("#autosave")).to_contain_text("“进展情况”不合要求，没有存")
    looks_right(page)
    page.get_by_role("button", name="保存草稿").click()
    expect(page.locator(".errors").first).to_contain_text(
        "“进展情况”最多 5000 字，现在有 5001 字，超出 1 字，请缩短。"
    )
    assert page.input_value("#id_progress").strip() == LONG.strip()
    page.fill("#id_progress", LONG.strip()[1:])
    expect(page.locator("#limit-id_progress")).to_have_text("还可写 0 字。")
    page.get_by_role("button", name="保存草稿").click()
    expect(page.locator(".messages")).to_contain_text("草稿已保存")
    assert len(ProgressReport.objects.get(work=work, unit=unit).progress) == 5000


def test_a_bulletin_of_a_day_to_come_is_confirmed(
    sign_in, office_user, small_plan, looks_right
):
    drafted = draft(period=small_plan.last, by=office_user)
    page = sign_in(office_user)
    page.goto(f"/bulletins/{drafted.pk}/")
    page.fill("#id_issued_on", "2091-07-20")
    page.get_by_role("button", name="保存并更新预览").click()
    expect(page.locator("#id_issued_on_error")).to_contain_text(
        "2091年7月20日，晚于今天"
    )
    looks_right(page)
    page.get_by_label("日期无误，就是2091年7月20日").check()
    page.get_by_role("button", name="保存并更新预览").click()
    expect(page.locator(".messages")).to_contain_text("已保存")
    assert str(Bulletin.objects.get(pk=drafted.pk).issued_on) == "2091-07-20"
