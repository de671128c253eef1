"""What `python3 start.py` does to the database before it serves."""

from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command, get_commands

from assignments.models import Plan

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
        if settings.DEMO and not no_demo and "load_demo" in get_commands():
            call_command("load_demo")
