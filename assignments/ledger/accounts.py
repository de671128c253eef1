"""Writing an account. What somebody may do, and with which password they come in, is noted in the
operations log when others change it: its readers need not look through the history of each account.
"""

from django.db.models import Field
from django.http import HttpRequest

from assignments.choices import Operation
from assignments.ledger import operations_log, writing
from assignments.models import User

BY_COMMAND = "命令行"
TOLD = ("username", "role", "unit", "leader", "is_active")
"""What is noted of an account: who it is, and what it may do."""


def save(
    user: User, *, by: User | None, reason: str, request: HttpRequest | None = None
) -> User:
    """Write an account with its history and note what others will want to know of it. `by` is None
    for a command. Raises ValidationError where the only administrator would not stay one."""
    before = account_facts(User.objects.filter(pk=user.pk).first())
    saved = writing.save(user, by=by, reason=reason)
    changes = role_change(before, account_facts(user))
    if changes:
        note(Operation.ACCOUNT, user, f"{changes}；{reason}", by, request)
    return saved


def set_password(
    user: User, *, by: User, reason: str, request: HttpRequest | None = None
) -> User:
    """Write an account whose password was set by somebody else, and note that; never the
    password."""
    saved = writing.save(user, by=by, reason=reason)
    if by.pk != user.pk:
        note(Operation.PASSWORD_SET, user, "", by, request)
    return saved


def note(
    action: Operation,
    user: User,
    change: str,
    by: User | None,
    request: HttpRequest | None,
) -> None:
    about = f"{user}（{user.username}）" + (f"：{change}" if change else "")
    operations_log.note(request, action, about, user=by, name=BY_COMMAND)


def account_facts(user: User | None) -> dict[str, str]:
    """{label: value} of what is noted of an account, in words; empty for one that is not there
    yet."""
    if user is None:
        return {}
    words = {
        "username": user.username,
        "role": user.get_role_display(),
        "unit": str(user.unit or "无"),
        "leader": str(user.leader or "无"),
        "is_active": "启用" if user.is_active else "停用",
    }
    return {label_of(name): words[name] for name in TOLD}


def label_of(name: str) -> str:
    """The Chinese label of a field of an account."""
    field = User._meta.get_field(name)
    assert isinstance(
        field, Field
    )  # a column of the account, no relation that points at it
    return str(field.verbose_name)


def role_change(before: dict[str, str], after: dict[str, str]) -> str:
    """角色：查阅 → 管理员; for a new account only what it is."""
    if not before:
        return "新建账号，角色：{}".format(after["角色"])
    changed = [name for name in after if before[name] != after[name]]
    return "，".join(f"{name}：{before[name]} → {after[name]}" for name in changed)
