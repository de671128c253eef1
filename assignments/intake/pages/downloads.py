"""The Excel files of the import: empty sheets to fill in, and the rows that were not imported."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from assignments.choices import Operation
from assignments.intake.pages import blank_sheet, rejected_rows
from assignments.intake.pages.doors import opened
from assignments.intake.progress import progress_sheet
from assignments.ledger import access, operations_log
from assignments.models import Period, Unit
from assignments.rules.keys import key_of


@require_safe
def rejected(request: access.Request, key: int) -> HttpResponse:
    """The rows that are not imported, as an Excel file to mend and hand in again."""
    batch = opened(request, key)
    data, filename = rejected_rows.workbook(batch)
    operations_log.note(request, Operation.EXPORT, f"{filename}（批次 {batch.pk}）")
    return rejected_rows.response(data, filename)


@require_safe
def blank(request: access.Request) -> HttpResponse:
    """An empty Excel sheet to fill in and hand in."""
    access.demand(access.can_import(request.user), "只有管理员和督查室可以导入。")
    return rejected_rows.response(blank_sheet.workbook(), "任务分工空白表.xlsx")


@require_safe
def progress_blank(request: access.Request) -> HttpResponse:
    """A sheet of 完成情况 to fill in, for the open period that is asked for."""
    access.demand(
        access.can_import_progress(request.user), "只有督查室和填报单位可以下载填报表。"
    )
    wanted = key_of(request.GET.get("period", ""))
    period = get_object_or_404(Period.objects.open(), pk=wanted)
    unit = request.user.unit or asked_unit(request)
    filename = progress_sheet.file_name(period, unit)
    operations_log.note(request, Operation.EXPORT, filename)
    return rejected_rows.response(progress_sheet.workbook(period, unit), filename)


def asked_unit(request: access.Request) -> Unit | None:
    """The unit that the office asks for; None for all lead units."""
    return Unit.objects.filter(pk=key_of(request.GET.get("unit", ""))).first()
