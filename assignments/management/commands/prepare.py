"""What `python3 start.py` does to the database before it serves."""

from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command

from assignments.models import Plan, User

PLAN_2021 = ("units.json", "leaders.json", "plan-2021.json")


class Command(BaseCommand):
    help = (
        "更新数据库结构；数据库里还没有方案时载入2021年方案；载入演示账号和演示进展。只用于本机试用和开发。"
    )
    requires_migrations_checks = False

    def add_arguments(self, parser):
        parser.add_argument("--no-demo", action="store_true", help="不载入演示账号和演示进展")

    def handle(self, *args, no_demo, **options):
        if not settings.DEBUG:
            raise CommandError("正式环境（DEBUG 关闭）不载入任何数据，请用 migrate。")
        call_command("migrate", verbosity=0)
        if not Plan.objects.exists():
            call_command("loaddata", *(str(settings.BASE_DIR / "fixtures" / name) for name in PLAN_2021))
        if settings.DEMO and not no_demo and may_have_demo():
            call_command("load_demo")
        elif not User.objects.exists():
            self.stdout.write("还没有账号。建立管理员：.venv/bin/python manage.py create_admin 用户名")


def may_have_demo() -> bool:
    """Whether demo data is here already, or nobody yet. Once somebody has removed it and works with accounts of
    their own, it does not come back by itself."""
    return User.objects.filter(is_demo=True).exists() or not User.objects.exists()
