"""Who comes in: what every page and every button of the import asks before anything else."""

from collections.abc import Callable
from functools import partial

from django.shortcuts import get_object_or_404

from assignments.choices import Operation
from assignments.ledger import access, operations_log
from assignments.models import ImportBatch

NOBODY_ELSE = "只有管理员和督查室可以导入；填报单位可以导入本单位的完成情况。"


def demand_importer(request: access.Request) -> None:
    """403 for who may hand in nothing at all."""
    access.demand(access.can_hand_in(request.user), NOBODY_ELSE)


def opened(request: access.Request, key: int) -> ImportBatch:
    """The batch without its file. 403 for who may not import it, 404 where there is none."""
    demand_importer(request)
    batches = ImportBatch.objects.defer("file").select_related(
        "plan", "by", "undone_by"
    )
    batch = get_object_or_404(batches, pk=key)
    access.demand(access.can_handle_batch(request.user, batch), NOBODY_ELSE)
    return batch


def is_own(request: access.Request) -> bool:
    """Whether a reporter is here, who hands in progress of their own unit and nothing else."""
    return not access.can_import(request.user)


def noting(
    request: access.Request, operation: Operation, batch: ImportBatch
) -> Callable[[], object]:
    """What notes the operation in the log once it is done."""
    about = f"{batch.filename}（批次 {batch.pk}）"
    return partial(operations_log.note, request, operation, about)
