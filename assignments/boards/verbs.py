"""What a reader changes: how pages look to them, nothing else."""

from assignments.ledger import access, writing
from assignments.ledger.writing import verb
from assignments.models import User


@verb
def keep_preferences(*, theme: str, large_type: bool, by: User) -> User:
    """Keep how pages look to the person who asks; everybody decides for themselves alone."""
    access.demand(by.is_authenticated and by.is_active)
    by.theme, by.large_type = theme, large_type
    return writing.save(by, by=by, reason="修改界面设置")
