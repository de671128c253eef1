"""A real Chromium against the real server, in Chinese, at the widths people have.

Fixtures: `page` (pytest-playwright's, opened on the live server's address), `sign_in(user)`, `no_violations(page)`
(axe), `snapshot(page, name)` (a PNG in test-results/), `strict_csp` (fails where the browser refused something).
"""

import os
import shutil
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

HERE = Path(__file__).resolve().parent
PICTURES = HERE.parent.parent / "test-results"
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
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


def pytest_collection_modifyitems(items):
    for item in items:
        if HERE in Path(item.path).parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    if CHROMIUM is None:
        pytest.skip("没有 chromium，浏览器测试未运行：apt install chromium fonts-noto-cjk")
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
    """A function: user -> the page, with that user's session; the form itself is asked in test_sign_in.py."""

    def with_a_session(user):
        session = client_for(user).cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        return page

    return with_a_session


@pytest.fixture
def no_violations():
    """A function: page -> passes when axe finds nothing, else says what and where."""

    def ask_axe(page):
        found = Axe().run(page).response["violations"]
        told = [f"{one['id']}（{one['impact']}）：{one['nodes'][0]['html'][:200]}" for one in found]
        assert not told, "\n".join(told)

    return ask_axe


@pytest.fixture(autouse=True)
def strict_csp(page):
    """No page may ask for what the content security policy refuses, nor throw in its scripts."""
    told = []
    page.on(
        "console", lambda line: told.append(line.text) if "Content Security Policy" in line.text else None
    )
    page.on("pageerror", lambda error: told.append(str(error)))
    yield
    assert not told, "\n".join(told)


@pytest.fixture
def snapshot():
    """A function: page, name -> the path of a PNG of the whole page."""

    def take(page, name):
        PICTURES.mkdir(exist_ok=True)
        path = PICTURES / f"{name}.png"
        page.screenshot(path=path, full_page=True)
        return path

    return take
