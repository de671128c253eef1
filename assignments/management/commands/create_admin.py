"""The first account of an installation: somebody has to let the others in."""

import getpass
import sys

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import BaseCommand, CommandError

from assignments.choices import Role
from assignments.ledger import accounts
from assignments.models import User


class Command(BaseCommand):
    help = "建立一个管理员账号；其余账号由管理员在后台建立。口令从键盘输入，或从标准输入读取一行。"

    def add_arguments(self, parser):
        parser.add_argument("username", help="用户名")
        parser.add_argument("--name", default="", help="姓名")

    def handle(self, *args, username, name, **options):
        user = User(username=username, display_name=name, role=Role.ADMIN)
        password = ask_password()
        try:
            validate_password(password, user)
            user.set_password(password)
            accounts.save(user, by=None, reason="由命令建立的管理员")
        except ValidationError as error:
            raise CommandError("\n".join(error.messages)) from error
        self.stdout.write(f"已建立管理员账号 {username}。")


def ask_password() -> str:
    """Typed twice without an echo; from a pipe, its first line."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    password = getpass.getpass("密码：")
    if password != getpass.getpass("再输一次："):
        raise CommandError("两次输入的密码不一致，请重新执行。")
    return password
