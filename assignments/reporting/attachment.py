"""A file that proves something: evidence of a report, or what came with a reply."""

from django.http import FileResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from assignments.choices import Operation
from assignments.evidence.attachments import served
from assignments.ledger import access, operations_log


@require_safe
def attachment(request: access.Request, attachment: int) -> FileResponse:
    """The file, for those who may read what it belongs to; with `?small` its small picture."""
    file = get_object_or_404(access.attachments(request.user), pk=attachment)
    small = "small" in request.GET
    answer = served(file, small=small)
    if not small:
        about = f"{file.name}（{file.report or file.reply}）"
        operations_log.note(request, Operation.EVIDENCE_DOWNLOAD, about)
    return answer
