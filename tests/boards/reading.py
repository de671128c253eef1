"""Reading a page as a test needs it."""

import html
import re
from datetime import datetime, timezone

from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assignments.boards.filters import TaskFilter
from assignments.ledger.calendar import calendar
from assignments.ledger.figures import Board

NOON = datetime(2021, 7, 7, 4, 0, tzinfo=timezone.utc)
"""In the open quarter of the small plan, on the day before its reports are due."""


def url_of(work) -> str:
    return reverse("boards:work", args=[work.pk])


def text_of(response) -> str:
    """The words of a page without its tags."""
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode())))


def total_of(response) -> int:
    """How many entries the ledger of tasks says it lists."""
    return int(re.search(r'data-total="(\d+)"', response.content.decode())[1])


def length_of(url: str, boards: dict[str, Board]) -> int | None:
    """How many entries the list at an address of the ledger has, without drawing it; None where the ledger would
    refuse the address. `boards` keeps what was read of each period from one address to the next."""
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
