"""The colours of a standing in files: those of the light page (tokens.css), as paper and ink."""

from django.conf import settings

from assignments.choices import Group

DONE, ON_TRACK = ("1F62A3", "FFFFFF"), ("E0F1E7", "175C38")
GREEN_DONE, BLUE_ON_TRACK = ("1F7A4A", "FFFFFF"), ("E3EEFA", "174D83")
COLOURS = {
    Group.DONE: DONE,
    Group.ON_TRACK: ON_TRACK,
    Group.SLOW: ("A25B00", "FFFFFF"),
    Group.ADJUSTED: ("EEE8F7", "523A7B"),
    Group.CANCELLED: ("ECEFF4", "454F5C"),
    Group.NOT_REPORTED: ("FFFFFF", "454F5C"),
    Group.UNASSESSED: ("FFFFFF", "454F5C"),
}


def paper_and_ink(group: str) -> tuple[str, str]:
    """Two colours as RRGGBB; the word or mark stands beside them wherever they are used."""
    changed = {Group.DONE: GREEN_DONE, Group.ON_TRACK: BLUE_ON_TRACK}
    return (COLOURS | (changed if settings.PALETTE == "green-done" else {}))[
        Group(group)
    ]
