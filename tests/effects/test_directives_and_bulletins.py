"""Instructions and bulletins: what moves with them, and what stays."""

from datetime import date

from assignments.bulletins import verbs as bulletins
from assignments.directives import verbs as directives
from assignments.ledger.bulletin_verbs import withdraw as withdraw_bulletin
from assignments.models import (
    Bulletin,
)
from tests.effects.rows import DAY, LATER, NOON, bulletin, instructed
from tests.effects.seen import ANY, effects

# ---- instructions


def test_instructing(small_plan, office_user):
    instructed(small_plan, office_user, state="closed", text="请再快些。")
    units = [small_plan.units[name] for name in ("市科技局", "市财政局")]
    with effects() as found:
        directives.issue_directive(
            work=small_plan.works["enterprises"],
            leader=small_plan.leaders["蔡木贵"],
            text=" 请再快些。 ",
            units=units,
            issued_on=date(2021, 6, 1),
            by=office_user,
        )
    row = {
        "text": "请再快些。",
        "signed_as": "蔡木贵副市长",
        "state": "open",
        "due_on": None,
    }
    found.are(
        created={
            "Directive": [
                row | {"recorded_by_id": office_user.pk, "kind": "instruction"}
            ],
            "DirectiveUnit": [{"unit_id": unit.pk, "read_at": None} for unit in units],
        },
        reasons=["批示", None, None],
    )


def test_answering_asking_again_and_closing(small_plan, office_user, unit_user):
    given = instructed(small_plan, office_user, ("市科技局", "市财政局"))
    instructed(small_plan, office_user, text="另一件。")
    mine = given.addressees.get(unit=unit_user.unit)
    with effects() as found:
        directives.mark_read(directive=given, by=unit_user, at=NOON)
    found.are(changed=[(mine, {"read_at": NOON})], reasons=["签收"])
    with effects() as found:
        directives.reply(directive=given, text=" 已办。 ", by=unit_user)
    row = {"text": "已办。", "unit_id": unit_user.unit_id, "by_id": unit_user.pk}
    found.are(
        changed=[(given, {"state": "replied"})],
        created={"Reply": [row]},
        reasons=["回复"] * 2,
    )
    with effects() as found:
        directives.ask_again(directive=given, because=" 写明时间 ", by=office_user)
    found.are(changed=[(given, {"state": "open"})], reasons=["要求补充：写明时间"])
    with effects() as found:
        directives.reply(directive=given, text="年底前。", by=unit_user)
    found.are(
        changed=[(given, {"state": "replied"})],
        created={"Reply": [{"text": "年底前。"}]},
    )
    with effects() as found:
        directives.close(directive=given, by=office_user, at=LATER)
    closed = {"state": "closed", "closed_at": LATER, "closed_by_id": office_user.pk}
    found.are(changed=[(given, closed)], reasons=["办结"])


# ---- bulletins


def test_a_bulletin_from_draft_to_withdrawal(small_plan, office_user):
    bulletin(small_plan.period, "draft", "〔2021〕13号")
    with effects() as found:
        made = bulletins.draft(period=small_plan.last, by=office_user)
    row = {"state": "draft", "number": "", "issued_on": None, "words": {}, "title": ANY}
    found.are(created={"Bulletin": [row]}, reasons=["拟稿"])
    with effects() as found:
        assert bulletins.draft(period=small_plan.last, by=office_user).pk == made.pk
    found.are()
    with effects() as found:
        bulletins.edit_words(
            bulletin=made,
            words={"next": "抓紧。", "with_silent": True},
            title=" 通报 ",
            number=" 〔2021〕1号 ",
            issued_on=DAY,
            by=office_user,
        )
    written = {"words": {"next": "抓紧。", "with_silent": True}, "title": "通报"}
    found.are(
        changed=[(made, written | {"number": "〔2021〕1号", "issued_on": DAY})],
        reasons=["修改文字"],
    )
    with effects() as found:
        bulletins.forget_words(bulletin=made, by=office_user)
    found.are(
        changed=[(made, {"words": {"with_silent": True}})],
        reasons=["恢复系统拟写的文字"],
    )
    Bulletin.objects.filter(pk=made.pk).update(
        words={"problems": "无。", "next_of": {}, "next": "抓紧。"}
    )
    with effects() as found:
        bulletins.edit_words(
            bulletin=made,
            words={"next": "再抓紧。"},
            number="〔2021〕1号",
            issued_on=DAY,
            by=office_user,
        )
    assert set(found.changed) == {("Bulletin", made.pk)}
    assert set(found.changed["Bulletin", made.pk]) == {"words"}


def test_withdrawing_a_bulletin(small_plan, office_user):
    issued = bulletin(small_plan.last)
    bulletin(small_plan.last, "draft", "〔2021〕13号")
    with effects() as found:
        withdraw_bulletin(bulletin=issued, because=" 有误 ", by=office_user, at=LATER)
    gone = {
        "state": "withdrawn",
        "withdrawn_at": LATER,
        "withdrawn_by_id": office_user.pk,
        "withdrawn_because": "有误",
    }
    found.are(changed=[(issued, gone)], reasons=["撤回：有误"])
