"""`manage.py read_notice`: JSON in the agreed shape, a summary in Chinese, errors that say what to
do."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.notices.expected import NOTICE


def told(*arguments) -> str:
    out = StringIO()
    call_command("read_notice", *arguments, stdout=out)
    return out.getvalue()


def test_json():
    shape = json.loads(told(str(NOTICE), "--json"))
    assert shape["plan"]["title"].startswith("关于印发2021年")
    assert len(shape["rows"]) == 146
    assert shape["rows"][0] == {
        "kind": "key",
        "number": 1,
        "text": shape["rows"][0]["text"],
        "leader": {"name": "周阳", "title": "市长"},
        "lead": ["市府办"],
        "cooperating": ["各单位"],
        "duties_assumed": True,
        "unit_notes": [],
        "co_leaders": [],
        "remark": "",
        "parts": [],
        "targets": [],
        "theme": None,
        "extra": {},
        "source": {"line": 46},
        "told": ["kind", "lead", "leader"],
    }
    assert {"code", "source", "message"} == set(shape["doubts"][0])


def test_summary():
    text = told(str(NOTICE))
    assert "重点工作 134 项，民生实事 12 项" in text
    assert "柯寿建 28" in text
    assert "第15项 = 第68项" in text
    assert "第224行" in text


def test_missing_file_and_unreadable_file(tmp_path):
    with pytest.raises(CommandError, match="打不开"):
        told(str(tmp_path / "没有.txt"))
    (tmp_path / "方案.pdf").write_bytes(b"%PDF-1.7")
    with pytest.raises(CommandError, match="PDF"):
        told(str(tmp_path / "方案.pdf"))
