"""Addresses of pages and of what is done on them: /desk/sheet/ shows, /desk/sheet/save/ does.

An action's address is its page's with one more word, so that whoever comes to it without a
form (after signing in, from the browser's history) can be led to the page.
"""

from django.http import HttpRequest, HttpResponseRedirect
from django.urls import Resolver404, resolve, reverse


def with_present_query(request: HttpRequest, address: str) -> str:
    """The address in the period and of the unit that the present query names."""
    query = request.META.get("QUERY_STRING", "")
    return f"{address}?{query}" if query else address


def back_to(request: HttpRequest, name: str, *args: object) -> HttpResponseRedirect:
    """On to a page once an action is done, with the query that the action was given."""
    address = reverse(name, args=args)
    return HttpResponseRedirect(with_present_query(request, address))


def page_above(path: str) -> str | None:
    """/desk/sheet/ of /desk/sheet/save/, /import/3/ of /import/3/leads/first/; None where nothing
    above is an address."""
    page = path.rstrip("/")
    while page := page.rpartition("/")[0]:
        try:
            resolve(f"{page}/")
        except Resolver404:
            continue
        return f"{page}/"
    return None
