"""What is answered when a page broke: by us (500), or by the place that the product runs in (503).
Drawn without the database, the session and the signed-in person, none of which may be there."""

import logging
import sys

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from yuhuan_tasks.given_back import GivenBack, given_back
from yuhuan_tasks.outages import outage_of

log = logging.getLogger(__name__)


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's handler500; called while the error is being handled."""
    outage = outage_of(sys.exc_info()[1])
    sent = sent_with(request)
    context = {"outage": outage, "sent": sent, "address": request.get_full_path()}
    if outage is None:
        return HttpResponse(render_to_string("500.html", context), status=500)
    template = (
        "_503.html" if request.headers.get("HX-Request") == "true" else "503.html"
    )
    answer = HttpResponse(render_to_string(template, context), status=503)
    answer["Retry-After"] = str(outage.seconds)
    return answer


def sent_with(request: HttpRequest) -> GivenBack:
    """What can be given back; nothing where already the reading of it is what broke."""
    try:
        return given_back(request)
    except (
        Exception
    ):  # the page that tells of an error must not be ended by another one
        log.exception("cannot give back what was typed")
        return GivenBack([], [], [])
