"""`manage.py read_notice FILE`: show what the readers make of a document; nothing is written."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from assignments.notices.files.errors import UnreadableDocument
from assignments.notices.meaning.read import read_notice
from assignments.notices.meaning.summary import summarise


class Command(BaseCommand):
    help = "读取一份通知，列出任务、责任单位、协同领导、目标和疑点；不写入数据库。"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="通知文件")
        parser.add_argument("--json", action="store_true", help="输出 JSON")

    def handle(self, *args, file: Path, **options):
        try:
            notice = read_notice(file.read_bytes(), file.name)
        except OSError as error:
            raise CommandError(
                f"打不开文件“{file}”：{error.strerror or error}"
            ) from error
        except UnreadableDocument as error:
            raise CommandError(str(error)) from error
        if options["json"]:
            self.stdout.write(
                json.dumps(notice.to_json(), ensure_ascii=False, indent=2)
            )
        else:
            self.stdout.write(summarise(notice))
