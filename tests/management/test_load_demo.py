"""`load_demo`: who may sign in, what the boards then show, and where it refuses."""

from io import StringIO

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.password_validation import validate_password
from django.core.management import CommandError, call_command
from django.urls import reverse

from assignments.choices import Group, PeriodState, ReportState, Role, Standing
from assignments.ledger.calendar import calendar
from assignments.ledger.figures import Board, Selection, summary
from assignments.management.demo import pictures
from assignments.management.demo.accounts import DEMO_ACCOUNTS, PASSWORD
from assignments.management.demo.texts import MARK
from assignments.models import (
    Assessment,
    Attachment,
    Directive,
    Extension,
    Period,
    ProgressReport,
    Reminder,
    Task,
    Unit,
    User,
    WorkPhoto,
)
from tests.pages import flat


def board(quarter):
    return Board(Period.objects.get(year=2021, index=quarter)).with_targets()


def groups(quarter):
    return {
        count.key: count.value for count in board(quarter).groups(Selection(by="work"))
    }


def load():
    out = StringIO()
    call_command("load_demo", stdout=out)
    return out.getvalue()


# ---- accounts


def test_every_role_has_an_account_that_can_sign_in(demo, rf):
    assert {account.role for account in DEMO_ACCOUNTS} == set(Role.values)
    for account in DEMO_ACCOUNTS:
        user = authenticate(
            rf.post("/"), username=account.username, password=account.password
        )
        assert user is not None and user.is_demo and user.role == account.role, (
            account.username
        )
        assert account.belongs in ("", str(user.unit or user.leader))


def test_only_the_listed_accounts_can_be_signed_in_to(demo):
    listed = {account.username for account in DEMO_ACCOUNTS}
    others = User.objects.exclude(username__in=listed)
    assert others.exists() and all(
        user.is_demo and not user.has_usable_password() for user in others
    )


def test_no_demo_account_opens_where_the_setting_is_off(demo, rf, client, settings):
    """Neither by its password nor by a session from before."""
    client.force_login(
        User.objects.get(username="admin"),
        backend="yuhuan_tasks.backends.PeopleBackend",
    )
    settings.DEMO = False
    assert authenticate(rf.post("/"), username="admin", password=PASSWORD) is None
    assert client.get(reverse("admin:index")).status_code == 302


def test_the_password_passes_our_own_rules(demo):
    for account in DEMO_ACCOUNTS:
        validate_password(PASSWORD, User.objects.get(username=account.username))


def test_the_accounts_are_printed(demo):
    printed = load()
    for account in DEMO_ACCOUNTS:
        assert account.username in printed and account.name in printed
    assert PASSWORD in printed


# ---- the shape of the year


def test_two_quarters_closed_one_open(demo):
    periods = Period.objects.filter(year=2021).order_by("index")
    states = [period.state for period in periods]
    assert states == [
        PeriodState.CLOSED,
        PeriodState.CLOSED,
        PeriodState.OPEN,
        PeriodState.PLANNED,
    ]
    assert all(period.is_demo for period in periods)
    assert calendar().chosen.code == "2021Q3"


@pytest.mark.parametrize(
    "quarter, done, slow, silent, waiting, adjusted",
    [(1, 2, 5, 2, 0, 0), (2, 8, 6, 1, 0, 0), (3, 19, 8, 4, 6, 1)],
)
def test_groups(demo, quarter, done, slow, silent, waiting, adjusted):
    found = groups(quarter)
    assert sum(found.values()) == 140
    assert (found[Group.DONE], found[Group.SLOW], found[Group.NOT_REPORTED]) == (
        done,
        slow,
        silent,
    )
    assert (found[Group.UNASSESSED], found[Group.ADJUSTED]) == (waiting, adjusted)
    assert found[Group.ON_TRACK] > 100


def test_reports_in_every_state(demo):
    latest = ProgressReport.objects.filter(period__index=3)
    assert set(latest.values_list("state", flat=True)) == set(ReportState.values)
    assert (
        not ProgressReport.objects.filter(period__index__lt=3)
        .exclude(state=ReportState.ACCEPTED)
        .exists()
    )
    assert latest.filter(logged_by_office=True).count() == 1
    assert (
        ProgressReport.objects.filter(
            times_returned=1, state=ReportState.ACCEPTED
        ).count()
        == 2
    )


def test_reports_are_marked_and_in_their_time(demo):
    for report in ProgressReport.objects.exclude(
        state=ReportState.DRAFT
    ).select_related("period"):
        assert report.progress.endswith(MARK), report
        assert report.period.ends < report.submitted_at.date(), report
        assert (report.submitted_at.date() - report.period.due_on).days <= 3, report


def test_readings_rise_and_slow_targets_are_behind(demo):
    for line in board(3).lines:
        for target in line.targets:
            values = [value for _, value in target.readings]
            if target.target.course == "cumulative":
                assert values == sorted(values), target.target
    slow = {
        line.work.id: line for line in board(3).lines if line.standing == Standing.SLOW
    }
    assert [target.target.text for target in slow[72].slow_targets] == [
        "完成低效用地再开发1000亩"
    ]
    assert slow[104].slow_targets[0].target.measure == "万美元"


def test_milestones_come_due_after_the_quarter(demo):
    lines = [
        target
        for line in board(3).lines
        for target in line.targets
        if not target.target.is_quantity
    ]
    waiting = {
        target.target.text: target for target in lines if target.reached_on is None
    }
    soon = [
        text for text, target in waiting.items() if target.target.due_on.month == 10
    ]
    assert len(soon) == 3 and not any(target.is_behind for target in lines)
    assert [str(target.reached_on) for target in lines if target.reached_on] == [
        "2021-06-18"
    ]


def test_judgements_against_the_hint_say_why(demo):
    """What the verb would have refused is not in the demo."""
    made = (
        Assessment.objects.exclude(standing="").exclude(hint="").filter(carried=False)
    )
    against = [
        row
        for row in made
        if row.hint != row.standing and row.standing != Standing.ADJUSTED
    ]
    assert [row.work_id for row in against] == [27]
    assert all(row.override_reason for row in against)
    assert not Assessment.objects.filter(
        standing=Standing.ADJUSTED, approval_number=""
    ).exists()


def test_joint_works_show_under_both_leaders(demo):
    line = board(3).by_work[42]
    assert line.is_joint and line.standing == Standing.SLOW
    assert [leader.name for leader in line.leaders] == ["蔡木贵", "陈威"]


def test_more_done_than_last_quarter(demo):
    now, before = board(3), board(2)
    change = {c.key: c.change for c in now.groups(Selection(by="work"), before)}
    assert change[Group.DONE] == 11
    assert summary(now)["works"].value == 140


def test_chasing_extensions_and_instructions(demo):
    assert (
        Reminder.objects.count() == 2
        and Reminder.objects.filter(read_at=None).count() == 1
    )
    assert Extension.objects.count() == 1
    assert sorted(Directive.objects.values_list("state", flat=True)) == [
        "closed", "open", "replied", "replied", "replied",
    ]  # fmt: skip
    assert all(
        directive.leader.name in ("周阳", "蔡木贵", "陈威")
        for directive in Directive.objects.all()
    )


def test_every_livelihood_project_has_a_picture_that_says_what_it_is(demo):
    photos = WorkPhoto.objects.select_related("work").order_by("work_id")
    assert [photo.work.kind for photo in photos] == ["livelihood"] * 12
    assert all(
        photo.is_public and photo.caption.startswith("演示图片（示意画）：")
        for photo in photos
    )


def test_some_reports_come_with_evidence_to_look_at(demo, client):
    files = Attachment.objects.select_related("report__period").order_by("pk")
    assert [(file.report.period.index, bool(file.thumbnail)) for file in files] == [
        (3, True)
    ] * 2
    client.force_login(User.objects.get(username="chayue"))
    page = flat(client.get(f"/works/{files[0].report.work_id}/"))
    assert (
        f'<img src="/attachments/{files[0].pk}/?small" alt="演示图片：绿道与便民体育公园.png"'
        in page
    )


def test_the_mark_stands_in_the_picture_itself():
    picture = pictures.painted(pictures.SCENES[9][1])
    band = picture.crop(
        (
            picture.width - 260,
            picture.height - 120,
            picture.width - 10,
            picture.height - 70,
        )
    )
    assert {colour for _, colour in band.getcolors()} == {(24, 34, 47), (255, 255, 255)}


def test_bulk_leaves_the_trail_of_the_verbs(demo):
    """The report written in bulk reads in the history like one that went through the verbs."""
    report = ProgressReport.objects.get(
        work_id=49, period__index=3, unit__name="市科技局"
    )
    trail = [
        (h.history_change_reason, h.state, h.history_user.role)
        for h in report.history.order_by("history_date")
    ]
    assert trail == [
        ("报送", "submitted", Role.UNIT),
        ("审核通过", "accepted", Role.OFFICE),
    ]
    assert report.version == 1
    returned = ProgressReport.objects.get(work_id=30, period__index=2)
    told = list(
        returned.history.order_by("history_date", "history_id").values_list(
            "state", flat=True
        )
    )
    assert told == ["submitted", "returned", "submitted", "accepted"]


def test_the_history_is_dated_to_the_story(demo):
    for history in (ProgressReport.history, Assessment.history, Directive.history):
        assert not history.exclude(history_date__year=2021).exists()


def test_everything_is_valid(demo):
    """What bulk writing passed over would pass the models' own checks."""
    for user in User.objects.all():
        user.full_clean(exclude=["password"])
    for report in ProgressReport.objects.select_related("work", "unit", "period")[:60]:
        report.clean_fields()


# ---- twice, and where it refuses


def test_the_second_time_changes_nothing(demo):
    before = (
        User.objects.count(),
        ProgressReport.objects.count(),
        Assessment.objects.count(),
    )
    assert "已载入" not in load()
    assert (
        User.objects.count(),
        ProgressReport.objects.count(),
        Assessment.objects.count(),
    ) == before


def test_refused_where_the_setting_is_off(plan_2021, settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="DEMO 未开启"):
        call_command("load_demo")
    assert not User.objects.exists()


def test_refused_without_the_plan(db, settings):
    settings.DEMO = True
    with pytest.raises(CommandError, match="没有2021年方案"):
        call_command("load_demo")


def test_refused_beside_real_progress(plan_2021, settings):
    settings.DEMO = True
    Period.objects.filter(index=1).update(state=PeriodState.OPEN)
    with pytest.raises(CommandError, match="真实的报送期"):
        call_command("load_demo")
    assert not User.objects.exists()


def test_all_or_nothing(plan_2021, settings):
    """A plan in which somebody the demo needs is missing: nothing of the demo stays."""
    settings.DEMO = True
    Task.objects.filter(number=72).first().responsibilities.all().delete()
    Unit.objects.filter(name="市科技局").update(name="市科委")
    with pytest.raises(Exception, match="Unit"):
        call_command("load_demo")
    assert (
        not User.objects.exists() and not Period.objects.filter(is_demo=True).exists()
    )


@pytest.mark.parametrize("account", DEMO_ACCOUNTS, ids=lambda account: account.username)
def test_each_account_lands_on_a_page(demo, client, account):
    client.force_login(
        User.objects.get(username=account.username),
        backend="yuhuan_tasks.backends.PeopleBackend",
    )
    assert client.get(reverse("boards:home"), follow=True).status_code == 200
