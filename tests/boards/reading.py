"""Reading a page as a test needs it."""

import html
import re

from django.db import connection
from django.test.utils import CaptureQueriesContext


def text_of(response) -> str:
    """The words of a page without its tags."""
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode())))


def total_of(response) -> int:
    """How many entries the ledger of tasks says it lists."""
    return int(re.search(r'data-total="(\d+)"', response.content.decode())[1])


def queries(client, url: str, data=None) -> int:
    """How many queries a page costs, signing in included."""
    with CaptureQueriesContext(
        connection,
    ) as found:
        assert client.get(url, data).status_code == 200
    return len(found)
