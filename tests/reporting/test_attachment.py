"""Evidence: how it comes to a report, who may fetch it, how it goes."""

import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from assignments.choices import ReportState
from assignments.evidence.attachments import MOST, inspected
from assignments.models import Attachment, OperationLog, ProgressReport
from assignments.reporting.verbs import Content, detach, save_draft, submit
from assignments.rules.transitions import IllegalMove
from tests.buttons import press


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def pdf(name="验收报告.pdf", word="一"):
    return SimpleUploadedFile(name, f"%PDF-1.7 {word}".encode())


def photo():
    written = io.BytesIO()
    Image.new("RGB", (640, 480), "green").save(written, "JPEG")
    return SimpleUploadedFile("现场.jpg", written.getvalue())


@pytest.fixture
def held(talents, unit_user):
    """A draft with a PDF and a photo."""
    files = (inspected(pdf()), inspected(photo()))
    return save_draft(
        **talents, content=Content(progress="有进展。", files=files), by=unit_user
    )


def at(attachment, small=False):
    return reverse("reporting:attachment", args=[attachment.pk]) + (
        "?small" if small else ""
    )


# ---- How it comes


def test_files_come_with_the_form(client_for, unit_user, talents, address):
    typed = {
        "progress": "有进展。",
        "version": -1,
        "action": "save",
        "files": [pdf(), photo()],
    }
    press(client_for(unit_user), address(**talents), typed)
    rows = Attachment.objects.order_by("id")
    assert [(row.name, row.uploaded_by) for row in rows] == [
        ("验收报告.pdf", unit_user),
        ("现场.jpg", unit_user),
    ]
    assert all("验收" not in row.file.name and len(row.file.name) > 32 for row in rows)
    assert rows[1].thumbnail and not rows[0].thumbnail


def test_a_file_that_is_not_taken_costs_no_text(
    client_for, unit_user, talents, address
):
    typed = {
        "progress": "写了很久。",
        "version": -1,
        "action": "save",
        "files": [SimpleUploadedFile("a.exe", b"MZ")],
    }
    answer = press(client_for(unit_user), address(**talents), typed)
    shown = answer.content.decode()
    assert "不是可用的类型" in shown and "写了很久。" in shown
    assert not Attachment.objects.exists()


def test_two_hundred_files_cost_no_text(client_for, unit_user, talents, address):
    files = [pdf(f"{number}.pdf", str(number)) for number in range(200)]
    typed = {"progress": "写了很久。", "version": -1, "action": "save", "files": files}
    answer = press(client_for(unit_user), address(**talents), typed)
    shown = answer.content.decode()
    assert (
        answer.status_code == 200
        and "一次最多 10 个文件，选了 200 个" in shown
        and "写了很久。" in shown
    )
    assert not Attachment.objects.exists()


def test_the_same_file_is_kept_once(held, talents, unit_user):
    save_draft(
        **talents,
        content=Content(progress="有进展。", files=(inspected(pdf("又一份.pdf")),)),
        by=unit_user,
    )
    assert len(held.attachments.all()) == 2


def test_no_more_than_enough(talents, unit_user):
    files = tuple(inspected(pdf(f"{n}.pdf", str(n))) for n in range(MOST + 1))
    with pytest.raises(ValidationError, match="最多"):
        save_draft(
            **talents, content=Content(progress="有进展。", files=files), by=unit_user
        )
    assert not ProgressReport.objects.filter(
        work=talents["work"], period=talents["period"]
    ).exists()


def test_what_is_there_counts_with_what_comes(held, talents, unit_user):
    """`held` has two; as many as the limit are taken, one more is refused and nothing is kept."""

    def add(names):
        files = tuple(inspected(pdf(f"{name}.pdf", str(name))) for name in names)
        save_draft(
            **talents, content=Content(progress="有进展。", files=files), by=unit_user
        )

    here = len(held.attachments.all())
    add(range(MOST - here))
    with pytest.raises(ValidationError, match=f"最多 {MOST} 个文件，已有 {MOST} 个"):
        add(["再一个"])
    assert len(held.attachments.all()) == MOST


# ---- Who may fetch it


@pytest.mark.parametrize(
    ("person", "draft", "accepted"),
    [
        ("unit_user", 200, 200),
        ("office_user", 200, 200),
        ("admin_user", 200, 200),
        ("other_unit_user", 404, 200),
        ("leader_user", 404, 200),
        ("viewer_user", 404, 200),
    ],
)
def test_whoever_reads_the_report_reads_its_files(
    client_for, held, person, draft, accepted, request, whole
):
    client = client_for(request.getfixturevalue(person))
    file = held.attachments.first()
    assert client.get(at(file)).status_code == draft
    held.state, held.submitted_at = ReportState.ACCEPTED, held.created_at
    held.save()
    assert client.get(at(file)).status_code == accepted


def test_a_stranger_signs_in(client, held):
    assert client.get(at(held.attachments.first())).status_code == 302


def test_it_leaves_as_a_download_that_runs_nothing(client_for, unit_user, held):
    answer = client_for(unit_user).get(at(held.attachments.first()))
    assert b"".join(answer.streaming_content).startswith(b"%PDF-")
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]


def test_the_small_picture_is_shown_in_the_page(client_for, unit_user, held):
    file, picture = held.attachments.order_by("id")
    client = client_for(unit_user)
    assert client.get(at(picture, small=True))["Content-Type"] == "image/jpeg"
    assert client.get(at(file, small=True)).status_code == 404


def test_no_address_leads_to_the_folder(client_for, unit_user, held):
    stored = held.attachments.first().file.name
    for where in (f"/media/{stored}", f"/{stored}", f"/static/{stored}"):
        assert client_for(unit_user).get(where).status_code == 404


def test_wrong_method_unknown_file_and_lost_file(client_for, unit_user, held):
    client, file = client_for(unit_user), held.attachments.first()
    assert press(client, at(file), {}).status_code == 405
    assert client.get(reverse("reporting:attachment", args=[999999])).status_code == 404
    default_storage.delete(file.file.name)
    assert client.get(at(file)).status_code == 404


# ---- How it goes


def test_taking_one_off_keeps_what_is_typed(
    client_for, unit_user, held, talents, address, django_capture_on_commit_callbacks
):
    file = held.attachments.first()
    typed = {
        "progress": "正在改写。",
        "version": held.version,
        "action": f"detach:{file.pk}",
    }
    with django_capture_on_commit_callbacks(execute=True):
        answer = press(client_for(unit_user), address(**talents), typed)
    assert answer.context["form"]["progress"].value() == "正在改写。"
    assert [row.name for row in held.attachments.all()] == ["现场.jpg"]
    assert not default_storage.exists(file.file.name)


def test_what_was_sent_keeps_its_files(held, talents, whole, unit_user):
    submit(**talents, content=whole, by=unit_user)
    with pytest.raises(IllegalMove):
        detach(attachment=held.attachments.first(), by=unit_user)


def test_a_fetched_file_leaves_a_line_in_the_log_and_its_small_picture_none(
    client_for, unit_user, viewer_user, held
):
    picture = held.attachments.get(name="现场.jpg")
    client_for(viewer_user).get(at(picture))
    client_for(unit_user).get(at(picture, small=True))
    client_for(unit_user).get(at(picture))
    entry = OperationLog.objects.get(action="evidence_download")
    assert entry.user == unit_user and entry.about.startswith("现场.jpg（市科技局 ")
