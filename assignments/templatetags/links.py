"""Addresses: the present one with something changed, and the list behind a number."""

from functools import lru_cache

from django import template
from django.urls import get_script_prefix, get_urlconf, reverse
from django.utils.http import urlencode

from assignments.addresses import with_present_query

register = template.Library()


def query_string(request, changes: dict) -> str:
    """The present query with `changes` made (None or "" takes a name out), with its "?"."""
    pairs = request.GET.copy()
    for name, value in changes.items():
        if value in (None, ""):
            pairs.pop(name, None)
        else:
            pairs[name] = value
    return f"?{pairs.urlencode()}"


@register.simple_tag(takes_context=True)
def with_query(context, **changes) -> str:
    """`{% with_query page=2 order="" %}` -> "?leader=3&page=2"."""
    return query_string(context["request"], changes)


@register.simple_tag(takes_context=True)
def with_period(context, period) -> str:
    """The present page in another period; the page number does not come along."""
    return query_string(context["request"], {"period": period.code, "page": None})


@lru_cache(maxsize=5000)
def reversed_once(name: str, args: tuple, prefix: str, urlconf: str | None) -> str:
    return reverse(name, args=args)


def address_of(name: str, *args) -> str:
    """`reverse`, asked once: boards hold hundreds of the same few addresses."""
    return reversed_once(name, args, get_script_prefix(), get_urlconf())


@register.simple_tag
def in_period(name: str, period, *args) -> str:
    """The address `name` in a period; without one the bare address."""
    address = address_of(name, *args)
    return f"{address}?{urlencode({'period': period.code})}" if period else address


@register.simple_tag(takes_context=True)
def posts_to(context, name: str, *args) -> str:
    """The address of an action, with the present query: which period, whose desk."""
    return with_present_query(context["request"], address_of(name, *args))


@register.simple_tag
def list_behind(count) -> str:
    """The ledger of tasks narrowed to exactly what `count` counted."""
    return f"{address_of('boards:tasks')}?{count.query}"
