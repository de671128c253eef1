"""Units, leaders and accounts of a made-up city, as large as its plan asks for."""

import math
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password

from assignments.choices import Role, UnitKind
from assignments.ledger.bulk import create_many
from assignments.ledger.writing import save, set_members
from assignments.models import Leader, Unit, User

PASSWORD = "benchmark-2021"
TASKS_OF_A_LEADER = 40
REASON = "测速数据"


@dataclass(frozen=True)
class City:
    """`group` is the towns together; `yardstick` may use any admin screen of Django's."""

    leaders: list[Leader]
    units: list[Unit]
    group: Unit
    office: User
    reporters: dict[int, User]
    yardstick: User


def make_city(tasks: int) -> City:
    """One leader for each 40 tasks, a hundred units and one more for each twenty tasks."""
    leaders = [
        Leader(name=f"领导{number}", title="副市长", order=number)
        for number in range(1, math.ceil(tasks / TASKS_OF_A_LEADER) + 1)
    ]
    create_many(leaders, by=None, reason=REASON)
    units = [Unit(name=f"市第{n}局", order=n) for n in range(1, 100 + tasks // 20)]
    towns = [
        Unit(name=f"第{n}镇", kind=UnitKind.TOWN, order=5000 + n) for n in range(1, 12)
    ]
    create_many([*units, *towns], by=None, reason=REASON)
    group = save(
        Unit(name="各镇", kind=UnitKind.GROUP, order=9000), by=None, reason=REASON
    )
    set_members(group, "members", towns, by=None, reason=REASON)
    office, yardstick, *reporters = make_accounts(leaders, units)
    by_unit = {user.unit_id: user for user in reporters if user.unit_id}
    return City(leaders, units, group, office, by_unit, yardstick)


def make_accounts(leaders: list[Leader], units: list[Unit]) -> list[User]:
    """The office, the yardstick's, then one for each leader and each unit; one password for all."""
    password = make_password(PASSWORD)
    plain = {"is_staff": True, "is_superuser": True}
    users = [
        User(username="ducha", role=Role.OFFICE, password=password),
        User(username="yardstick", role=Role.ADMIN, password=password, **plain),
    ]
    for number, leader in enumerate(leaders, start=1):
        name = f"lingdao{number}"
        users.append(
            User(username=name, role=Role.LEADER, leader=leader, password=password)
        )
    for number, unit in enumerate(units, start=1):
        name = f"danwei{number}"
        users.append(User(username=name, role=Role.UNIT, unit=unit, password=password))
    return list(create_many(users, by=None, reason=REASON))
