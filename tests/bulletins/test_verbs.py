"""A bulletin's way: drafted, worded, issued, withdrawn; by whom, when, and what stays."""

import hashlib
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from assignments.bulletins import verbs
from assignments.bulletins.content import compose
from assignments.bulletins.words import LABELS
from assignments.choices import BulletinState, PeriodState
from assignments.ledger import bulletin_verbs
from assignments.ledger.writing import StaleVersion
from assignments.models import Bulletin, Leader, Period, ProgressReport, Unit
from assignments.rules.transitions import IllegalMove
from tests.bulletins.conftest import NUMBER


def set_state(period, state):
    Period.objects.filter(pk=period.pk).update(state=state)


def test_a_draft_begins_with_title_and_words(quarter, office_user):
    found = verbs.draft(period=quarter, by=office_user)
    assert found.title == "关于2021年市政府重点工作和民生实事项目上半年完成情况的通报"
    assert found.content == found.words == {}
    told = verbs.whole_words(found.words, compose(quarter))
    assert told["signature"] == "玉环市委市政府督查室"
    assert told["problems"] == "低效用地再开发（市农业农村局）：部分企业腾退意愿不强。"
    assert found.history.get().history_user == office_user


def test_drafting_twice_goes_on_with_the_draft(quarter, office_user):
    assert verbs.draft(period=quarter, by=office_user) == verbs.draft(
        period=quarter, by=office_user
    )


def test_a_period_that_has_not_begun_has_no_bulletin(small_plan, office_user):
    with pytest.raises(IllegalMove, match="尚未开启"):
        verbs.draft(period=small_plan.quarters[3], by=office_user)


def test_words_are_kept_and_others_stay(drafted, office_user):
    verbs.edit_words(
        bulletin=drafted, words={"next": "抓紧。"}, number=NUMBER, by=office_user
    )
    drafted.refresh_from_db()
    assert drafted.words == {"next": "抓紧。"}
    verbs.edit_words(
        bulletin=drafted, words={"slow": "偏慢的为："}, number=NUMBER, by=office_user
    )
    drafted.refresh_from_db()
    assert drafted.words == {"next": "抓紧。", "slow": "偏慢的为："}


def test_a_part_that_nobody_wrote_follows_the_figures(
    drafted, office_user, quarter, small_plan
):
    """A draft begun early says in the end what the period says in the end."""
    before = verbs.whole_words(drafted.words, compose(quarter))
    verbs.edit_words(
        bulletin=drafted,
        words={**before, "next": "抓紧。"},
        number=NUMBER,
        by=office_user,
    )
    QuerySet(ProgressReport).filter(work=small_plan.works["fields"]).update(
        problems="连续阴雨。"
    )
    drafted.refresh_from_db()
    told = verbs.whole_words(drafted.words, compose(quarter))
    assert (
        told["problems"] == "低效用地再开发（市农业农村局）：连续阴雨。"
        and told["next"] == "抓紧。"
    )


def test_the_words_of_the_system_come_back(drafted, office_user):
    words = {"next": "抓紧。", "with_silent": True, "name_of": {"1": "别名"}}
    verbs.edit_words(
        bulletin=drafted,
        words=words,
        number=NUMBER,
        issued_on=date(2021, 7, 20),
        by=office_user,
    )
    found = verbs.forget_words(bulletin=drafted, by=office_user)
    assert found.words == {"with_silent": True, "name_of": {"1": "别名"}}
    assert (found.number, found.issued_on) == (NUMBER, date(2021, 7, 20))
    assert found.history.first().history_change_reason == "恢复系统拟写的文字"


def test_after_a_withdrawal_the_office_finds_its_own_words(
    drafted, office_user, quarter, small_plan
):
    """And what it had not written follows the figures that were put right."""
    verbs.edit_words(
        bulletin=drafted,
        words={"next": "抓紧。"},
        number=NUMBER,
        issued_on=date(2021, 7, 20),
        by=office_user,
    )
    issued = verbs.issue(bulletin=drafted, by=office_user)
    assert "部分企业腾退意愿不强" in issued.words["problems"]
    bulletin_verbs.withdraw(bulletin=issued, because="数字有误", by=office_user)
    again = verbs.draft(period=quarter, by=office_user)
    assert {name: again.words[name] for name in LABELS if name in again.words} == {
        "next": "抓紧。"
    }


@pytest.mark.parametrize(
    "words, said",
    [
        ({"opening": "重点工作共128项。"}, "“128项”是手工输入的数字"),
        ({"slow": "偏慢的有6项："}, "“6项”是手工输入的数字"),
        ({"next": "{{进度}}"}, "“{{进度}}”不存在"),
    ],
)
def test_a_figure_cannot_be_typed(drafted, office_user, words, said):
    before = drafted.words
    with pytest.raises(ValidationError) as refused:
        verbs.edit_words(bulletin=drafted, words=words, by=office_user)
    assert said in "".join(refused.value.messages)
    assert Bulletin.objects.get().words == before


def test_two_editors_are_held_apart(drafted, office_user):
    old = drafted.version
    verbs.edit_words(
        bulletin=drafted, words={"next": "甲"}, by=office_user, expected_version=old
    )
    with pytest.raises(StaleVersion):
        verbs.edit_words(
            bulletin=drafted, words={"next": "乙"}, by=office_user, expected_version=old
        )
    assert Bulletin.objects.get().words["next"] == "甲"


def test_issuing_freezes_content_and_file_with_its_sum(drafted, office_user, quarter):
    verbs.issue(bulletin=drafted, by=office_user)
    found = Bulletin.objects.get()
    assert (found.state, found.issued_by, found.number) == (
        "issued",
        office_user,
        NUMBER,
    )
    assert found.sha256 == hashlib.sha256(bytes(found.docx)).hexdigest()
    assert found.xlsx_sha256 == hashlib.sha256(bytes(found.xlsx)).hexdigest()
    assert [found.sha256, found.xlsx_sha256, found.content_sha256] == verbs.sums(found)
    assert found.content == compose(quarter)


def test_last_years_bulletin_comes_out_byte_for_byte(drafted, office_user, small_plan):
    verbs.issue(bulletin=drafted, by=office_user)
    before = bytes(Bulletin.objects.get().docx)
    Unit.objects.filter(name="市农业农村局").update(name="市农业局")
    Leader.objects.filter(name="陈威").update(name="李威", title="市长")
    small_plan.works["fields"].title = "别的标题"
    small_plan.works["fields"].save()
    found = Bulletin.objects.get()
    assert bytes(found.docx) == before
    assert "市农业农村局" in str(found.content) and "市农业局" not in str(found.content)
    assert bytes(verbs.docx.document(verbs.sheet_of(found))) == before
    assert bytes(verbs.xlsx.workbook(verbs.sheet_of(found))) == bytes(found.xlsx)


def test_an_open_period_is_not_issued(drafted, office_user, quarter):
    set_state(quarter, PeriodState.OPEN)
    with pytest.raises(ValidationError, match="还没有关闭"):
        verbs.issue(bulletin=drafted, by=office_user)
    assert Bulletin.objects.get().state == BulletinState.DRAFT


@pytest.mark.parametrize(
    "gap, said",
    [
        ({"number": ""}, "还没有填写文号"),
        ({"issued_on": None}, "还没有填写印发日期"),
        ({"issued_on": date(2021, 6, 29)}, "不能早于本期截至日期"),
    ],
)
def test_what_the_document_lacks_is_told(drafted, office_user, gap, said):
    values = {"number": NUMBER, "issued_on": date(2021, 7, 20)} | gap
    verbs.edit_words(bulletin=drafted, words={}, by=office_user, **values)
    with pytest.raises(ValidationError, match=said):
        verbs.issue(bulletin=drafted, by=office_user)


def test_a_slow_work_without_a_next_step_is_not_issued(
    drafted, office_user, small_plan
):
    QuerySet(ProgressReport).filter(work=small_plan.works["fields"]).update(
        next_steps=""
    )
    with pytest.raises(ValidationError, match="没有下一步打算"):
        verbs.issue(bulletin=drafted, by=office_user)
    next_of = {str(small_plan.works["fields"].pk): "三季度再完成400亩。"}
    verbs.edit_words(
        bulletin=drafted,
        words={"next_of": next_of},
        number=NUMBER,
        issued_on=date(2021, 7, 20),
        by=office_user,
    )
    assert verbs.issue(bulletin=drafted, by=office_user).state == BulletinState.ISSUED


def test_a_draft_is_issued_with_the_figures_of_now(drafted, office_user, small_plan):
    drafted.content = {"figures": {"重点工作": 99}}
    drafted.save()
    verbs.issue(bulletin=drafted, by=office_user)
    assert Bulletin.objects.get().content["figures"]["重点工作"] == 4


def test_a_number_is_used_once(drafted, office_user, small_plan):
    verbs.issue(bulletin=drafted, by=office_user)
    other = verbs.draft(period=small_plan.last, by=office_user)
    with pytest.raises(ValidationError, match="这个文号已经用过"):
        verbs.edit_words(bulletin=other, words={}, number=NUMBER, by=office_user)


def test_once_issued_it_is_neither_edited_nor_issued_nor_drafted_again(
    drafted, office_user, quarter
):
    verbs.issue(bulletin=drafted, by=office_user)
    for act in (
        lambda: verbs.edit_words(bulletin=drafted, words={}, by=office_user),
        lambda: verbs.issue(bulletin=drafted, by=office_user),
        lambda: verbs.draft(period=quarter, by=office_user),
    ):
        with pytest.raises(IllegalMove, match="已经?印发"):
            act()


def test_withdrawing_keeps_text_and_file_with_a_mark(drafted, office_user):
    verbs.issue(bulletin=drafted, by=office_user)
    before = Bulletin.objects.values("content", "words", "sha256", "number").get()
    bulletin_verbs.withdraw(bulletin=drafted, because=" 数字有误 ", by=office_user)
    found = Bulletin.objects.get()
    assert (found.state, found.withdrawn_because, found.withdrawn_by) == (
        "withdrawn",
        "数字有误",
        office_user,
    )
    assert (
        Bulletin.objects.values("content", "words", "sha256", "number").get() == before
    )
    with pytest.raises(IllegalMove):
        bulletin_verbs.withdraw(bulletin=drafted, because="再来", by=office_user)


def test_withdrawing_asks_why_and_only_of_issued_ones(drafted, office_user):
    with pytest.raises(IllegalMove):
        bulletin_verbs.withdraw(bulletin=drafted, because="数字有误", by=office_user)
    verbs.issue(bulletin=drafted, by=office_user)
    with pytest.raises(ValidationError, match="原因"):
        bulletin_verbs.withdraw(bulletin=drafted, because=" ", by=office_user)


def test_after_a_withdrawal_the_next_draft_takes_over_the_words(
    drafted, office_user, quarter
):
    verbs.edit_words(
        bulletin=drafted,
        words={"next": "抓紧。"},
        number=NUMBER,
        issued_on=date(2021, 7, 20),
        by=office_user,
    )
    verbs.issue(bulletin=drafted, by=office_user)
    bulletin_verbs.withdraw(bulletin=drafted, because="数字有误", by=office_user)
    again = verbs.draft(period=quarter, by=office_user)
    assert (
        again.pk != drafted.pk and again.words["next"] == "抓紧。" and not again.number
    )
    verbs.edit_words(
        bulletin=again,
        words={},
        number=NUMBER,
        issued_on=date(2021, 7, 25),
        by=office_user,
    )
    assert verbs.issue(bulletin=again, by=office_user).state == BulletinState.ISSUED
