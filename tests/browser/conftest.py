"""A real Chromium against the real server, in Chinese, at the widths people have.

Fixtures: `page` (pytest-playwright's, opened on the live server's address), `sign_in(user)`,
`looks_right(page)` (axe and the width, on a desk and on a phone), `strict_csp` (fails where the
browser refused something).
"""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from start import find_chromium, missing_packages

HERE = Path(__file__).resolve().parent
CHROMIUM = find_chromium()
MISSING = [
    package for package in missing_packages() if package in ("chromium", "libatomic1")
]
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
VIEWS = (
    ({"width": 1440, "height": 900}, "light", {}),
    (
        {"width": 390, "height": 844},
        "dark",
        {
            "runOnly": [
                "color-contrast",
                "link-in-text-block",
                "scrollable-region-focusable",
            ]
        },
    ),
)
"""A desk in the light, a phone in the dark. The second look asks axe only what another size and
other colours can change."""

WIDE_TABLES = """() => [...document.querySelectorAll("main .table-wrap")].filter(
    one => one.scrollWidth > one.clientWidth + 1 && !one.querySelector(".annex-table")).map(
    one => one.textContent.trim().slice(0, 40))"""
"""Tables that a phone would have to move sideways; a bulletin's annex is a picture of its paper and
may."""

ASK_AXE = """async options =>
    (await axe.run({resultTypes: ["violations"], ...options})).violations.map(one =>
        `${one.id}（${one.impact}）${one.nodes[0].html.slice(0, 160)}`)"""


def pytest_collection_modifyitems(items):
    for item in items:
        if HERE in Path(item.path).parents:
            item.add_marker(pytest.mark.browser)
            if MISSING:
                item.add_marker(
                    pytest.mark.skip(
                        f"浏览器测试未运行：apt install {' '.join(MISSING)}"
                    )
                )


PATIENCE = 120_000
"""Milliseconds until a page counts as not coming. On a machine with other work a page of this
product has taken longer than Playwright's half minute to load, the server waiting for the browser
to ask for it; what never comes is still found."""
expect.set_options(timeout=30_000)


@pytest.fixture(scope="session")
def browser(browser: Browser):
    """pytest-playwright's, all of whose pages are waited for with patience."""
    open_context = browser.new_context

    def new_context(**options):
        context = open_context(**options)
        context.set_default_timeout(PATIENCE)
        return context

    browser.new_context = new_context
    return browser


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": FLAGS}


@pytest.fixture
def browser_context_args(browser_context_args, live_server):
    return {
        **browser_context_args,
        "base_url": live_server.url,
        "locale": "zh-CN",
        "timezone_id": "Asia/Shanghai",
        "viewport": {"width": 1440, "height": 900},
    }


@pytest.fixture
def sign_in(page, client_for, live_server):
    """A function: user -> the page, with that user's session; the form itself is asked in
    test_sign_in.py."""

    def with_a_session(user):
        session = client_for(user).cookies["sessionid"].value
        page.context.add_cookies(
            [{"name": "sessionid", "value": session, "url": live_server.url}]
        )
        return page

    return with_a_session


def faults(page) -> list[str]:
    """What is wrong with a page in each of the two views; loaded once, as turning a screen would.
    It is left in the size and the colours it came in."""
    found = (
        [] if page.locator("h1").count() == 1 else [f"{page.url}：应有且只有一个 h1"]
    )
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    before = page.viewport_size
    for size, scheme, options in VIEWS:
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)
        where = f"{page.url}（{size['width']}，{scheme}）"
        if page.evaluate("document.documentElement.scrollWidth") > size["width"]:
            found.append(f"{where}：比屏幕宽")
        if size["width"] < 640:
            found += [
                f"{where}：表格要左右滚动：{one}" for one in page.evaluate(WIDE_TABLES)
            ]
        found += [f"{where}：{one}" for one in page.evaluate(ASK_AXE, options)]
    page.set_viewport_size(before)
    page.emulate_media(color_scheme="light")
    return found


@pytest.fixture
def looks_right():
    """A function: page -> passes when it has no faults, else says what and where."""

    def look(page):
        told = faults(page)
        assert not told, "\n".join(told)

    return look


@pytest.fixture(autouse=True)
def strict_csp(page):
    """No page may ask for what the content security policy refuses, nor throw in its scripts. A
    function, for the pages that a test opens itself."""
    told = []

    def watch(page):
        page.on(
            "console",
            lambda line: (
                told.append(line.text)
                if "Content Security Policy" in line.text
                else None
            ),
        )
        page.on("pageerror", lambda error: told.append(str(error)))

    watch(page)
    yield watch
    assert not told, "\n".join(told)
