"""The page where a document is handed in, with the list of batches."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from assignments.intake import reading, verbs
from assignments.intake.pages.doors import demand_importer, is_own
from assignments.intake.pages.forms import UploadForm
from assignments.ledger import access
from assignments.ledger.writing import REFUSALS, sentences
from assignments.models import Period

# A year's imports of a city, on one page.
BATCHES_PER_PAGE = 20


@require_http_methods(["GET", "HEAD", "POST"])
def index(request: access.Request) -> HttpResponse:
    """Hand a document in; the batches so far."""
    demand_importer(request)
    form = upload_form(request)
    if request.method == "POST" and form.is_valid():
        data, filename = form.document()
        try:
            batch = verbs.start(
                data=data, filename=filename, by=request.user, **form.chosen()
            )
        except REFUSALS as refusal:
            form.add_error(None, sentences(refusal))
        else:
            reading.begin(batch, by=request.user)
            return redirect("intake:batch", batch.pk)
    return render(request, "intake/index.html", listing(request, form))


def upload_form(request: access.Request) -> UploadForm:
    may_report = access.is_office(request.user)
    return UploadForm(
        request.POST or None,
        request.FILES or None,
        may_report=may_report,
        is_own=is_own(request),
    )


def listing(request: access.Request, form: UploadForm) -> dict:
    """The form, and the batches, newest first, without their files and readings."""
    batches = access.import_batches(request.user).defer(
        "file", "reading", "answers", "based_on"
    )
    batches = batches.select_related("plan", "by").order_by("-created_at", "-id")
    page = Paginator(batches, BATCHES_PER_PAGE).get_page(request.GET.get("page"))
    periods = Period.objects.open().order_by("-year", "-index")
    may_report = access.can_import_progress(request.user)
    return {
        "form": form,
        "page": page,
        "is_own": is_own(request),
        "periods": periods if may_report else periods.none(),
    }
