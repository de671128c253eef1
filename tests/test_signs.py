"""Signs without a shape: dropped from every box, address and name of a file; where one was kept
before that, it ends no page and no file."""

import io

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, models, transaction
from django.urls import reverse
from docx import Document
from openpyxl import load_workbook

from assignments.ledger import writing
from assignments.models import (
    Attachment,
    OperationLog,
    ProgressReport,
    SavedFilter,
    Task,
    Unit,
)
from tests.buttons import press
from tests.matrix import NOON, build_stage
from tests.test_matrix_of_addresses import DOORS, address, scenes

pytestmark = pytest.mark.django_db

ODD = "\ufffe\uffff\ufdd0\U0001ffff\u202e\u200b\x01\x0b\x1f\x7f\x85\u2028"
TYPED = f"完{ODD}成⽟环\u2f83然资源"
KEPT = "完\n\n\n成玉环自然资源"
NAMES = {
    "key",
    "code",
    "username",
    "password",
    "sha256",
    "ip",
    "pinyin",
    "initials",
    "query",
}
"""Fields that are no text of a person's."""


def odd_texts() -> set[str]:
    """Put the signs into every text of every record, past all that would drop them; which fields
    took them."""
    taken = set()
    for model in apps.get_app_config("assignments").get_models():
        for field in model._meta.concrete_fields:
            is_text = type(field) in (models.CharField, models.TextField)
            if not is_text or field.choices or field.name in NAMES:
                continue
            name, table = (
                connection.ops.quote_name(field.column),
                connection.ops.quote_name(model._meta.db_table),
            )
            room = (
                f" WHERE LENGTH({name}) < {field.max_length - len(ODD)}"
                if field.max_length
                else ""
            )
            try:
                with transaction.atomic(), connection.cursor() as cursor:
                    cursor.execute(
                        f"UPDATE {table} SET {name} = {name} || %s{room}", [ODD]
                    )
                    taken |= (
                        {f"{model.__name__}.{field.name}"} if cursor.rowcount else set()
                    )
            except IntegrityError:
                continue
    return taken


FILES = [
    *(
        f"{reverse('boards:export')}?period=2021Q2&format={ending}"
        for ending in ("xlsx", "docx", "csv", "html")
    ),
    f"{reverse('boards:export')}?period=2021Q2&by=work",
    reverse("boards:public_livelihood_csv"),
    reverse("boards:public_livelihood"),
    reverse("admin:assignments_operationlog_export"),
    reverse("admin:assignments_operationlog_changelist"),
]  # fmt: skip


def test_signs_that_were_kept_end_no_page_and_no_file(
    small_plan, client_for, settings, tmp_path
):
    settings.LEAGUE_TABLE, settings.MEDIA_ROOT = True, tmp_path
    settings.PUBLIC_LIVELIHOOD = True
    stage = build_stage(small_plan)
    ProgressReport.objects.filter(work=stage.work).update(
        state="accepted", reviewed_at=NOON
    )
    gaps = scenes(stage)["lead's"]
    OperationLog.objects.create(at=NOON, action="export", name="甲", about="乙")
    taken = odd_texts()
    assert taken >= {
        "Task.text",
        "Work.title",
        "Unit.name",
        "ProgressReport.progress",
        "Directive.text",
    }
    brief = reverse("boards:brief", args=gaps["boards:brief"])
    bulletin = reverse("bulletins:bulletin", args=gaps["bulletins:bulletin"])
    pages = [address(name, gaps, stage) for name in DOORS]
    pages += [
        *FILES,
        f"{brief}?format=docx",
        f"{bulletin}?format=docx",
        f"{bulletin}?format=xlsx",
    ]
    wrong = []
    for who in ("admin", "office", "lead", "leader"):
        client = client_for(stage.cast[who])
        client.raise_request_exception = False
        for where in pages:
            answer = client.get(where)
            body = (
                b"".join(answer.streaming_content)
                if answer.streaming
                else answer.content
            )
            if answer.status_code >= 500:
                wrong.append(f"{where} by {who}: {answer.exc_info[1]!r}")
            elif where in FILES and answer.status_code == 200:
                assert body
    assert not wrong, "\n".join(wrong)


def test_files_hold_the_text_without_the_signs(small_plan, client_for, viewer_user):
    Task.objects.filter(number=1).update(text=f"建{ODD}桥。")
    client = client_for(viewer_user)
    export = f"{reverse('boards:export')}?period=2021Q2&format="
    sheet = load_workbook(io.BytesIO(client.get(export + "xlsx").content))["任务台账"]
    texts = [cell.value for row in sheet.iter_rows() for cell in row]
    assert "建\n\n\n桥。" in texts
    words = Document(io.BytesIO(client.get(export + "docx").content))
    assert any("桥。" in cell.text for cell in words.tables[0]._cells)
    table = client.get(export + "csv").content.decode()
    assert "建\n\n\n桥。" in table and not set(ODD) - {"\n"} & set(
        table.removeprefix("\ufeff")
    )


def test_a_box_keeps_what_was_meant(small_plan, client_for):
    stage = build_stage(small_plan)
    ProgressReport.objects.filter(work=stage.work).delete()
    home = [stage.work.pk, stage.unit.pk]
    client = client_for(stage.cast["lead"])
    press(
        client,
        reverse("reporting:report", args=home),
        {"action": "save", "version": "-1", "progress": TYPED},
    )
    assert ProgressReport.objects.get(work=stage.work, unit=stage.unit).progress == KEPT


def test_an_address_is_mended_and_nul_in_it_left_out(
    small_plan, client_for, viewer_user
):
    small_plan.units["市科技局"].save()
    client = client_for(viewer_user)
    found = client.get(reverse("boards:find"), {"q": "市\u202e\x00⾃然\u200b资源"})
    assert found.status_code == 200 and found.context["asked"] == "市自然资源"
    for name in ("boards:tasks", "boards:export", "boards:units", "supervision:silent"):
        where = reverse(name)
        assert (
            client.get(
                where, {"words": "\x00", "period": "\x00", "unit": "\x00"}
            ).status_code
            < 500
        )


def test_nul_in_a_box_is_said_in_words_of_our_own(client_for, office_user, small_plan):
    form = {"action": "save", "name": "甲\x00乙", "query": "kind=key", "shared": "on"}
    answer = client_for(office_user).post(reverse("boards:filters"), form)
    assert "文字里有看不见的空字符" in answer.content.decode()
    assert not SavedFilter.objects.exists()


def test_nul_in_the_admin_is_said_in_words_of_our_own(
    client_for, admin_user, small_plan
):
    unit = small_plan.units["市科技局"]
    where = reverse("admin:assignments_unit_change", args=[unit.pk])
    client = client_for(admin_user)
    form = client.get(where).context["adminform"].form
    sent = {name: form[name].value() or "" for name in form.fields} | {
        "name": "市\x00科技局"
    }
    sent |= {
        f"{prefix}-{name}": 0
        for prefix in ("aliases", "leaderships")
        for name in ("TOTAL_FORMS", "INITIAL_FORMS")
    }
    answer = client.post(where, sent)
    assert (
        answer.status_code == 200
        and "文字里有看不见的空字符" in answer.content.decode()
    )


def test_the_name_of_a_file_holds_none(small_plan, client_for, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    stage = build_stage(small_plan)
    ProgressReport.objects.filter(work=stage.work).delete()
    sent = SimpleUploadedFile("证\u202efdp.⼯\ufffe程.pdf", b"%PDF-1.4 x")
    where = reverse("reporting:report", args=[stage.work.pk, stage.unit.pk])
    form = {"action": "save", "version": "-1", "progress": "甲", "files": [sent]}
    press(client_for(stage.cast["lead"]), where, form)
    assert Attachment.objects.get().name == "证fdp.工程.pdf"


def test_a_password_stays_as_it_was_typed(client, office_user):
    """Dropping a sign would shut out whoever has it in a password."""
    office_user.set_password("Quan-\u200bCheng-⼯")
    office_user.save()
    answer = client.post(
        reverse("login"), {"username": "ducha\u200b", "password": "Quan-\u200bCheng-⼯"}
    )
    assert answer.status_code == 302


def test_the_writer_mends_what_no_form_has_seen(office_user, admin_user):
    unit = writing.save(
        Unit(name=f"市⽔利局{ODD[0]}", kind="government"), by=admin_user
    )
    assert Unit.objects.get(pk=unit.pk).name == "市水利局"
