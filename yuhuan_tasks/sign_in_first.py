"""Who is not signed in signs in first, and comes back to a page."""

from urllib.parse import urlsplit

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme


class SignInFirst(LoginRequiredMiddleware):
    """Django sends a person back to the address that was asked. That of a button shows nothing, so
    whoever pressed one after the session had ended comes back to the page it stands on, where the
    browser has kept what was typed."""

    def handle_no_permission(self, request: HttpRequest, view_func) -> HttpResponse:
        page = page_of_button(request)
        if not page:
            return super().handle_no_permission(request, view_func)
        return redirect_to_login(page, self.get_login_url(view_func))


def page_of_button(request: HttpRequest) -> str:
    """The page that a form was sent from; "" for one that asks for a page, and where the browser
    says nothing or names another site."""
    page = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(
        page, {request.get_host()}, request.is_secure()
    )
    if request.method != "POST" or not is_ours:
        return ""
    return urlsplit(page)._replace(scheme="", netloc="").geturl()
