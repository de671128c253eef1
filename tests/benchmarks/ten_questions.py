"""Ten questions a leader asks, each answered from the leader's home in a browser, its clicks counted.

    python3 start.py --port 8000 &
    .venv/bin/python -m tests.benchmarks.ten_questions http://127.0.0.1:8000

On the demo data of 2021, signed in as 蔡木贵. A click is a link or a hit of the find box that was chosen, what was
typed into that box is told apart; an answer counts only where its words are visible on the page. The table is
printed as docs/benchmarks.md has it; a question without its answer stops the run.
"""

import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page, expect, sync_playwright

USER, PASSWORD = "caimugui", "yanshi-2021-q3"
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]


@dataclass
class Hand:
    """What a person does on a page, counted."""

    page: Page
    clicks: int = 0
    typed: str = ""

    def click(self, name: str) -> None:
        self.clicks += 1
        self.page.get_by_role("link", name=name).first.click()

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
    hand.see(".waiting", "等我处理")


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
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        page = browser.new_page(base_url=address, locale="zh-CN", viewport={"width": 1440, "height": 900})
        page.goto("/accounts/login/")
        page.fill("[name=username]", USER)
        page.fill("[name=password]", PASSWORD)
        page.click("button[type=submit]")
        for question, answer in QUESTIONS:
            page.goto("/")
            hand = Hand(page)
            answer(hand)
            typed = f"，输入“{hand.typed}”" if hand.typed else ""
            sys.stdout.write(f"| {question} | {hand.clicks}{typed} |\n")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000")
