"""`manage.py load_demo`: demo accounts and made-up progress, where the setting DEMO is on."""

from django.conf import settings
from django.core.management import BaseCommand, CommandError

from assignments.choices import PeriodState
from assignments.management.demo.accounts import account_lines
from assignments.management.demo.cast import YEAR
from assignments.management.demo.play import play
from assignments.models import Period, ProgressReport, Task, User


class Command(BaseCommand):
    help = (
        "载入演示账号和2021年前三季度的演示进展（须 DEMO 为开）；remove_demo 一次清除。"
    )

    def handle(self, *args, **options):
        if not settings.DEMO:
            raise CommandError("DEMO 未开启，不载入演示数据。")
        if not is_loaded():
            refuse_where_it_would_mix()
            play()
            self.stdout.write(
                "已载入演示账号和2021年前三季度的演示进展；清除用 manage.py remove_demo。"
            )
        self.stdout.write("演示账号（用户名　密码　角色）：")
        for line in account_lines():
            self.stdout.write(f"  {line}")


def is_loaded() -> bool:
    return Period.objects.filter(is_demo=True).exists()


def refuse_where_it_would_mix() -> None:
    """Demo progress beside real progress could not be told apart afterwards."""
    if not Task.objects.of_year(YEAR).exists():
        raise CommandError(
            "数据库里没有2021年方案，请先执行：manage.py loaddata units leaders plan-2021"
        )
    begun = Period.objects.of_year(YEAR).exclude(state=PeriodState.PLANNED)
    if begun.exists() or ProgressReport.objects.filter(period__year=YEAR).exists():
        raise CommandError("2021年已有真实的报送期或填报，不载入演示数据。")
    if User.objects.filter(is_demo=True).exists():
        raise CommandError(
            "已有演示账号但没有演示进展，请先执行 manage.py remove_demo。"
        )
