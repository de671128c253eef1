"""What every template may say about the installation."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, Any]:
    """`city_name` (str), `palette` (str), `demo` (bool: demo data may be here), `livelihood_public`
    (bool)."""
    return {
        "city_name": settings.CITY_NAME,
        "palette": settings.PALETTE,
        "demo": settings.DEMO,
        "livelihood_public": settings.LIVELIHOOD_PUBLIC,
    }
