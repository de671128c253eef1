"""What throttles sign-in: where a request came from, and the page shown after too many wrong
passwords."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def client_ip(request: HttpRequest) -> str | None:
    """The address a sign-in is throttled by.

    X-Forwarded-For is believed only for as many entries, from the right, as proxies of ours stand
    in front: whatever is further left was written by the client, who could otherwise never be
    locked out.
    """
    if settings.PROXIES:
        hops = [
            hop.strip()
            for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
            if hop.strip()
        ]
        if len(hops) >= settings.PROXIES:
            return str(hops[-settings.PROXIES])
    address = request.META.get("REMOTE_ADDR")
    return str(address) if address else None


def page(
    request: HttpRequest, response: HttpResponse | None = None, credentials: Any = None
) -> HttpResponse:
    """The page that replaces the sign-in form, with status 429. Axes calls it with these three."""
    context = {
        "failure_limit": settings.AXES_FAILURE_LIMIT,
        "lock_minutes": round(settings.AXES_COOLOFF_TIME.total_seconds() / 60),
    }
    return render(request, "registration/locked.html", context, status=429)
