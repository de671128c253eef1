"""What `python3 start.py` does to the database before it serves."""

from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command
from django.db import transaction

from assignments.choices import PeriodKind
from assignments.evidence.storage import gone_unless_done
from assignments.management.demo.cast import YEAR
from assignments.management.demo.removal import is_present
from assignments.models import Period, Plan, User

PLAN_2021 = ("units.json", "leaders.json", "plan-2021.json")


class Command(BaseCommand):
    help = (
        "更新数据库结构；数据库里还没有方案时载入2021年方案、"
        "演示账号和演示进展。只用于本机试用和开发。"
    )
    requires_migrations_checks = False

    def add_arguments(self, parser):
        parser.add_argument(
            "--no-demo", action="store_true", help="不载入演示账号和演示进展"
        )

    def handle(self, *args, no_demo, **options):
        if not settings.DEBUG:
            raise CommandError("正式环境（DEBUG 关闭）不载入任何数据，请用 migrate。")
        call_command("migrate", verbosity=0)
        # Both or neither, so that whoever is interrupted between the two finds the demo the next
        # time.
        with gone_unless_done(), transaction.atomic():
            is_new = load_plan()
            wanted = settings.DEMO and not no_demo
            if wanted and (is_present() or (is_new and not User.objects.exists())):
                call_command("load_demo", stdout=self.stdout)
        if not User.objects.managing().exists():
            self.stdout.write(
                "还没有能登录的管理员。建立一个：.venv/bin/python manage.py create_admin 用户名"
            )


def load_plan() -> bool:
    """Load the plan of 2021 where there is no plan yet; whether it did. Demo that somebody took out
    does not come back by itself: it comes with the plan or not at all."""
    if Plan.objects.exists():
        return False
    if Period.objects.of_year(YEAR).exclude(kind=PeriodKind.QUARTER).exists():
        raise CommandError(
            f"{YEAR}年已有按月的报送期，而要载入的{YEAR}年方案按季度报送；"
            "一年只用一种周期，没有载入。"
        )
    fixtures = (str(settings.BASE_DIR / "fixtures" / name) for name in PLAN_2021)
    call_command("loaddata", *fixtures, verbosity=0)
    return True
