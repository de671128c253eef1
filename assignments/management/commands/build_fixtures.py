"""`manage.py build_fixtures FILE`: the fixtures of 2021 from the notice and its emendations."""

import json
from pathlib import Path

from django.conf import settings
from django.core.management import BaseCommand, CommandError

from assignments.management.emended import StrayEmendation, emended
from assignments.management.fixture_rows import (
    FixtureRow,
    UnknownUnit,
    leader_rows,
    plan_rows,
    unit_rows,
)
from assignments.notices.files.errors import UnreadableDocument
from assignments.notices.meaning.read import read_notice


def fixture_files(data: bytes, filename: str) -> dict[str, str]:
    """File name -> content, from the bytes of the notice. Raises what the reader and the
    emendations raise."""
    notice = emended(read_notice(data, filename))
    return {
        "units.json": written(unit_rows(notice)),
        "leaders.json": written(leader_rows(notice)),
        "plan-2021.json": written(plan_rows(notice)),
    }


def written(rows: list[FixtureRow]) -> str:
    """One row a line, so that a difference shows which."""
    return (
        "[\n"
        + ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
        + "\n]\n"
    )


class Command(BaseCommand):
    help = "由通知原文和勘误生成 fixtures/ 下的单位、领导和2021年方案。"

    def add_arguments(self, parser):
        parser.add_argument(
            "file", type=Path, help="通知原文，如 tests/data/2021-notice.txt"
        )
        parser.add_argument(
            "--into",
            type=Path,
            default=settings.BASE_DIR / "fixtures",
            help="写到哪个目录",
        )

    def handle(self, *args, file: Path, into: Path, **options):
        try:
            files = fixture_files(file.read_bytes(), file.name)
        except OSError as error:
            raise CommandError(f"读不到文件 {file}：{error.strerror}") from error
        except (UnreadableDocument, StrayEmendation, UnknownUnit) as error:
            raise CommandError(str(error)) from error
        into.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            (into / name).write_text(content, encoding="utf-8")
            self.stdout.write(f"已写 {into / name}")
