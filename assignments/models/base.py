"""What every record shares: a version that two editors are held apart by, and a history."""

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords


class Versioned(models.Model):
    """A row that people edit. `version` grows with each write through the ledger, so that
    a form made from an older version is noticed instead of overwriting the newer one."""

    version = models.PositiveIntegerField("版本", default=0, editable=False)
    created_at = models.DateTimeField("建立时间", auto_now_add=True)
    updated_at = models.DateTimeField("修改时间", auto_now=True)

    class Meta:
        abstract = True


def history(*without: str) -> HistoricalRecords:
    """The history of a model: who changed what, when and why, kept when the row goes.
    `without` names heavy fields that need no copy in every step."""
    return HistoricalRecords(
        excluded_fields=["version", "created_at", "updated_at", *without],
        history_change_reason_field=models.TextField("变更说明", null=True),
    )


def row_history() -> HistoricalRecords:
    """The history of a model without version and times of its own."""
    return HistoricalRecords(
        history_change_reason_field=models.TextField("变更说明", null=True)
    )


def known(
    field: str, vocabulary: type[models.TextChoices], *, blank: bool = False
) -> models.CheckConstraint:
    """The database takes no word outside of a vocabulary, also from writes that ask no form;
    with `blank` it takes the empty one beside. A word added to the vocabulary needs a migration."""
    return models.CheckConstraint(
        condition=Q(**{f"{field}__in": sorted(vocabulary.values) + [""] * blank}),
        name=f"%(class)s_{field}_known",
        violation_error_message="不是可选的取值。",
    )
