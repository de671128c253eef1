"""Pressing a button of a page: its action has the address of the page with one word more."""

from django.test import Client

KEYS = {"take": "report", "detach": "file", "drop": "milestone", "carry": "work"}
"""By what name a button sends the key of the thing that it is about."""


def press(client: Client, page: str, data: dict, **more):
    """Send `data` with the button that its "action" names: "save", or "take:7" for a button that
    is about a thing. Without one, to the page itself."""
    fields = dict(data)
    action, _, key = fields.pop("action", "").partition(":")
    if not action:
        return client.post(page, fields, **more)
    if key:
        fields[KEYS[action]] = key
    path, mark, query = page.partition("?")
    return client.post(f"{path}{action}/{mark}{query}", fields, **more)
