"""The page of a bulletin: works, stranger, reader, wrong method, bad input, second time."""

import hashlib
import io

import pytest
from docx import Document
from lxml import html
from openpyxl import load_workbook

from assignments.bulletins import verbs, words
from assignments.choices import BulletinState
from assignments.models import Bulletin, OperationLog
from tests.bulletins.conftest import NUMBER
from tests.buttons import press

READERS = ["admin_user", "unit_user", "leader_user", "viewer_user"]


@pytest.fixture
def address(drafted):
    return f"/bulletins/{drafted.pk}/"


@pytest.fixture
def office(client_for, office_user):
    return client_for(office_user)


@pytest.fixture
def issued(drafted, office_user):
    return verbs.issue(bulletin=drafted, by=office_user)


def typed(page, **changes):
    """The form as the browser would send it back."""
    form = page.context["form"]
    found = {name: form[name].value() for name in form.fields}
    found = {name: value for name, value in found.items() if value not in (None, False)}
    return found | {"action": "save"} | changes


def sent_by_browser(page):
    """Every box of the page's form, those that are hidden too, with the line ends that browsers
    send."""
    forms = html.document_fromstring(page.content.decode()).forms
    form = next(form for form in forms if "number" in form.fields)
    found = {name: value.replace("\n", "\r\n") for name, value in form.form_values()}
    return found | {"action": "save"}


def test_words_are_edited_around_the_figures(office, address, drafted):
    page = office.get(address)
    text = page.content.decode()
    assert "{{重点工作}}" in text and ">4</mark>" in text
    name = next(
        name for name in page.context["form"].fields if name.startswith("name_of_")
    )
    said = {"next": "抓紧抓实。", "with_silent": "on", name: "建成示范田园综合体"}
    response = press(office, address, typed(page, **said), follow=True)
    text = response.content.decode()
    assert "①建成示范田园综合体（责任单位：" in text
    assert "已保存。" in text and "抓紧抓实。" in text and "市科技局：未报送1项" in text
    drafted.refresh_from_db()
    assert drafted.number == NUMBER and drafted.words["with_silent"] is True


def test_it_is_issued_with_a_confirmation(office, address):
    page = office.get(address).content.decode()
    assert "确认印发" in page and "还不能印发" not in page
    page = press(office, address, {"action": "issue"}, follow=True).content.decode()
    assert "已印发，内容和文件不再变动。" in page and "保存并更新预览" not in page


def test_what_stands_against_it_is_listed_and_the_button_missing(
    office, address, drafted, office_user
):
    verbs.edit_words(bulletin=drafted, words={}, by=office_user)
    page = office.get(address).content.decode()
    assert (
        "还没有填写文号。" in page
        and "还没有填写印发日期。" in page
        and "确认印发" not in page
    )
    page = press(office, address, {"action": "issue"}, follow=True).content.decode()
    assert "没有印发：还没有填写文号。" in page
    assert Bulletin.objects.get().state == "draft"


def test_the_frozen_file_comes_out_byte_for_byte(
    client_for, viewer_user, address, issued
):
    response = client_for(viewer_user).get(address, {"download": "docx"})
    assert response.content == bytes(Bulletin.objects.get().docx)
    assert hashlib.sha256(response.content).hexdigest() == issued.sha256
    assert (
        "attachment" in response["Content-Disposition"]
        and ".docx" in response["Content-Disposition"]
    )


def test_the_imprint_has_its_two_sides(office, address):
    page = office.get(address).content.decode()
    assert "<span>玉环市委市政府督查室</span><span>2021年7月20日印发</span>" in page


def test_the_frozen_annex_comes_out_whatever_the_program_has_become(
    client_for, viewer_user, address, issued, monkeypatch
):
    monkeypatch.setattr(verbs.xlsx, "workbook", lambda sheet: b"another layout")
    response = client_for(viewer_user).get(address, {"download": "xlsx"})
    assert hashlib.sha256(response.content).hexdigest() == issued.xlsx_sha256


def test_whether_it_still_is_what_was_issued_is_shown(
    client_for, viewer_user, address, issued
):
    assert (
        client_for(viewer_user).get(address).content.decode().count("✓ 与印发时一致")
        == 3
    )
    words = {**issued.words, "next": "被人改过。"}
    Bulletin._base_manager.filter(pk=issued.pk)._update(
        [(Bulletin._meta.get_field("words"), None, words)]
    )
    page = client_for(viewer_user).get(address).content.decode()
    assert (
        '数据和文字：<b class="t-late">✕ 与印发时不一致' in page
        and page.count("✓ 与印发时一致") == 2
    )


def test_a_drafts_file_says_that_it_is_one(office, address):
    document = Document(io.BytesIO(office.get(address, {"download": "docx"}).content))
    assert document.paragraphs[0].text == "拟稿，未印发"


def test_a_long_annex_is_shown_in_part_and_whole_where_asked(
    office, address, monkeypatch
):
    monkeypatch.setattr("assignments.bulletins.bulletin.SHOWN_ROWS", 2)
    rows = (
        max(len(block.rows) for block in office.get(address).context["page"].blocks) - 1
    )
    short, whole = (
        office.get(address + query).content.decode() for query in ("", "?annex=all")
    )
    more = f"以上为前 2 项，共 {rows} 项。"
    assert rows > 2
    assert more in short and 'href="?annex=all#print"' in short
    assert more not in whole and "data-print" in whole
    assert whole.count("<tr>") - short.count("<tr>") >= rows - 2


def test_the_annex_as_excel(office, address):
    response = office.get(address, {"download": "xlsx"})
    assert load_workbook(io.BytesIO(response.content)).sheetnames == [
        "重点工作",
        "民生实事",
        "数字",
    ]


def test_it_is_withdrawn_with_a_reason_and_keeps_its_text(
    office, client_for, viewer_user, address, issued
):
    press(office, address, {"action": "withdraw", "because": "数字有误"})
    page = client_for(viewer_user).get(address).content.decode()
    assert (
        "数字有误" in page
        and 'class="stamp">已撤回' in page
        and "进度偏慢的市政府重点工作为：" in page
    )
    download = client_for(viewer_user).get(address, {"download": "docx"})
    assert download.content == bytes(Bulletin.objects.get().docx)


def test_the_stranger_signs_in_first(client, address):
    assert client.get(address).url.startswith("/accounts/login/")
    assert client.get(address, {"download": "docx"}).url.startswith("/accounts/login/")


@pytest.mark.parametrize("who", ["unit_user", "leader_user", "viewer_user"])
def test_a_draft_is_not_there_for_readers(request, client_for, address, who):
    client = client_for(request.getfixturevalue(who))
    assert (
        client.get(address).status_code
        == press(client, address, {"action": "issue"}).status_code
        == 404
    )


@pytest.mark.parametrize("who", READERS)
def test_a_reader_reads_and_may_not_do_anything(
    request, client_for, address, issued, who
):
    client = client_for(request.getfixturevalue(who))
    page = client.get(address).content.decode()
    assert (
        issued.number in page
        and "撤回通报" not in page
        and "保存并更新预览" not in page
    )
    for action in ("save", "forget", "issue", "withdraw"):
        assert (
            press(
                client, address, {"action": action, "because": "没有原因"}
            ).status_code
            == 403
        )
    assert Bulletin.objects.get().state == "issued"


def test_an_admin_reads_a_draft_and_does_not_edit_it(client_for, admin_user, address):
    client = client_for(admin_user)
    assert "保存并更新预览" not in client.get(address).content.decode()
    assert press(client, address, {"action": "save"}).status_code == 403


def test_wrong_method(office, address):
    assert office.put(address).status_code == 405


@pytest.mark.parametrize("action, answer", [({}, 405), ({"action": "burn"}, 404)])
def test_an_unknown_button(office, address, action, answer):
    assert press(office, address, action).status_code == answer


def test_an_unknown_file(office, address):
    assert office.get(address, {"download": "pdf"}).status_code == 404


@pytest.mark.parametrize(
    "change, said",
    [
        ({"opening": "共{{重点工作}}项，其中28项完成"}, "“28项”是手工输入的数字"),
        ({"next": "{{不存在}}"}, "“{{不存在}}”不存在"),
        ({"title": ""}, "请填写标题。"),
        ({"issued_on": "七月二十日"}, "不是日期"),
        ({"problems": "长" * 8001}, "最多 8000 字"),
        ({"number": "长" * 61}, "60"),
        ({"copies": "长" * 8001}, "“抄送”最多 8000 字"),
    ],
)
def test_bad_input_is_told_and_nothing_typed_is_lost(
    office, address, drafted, change, said
):
    response = press(
        office, address, typed(office.get(address), signature="另一个署名", **change)
    )
    text = response.content.decode()
    assert response.status_code == 200 and said in text and "另一个署名" in text
    assert all(value in text for value in change.values())
    drafted.refresh_from_db()
    assert "signature" not in drafted.words


def test_the_words_of_the_system_come_back(office, address, drafted):
    assert "确认恢复" not in office.get(address).content.decode()
    press(office, address, typed(office.get(address), next="抓紧抓实。"))
    page = office.get(address).content.decode()
    assert "已改写：下一步工作。" in page and "确认恢复" in page
    page = press(office, address, {"action": "forget"}, follow=True).content.decode()
    assert (
        "已恢复系统拟写的文字" in page
        and "抓紧抓实。" not in page
        and "庄严承诺" in page
    )


def test_markup_is_shown_as_typed(office, address):
    press(
        office,
        address,
        typed(office.get(address), next="<script>x</script>{{重点工作}}"),
    )
    assert "&lt;script&gt;x&lt;/script&gt;" in office.get(address).content.decode()


def test_two_browsers_on_the_same_words(office, address, drafted):
    first = typed(office.get(address), next="甲的话")
    second = typed(office.get(address), next="乙的话")
    press(office, address, first)
    response = press(office, address, second)
    assert (
        "刚被他人修改" in response.content.decode()
        and "乙的话" in response.content.decode()
    )
    assert ("下一步工作", "甲的话", "乙的话") in response.context[
        "conflict"
    ] and "甲的话" in response.content.decode()
    drafted.refresh_from_db()
    assert drafted.words["next"] == "甲的话"
    press(
        office,
        address,
        second | {"version": response.context["form"]["version"].value()},
    )
    drafted.refresh_from_db()
    assert drafted.words["next"] == "乙的话"


def test_what_only_the_other_changed_is_kept(office, address, drafted):
    """Two browsers at different boxes: saving once more loses neither, and no line's end counts as
    a change."""
    mine, theirs = (
        sent_by_browser(office.get(address)),
        sent_by_browser(office.get(address)),
    )
    press(
        office,
        address,
        theirs | {"problems": "一、甲的话。\r\n二、甲的话。", "with_said": "on"},
    )
    response = press(office, address, mine | {"next": "乙的话"})
    assert [row[0] for row in response.context["conflict"]] == ["下一步工作"]
    press(office, address, sent_by_browser(response))
    drafted.refresh_from_db()
    assert (drafted.words["problems"], drafted.words["next"]) == (
        "一、甲的话。\n二、甲的话。",
        "乙的话",
    )
    assert drafted.words["with_said"] is True


def test_what_nobody_touched_goes_on_following_the_figures(
    office, address, drafted, monkeypatch
):
    page = sent_by_browser(office.get(address))
    monkeypatch.setattr(words, "AFTERWARDS", "明年再办。")
    monkeypatch.setattr(words, "WITHIN_THE_YEAR", "明年再办。")
    press(office, address, page | {"title": "改过的标题"})
    drafted.refresh_from_db()
    assert drafted.title == "改过的标题" and "next" not in drafted.words
    assert "明年再办。" in office.get(address).content.decode()


def test_what_another_wrote_meanwhile_is_not_issued_unread(office, address, drafted):
    read = html.document_fromstring(office.get(address).content.decode())
    (form,) = [form for form in read.forms if "确认印发" in form.text_content()]
    sent = dict(form.form_values()) | {"action": "issue"}
    press(office, address, typed(office.get(address), next="刚改的话"))
    assert "刚被他人修改" in press(office, address, sent, follow=True).content.decode()
    drafted.refresh_from_db()
    assert drafted.state == BulletinState.DRAFT
    sent["version"] = str(drafted.version)
    assert "已印发" in press(office, address, sent, follow=True).content.decode()


def test_second_time(office, address):
    for _ in range(2):
        page = press(office, address, {"action": "issue"}, follow=True).content.decode()
    assert "当前为“已印发”，不能印发。" in page
    for _ in range(2):
        page = press(
            office, address, {"action": "withdraw", "because": "数字有误"}, follow=True
        ).content.decode()
    assert "当前为“已撤回”，不能撤回。" in page


def test_a_download_leaves_a_line_in_the_log(client_for, viewer_user, address, issued):
    client = client_for(viewer_user)
    client.get(address)
    client.get(address, {"download": "pdf"})
    client.get(address, {"download": "docx"})
    entry = OperationLog.objects.get(action="bulletin_download")
    assert entry.user == viewer_user and NUMBER in entry.about and "docx" in entry.about
