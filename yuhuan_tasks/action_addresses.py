"""The address of an action, opened like a page."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

from assignments.addresses import page_above, with_present_query


def led_to_page(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Whoever looks at the address of an action is led to the page with its button. Signing in
    again leads there when the sign-in ran out over a form, and so does the history of a browser
    where a form came back with its errors."""

    def middleware(request: HttpRequest) -> HttpResponse:
        answer = get_response(request)
        if not isinstance(answer, HttpResponseNotAllowed):
            return answer
        if request.method not in ("GET", "HEAD"):
            return answer
        page = page_above(request.path_info)
        if page is None:
            return answer
        address = request.path[: len(request.path) - len(request.path_info)] + page
        redirect = HttpResponse(status=302)
        redirect["Location"] = with_present_query(request, address)
        return redirect

    return middleware
