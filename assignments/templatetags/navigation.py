"""Who sees which entry of the navigation, and the mark of demonstration data."""

from collections.abc import Callable
from dataclasses import dataclass

from django import template
from django.urls import NoReverseMatch, reverse

from assignments.choices import Role
from assignments.ledger import access
from assignments.models import Period

register = template.Library()


@dataclass(frozen=True)
class MenuEntry:
    """One entry: where it leads, who may open it, and which addresses light it up: of its own room
    (all where none is named), and every one of the room that lights it too (`lit_by_room`)."""

    label: str
    name: str
    allowed: Callable
    lit: frozenset = frozenset()
    lit_by_room: str = ""


@dataclass(frozen=True)
class Shown:
    label: str
    url: str
    current: bool


def everybody(user) -> bool:
    return True


def reporter(user) -> bool:
    return user.role == Role.UNIT


def takes_part(user) -> bool:
    return user.role != Role.VIEWER


ENTRIES = (
    MenuEntry("我的填报", "reporting:desk", reporter, lit_by_room="intake"),
    MenuEntry("督查工作台", "supervision:desk", access.can_review),
    MenuEntry("总览", "boards:overview", everybody, frozenset({"overview", "compare"})),
    MenuEntry(
        "领导看板",
        "boards:leaders",
        everybody,
        frozenset({"leaders", "leader", "stocktake", "brief"}),
    ),
    MenuEntry(
        "任务台账",
        "boards:tasks",
        everybody,
        frozenset(
            {
                "tasks",
                "work",
                "photo",
                "remove_picture",
                "filters",
                "delete_saved_filter",
            }
        ),
    ),
    MenuEntry("民生实事", "boards:livelihood", everybody, frozenset({"livelihood"})),
    MenuEntry(
        "责任单位", "boards:units", everybody, frozenset({"units", "unit", "league"})
    ),
    MenuEntry("批示", "directives:inbox", takes_part),
    MenuEntry("通报", "bulletins:index", everybody),
    MenuEntry("导入", "intake:index", access.can_import),
    MenuEntry("后台", "admin:index", access.can_manage),
)


def address(name: str, *args) -> str:
    """The address of a page, "" where this installation does not have it."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def is_current(entry: MenuEntry, match) -> bool:
    if match is None:
        return False
    room = entry.name.split(":")[0]
    is_in_room = match.namespace == room and (
        not entry.lit or match.url_name in entry.lit
    )
    return (
        is_in_room or bool(entry.lit_by_room) and match.namespace == entry.lit_by_room
    )


@register.simple_tag(takes_context=True)
def navigation(context) -> list[Shown]:
    """The entries that the signed-in person may open."""
    user, request = context["user"], context["request"]
    if not user.is_authenticated:
        return []
    links = [(entry, address(entry.name)) for entry in ENTRIES if entry.allowed(user)]
    match = request.resolver_match
    return [
        Shown(entry.label, url, is_current(entry, match)) for entry, url in links if url
    ]


@register.simple_tag
def address_or_nothing(name: str, *args) -> str:
    """The address of a page that an installation may lack, for `{% if %}`."""
    return address(name, *args)


@register.simple_tag(takes_context=True)
def shows_demo(context) -> bool:
    """Whether the page must carry the mark of demonstration data. A page that has loaded
    the calendar knows already; the others ask with one query."""
    calendar = context.get("calendar")
    if calendar is not None and hasattr(calendar, "is_demo"):
        return calendar.is_demo
    user = context.get("user")
    if user is None or not user.is_authenticated:
        return bool(context.get("demo"))
    return Period.objects.filter(is_demo=True).exists()
