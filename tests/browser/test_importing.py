"""The import wizard in a browser: the first rows of the notice of 2021 handed in, looked through,
written, and taken back. All its rows would be looked at by axe for half a minute and show no more
kinds of things."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from assignments.models import Period, ProgressReport, Target, Task

NOTICE = Path(__file__).resolve().parent.parent / "data" / "2021-notice.txt"
ROWS = 16


@pytest.fixture
def notice(tmp_path):
    path = tmp_path / NOTICE.name
    path.write_text(
        NOTICE.read_text(encoding="utf-8").partition("\n17加快")[0], encoding="utf-8"
    )
    return path


def test_a_notice_is_handed_in_written_and_taken_back(
    sign_in, office_user, looks_right, notice
):
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


class Keys:
    """Somebody without a mouse: Tab goes to what is wanted, Enter presses it. Few stops on the way,
    or it fails."""

    MOST = 45

    def __init__(self, page):
        self.page = page

    def reach(self, wanted) -> None:
        element = wanted.element_handle()
        for _ in range(self.MOST):
            self.page.keyboard.press("Tab")
            if self.page.evaluate(
                "element => document.activeElement === element", element
            ):
                return
        pytest.fail(f"{self.page.url}：按 {self.MOST} 次 Tab 到不了 {wanted}")

    def press(self, role, name) -> None:
        self.reach(self.page.get_by_role(role, name=name).first)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def to_the_steps(self) -> None:
        self.press("link", "回到步骤")

    def type(self, wanted, text) -> None:
        self.reach(wanted)
        self.page.keyboard.type(text)


class NoScript:
    """Somebody whose browser runs no scripts."""

    def __init__(self, page):
        self.page = page

    def press(self, role, name) -> None:
        self.page.get_by_role(role, name=name).first.click()

    def to_the_steps(self) -> None:
        """They are in sight again by scrolling."""

    def type(self, wanted, text) -> None:
        wanted.fill(text)


@pytest.fixture
def walker(request, page, browser, browser_context_args, sign_in, office_user):
    """The page of the office, with the keyboard alone or without scripts."""
    if request.param == "keyboard":
        yield Keys(sign_in(office_user))
        return
    context = browser.new_context(**browser_context_args, java_script_enabled=False)
    context.add_cookies(sign_in(office_user).context.cookies())
    yield NoScript(context.new_page())
    context.close()


@pytest.mark.parametrize("walker", ["keyboard", "no script"], indirect=True)
def test_the_whole_way_by_keyboard_and_without_scripts(walker, notice, tmp_path):
    page = walker.page
    page.goto("/import/")
    page.get_by_label("文件", exact=True).set_input_files(notice)
    walker.press("button", "读取并预览")
    walker.press("link", "名称")
    walker.press("button", re.compile("^全部(新建|按建议处理)$"))
    walker.press("link", "逐行核对")
    walker.press("link", re.compile("^牵头待确认"))
    walker.press("button", "确认重点工作 1由第一位牵头")
    expect(page.get_by_role("button", name="确认重点工作 1由第一位牵头")).to_have_count(
        0
    )
    walker.press("button", "重点工作 2列名的单位都牵头")
    walker.press("link", "修改重点工作 3")
    walker.type(page.locator("[name=added-0-text]"), "完成竣工验收")
    walker.press("button", "再加一行目标")
    expect(page.locator("[name=added-0-text]")).to_have_value("完成竣工验收")
    walker.type(page.locator("[name=added-1-text]"), "新增就业岗位")
    walker.type(page.locator("[name=added-1-value]"), "1200")
    walker.press("button", "保存这一行")
    walker.press("link", "修改重点工作 4")
    walker.press("button", "这一行暂不导入")
    walker.to_the_steps()
    walker.press("link", "去确认")
    walker.press("button", "确认导入")
    assert Task.objects.count() == ROWS - 1
    added = Target.objects.filter(task__number=3).values_list("text", "value")
    assert {("完成竣工验收", None), ("新增就业岗位", 1200)} <= set(added)
    mended = rejected_rows(page, tmp_path)

    task = Task.objects.get(number=1)
    days = {"starts": "2021-01-01", "ends": "2021-03-31", "due_on": "2021-04-10"}
    period = Period.objects.create(year=2021, index=1, state="open", **days)
    unit = task.responsibilities.first().unit
    report = ProgressReport.objects.create(
        work=task.work, unit=unit, period=period, progress="已开工。"
    )
    walker.press("link", "撤销这次导入")
    expect(page.get_by_text("不能撤销：之后的工作依赖这次导入。")).to_be_visible()
    report.delete()
    period.delete()
    walker.press("link", "返回")
    walker.press("link", "撤销这次导入")
    walker.press("button", "撤销导入")
    assert not Task.objects.exists()

    page.goto("/import/")
    page.get_by_label("文件", exact=True).set_input_files(mended)
    walker.press("button", "读取并预览")
    expect(page.get_by_text("读到 1 行")).to_be_visible()


def rejected_rows(page, folder) -> Path:
    """The file of rows that were not imported, as the page gives it."""
    with page.expect_download() as download:
        page.get_by_role("link", name="下载未导入的行（Excel）").click()
    path = folder / "未导入的行.xlsx"
    download.value.save_as(path)
    return path
