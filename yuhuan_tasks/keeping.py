"""Who may keep a copy of an answer."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control


def private(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """What a view says nothing about is the reader's alone: no proxy on the way keeps it, and the
    browser asks again before it shows it anew. Not `no-store`, with which the way back in the
    browser loses what was typed in a form."""

    def middleware(request: HttpRequest) -> HttpResponse:
        answer = get_response(request)
        if not answer.has_header("Cache-Control"):
            patch_cache_control(answer, private=True, no_cache=True)
        return answer

    return middleware
