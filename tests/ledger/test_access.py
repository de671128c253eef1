"""The whole matrix of who sees and does what, each answer in both directions.

The stage is the small plan: 市科技局 leads `enterprises` and `talents` and helps with `harbour`;
市农业农村局 leads `fields` and helps with `livelihood`; 蔡木贵 carries `enterprises`, `harbour` and
`talents`, 陈威 `harbour`, `fields` and `livelihood`; 孙群 carries `talents` jointly with 蔡木贵.
"""

from datetime import date, datetime, timezone

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from assignments.choices import BulletinState, CoRole, Duty, ReportState, Role
from assignments.ledger import access
from assignments.models import (
    Attachment,
    Bulletin,
    CoLeader,
    Directive,
    Extension,
    ImportBatch,
    ProgressReport,
    Reminder,
    Reply,
    Responsibility,
    SavedFilter,
    User,
)

NOON = datetime(2021, 7, 5, 4, 0, tzinfo=timezone.utc)
CAST = (
    "admin",
    "office",
    "keji",
    "nongye",
    "street",
    "caimugui",
    "chenwei",
    "sunqun",
    "viewer",
    "closed",
    "stranger",
)


@pytest.fixture
def cast(
    small_plan,
    admin_user,
    office_user,
    unit_user,
    other_unit_user,
    leader_user,
    other_leader_user,
    viewer_user,
):
    """Everybody, with a reporter of a town, a leader named only in a remark, a closed account and
    nobody."""
    street = User.objects.create(
        username="jiedao", role=Role.UNIT, unit=small_plan.units["玉城街道"]
    )
    sunqun = User.objects.create(
        username="sunqun", role=Role.LEADER, leader=small_plan.leaders["孙群"]
    )
    closed = User.objects.create(username="closed", role=Role.OFFICE, is_active=False)
    people = [
        admin_user,
        office_user,
        unit_user,
        other_unit_user,
        street,
        leader_user,
        other_leader_user,
    ]
    return dict(
        zip(CAST, [*people, sunqun, viewer_user, closed, AnonymousUser()], strict=True)
    )


def who(cast, question) -> set[str]:
    """The names of those for whom the question is answered with yes."""
    return {name for name, user in cast.items() if question(user)}


def report(plan, word, unit, state, **more):
    return ProgressReport.objects.create(
        work=plan.works[word],
        unit=plan.units[unit],
        period=plan.period,
        state=state,
        progress="正在推进。",
        submitted_at=None if state == ReportState.DRAFT else NOON,
        return_reason="太简单" if state == ReportState.RETURNED else "",
        **more,
    )


def directive(plan, recorder, word="fields", leader="陈威", units=("市农业农村局",)):
    found = Directive.objects.create(
        work=plan.works[word],
        leader=plan.leaders[leader],
        signed_as=leader,
        text="请加快。",
        issued_on=date(2021, 7, 1),
        recorded_by=recorder,
    )
    found.units.set([plan.units[name] for name in units])
    return found


# ---- reading

EVERYBODY = set(CAST) - {"closed", "stranger"}


def test_everybody_signed_in_reads_every_work(cast, small_plan):
    work = small_plan.works["fields"]
    assert (
        who(cast, lambda user: access.works(user).filter(pk=work.pk).exists())
        == EVERYBODY
    )


def test_accepted_reports_are_for_all(cast, small_plan):
    accepted = small_plan.report
    assert who(cast, lambda user: accepted in access.reports(user)) == EVERYBODY


LEAD, HELPER = ("fields", "市农业农村局"), ("harbour", "市科技局")


@pytest.mark.parametrize(
    "home, state, readers",
    [
        (LEAD, ReportState.DRAFT, {"admin", "office", "nongye"}),
        (LEAD, ReportState.SUBMITTED, {"admin", "office", "nongye", "chenwei"}),
        (LEAD, ReportState.RETURNED, {"admin", "office", "nongye", "chenwei"}),
        (HELPER, ReportState.DRAFT, {"admin", "office", "keji"}),
        (
            HELPER,
            ReportState.SUBMITTED,
            {"admin", "office", "keji", "caimugui", "chenwei"},
        ),
        (
            ("talents", "市科技局"),
            ReportState.SUBMITTED,
            {"admin", "office", "keji", "caimugui", "sunqun"},
        ),
        (
            ("fields", "玉城街道"),
            ReportState.SUBMITTED,
            {"admin", "office", "nongye", "street", "chenwei"},
        ),
        (("fields", "玉城街道"), ReportState.DRAFT, {"admin", "office", "street"}),
        (
            ("enterprises", "市财政局"),
            ReportState.SUBMITTED,
            {"admin", "office", "keji", "caimugui"},
        ),
    ],
)
def test_unaccepted_reports(cast, small_plan, home, state, readers):
    found = report(small_plan, *home, state)
    assert who(cast, lambda user: found in access.reports(user)) == readers


def test_files_are_seen_with_their_report(cast, small_plan):
    common = {
        "name": "a.pdf",
        "content_type": "application/pdf",
        "size": 1,
        "sha256": "0" * 64,
    }
    uploader = cast["keji"]
    draft = report(small_plan, "harbour", "市科技局", ReportState.DRAFT)
    hidden = Attachment.objects.create(report=draft, uploaded_by=uploader, **common)
    open_one = Attachment.objects.create(
        report=small_plan.report, uploaded_by=uploader, **common
    )
    assert who(cast, lambda user: hidden in access.attachments(user)) == {
        "admin",
        "office",
        "keji",
    }
    assert who(cast, lambda user: open_one in access.attachments(user)) == EVERYBODY


def test_files_of_a_reply_are_seen_with_the_directive(cast, small_plan):
    given = directive(small_plan, cast["office"])
    reply = Reply.objects.create(
        directive=given,
        unit=small_plan.units["市农业农村局"],
        text="收到。",
        by=cast["nongye"],
    )
    file = Attachment.objects.create(
        reply=reply,
        uploaded_by=cast["nongye"],
        name="a.pdf",
        content_type="application/pdf",
        size=1,
        sha256="0" * 64,
    )
    assert who(cast, lambda user: file in access.attachments(user)) == {
        "admin",
        "office",
        "nongye",
        "chenwei",
    }


@pytest.mark.parametrize(
    "given, readers",
    [
        ({}, {"admin", "office", "nongye", "chenwei"}),
        ({"units": ["市财政局"]}, {"admin", "office", "nongye", "chenwei"}),
        (
            {"units": ["各乡镇（街道）"]},
            {"admin", "office", "nongye", "street", "chenwei"},
        ),
        (
            {"word": "harbour", "leader": "蔡木贵", "units": ["市科技局"]},
            {"admin", "office", "keji", "caimugui", "chenwei"},
        ),
        (
            {"word": "talents", "leader": "孙群", "units": ["市科技局"]},
            {"admin", "office", "keji", "caimugui", "sunqun"},
        ),
    ],
)
def test_directives(cast, small_plan, given, readers):
    found = directive(small_plan, cast["office"], **given)
    assert who(cast, lambda user: found in access.directives(user)) == readers


def test_reminders_and_extensions_are_seen_by_the_unit_and_the_office(cast, small_plan):
    unit, period = small_plan.units["市科技局"], small_plan.period
    chased = Reminder.objects.create(
        unit=unit,
        period=period,
        sent_on=date(2021, 7, 8),
        sent_at=NOON,
        sent_by=cast["office"],
    )
    asked = Extension.objects.create(
        work=small_plan.works["talents"],
        unit=unit,
        period=period,
        reason="等待批复",
        until=date(2021, 7, 20),
        asked_by=cast["keji"],
    )
    assert who(cast, lambda user: chased in access.reminders(user)) == {
        "admin",
        "office",
        "keji",
    }
    assert who(cast, lambda user: asked in access.extensions(user)) == {
        "admin",
        "office",
        "keji",
    }


def test_bulletins_are_for_all_once_issued(cast, small_plan):
    draft = Bulletin.objects.create(period=small_plan.last, title="通报")
    issued = Bulletin.objects.create(
        period=small_plan.last,
        title="通报",
        number="玉市委、市政府督通〔2021〕12号",
        state=BulletinState.ISSUED,
        issued_on=date(2021, 4, 20),
        sha256="0" * 64,
    )
    assert who(cast, lambda user: draft in access.bulletins(user)) == {
        "admin",
        "office",
    }
    assert who(cast, lambda user: issued in access.bulletins(user)) == EVERYBODY


def test_imports_are_for_the_office_and_admins(cast):
    batch = ImportBatch.objects.create(
        year=2021, filename="a.docx", file=b"", sha256="0" * 64, by=cast["office"]
    )
    assert who(cast, lambda user: batch in access.import_batches(user)) == {
        "admin",
        "office",
    }
    assert who(cast, access.can_import) == {"admin", "office"}


# ---- doing


@pytest.mark.parametrize(
    "question",
    [
        access.can_review,
        access.can_assess,
        access.can_chase,
        access.can_run_periods,
        access.can_publish,
    ],
)
def test_the_round_is_the_offices_alone(cast, question):
    assert who(cast, question) == {"office"}


@pytest.mark.parametrize("question", [access.can_manage, access.can_reopen_period])
def test_dictionaries_and_reopening_are_the_admins_alone(cast, question):
    assert who(cast, question) == {"admin"}


@pytest.mark.parametrize(
    "word, unit, reporters",
    [
        ("enterprises", "市科技局", {"office", "keji"}),
        ("enterprises", "市财政局", {"office"}),
        ("harbour", "市科技局", {"office", "keji"}),
        ("fields", "市农业农村局", {"office", "nongye"}),
        ("fields", "玉城街道", {"office", "street"}),
        ("fields", "各乡镇（街道）", set()),
        ("fields", "市科技局", set()),
        ("livelihood", "市农业农村局", {"office", "nongye"}),
        ("talents", "市农业农村局", set()),
    ],
)
def test_who_reports_for_a_unit(cast, small_plan, word, unit, reporters):
    work, unit = small_plan.works[word], small_plan.units[unit]
    assert who(cast, lambda user: access.can_report(user, work, unit)) == reporters


def test_the_office_reports_for_a_group_that_leads(cast, small_plan):
    group = small_plan.units["各乡镇（街道）"]
    Responsibility.objects.filter(
        task__work=small_plan.works["fields"], unit=group
    ).update(duty=Duty.LEAD)
    assert who(
        cast, lambda user: access.can_report(user, small_plan.works["fields"], group)
    ) == {"office"}


def test_a_filter_is_changed_by_its_owner_and_a_shared_one_by_the_office(cast):
    own = SavedFilter.objects.create(
        name="我的", query="standing=slow", owner=cast["keji"]
    )
    shared = SavedFilter.objects.create(name="共享", query="standing=slow")
    assert who(cast, lambda user: access.can_change_filter(user, own)) == {"keji"}
    assert who(cast, lambda user: access.can_change_filter(user, shared)) == {"office"}


def test_the_office_reports_for_every_body_behind_a_group(cast, small_plan):
    found = access.reportable_units(cast["office"], small_plan.works["fields"])
    assert [unit.name for unit in found] == ["市农业农村局", "玉城街道", "大麦屿街道"]


@pytest.mark.parametrize(
    "word, instructors",
    [
        ("enterprises", {"office", "caimugui"}),
        ("harbour", {"office", "caimugui", "chenwei"}),
        ("talents", {"office", "caimugui", "sunqun"}),
        ("livelihood", {"office", "chenwei"}),
    ],
)
def test_who_instructs(cast, small_plan, word, instructors):
    work = small_plan.works[word]
    assert who(cast, lambda user: access.can_instruct(user, work)) == instructors


def test_a_supporting_leader_instructs_as_well(cast, small_plan):
    CoLeader.objects.create(
        task=small_plan.tasks["key", 1],
        leader=small_plan.leaders["孙群"],
        role=CoRole.SUPPORTING,
    )
    assert access.can_instruct(cast["sunqun"], small_plan.works["enterprises"])


@pytest.mark.parametrize(
    "given, closers, answerers",
    [
        ({}, {"office", "chenwei"}, {"nongye"}),
        ({"units": ["市财政局"]}, {"office", "chenwei"}, set()),
        (
            {"units": ["各乡镇（街道）", "市科技局"]},
            {"office", "chenwei"},
            {"street", "keji"},
        ),
        ({"word": "harbour", "leader": "蔡木贵"}, {"office", "caimugui"}, {"nongye"}),
    ],
)
def test_who_closes_and_who_answers_a_directive(
    cast, small_plan, given, closers, answerers
):
    found = directive(small_plan, cast["office"], **given)
    assert who(cast, lambda user: access.can_close_directive(user, found)) == closers
    assert who(cast, lambda user: access.can_reply(user, found)) == answerers


def test_lists_for_the_stranger_are_empty_and_do_not_fail(cast, small_plan):
    directive(small_plan, cast["office"])
    lists = [
        access.works,
        access.led_works,
        access.reports,
        access.attachments,
        access.directives,
        access.reminders,
        access.extensions,
        access.bulletins,
        access.import_batches,
    ]
    for name in ("stranger", "closed"):
        assert [
            queryset.__name__ for queryset in lists if queryset(cast[name]).exists()
        ] == []
        assert access.units_of(cast[name]) == []
        assert access.reportable_units(cast[name], small_plan.works["fields"]) == []


def test_demand_turns_no_into_403():
    access.demand(True)
    with pytest.raises(PermissionDenied, match="权限"):
        access.demand(False)


def test_responsible_units_are_named_once_lead_first(small_plan):
    names = [
        unit.name for unit in access.responsible_units(small_plan.works["harbour"])
    ]
    assert names == ["市发改局", "市科技局"]
