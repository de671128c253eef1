"""Everything that is due, on one page."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assignments.choices import ReportState
from assignments.models import Period, ProgressReport, Responsibility
from assignments.reporting.verbs import NOT_YET, Content, save_draft
from tests.buttons import press
from tests.pages import flat

ADDRESS = reverse("reporting:sheet")


@pytest.fixture
def two_works(small_plan):
    """市科技局 leads harbour as well as talents; returns their prefixes."""
    Responsibility.objects.filter(
        task__work=small_plan.works["harbour"], unit=small_plan.units["市科技局"]
    ).update(duty="lead")
    return [f"w{small_plan.works[word].pk}" for word in ("harbour", "talents")]


def typed(prefix, progress, **more):
    values = {
        "version": NOT_YET,
        "progress": progress,
        "problems": "",
        "next_steps": "",
        "request": "",
    } | more
    return {f"{prefix}-{name}": value for name, value in values.items()}


def states(small_plan):
    rows = ProgressReport.objects.filter(
        period=small_plan.period, unit=small_plan.units["市科技局"]
    )
    return {row.work.title: row.state for row in rows.exclude(pk=small_plan.report.pk)}


def test_all_that_is_owed_is_there(client_for, unit_user, two_works):
    rows = client_for(unit_user).get(ADDRESS).context["rows"].entries
    assert [row.item.line.work.title for row in rows] == [
        "推进大麦屿港区开发",
        "深化人才新政2.0",
    ]


def test_every_field_has_its_box(client_for, unit_user, two_works):
    """A field that the page leaves out would be emptied by saving it."""
    answer = client_for(unit_user).get(ADDRESS)
    for row in answer.context["rows"].entries:
        for name in set(row.form.fields) - {"confirmed"}:
            assert f'name="{row.form.add_prefix(name)}"' in answer.content.decode()


def test_drafts_are_saved_together(client_for, unit_user, small_plan, two_works):
    harbour, talents = two_works
    data = typed(harbour, "开工。") | typed(talents, "引进12名。") | {"action": "save"}
    press(client_for(unit_user), ADDRESS, data)
    assert states(small_plan) == {
        "推进大麦屿港区开发": "draft",
        "深化人才新政2.0": "draft",
    }


def test_what_is_filled_is_sent_and_the_rest_left(
    client_for, unit_user, small_plan, two_works
):
    harbour, talents = two_works
    data = (
        typed(harbour, "")
        | typed(talents, "引进12名。")
        | {"action": "submit", "approved_by": "林局长"}
    )
    answer = press(client_for(unit_user), ADDRESS, data, follow=True)
    assert states(small_plan) == {"深化人才新政2.0": "submitted"}
    assert "已报送：深化人才新政2.0。" in answer.content.decode()


def test_one_wrong_work_does_not_hold_the_others(
    client_for, unit_user, small_plan, two_works
):
    harbour, talents = two_works
    data = (
        typed(harbour, "好" * 5001)
        | typed(talents, "引进12名。")
        | {"action": "submit", "approved_by": "林"}
    )
    answer = press(client_for(unit_user), ADDRESS, data)
    assert states(small_plan) == {"深化人才新政2.0": "submitted"}
    rows = answer.context["rows"].entries
    assert [row.item.line.work.title for row in rows] == ["推进大麦屿港区开发"]
    assert "最多 5000 字" in answer.content.decode()


def test_without_a_name_nothing_is_sent_and_all_stays(
    client_for, unit_user, small_plan, two_works
):
    """And the name is asked for once, in the list of errors and beside its box, not beside every
    work."""
    both = typed(two_works[0], "规划已编制。") | typed(two_works[1], "引进12名。")
    shown = press(
        client_for(unit_user), ADDRESS, both | {"action": "submit"}
    ).content.decode()
    assert "引进12名。" in shown and "规划已编制。" in shown
    assert shown.count("请填写审定人姓名") == 2
    assert 'href="#id_approved_by"' in shown
    assert states(small_plan) == {}


def test_odd_readings_are_asked_about(client_for, other_unit_user, small_plan):
    work = small_plan.works["fields"]
    box = f"reading_{small_plan.targets['低效用地再开发'].id}"
    data = typed(f"w{work.pk}", "推进中。", **{box: "99000"}) | {
        "action": "submit",
        "approved_by": "王局长",
    }
    client = client_for(other_unit_user)
    assert "是目标的 99 倍" in press(client, ADDRESS, data).content.decode()
    press(client, ADDRESS, data | {f"w{work.pk}-confirmed": "on"})
    assert (
        ProgressReport.objects.get(work=work, period=small_plan.period).state
        == ReportState.SUBMITTED
    )


def test_what_others_wrote_is_shown(
    client_for, unit_user, office_user, talents, two_works
):
    save_draft(**talents, content=Content(progress="督查室补记。"), by=office_user)
    answer = press(
        client_for(unit_user),
        ADDRESS,
        typed(two_works[1], "我的。") | {"action": "save"},
    )
    shown = answer.content.decode()
    assert "督查室补记。" in shown and "我的。" in shown
    assert (
        ProgressReport.objects.get(
            work=talents["work"], period=talents["period"]
        ).progress
        == "督查室补记。"
    )


def test_nothing_typed_is_told(client_for, unit_user, small_plan):
    answer = press(client_for(unit_user), ADDRESS, {"action": "save"}, follow=True)
    assert "没有填写任何一项" in answer.content.decode()


def test_the_office_fills_for_a_unit(client_for, office_user, small_plan, two_works):
    where = f"{ADDRESS}?unit={small_plan.units['市科技局'].pk}"
    press(
        client_for(office_user),
        where,
        typed(two_works[1], "电话报。") | {"action": "save"},
    )
    assert ProgressReport.objects.get(progress="电话报。").logged_by_office


@pytest.mark.parametrize("code", ["2021Q1", "2021Q3"])
def test_a_period_that_is_not_open(client_for, unit_user, small_plan, two_works, code):
    client = client_for(unit_user)
    assert "没有要填的" in client.get(ADDRESS, {"period": code}).content.decode()
    press(
        client,
        f"{ADDRESS}?period={code}",
        typed(two_works[1], "引进12名。") | {"action": "save"},
    )
    assert states(small_plan) == {}


def test_without_a_period(client_for, unit_user):
    assert client_for(unit_user).get(ADDRESS).status_code == 200


def test_a_stranger_signs_in(client):
    assert client.get(ADDRESS).status_code == 302


@pytest.mark.parametrize("person", ["leader_user", "viewer_user", "admin_user"])
def test_a_reader_may_not(client_for, small_plan, person, request):
    client = client_for(request.getfixturevalue(person))
    assert client.get(ADDRESS).status_code == 403
    assert press(client, ADDRESS, {"action": "save"}).status_code == 403


def test_wrong_method_and_action(client_for, unit_user, small_plan):
    client = client_for(unit_user)
    assert client.put(ADDRESS).status_code == 405
    assert press(client, ADDRESS, {"action": "x"}).status_code == 404


def test_queries_do_not_grow(client_for, unit_user, small_plan):
    client = client_for(unit_user)
    with CaptureQueriesContext(connection) as few:
        client.get(ADDRESS)
    Responsibility.objects.filter(unit=small_plan.units["市发改局"]).update(
        unit=small_plan.units["市财政局"]
    )
    Responsibility.objects.filter(
        task__work=small_plan.works["harbour"], unit=small_plan.units["市科技局"]
    ).update(duty="lead")
    with CaptureQueriesContext(connection) as many:
        answer = client.get(ADDRESS)
    assert answer.context["rows"].value == 2
    assert len(many) == len(few) <= 15


def test_drafts_are_kept_while_somebody_types(
    client_for, unit_user, small_plan, two_works
):
    harbour, talents = two_works
    client, data = (
        client_for(unit_user),
        typed(harbour, "开工。") | {"action": "autosave"},
    )
    said = flat(press(client, ADDRESS, data))
    assert (
        "自动保存" in said
        and f'name="{harbour}-version" value="0"' in said
        and talents not in said
    )
    said = flat(press(client, ADDRESS, data | {f"{harbour}-progress": "又开工。"}))
    assert "1 项没有自动保存：推进大麦屿港区开发" in said
    assert [row.progress for row in ProgressReport.objects.filter(state="draft")] == [
        "开工。"
    ]


def test_last_periods_words_are_put_to_what_was_typed(
    client_for, unit_user, small_plan
):
    work = small_plan.works["enterprises"]
    Period.objects.update(state="open")
    before = ProgressReport.objects.filter(pk=small_plan.report.pk)
    before.update(period=small_plan.last)
    row = f"w{work.pk}"
    data = typed(row, "本期新增9家。") | {
        "action": f"carry:{work.pk}",
        "approved_by": "林局长",
    }
    shown = press(client_for(unit_user), ADDRESS, data).content.decode()
    assert "本期新增9家。\n已完成“小升规”31家。正在培育29家。</textarea>" in shown
    assert 'value="林局长"' in shown and "下季度再新增15家。</textarea>" in shown
    assert not ProgressReport.objects.filter(state="draft").exists()
