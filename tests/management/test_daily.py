"""The daily task: one mail to each who has something waiting, once a day, and only then."""

from datetime import date, datetime, timedelta, timezone

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone as clock

from assignments.models import (
    Digest,
    Directive,
    DirectiveUnit,
    Extension,
    OperationLog,
    ProgressReport,
    Unit,
    User,
)

NOON = datetime(2021, 7, 5, 4, 0, tzinfo=timezone.utc)


@pytest.fixture
def letterbox(small_plan, settings, mailoutbox, office_user, leader_user):
    """Mail is configured, everybody has an address. Reports are due on 2021-07-08."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    for name, address in (
        ("市科技局", "Keji@yuhuan.example"),
        ("市发改局", "fagai@yuhuan.example"),
    ):
        Unit.objects.filter(name=name).update(email=address)
    for user in (office_user, leader_user):
        user.email = f"{user.username}@yuhuan.example"
        user.save()
    return mailoutbox


@pytest.fixture
def run(capsys, django_capture_on_commit_callbacks):
    def daily(day):
        with django_capture_on_commit_callbacks(execute=True):
            call_command("daily", date=day)
        return capsys.readouterr().out

    return daily


def mailed(letterbox):
    return {letter.to[0]: letter.body for letter in letterbox}


def instruct(plan, office_user, leader_user, due_on):
    directive = Directive.objects.create(
        work=plan.works["harbour"],
        leader=leader_user.leader,
        signed_as="蔡木贵副市长",
        text="请加快。",
        issued_on=date(2021, 6, 1),
        due_on=due_on,
        recorded_by=office_user,
    )
    DirectiveUnit.objects.create(directive=directive, unit=plan.units["市发改局"])


@pytest.mark.parametrize(
    "day, said", [("2021-07-05", "2021年7月8日前"), ("2021-07-10", "已逾期 2 天")]
)
def test_units_hear_of_what_is_due_soon_or_overdue(letterbox, run, day, said):
    run(day)
    letter = mailed(letterbox)["keji@yuhuan.example"]
    assert (
        "待报送（1 项）" in letter and "1. 深化人才新政2.0" in letter and said in letter
    )
    assert "小升规" not in letter


def test_nobody_hears_of_what_is_not_due_yet(letterbox, run):
    assert "发出 0 封" in run("2021-07-04")
    assert letterbox == []


def test_units_hear_of_instructions_without_a_date_and_of_unread_ones(
    letterbox, run, small_plan, office_user, leader_user
):
    instruct(small_plan, office_user, leader_user, due_on=None)
    instruct(small_plan, office_user, leader_user, due_on=date(2021, 7, 30))
    DirectiveUnit.objects.filter(directive__due_on=None).update(read_at=NOON)
    run("2021-07-01")
    letter = mailed(letterbox)["fagai@yuhuan.example"]
    assert (
        "批示待回复（2 项）" in letter
        and "不限期" in letter
        and "2021年7月30日前" in letter
    )
    DirectiveUnit.objects.update(read_at=NOON)
    run("2021-07-02")
    assert "批示待回复（1 项）" in letterbox[-1].body
    Directive.objects.filter(due_on=None).update(state="closed")
    run("2021-07-03")
    assert len(letterbox) == 2


def test_a_co_leader_hears_of_requests(letterbox, run, small_plan):
    sunqun = User.objects.create(
        username="sunqun",
        role="leader",
        leader=small_plan.leaders["孙群"],
        email="sunqun@yuhuan.example",
    )
    ProgressReport.objects.create(
        work=small_plan.works["talents"],
        unit=small_plan.units["市科技局"],
        period=small_plan.period,
        state="submitted",
        progress="正在推进。",
        request="请协调编制。",
        submitted_at=NOON,
        first_sent_at=NOON,
    )
    run("2021-07-01")
    assert "单位提请协调（1 项）" in mailed(letterbox)[sunqun.email]


def test_one_mail_a_day(letterbox, run):
    run("2021-07-05")
    first = sorted(letter.to[0] for letter in letterbox)
    assert first == ["fagai@yuhuan.example", "keji@yuhuan.example"]
    assert "发出 0 封，此前已发 2 封" in run("2021-07-05")
    assert len(letterbox) == 2
    run("2021-07-06")
    assert len(letterbox) == 4


def test_what_the_mail_server_did_not_take_goes_out_with_the_next_run(
    letterbox, run, settings
):
    working = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    with pytest.raises(
        CommandError, match=r"2 封没有发出，再次执行本命令时补发：.*keji@yuhuan.example"
    ):
        run("2021-07-05")
    assert not Digest.objects.exists()
    settings.EMAIL_BACKEND = working
    assert "发出 2 封，此前已发 0 封" in run("2021-07-05")
    assert len(letterbox) == 2


def test_an_address_that_is_none_costs_nobody_else_a_mail(letterbox, run):
    Unit.objects.filter(name="市科技局").update(email="没有@")
    with pytest.raises(CommandError, match="1 封没有发出.*没有@"):
        run("2021-07-05")
    assert "fagai@yuhuan.example" in mailed(letterbox) and "没有@" not in mailed(
        letterbox
    )


def test_an_address_that_several_share_gets_one_mail(letterbox, run):
    Unit.objects.update(email="all@yuhuan.example")
    run("2021-07-05")
    [letter] = letterbox
    assert "市科技局：" in letter.body and "市发改局：" in letter.body


def test_instructions_go_to_unit_leader_and_office(
    letterbox, run, small_plan, office_user, leader_user
):
    instruct(small_plan, office_user, leader_user, date(2021, 7, 1))
    run("2021-07-04")
    letters = mailed(letterbox)
    assert set(letters) == {
        "fagai@yuhuan.example",
        "caimugui@yuhuan.example",
        "ducha@yuhuan.example",
    }
    for text in letters.values():
        assert "请加快。（2021年7月1日前，已逾期 3 天）" in text


def test_the_office_hears_who_asks_for_time_and_who_is_silent(
    letterbox, run, small_plan, unit_user
):
    Extension.objects.create(
        work=small_plan.works["talents"],
        unit=small_plan.units["市科技局"],
        period=small_plan.period,
        reason="数据待核",
        until=date(2021, 7, 20),
        asked_by=unit_user,
    )
    run("2021-07-09")
    letter = mailed(letterbox)["ducha@yuhuan.example"]
    assert "深化人才新政2.0（市科技局，申请延至7月20日）" in letter
    assert "逾期未报送的单位（4 项）" in letter and "市发改局（1 项）" in letter


def test_without_mail_it_only_says_what_it_would(letterbox, run, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    told = run("2021-07-05")
    assert "市科技局（Keji@yuhuan.example）：待报送 1" in told
    assert "市财政局（没有邮箱）：待报送 1" in told
    assert "未配置邮件，没有发送" in told
    assert letterbox == [] and not Digest.objects.exists()


def test_only_expired_lines_of_the_log_go_whatever_the_date(letterbox, run):
    for name, age in (("旧", 401), ("新", 1)):
        OperationLog.objects.create(
            at=clock.now() - timedelta(days=age), name=name, action="sign_in"
        )
    assert "操作日志 1 条" in run("2099-01-01")
    assert list(
        OperationLog.objects.filter(action="sign_in").values_list("name", flat=True)
    ) == ["新"]


def test_a_wrong_date_is_refused(db):
    with pytest.raises(CommandError, match="看不懂日期“明天”"):
        call_command("daily", date="明天")
