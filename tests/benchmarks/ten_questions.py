"""Ten questions a leader asks, and ten more of a leader, the office and a unit, each answered from
where that person starts, in a browser, its clicks counted.

    python3 start.py --port 8000 &
    .venv/bin/python -m tests.benchmarks.ten_questions http://127.0.0.1:8000

On fresh demo data of 2021, as 蔡木贵, the office and 市科技局. A click is a link or a hit of the
find box that was chosen, what was typed into that box is told apart; an answer counts only where
its words are visible on the page. The table is printed as docs/benchmarks.md has it; a question
without its answer stops the run.
"""

import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Browser, Page, expect, sync_playwright

LEADER, OFFICE, UNIT, PASSWORD = "caimugui", "ducha", "keji", "yanshi-2021-q3"
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
]


@dataclass
class Hand:
    """What a person does on a page, counted."""

    page: Page
    clicks: int = 0
    typed: str = ""

    def click(self, name: str) -> None:
        self.clicks += 1
        self.page.get_by_role("link", name=name).first.click()

    def press(self, place: str) -> None:
        self.clicks += 1
        self.page.locator(place).first.click()

    def find(self, words: str, hit: str) -> None:
        """Type into the box that every page has, choose a hit."""
        self.typed = words
        self.page.locator("#find").press_sequentially(words)
        self.clicks += 1
        self.page.locator("[data-hit]", has_text=hit).first.click()

    def see(self, place: str, *words: str) -> None:
        for word in words:
            expect(self.page.locator(place, has_text=word).first).to_be_visible()


def slow(hand: Hand) -> None:
    hand.see(".kpi", "进度偏慢")
    hand.see(".leader-slow", "42 全力做好")


def why(hand: Hand) -> None:
    hand.find("72", "重点工作 72")
    hand.see(".work-comment", "腾退意愿不强")
    hand.see(".facts", "市自然资源规划局")
    hand.see("section", "倒排工期")


def worse(hand: Hand) -> None:
    hand.see(".moves", "42/66 全力做好")


def waiting(hand: Hand) -> None:
    hand.see(".waiting", "待我阅处")


def due(hand: Hand) -> None:
    hand.see("section", "近 30 天到期")


def behind(hand: Hand) -> None:
    hand.click("总览")
    hand.see("section", "偏慢较多的单位")


def livelihood(hand: Hand) -> None:
    hand.click("民生实事")
    hand.see(".legend", "已完成")


def answered(hand: Hand) -> None:
    hand.see(".waiting li", "的批示已回复")
    hand.see(".waiting li", "的批示待回复")


def unit(hand: Hand) -> None:
    hand.find("skjj", "市科技局")
    hand.see(".unit-counts", "牵头")


def look_back(hand: Hand) -> None:
    hand.click("任选两期对比")
    hand.see("h1", "蔡木贵：2021年三季度与2021年二季度对比")


def shared(hand: Hand) -> None:
    hand.press(".head a[href*='joint=yes']")
    hand.see(".ledger-line", "共 2 条")
    hand.see(".ledger-table", "42", "54")


def silent(hand: Hand) -> None:
    hand.press(".kpi:has-text('未报送')")
    hand.see(".ledger-table", "市科技局")


def paper(hand: Hand) -> None:
    hand.click("进展简报")
    hand.see(".sheet", "进度偏慢", "牵头")


def words_of_units(hand: Hand) -> None:
    hand.find("42", "重点工作 42")
    hand.see(".timeline", "进展情况", "存在问题")


def table(hand: Hand) -> None:
    hand.press(".whole-city a[href*='standing=slow'][href*='by=work']")
    hand.see(".ledger-line", "导出 Excel")


def overdue(hand: Hand) -> None:
    hand.see("section:has-text('批示未办结') li", "逾期")


def punctual(hand: Hand) -> None:
    hand.find("szjj", "市住建局")
    hand.see(".unit-counts", "按时报送率")


def chased(hand: Hand) -> None:
    hand.click("责任单位")
    hand.see(".units-table th", "本期催办")
    hand.see(".units-table td", "1 次")


def owed(hand: Hand) -> None:
    hand.see("#owed", "45")


def sent_before(hand: Hand) -> None:
    hand.press("#owed a[href*='/report/']")
    hand.see("main", "上期")


MORE: tuple[tuple[str, str, Callable[[Hand], None]], ...] = (
    (LEADER, "我和别的领导共同牵头的是哪几项？", shared),
    (LEADER, "我名下哪家还没报？", silent),
    (LEADER, "给我一张纸带去开会。", paper),
    (LEADER, "第 42 项单位自己怎么说？", words_of_units),
    (OFFICE, "把偏慢的导成表。", table),
    (OFFICE, "哪些批示逾期了？", overdue),
    (OFFICE, "市住建局按时报送率多少？", punctual),
    (OFFICE, "各单位本期催办了几次？", chased),
    (UNIT, "我还差哪几件没报？", owed),
    (UNIT, "这一件上季我们报了什么？", sent_before),
)
"""By whom asked."""

QUESTIONS: tuple[tuple[str, Callable[[Hand], None]], ...] = (
    ("我牵头的有几项偏慢，哪几项？", slow),
    ("第 72 项为什么慢，谁负责，下一步？", why),
    ("比上季度，哪些变差了？", worse),
    ("还有什么等我批？", waiting),
    ("近期有哪些节点到期？", due),
    ("全市哪个单位拖后腿？", behind),
    ("民生实事完成几项？", livelihood),
    ("我上次的批示回复了没有？", answered),
    ("市科技局一共牵头几项？", unit),
    ("和以前同期比怎样？", look_back),
)


def main(address: str) -> None:
    asked = [(LEADER, *question) for question in QUESTIONS] + list(MORE)
    with sync_playwright() as started:
        browser = started.chromium.launch(
            executable_path=shutil.which("chromium"), args=FLAGS
        )
        pages = {
            user: signed_in(browser, address, user) for user in (LEADER, OFFICE, UNIT)
        }
        for user, question, answer in asked:
            pages[user].goto("/")
            hand = Hand(pages[user])
            answer(hand)
            typed = f"，输入“{hand.typed}”" if hand.typed else ""
            sys.stdout.write(f"| {user} | {question} | {hand.clicks}{typed} |\n")
        browser.close()


def signed_in(browser: Browser, address: str, user: str) -> Page:
    page = browser.new_page(
        base_url=address, locale="zh-CN", viewport={"width": 1440, "height": 900}
    )
    page.goto("/accounts/login/")
    page.fill("[name=username]", user)
    page.fill("[name=password]", PASSWORD)
    page.click("button[type=submit]")
    return page


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000")
