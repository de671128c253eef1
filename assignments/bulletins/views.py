"""Pages of bulletins."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from assignments.bulletins import page as bulletin_page
from assignments.bulletins.actions import ACTIONS, DOWNLOADS, shown
from assignments.bulletins.verbs import draft
from assignments.choices import Operation
from assignments.ledger import access, operations_log
from assignments.ledger.writing import REFUSALS, sentences
from assignments.models import Period
from assignments.rules.keys import key_of


@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """All bulletins; a post begins the one of a period."""
    if request.method == "POST":
        access.demand(access.can_publish(request.user), "只有督查室可以拟写通报。")
        period = get_object_or_404(Period, pk=key_of(request.POST.get("period")))
        try:
            return redirect(
                "bulletins:bulletin", draft(period=period, by=request.user).pk
            )
        except REFUSALS as refusal:
            messages.error(request, "".join(sentences(refusal)))
            return redirect(request.path)
    return render(request, "bulletins/index.html", bulletin_page.index(request.user))


@require_http_methods(["GET", "HEAD", "POST"])
def bulletin(request: HttpRequest, pk: int) -> HttpResponse:
    """One bulletin as it looks on paper (`?annex=all`: to its end); the office words, issues and
    withdraws it here."""
    page = bulletin_page.BulletinPage.open(
        request.user,
        pk,
        today=timezone.localdate(),
        whole=request.GET.get("annex") == "all",
    )
    if request.method == "POST":
        action = ACTIONS.get(request.POST.get("action", ""))
        return (
            action(request, page)
            if action
            else HttpResponseBadRequest(
                "没有说明要执行的操作，请返回原页重新点击按钮。"
            )
        )
    wanted = request.GET.get("download", "")
    if wanted:
        if wanted not in DOWNLOADS:
            raise Http404("只有 docx 和 xlsx 两种文件。")
        operations_log.note(
            request, Operation.BULLETIN_DOWNLOAD, f"{page.bulletin}（{wanted}）"
        )
        return DOWNLOADS[wanted](page)
    return shown(request, page)
