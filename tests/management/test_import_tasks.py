"""`manage.py import_tasks`: the wizard without a browser."""

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from assignments.models import ImportBatch, Task, Work

pytestmark = pytest.mark.django_db

NOTICE = Path(__file__).parent.parent / "data" / "2021-notice.txt"


def run(*args, **options):
    out = io.StringIO()
    call_command("import_tasks", *args, stdout=out, **options)
    return out.getvalue()


def test_without_confirm_nothing_is_written(admin_user):
    said = run(NOTICE, plan=2021)
    assert "新增 146" in said and "没有写入" in said and "待确认的名称（119）" in said
    assert not Task.objects.exists() and ImportBatch.objects.get().by == admin_user


def test_open_names_are_in_the_way(admin_user):
    with pytest.raises(CommandError, match="还没有答复"):
        run(NOTICE, plan=2021, confirm=True)
    assert not Task.objects.exists()


def test_146_tasks_on_140_works_and_the_second_time_nothing(admin_user):
    assert "已导入" in run(NOTICE, plan=2021, confirm=True, create_all=True)
    assert (Task.objects.count(), Work.objects.count()) == (146, 140)
    versions = list(Task.objects.values_list("pk", "version"))
    assert "没有要写入的内容" in run(NOTICE, plan=2021, confirm=True, create_all=True)
    assert list(Task.objects.values_list("pk", "version")) == versions
    assert ImportBatch.objects.count() == 1


def test_in_the_name_of(office_user):
    run(NOTICE, plan=2021, by="ducha")
    assert ImportBatch.objects.get().by == office_user


@pytest.mark.parametrize(("by", "said"), [("", "--by"), ("nobody", "没有用户“nobody”")])
def test_somebody_must_be_named(viewer_user, by, said):
    with pytest.raises(CommandError, match=said):
        run(NOTICE, by=by)


def test_file_that_is_not_there(admin_user):
    with pytest.raises(CommandError, match="打不开文件"):
        run("/nowhere.txt")


def test_document_that_can_not_be_read(admin_user, tmp_path):
    empty = tmp_path / "空.txt"
    empty.write_text("  ")
    with pytest.raises(CommandError, match="文件是空的"):
        run(empty)
