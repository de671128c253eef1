"""`docs/deployment.md` and the settings know the same variables."""

import re
from pathlib import Path

from django.conf import settings

READ = re.compile(r"env\.\w+\(\s*\"([A-Z_]+)\"")
TOLD = re.compile(r"^\| ((?:`[A-Z_]+`(?:, )?)+) \|", re.MULTILINE)


def text_of(path: str) -> str:
    return (Path(settings.BASE_DIR) / path).read_text(encoding="utf-8")


def test_every_variable_is_told_and_none_that_nobody_reads():
    read = set(READ.findall(text_of("yuhuan_tasks/settings.py")))
    told = {
        name
        for cell in TOLD.findall(text_of("docs/deployment.md"))
        for name in re.findall("[A-Z_]+", cell)
    }
    assert len(read) > 20
    assert read == told
