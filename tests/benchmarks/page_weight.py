"""How many bytes a page costs on the wire: the first visit with an empty cache, and the next with a
full one.

    .venv/bin/python manage.py collectstatic --noinput
    serve as in production (docs/deployment.md) on demo data, then
    .venv/bin/python -m tests.benchmarks.page_weight http://127.0.0.1:8000

Every page of every role is asked for as a browser does (`Accept-Encoding: gzip, br`): the page, its
style sheets, scripts and icon, headers included; pictures of evidence are left out. The next visit
asks for the page again, and for each file that its headers do not allow the browser to keep. Exits
with 1 where a page is over the limit.
"""

import re
import sys
from http.client import HTTPConnection, HTTPResponse
from urllib.parse import urlencode, urlsplit

FIRST, NEXT = 60_000, 25_000
PASSWORD = "yanshi-2021-q3"
PLACE = re.compile(r"\{([^}#]+)#?(\d*)\}")
FILES = re.compile(r'<(?:link|script)[^>]+(?:href|src)="(/static/[^"]+)"')

LEADER = "/leaders/{/leaders/#2}/"
"""In braces: the page to look on, and which of its links of that shape to take, the first where
nothing is said."""
WORK, UNIT = "/works/{/overview/#71}/", "/units/{/overview/}/"
PAGES = {
    "": ("/accounts/login/",),
    "admin": ("/components/",),
    "ducha": (
        "/overview/",
        "/leaders/",
        LEADER,
        f"{LEADER}stocktake/",
        f"{LEADER}brief/",
        "/wall/",
        "/preferences/",
        "/tasks/",
        "/tasks/?standing=slow&by=work",
        "/tasks/filters/",
        "/find/?q=sfgj",
        WORK,
        f"{WORK}instruct/",
        "/units/",
        UNIT,
        "/compare/",
        "/livelihood/",
        "/office/",
        "/office/reports/",
        "/office/reports/{/office/reports/}/",
        "/office/assess/",
        "/office/assess/{/office/assess/}/",
        "/office/silent/",
        "/office/periods/",
        "/office/plans/",
        "/office/phrases/",
        "/directives/",
        "/directives/{/directives/}/",
        "/bulletins/",
        "/bulletins/{/bulletins/}/",
        "/import/",
        "/import/{/import/}/",
        "/accounts/password/",
    ),
    "caimugui": ("/directives/",),
    "keji": (
        "/desk/",
        "/desk/sheet/",
        "/desk/plan/",
        "/works/{/desk/}/report/{/desk/}/",
    ),
}


class Visitor:
    """One browser: a connection, its cookies, and the bytes of each answer."""

    def __init__(self, base: str, username: str):
        self.host = urlsplit(base).netloc
        self.cookies: dict[str, str] = {}
        self.bytes: dict[str, int] = {}
        self.kept: dict[str, bool] = {}
        if username:
            self.sign_in(username)

    def ask(self, address: str, form: dict | None = None) -> tuple[HTTPResponse, bytes]:
        headers = {"Accept-Encoding": "gzip, br"}
        if self.cookies:
            headers["Cookie"] = "; ".join(
                f"{name}={value}" for name, value in self.cookies.items()
            )
        if form:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection = HTTPConnection(self.host, timeout=60)
        connection.request(
            "POST" if form else "GET",
            address,
            urlencode(form) if form else None,
            headers,
        )
        answer = connection.getresponse()
        body = answer.read()
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, value = line.split(";")[0].split("=", 1)
            self.cookies[name] = value
        self.bytes[address] = len(body) + len(str(answer.headers))
        self.kept[address] = "max-age" in (answer.headers.get("Cache-Control") or "")
        connection.close()
        return answer, body

    def text(self, address: str) -> str:
        """The page, uncompressed, without counting it."""
        connection = HTTPConnection(self.host, timeout=60)
        headers = {
            "Cookie": "; ".join(
                f"{name}={value}" for name, value in self.cookies.items()
            )
        }
        connection.request("GET", address, None, headers)
        answer = connection.getresponse()
        if answer.status != 200:
            raise SystemExit(f"{address}：{answer.status}")
        return answer.read().decode()

    def sign_in(self, username: str) -> None:
        self.ask("/accounts/login/")
        form = {
            "username": username,
            "password": PASSWORD,
            "csrfmiddlewaretoken": self.cookies["csrftoken"],
        }
        answer, _ = self.ask("/accounts/login/", form)
        if answer.status != 302:
            raise SystemExit(f"{username} 不能登录：{answer.status}")

    def address(self, pattern: str) -> str:
        """The pattern with its braces filled from links of that shape, "" where there is none."""
        asked = PLACE.search(pattern)
        if not asked:
            return pattern
        before, place = pattern[: asked.start()], int(asked[2] or 0)
        numbers = list(
            dict.fromkeys(
                re.findall(rf'href="{re.escape(before)}(\d+)/', self.text(asked[1]))
            )
        )
        return (
            self.address(before + numbers[place] + pattern[asked.end() :])
            if place < len(numbers)
            else ""
        )

    def weigh(self, address: str) -> tuple[int, int]:
        """Bytes of the first visit and of the next."""
        self.ask(address)
        files = set(FILES.findall(self.text(address)))
        for name in files:
            if name not in self.bytes:
                self.ask(name)
        page = self.bytes[address]
        first = page + sum(self.bytes[name] for name in files)
        return first, page + sum(
            self.bytes[name] for name in files if not self.kept[name]
        )


def main() -> int:
    base = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000"
    over = 0
    for username, patterns in PAGES.items():
        visitor = Visitor(base, username)
        for pattern in patterns:
            address = visitor.address(pattern)
            if not address:
                sys.stderr.write(f"{pattern}：没有可看的\n")
                continue
            first, following = visitor.weigh(address)
            too_much = first > FIRST or following > NEXT
            over += too_much
            sys.stdout.write(
                f"| `{address}` | {first:,} | {following:,} |{' 超出' if too_much else ''}\n"
            )
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
