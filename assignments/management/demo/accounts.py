"""The demo accounts that `load_demo` makes and `start.py` prints."""

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password

from assignments.choices import Role
from assignments.ledger.bulk import create_many
from assignments.ledger.writing import save
from assignments.models import Leader, Unit, User

PASSWORD = "yanshi-2021-q3"
"""One for all, easy to type. It opens nothing where it matters: demo accounts exist only where DEMO
is on."""


@dataclass(frozen=True)
class DemoAccount:
    """`belongs` is the name of the unit or the leader, "" for the other roles."""

    username: str
    name: str
    role: str
    belongs: str = ""
    password: str = PASSWORD


DEMO_ACCOUNTS = (
    DemoAccount("admin", "管理员（演示）", Role.ADMIN),
    DemoAccount("ducha", "督查室（演示）", Role.OFFICE),
    DemoAccount("keji", "市科技局填报人（演示）", Role.UNIT, "市科技局"),
    DemoAccount("zhujian", "市住建局填报人（演示）", Role.UNIT, "市住建局"),
    DemoAccount("fagai", "市发改局填报人（演示）", Role.UNIT, "市发改局"),
    DemoAccount("jingxin", "市经信局填报人（演示）", Role.UNIT, "市经信局"),
    DemoAccount(
        "ziyuan", "市自然资源规划局填报人（演示）", Role.UNIT, "市自然资源规划局"
    ),
    DemoAccount("caizheng", "市财政局填报人（演示）", Role.UNIT, "市财政局"),
    DemoAccount("zhouyang", "周阳（演示）", Role.LEADER, "周阳"),
    DemoAccount("caimugui", "蔡木贵（演示）", Role.LEADER, "蔡木贵"),
    DemoAccount("chenwei", "陈威（演示）", Role.LEADER, "陈威"),
    DemoAccount("chayue", "查阅人员（演示）", Role.VIEWER),
)
REASON = "载入演示账号"


def account_lines() -> list[str]:
    """The accounts as lines to print: username, password, who it is."""
    return [
        f"{account.username:<10} {account.password:<16} {Role(account.role).label}　{account.name}"
        for account in DEMO_ACCOUNTS
    ]


def make_accounts() -> dict[str, User]:
    """Make the listed accounts; returns them by username. One digest serves all: they share the
    password."""
    digest = make_password(PASSWORD)
    made = {}
    for account in DEMO_ACCOUNTS:
        user = User(
            username=account.username,
            display_name=account.name,
            role=account.role,
            password=digest,
            unit=Unit.objects.get(name=account.belongs)
            if account.role == Role.UNIT
            else None,
            leader=Leader.objects.get(name=account.belongs)
            if account.role == Role.LEADER
            else None,
            is_demo=True,
        )
        made[account.username] = save(user, by=None, reason=REASON)
    return made


def make_reporters(units: list[Unit], listed: dict[str, User]) -> dict[int, User]:
    """Somebody to report for each unit, by the unit's id: the listed account where there is one,
    else an account that nobody can sign in to."""
    reporters = {user.unit_id: user for user in listed.values() if user.unit_id}
    others = [nameless_reporter(unit) for unit in units if unit.id not in reporters]
    create_many(others, by=None, reason=REASON)
    return reporters | {user.unit_id: user for user in others}


def nameless_reporter(unit: Unit) -> User:
    return User(
        username=f"yanshi-{unit.id}",
        display_name=f"{unit.name}填报人（演示）"[:30],
        role=Role.UNIT,
        unit=unit,
        password=make_password(None),
        is_demo=True,
    )
