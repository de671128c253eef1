"""Saved filters of the ledger: kept under a name, for oneself or for everybody."""

from django.core.exceptions import ValidationError

from assignments.ledger import access, writing
from assignments.ledger.writing import verb
from assignments.models import SavedFilter, User


@verb
def save_filter(*, name: str, query: str, shared: bool, by: User) -> SavedFilter:
    """Keep a filter. Raises ValidationError where the name is taken."""
    access.demand(by.is_authenticated and by.is_active)
    access.demand(
        not shared or access.can_share_filters(by),
        "只有督查室可以把常用筛选共享给所有人。",
    )
    if shared and SavedFilter.objects.filter(owner=None, name=name.strip()).exists():
        raise ValidationError("已有同名的共享筛选，请换一个名称。")
    saved = SavedFilter(owner=None if shared else by, name=name.strip(), query=query)
    return writing.save(saved, by=by)


@verb
def delete_filter(*, saved: SavedFilter, by: User) -> None:
    """Take a filter away."""
    access.demand(access.can_change_filter(by, saved), "不能删除别人的常用筛选。")
    writing.delete(saved, by=by)
