"""Who is at the other end of a request: the signed-in person, and the address the request came from."""

from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest


class PeopleBackend(ModelBackend):
    """Loads a user together with their unit and their leader, because every page asks for one of the two."""

    def get_user(self, user_id: Any) -> Any:
        """The active user with that id in one query, or None."""
        user = get_user_model()._default_manager.select_related("unit", "leader").filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None


def client_ip(request: HttpRequest) -> str | None:
    """The address a sign-in is throttled by.

    X-Forwarded-For is believed only for as many entries, from the right, as proxies of ours stand in front:
    whatever is further left was written by the client, who could otherwise never be locked out.
    """
    if settings.PROXIES:
        hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()]
        if len(hops) >= settings.PROXIES:
            return str(hops[-settings.PROXIES])
    address = request.META.get("REMOTE_ADDR")
    return str(address) if address else None
