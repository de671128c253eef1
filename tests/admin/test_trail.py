"""The operations log on its screen: searched, filtered, handed to the auditors as it is shown."""

import csv
import io
from datetime import datetime, timezone

import pytest
from django.urls import reverse

from assignments.models import OperationLog
from tests.admin.addresses import address

NOON = datetime(2021, 7, 9, 4, 0, tzinfo=timezone.utc)
EXPORT = "admin:assignments_operationlog_export"


@pytest.fixture
def client(admin_user, client_for):
    """Signed in before the log begins, so that it holds what a test puts there."""
    found = client_for(admin_user)
    OperationLog._base_manager.all().delete()
    for name, action, about in (
        ("小林（ducha）", "export", "2021年台账.xlsx"),
        ("=cmd|'/c calc'!A0", "sign_in_failed", ""),
        ("小陈（keji）", "evidence_download", "名单,一.pdf"),
    ):
        OperationLog.objects.create(
            at=NOON, name=name, action=action, about=about, ip="10.0.0.9"
        )
    return found


def rows(answer):
    text = b"".join(answer.streaming_content).decode()
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


def test_the_file_says_what_the_log_says(client):
    answer = client.get(reverse(EXPORT))
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert (
        "attachment" in answer["Content-Disposition"]
        and ".csv" in answer["Content-Disposition"]
    )
    head, *body = rows(answer)
    assert head == ["时间", "操作人", "操作", "内容", "IP地址"]
    assert body[-1] == [
        "2021-07-09 12:00:00",
        "小林（ducha）",
        "导出",
        "2021年台账.xlsx",
        "10.0.0.9",
    ]
    assert [line[3] for line in body if line[2] == "下载佐证材料"] == ["名单,一.pdf"]


def test_nothing_in_the_file_runs_as_a_formula(client):
    assert not [
        cell
        for line in rows(client.get(reverse(EXPORT)))
        for cell in line
        if cell.startswith("=")
    ]


def test_the_export_is_noted(client, admin_user):
    body = rows(client.get(reverse(EXPORT), {"q": "小"}))
    noted = OperationLog.objects.get(user=admin_user)
    assert (noted.action, noted.about) == ("export", "操作日志 q=小")
    assert len(body) == 1 + 2
    assert len(rows(client.get(reverse(EXPORT)))) == 1 + 4


@pytest.mark.parametrize(
    "query, names",
    [
        ({"q": "小陈"}, ["小陈（keji）"]),
        ({"q": "台账"}, ["小林（ducha）"]),
        ({"action__exact": "evidence_download"}, ["小陈（keji）"]),
    ],
)
def test_search_and_filter_hold_for_list_and_file(client, query, names):
    shown = client.get(address(OperationLog, "changelist"), query)
    assert [entry.name for entry in shown.context["cl"].result_list] == names
    assert [line[1] for line in rows(client.get(reverse(EXPORT), query))[1:]] == names


def test_the_list_leads_to_the_file_of_the_same_list(client):
    page = client.get(
        address(OperationLog, "changelist"), {"q": "小陈"}
    ).content.decode()
    assert f'href="{reverse(EXPORT)}?q=%E5%B0%8F%E9%99%88"' in page


def test_a_wrong_filter_leads_back_to_the_list(client):
    answer = client.get(reverse(EXPORT), {"at__gte": "never"})
    assert answer.status_code == 302 and answer["Location"] == address(
        OperationLog, "changelist"
    )


def test_only_read(client):
    assert client.post(reverse(EXPORT)).status_code == 405


def test_closed_to_everybody_else(
    client, client_for, office_user, unit_user, leader_user, viewer_user
):
    for user in (office_user, unit_user, leader_user, viewer_user):
        assert client_for(user).get(reverse(EXPORT)).status_code == 403
    assert not OperationLog.objects.filter(about__startswith="操作日志").exists()
