"""The page of an instruction: works, stranger, reader, wrong method, bad input, second time."""

from datetime import date

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from assignments.choices import DirectiveState
from assignments.directives import verbs
from assignments.models import Attachment, Reply
from tests.buttons import press
from tests.pages import flat

pytestmark = pytest.mark.django_db


def address(directive):
    return reverse("directives:directive", args=[directive.pk])


def test_a_unit_reads_signs_and_answers(client_for, give, other_unit_user):
    found, client = give(), client_for(other_unit_user)
    page = client.get(address(found)).content.decode()
    assert "请加快进度。" in page and "○ 未签收" in page and "提交回复" in page
    assert (
        "已签收。"
        in press(
            client, address(found), {"action": "read"}, follow=True
        ).content.decode()
    )
    press(
        client,
        address(found),
        {"action": "reply", "text": "已完成820亩。\n余下9月底前完成。"},
    )
    page = client.get(address(found)).content.decode()
    assert "已完成820亩。" in page and "未签收" not in page
    found.refresh_from_db()
    assert found.state == DirectiveState.REPLIED


def test_the_leader_asks_again_then_closes(
    client_for, give, other_unit_user, other_leader_user
):
    found, client = give(), client_for(other_leader_user)
    assert "请承办单位补充" not in client.get(address(found)).content.decode()
    verbs.reply(directive=found, text="正在办理。", by=other_unit_user)
    again = {
        "action": "ask_again",
        "again-because": "请说明完成时间",
        "again-due_on": "2021-08-01",
    }
    page = press(client, address(found), again, follow=True).content.decode()
    assert "请说明完成时间" in page and "2021年8月1日" in page
    page = flat(press(client, address(found), {"action": "close"}, follow=True))
    assert "✓ 已办结" in page and "办结这件批示" not in page
    assert (
        "提交回复"
        not in client_for(other_unit_user).get(address(found)).content.decode()
    )


def test_an_answer_to_what_was_closed_meanwhile_is_given_back(
    client_for, give, other_unit_user, office_user
):
    found = give()
    verbs.reply(directive=found, text="正在办理。", by=other_unit_user)
    verbs.close(directive=found, by=office_user)
    page = press(
        client_for(other_unit_user),
        address(found),
        {"action": "reply", "text": "又完成了20亩。"},
    ).text
    assert "又完成了20亩。" in page and "没有保存，可在此复制" in page
    assert not Reply.objects.filter(text__contains="20亩").exists()


def test_the_office_says_that_it_recorded_it(client_for, give, office_user):
    assert (
        "由督查室督查室小林登记"
        in client_for(office_user).get(address(give())).content.decode()
    )


def test_overdue_is_told_with_a_word(client_for, give, office_user):
    found = give(due_on=date(2021, 7, 20))
    with time_machine.travel(date(2021, 7, 20)):
        assert (
            "逾期" not in client_for(office_user).get(address(found)).content.decode()
        )
    with time_machine.travel(date(2021, 7, 21)):
        assert "✕ 逾期" in flat(client_for(office_user).get(address(found)))


def test_the_stranger_signs_in_first(client, give):
    assert client.get(address(give())).url.startswith("/accounts/login/")


@pytest.mark.parametrize("who", ["unit_user", "leader_user", "viewer_user"])
def test_those_whom_it_does_not_concern_find_nothing(request, client_for, give, who):
    client = client_for(request.getfixturevalue(who))
    assert client.get(address(give())).status_code == 404


@pytest.mark.parametrize(
    "who, actions",
    [
        ("admin_user", ["reply", "read", "close", "ask_again"]),
        ("office_user", ["reply", "read"]),
        ("other_leader_user", ["reply", "read"]),
        ("other_unit_user", ["close", "ask_again"]),
    ],
)
def test_a_reader_may_not(request, client_for, give, who, actions):
    found, client = give(), client_for(request.getfixturevalue(who))
    for action in actions:
        typed = {"action": action, "text": "已完成。", "again-because": "太简单"}
        assert press(client, address(found), typed).status_code == 403
    found.refresh_from_db()
    assert found.state == DirectiveState.OPEN and not Reply.objects.exists()


def test_wrong_method(client_for, give, office_user):
    assert client_for(office_user).delete(address(give())).status_code == 405


@pytest.mark.parametrize("action, answer", [({}, 405), ({"action": "burn"}, 404)])
def test_an_unknown_button(client_for, give, office_user, action, answer):
    assert press(client_for(office_user), address(give()), action).status_code == answer


@pytest.mark.parametrize(
    "text, said", [("", "请填写回复内容。"), ("长" * 2001, "最多 2000 字")]
)
def test_bad_input_is_told_and_nothing_typed_is_lost(
    client_for, give, other_unit_user, text, said
):
    page = press(
        client_for(other_unit_user), address(give()), {"action": "reply", "text": text}
    )
    assert said in page.content.decode() and text in page.content.decode()
    assert not Reply.objects.exists()


def pdf(name="办理情况.pdf", word="正文"):
    return SimpleUploadedFile(name, f"%PDF-1.7 {word}".encode())


def test_an_answer_comes_with_files(
    client_for, give, other_unit_user, other_leader_user, unit_user
):
    found, client = give(), client_for(other_unit_user)
    press(
        client,
        address(found),
        {
            "action": "reply",
            "text": "见附件。",
            "files": [pdf(), pdf("另一份.pdf", "二"), pdf()],
        },
    )
    files = list(found.replies.get().attachments.all())
    assert [file.name for file in files] == ["办理情况.pdf", "另一份.pdf"]
    link = reverse("reporting:attachment", args=[files[0].pk])
    leader = client_for(other_leader_user)
    assert link in leader.get(address(found)).content.decode()
    assert b"".join(leader.get(link).streaming_content) == "%PDF-1.7 正文".encode()
    assert client_for(unit_user).get(link).status_code == 404


@pytest.mark.parametrize(
    "files, said",
    [
        ([SimpleUploadedFile("脚本.exe", b"MZ")], "不是可用的类型"),
        ([pdf(word=str(number)) for number in range(11)], "一次最多 10 个文件"),
    ],
)
def test_files_that_are_not_taken_stop_the_answer(
    client_for, give, other_unit_user, files, said
):
    page = press(
        client_for(other_unit_user),
        address(give()),
        {"action": "reply", "text": "见附件。", "files": files},
    )
    assert said in page.content.decode() and "见附件。" in page.content.decode()
    assert not Reply.objects.exists() and not Attachment.objects.exists()


def test_markup_is_shown_as_typed(client_for, give, other_unit_user):
    found, client = give(text="<b>加快</b>"), client_for(other_unit_user)
    assert "&lt;b&gt;加快" in client.get(address(found)).content.decode()


def test_second_time(client_for, give, office_user, other_unit_user):
    found = give()
    unit, office = client_for(other_unit_user), client_for(office_user)
    for _ in range(2):
        page = press(
            unit, address(found), {"action": "reply", "text": "已完成。"}, follow=True
        )
    assert "已经提交过" in page.content.decode() and found.replies.count() == 1
    for _ in range(2):
        page = press(office, address(found), {"action": "close"}, follow=True)
    assert "当前为“已办结”，不能办结。" in page.content.decode()
