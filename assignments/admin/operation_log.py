"""The operations log, to search and to hand to the auditors; and the digests that went out."""

import csv
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.http import (
    HttpRequest,
    HttpResponseBase,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from assignments.admin.base import RecordScreen
from assignments.choices import Operation
from assignments.ledger import operations_log
from assignments.models import Digest, OperationLog
from assignments.rules.characters import clean_text
from assignments.rules.formulas import made_plain

KEPT = "操作日志由系统自动记录，只能追加，不能修改或删除；可以查找，并按当前条件导出给审计人员。"
SENT = "每日提醒由每日任务发出，每个邮箱一天一封；后台只供查阅。"
HEADINGS = ("时间", "操作人", "操作", "内容", "IP地址")


@admin.register(OperationLog)
class OperationLogScreen(RecordScreen):
    why_read_only = KEPT
    change_list_template = "admin/operation_log_list.html"
    list_display = ["at", "name", "action", "about", "ip"]
    list_filter = ["action", "at"]
    search_fields = ["name", "about", "ip"]
    list_per_page = 100

    def get_urls(self):
        export = self.admin_site.admin_view(self.export_view)
        return [
            path("export/", export, name="assignments_operationlog_export"),
            *super().get_urls(),
        ]

    @method_decorator(require_safe)
    def export_view(self, request: HttpRequest) -> HttpResponseBase:
        """What the list shows under its present search and filters, all pages, as CSV; the log
        notes that too, after what is in the file."""
        try:
            entries = self.get_changelist_instance(request).get_queryset(request)
        except IncorrectLookupParameters:
            return HttpResponseRedirect(
                reverse("admin:assignments_operationlog_changelist")
            )
        noted = operations_log.note(
            request, Operation.EXPORT, f"操作日志 {unquote(request.GET.urlencode())}"
        )
        answer = StreamingHttpResponse(
            table(entries.exclude(pk=noted.pk).iterator()),
            content_type="text/csv; charset=utf-8",
        )
        name = f"操作日志{timezone.localdate():%Y%m%d}.csv"
        answer["Content-Disposition"] = content_disposition_header(True, name)
        return answer


@admin.register(Digest)
class DigestScreen(RecordScreen):
    why_read_only = SENT
    list_display = ["on", "address", "sent_at"]
    list_display_links = ["on", "address"]
    list_filter = ["on"]
    search_fields = ["address", "text"]


class Echo:
    """A file for csv.writer that gives every line straight back."""

    def write(self, text: str) -> str:
        return text


def table(entries: Iterable[OperationLog]) -> Iterator[str]:
    """The lines of the file, with the mark by which Excel knows UTF-8; nothing in it runs as a
    formula."""
    writer = csv.writer(Echo())
    yield "\ufeff" + writer.writerow(HEADINGS)
    for entry in entries:
        at = timezone.localtime(entry.at).strftime("%Y-%m-%d %H:%M:%S")
        cells = (
            at,
            entry.name,
            entry.get_action_display(),
            entry.about,
            entry.ip or "",
        )
        yield writer.writerow([made_plain(clean_text(cell)) for cell in cells])
