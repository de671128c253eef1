"""Take the manual's pictures from a running copy with the demo data.

    python3 start.py --port 8000          in one window
    .venv/bin/python docs/manual/take.py http://127.0.0.1:8000 PASSWORD

PASSWORD is the one `start.py` prints for the demo accounts. Needs the packages of
requirements-dev.txt and chromium.
"""

import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

HERE = Path(__file__).resolve().parent
PICTURES = {
    "ducha": {
        "overview": "/overview/",
        "tasks": "/tasks/?standing=slow",
        "livelihood": "/livelihood/",
        "work": "/works/72/",
        "office": "/office/",
        "assess": "/office/assess/",
        "periods": "/office/periods/",
        "bulletins": "/bulletins/",
        "import": "/import/",
    },
    "keji": {"desk": "/desk/", "report": "/works/45/"},
    "caimugui": {"leader": "/leaders/3/?order=slow"},
}
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
]


def take(browser: Browser, base: str, password: str) -> None:
    for user, pages in PICTURES.items():
        context = browser.new_context(
            viewport={"width": 1280, "height": 860}, locale="zh-CN"
        )
        page = context.new_page()
        page.goto(f"{base}/accounts/login/")
        page.fill("[name=username]", user)
        page.fill("[name=password]", password)
        page.click("main button[type=submit]")
        page.wait_for_load_state()
        for name, address in pages.items():
            page.goto(base + address)
            if name == "report":
                page.locator("a[href*='/report/']").first.click()
                page.wait_for_load_state()
            page.screenshot(path=str(HERE / f"{name}.png"))
        context.close()


if __name__ == "__main__":
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=FLAGS
        )
        take(chromium, sys.argv[1], sys.argv[2])
        chromium.close()
