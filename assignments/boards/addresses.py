"""Addresses in other rooms. A room is never imported, and an installation may lack one."""

from django.urls import NoReverseMatch, reverse


def address(name: str, *args: int) -> str:
    """The address of a page, "" where this installation does not have it."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
