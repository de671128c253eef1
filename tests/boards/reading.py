"""Reading a page as a test needs it."""

import html
import re
from datetime import datetime, timezone

from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml.html import document_fromstring

from assignments.boards.filters import TaskFilter
from assignments.ledger.calendar import calendar
from assignments.ledger.figures import Board

NOON = datetime(2021, 7, 7, 4, 0, tzinfo=timezone.utc)
"""In the open quarter of the small plan, on the day before its reports are due."""


def url_of(work) -> str:
    return reverse("boards:work", args=[work.pk])


def text_of(response) -> str:
    """The words of a page without its tags."""
    return html.unescape(
        re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))
    )


def total_of(response) -> int:
    """How many entries the ledger of tasks says it lists."""
    return int(re.search(r'data-total="(\d+)"', response.content.decode())[1])


def length_of(url: str, boards: dict[str, Board]) -> int | None:
    """How many entries the list at an address of the ledger has, without drawing it; None where the
    ledger would refuse the address. `boards` keeps what was read of each period from one address to
    the next."""
    address = QueryDict(url.partition("?")[2])
    code = address.get("period", "")
    if code not in boards:
        boards[code] = Board(calendar(code).chosen)
    asked = TaskFilter(address, board=boards[code])
    return len(asked.question.rows(boards[code])) if asked.is_valid() else None


def queries(client, url: str, data=None) -> int:
    """How many queries a page costs, signing in included."""
    with CaptureQueriesContext(
        connection,
    ) as found:
        assert client.get(url, data).status_code == 200
    return len(found)


def miscounted(page: str) -> list[str]:
    """Numbers that head a list on the page itself (未按时 3 件, 其余 6 项) and are not as large as
    it is long.

    A number that is a link leads to its list elsewhere; a heading without a list of its own heads
    something else."""
    found = []
    for head in document_fromstring(page).xpath(
        "//summary|//section//h2|//section//h3"
    ):
        number = re.search(
            r"(\d+) *[项件次个家]?$", " ".join(head.text_content().split())
        )
        if number and not head.xpath(".//a"):
            lists = lists_under(head)
            length = sum(
                len(ul.xpath("./li[not(contains(@class, 'nothing'))]")) for ul in lists
            )
            if lists and length != int(number[1]):
                found.append(f"{head.text_content().strip()}：列有 {length} 条")
    return found


def lists_under(head) -> list:
    """Of a summary the lists of its details; of a heading the list that follows, with its folded
    rest."""
    if head.tag == "summary":
        return head.getparent().xpath("./ul")
    first = head if head.getparent().tag == "section" else head.getparent()
    rest = first.xpath(
        "./following-sibling::details[starts-with(normalize-space(./summary), '其余')][1]/ul"
    )
    after = first.getnext()
    return [after, *rest] if after is not None and after.tag == "ul" else []
