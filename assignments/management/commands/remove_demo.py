"""`manage.py remove_demo`: take out every trace of the demo and leave the plan."""

from django.core.management import BaseCommand, CommandError
from django.db.models import ProtectedError

from assignments.management.demo.removal import NotRemovable, is_present, remove
from assignments.models import User


class Command(BaseCommand):
    help = "清除演示账号和演示进展，只留方案本身。没有演示数据时拒绝执行。"

    def handle(self, *args, **options):
        if not is_present():
            raise CommandError("没有演示数据，什么也没有改动。")
        try:
            gone = remove()
        except NotRemovable as refusal:
            raise CommandError(str(refusal)) from refusal
        except ProtectedError as error:
            kept = "、".join(
                sorted({str(row._meta.verbose_name) for row in error.protected_objects})
            )
            raise CommandError(
                f"还有记录引用演示账号或演示报送期（{kept}），没有清除。"
            ) from error
        counts = "，".join(f"{name} {count}" for name, count in gone.items())
        self.stdout.write(f"演示数据已清除：{counts}。操作日志按规定保留。")
        if not User.objects.managing().exists():
            self.stdout.write(
                "还没有能登录的管理员。建立一个：.venv/bin/python manage.py create_admin 用户名"
            )
