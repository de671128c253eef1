"""Whatever leaves as a file leaves a line in the operations log: who, what, from where; and under a
harmless name."""

import pytest

from assignments.models import Attachment, Bulletin, OperationLog
from tests.test_matrix_of_addresses import address, scenes
from tests.test_matrix_of_addresses import stage as stage  # noqa: PLC0414

pytestmark = pytest.mark.django_db

NAMES = (
    "名单\r\nSet-Cookie: a=b.pdf",
    '";filename=evil.exe;".pdf',
    "../../etc/passwd.pdf",
    "a\u202efdp.exe.pdf",
)


def files(stage) -> list[tuple[str, str]]:
    """(operation, address) of everything that leaves as a file and holds what somebody entered."""
    gaps = scenes(stage)["lead's"]
    bulletin, brief = (
        address("bulletins:bulletin", gaps, stage),
        address("boards:brief", gaps, stage),
    )
    return [
        *(
            ("export", f"/tasks/export/?format={kind}")
            for kind in ("xlsx", "docx", "csv", "html")
        ),
        ("export", f"{brief}?format=docx"),
        ("export", address("intake:rejected", gaps, stage)),
        ("evidence_download", address("reporting:attachment", gaps, stage)),
        *(
            ("bulletin_download", f"{bulletin}?download={kind}")
            for kind in ("docx", "xlsx")
        ),
    ]


def test_every_file_that_leaves_is_noted(stage, client_for):
    client, wrong = client_for(stage.office), []
    for operation, where in files(stage):
        before = OperationLog.objects.count()
        answer = client.get(where, REMOTE_ADDR="10.0.0.9")
        line = OperationLog.objects.first()
        told = (line.action, line.user, line.ip, bool(line.about)) if line else None
        as_it_should = (operation, stage.office, "10.0.0.9", True)
        if (
            answer.status_code != 200
            or OperationLog.objects.count() != before + 1
            or told != as_it_should
        ):
            wrong.append(f"{where}: {answer.status_code}, {told}")
        if not answer["Content-Disposition"].startswith("attachment"):
            wrong.append(f"{where} does not leave as a file")
    assert wrong == []


def test_a_refused_file_is_not_noted_as_taken(stage, client_for):
    client = client_for(stage.cast["viewer"])
    taken = [where for operation, where in files(stage) if operation != "export"]
    assert {client.get(where).status_code for where in taken} == {404}
    assert not OperationLog.objects.filter(
        user=stage.cast["viewer"], action__endswith="download"
    ).exists()


@pytest.mark.parametrize("name", NAMES)
def test_a_name_writes_no_header_of_its_own(name, stage, client_for):
    """Whatever stands in the database: past the check of what is handed in."""
    gaps = scenes(stage)["lead's"]
    Attachment.objects.update(name=name)
    Bulletin.objects.update(title=name)
    client = client_for(stage.office)
    bulletin = f"{address('bulletins:bulletin', gaps, stage)}?download=docx"
    for where in (address("reporting:attachment", gaps, stage), bulletin):
        answer = client.get(where)
        header = answer["Content-Disposition"]
        assert answer.status_code == 200 and "Set-Cookie" not in answer.headers
        assert not set("\r\n\u202e") & set(header) and header.startswith(
            "attachment; filename"
        )
        assert (
            'filename="";' not in header and "/" not in header.partition("filename=")[2]
        )


def test_a_part_of_a_file_and_its_head(stage, client_for):
    where, client = (
        address("reporting:attachment", scenes(stage)["lead's"], stage),
        client_for(stage.office),
    )
    head = client.head(where)
    assert (
        head.status_code,
        head.content if not head.streaming else b"".join(head),
    ) == (200, b"")
    for asked in (
        "bytes=0-1",
        "bytes=5-2",
        "bytes=-1",
        "bytes=0-1,3-4",
        "lines=1",
        f"bytes={'9' * 400}-",
    ):
        answer = client.get(where, headers={"range": asked})
        assert (
            answer.status_code == 200
            and b"".join(answer.streaming_content) == b"%PDF-1.4"
        )


OUTSIDE = """
/attachments/../settings.py /attachments/%2e%2e/db.sqlite3
/attachments/1/..%2f /attachments/1%00.pdf
/static/../db.sqlite3 /static/%2e%2e/%2e%2e/var/db.sqlite3
/static/..%5c..%5cdb.sqlite3 /static//etc/passwd
/media/a.pdf /works/1/photo.jpg/../x /.env /.git/config
"""


@pytest.mark.parametrize("path", OUTSIDE.split())
def test_no_path_leads_out(path, stage, client_for):
    assert client_for(stage.office).get(path).status_code in (400, 404)
