"""What an administrator changes goes through the ledger: signed, validated, never over somebody
else's change."""

import pytest
from django.db.models import QuerySet
from django.urls import reverse

from assignments.choices import PeriodState, Role
from assignments.models import (
    Assessment,
    Leader,
    Period,
    Phrase,
    PlannedValue,
    ProgressReport,
    Responsibility,
    Target,
    Task,
    Unit,
    UnitAlias,
    User,
    Work,
)
from tests.admin.addresses import address


def management(prefix, total=0, initial=0):
    return {
        f"{prefix}-TOTAL_FORMS": str(total),
        f"{prefix}-INITIAL_FORMS": str(initial),
        f"{prefix}-MIN_NUM_FORMS": "0",
        f"{prefix}-MAX_NUM_FORMS": "1000",
    }


def unit_form(unit, **changes):
    """The unit's form as the browser would send it unchanged, with changes."""
    fields = {
        "name": unit.name,
        "full_name": unit.full_name,
        "kind": unit.kind,
        "order": unit.order,
    }
    fields |= {
        "initials": unit.initials,
        "pinyin": unit.pinyin,
        "is_active": "on",
        "seen_version": unit.version,
    }
    fields["members"] = [member.pk for member in unit.members.all()]
    return fields | management("aliases") | changes


def task_form(task, duties):
    """A task's form with its duties: (row, unit, duty)."""
    form = {
        "plan": task.plan_id,
        "kind": task.kind,
        "number": task.number,
        "text": task.text,
    }
    form |= {
        "leader": task.leader_id,
        "work": task.work_id,
        "seen_version": task.version,
    }
    form |= management(
        "responsibilities", total=len(duties), initial=len(duties)
    ) | management("co_leaders")
    for place, (row, unit, duty) in enumerate(duties):
        form |= {
            f"responsibilities-{place}-id": row.pk,
            f"responsibilities-{place}-task": task.pk,
            f"responsibilities-{place}-unit": unit,
            f"responsibilities-{place}-duty": duty,
            f"responsibilities-{place}-order": row.order,
            f"responsibilities-{place}-confirmed": "on",
        }
    return form


@pytest.fixture
def client(admin_user, small_plan, client_for):
    return client_for(admin_user)


# ---- signed, validated, versioned


def test_a_change_is_signed_and_versioned(client, admin_user, small_plan):
    unit = small_plan.units["市科技局"]
    response = client.post(
        address(Unit, "change", unit.pk), unit_form(unit, head_name="林某")
    )
    assert response.status_code == 302
    unit.refresh_from_db()
    record = unit.history.first()
    assert (unit.head_name, unit.version) == ("林某", 1)
    assert (record.history_user, record.history_change_reason) == (
        admin_user,
        "后台修改",
    )


def test_saving_without_a_change_leaves_no_trace(client, small_plan):
    unit = small_plan.units["市科技局"]
    unit.initials, unit.pinyin = "skjj", "shikejiju"
    unit.save()
    before = unit.history.count()
    assert (
        client.post(address(Unit, "change", unit.pk), unit_form(unit)).status_code
        == 302
    )
    unit.refresh_from_db()
    assert (unit.version, unit.history.count()) == (0, before)


def test_a_form_made_from_an_older_version_is_refused_and_kept(client, small_plan):
    unit = small_plan.units["市科技局"]
    form = unit_form(unit, head_name="林某")
    client.post(address(Unit, "change", unit.pk), unit_form(unit, head_name="陈某"))
    response = client.post(address(Unit, "change", unit.pk), form)
    page = response.content.decode()
    assert response.status_code == 200
    assert "刚被他人修改" in page and "林某" in page
    unit.refresh_from_db()
    assert unit.head_name == "陈某"


def test_what_only_the_ledger_refuses_is_said_on_the_page(client, small_plan):
    """Two duties swap their units: each form is right, the first write meets the row that is still
    there."""
    task = small_plan.tasks["key", 1]
    first, second = task.responsibilities.order_by("order")
    form = task_form(
        task, [(first, second.unit_id, "lead"), (second, first.unit_id, "cooperating")]
    )
    response = client.post(address(Task, "change", task.pk), form, follow=True)
    assert response.status_code == 200
    assert "这个单位在本任务中已有责任" in response.content.decode()
    assert [row.unit_id for row in task.responsibilities.order_by("order")] == [
        first.unit_id,
        second.unit_id,
    ]


# ---- units


def test_members_are_for_groups_only(client, small_plan):
    unit, group = small_plan.units["市科技局"], small_plan.units["各乡镇（街道）"]
    wrong = client.post(
        address(Unit, "change", unit.pk), unit_form(unit, members=[group.pk])
    )
    assert "只有“单位组”才有成员单位" in wrong.content.decode()
    members = [small_plan.units["玉城街道"].pk]
    right = client.post(
        address(Unit, "change", group.pk), unit_form(group, members=members)
    )
    assert right.status_code == 302
    assert [member.pk for member in group.members.all()] == members


def test_a_new_unit_gets_its_spelling(client):
    fields = {
        "name": "市气象局",
        "kind": "vertical",
        "order": "9",
        "is_active": "on",
    } | management("aliases")
    assert client.post(address(Unit, "add"), fields).status_code == 302
    unit = Unit.objects.get(name="市气象局")
    assert (unit.pinyin, unit.initials) == ("shiqixiangju", "sqxj")


def test_one_spelling_never_means_two_units(client, small_plan):
    first, second = small_plan.units["市科技局"], small_plan.units["市财政局"]
    add = address(UnitAlias, "add")
    assert client.post(add, {"unit": first.pk, "name": "科学技术局"}).status_code == 302
    assert UnitAlias.objects.get().key == "科学技术局"
    response = client.post(add, {"unit": second.pk, "name": "市 科学技术局"})
    assert response.status_code == 200
    assert "已是“市科技局”的别名" in response.content.decode()
    assert UnitAlias.objects.count() == 1


def test_aliases_are_kept_with_the_unit(client, admin_user, small_plan):
    unit = small_plan.units["市科技局"]
    rows = management("aliases", total=1) | {
        "aliases-0-unit": unit.pk,
        "aliases-0-name": "科学技术局",
    }
    assert (
        client.post(
            address(Unit, "change", unit.pk), unit_form(unit) | rows
        ).status_code
        == 302
    )
    alias = UnitAlias.objects.get()
    assert (alias.unit, alias.history.first().history_user) == (unit, admin_user)


def test_a_unit_with_duties_is_not_deleted(client, small_plan):
    unit = small_plan.units["市科技局"]
    page = client.post(
        address(Unit, "delete", unit.pk), {"post": "yes"}, follow=True
    ).content.decode()
    assert Unit.objects.filter(pk=unit.pk).exists()
    assert "不能删除" in page and "责任" in page and "合并填“并入单位”" in page


def test_a_task_is_not_deleted_once_its_work_is_followed(
    client, admin_user, small_plan
):
    """Neither alone nor among others: the figures of a closed period would change."""
    followed, free = (
        small_plan.works["fields"].tasks.get(),
        small_plan.works["harbour"].tasks.first(),
    )
    for model in (ProgressReport, Assessment):
        QuerySet(model).filter(work=free.work).delete()
    page = client.post(
        address(Task, "delete", followed.pk), {"post": "yes"}, follow=True
    ).content.decode()
    assert "已有填报、评定或批示，不能删除" in page
    several = {
        "action": "delete_selected",
        "_selected_action": [free.pk, followed.pk],
        "post": "yes",
    }
    page = client.post(
        address(Task, "changelist"), several, follow=True
    ).content.decode()
    assert "已有填报、评定或批示，不能删除" in page
    assert Task.objects.filter(pk__in=[followed.pk, free.pk]).count() == 2
    client.post(address(Task, "delete", free.pk), {"post": "yes"})
    assert Task.objects.filter(pk__in=[followed.pk, free.pk]).get() == followed


def test_a_unit_without_duties_goes_and_its_history_stays(client, admin_user):
    unit = Unit.objects.create(name="市气象局")
    assert (
        client.post(address(Unit, "delete", unit.pk), {"post": "yes"}).status_code
        == 302
    )
    record = Unit.history.filter(id=unit.pk).first()
    assert (record.history_type, record.history_user) == ("-", admin_user)


def test_deleting_several_goes_through_the_ledger(client, admin_user):
    phrases = [Phrase.objects.create(text=text) for text in ("甲", "乙")]
    keys = [phrase.pk for phrase in phrases]
    data = {"action": "delete_selected", "_selected_action": keys, "post": "yes"}
    assert client.post(address(Phrase, "changelist"), data).status_code == 302
    assert not Phrase.objects.exists()
    signed = Phrase.history.filter(
        id__in=keys, history_type="-", history_user=admin_user
    )
    assert signed.count() == 2


# ---- accounts


def account(**fields):
    password = {"password1": "Zhong-Qiu-88x", "password2": "Zhong-Qiu-88x"}
    return (
        {"username": "xinyuan", "display_name": "新员", "unit": "", "leader": ""}
        | password
        | fields
    )


def test_an_account_is_made_with_its_role_and_unit(client, admin_user, small_plan):
    unit = small_plan.units["市科技局"]
    response = client.post(address(User, "add"), account(role=Role.UNIT, unit=unit.pk))
    assert response.status_code == 302
    user = User.objects.get(username="xinyuan")
    assert (user.unit, user.role) == (unit, Role.UNIT)
    assert user.check_password("Zhong-Qiu-88x")
    assert user.history.first().history_user == admin_user


@pytest.mark.parametrize(
    "fields, message",
    [
        ({"role": "unit"}, "须选择所属单位"),
        ({"role": "leader"}, "须选择对应领导"),
        ({"role": "viewer", "password1": "abc", "password2": "abc"}, "密码太短"),
        (
            {"role": "viewer", "password1": "Zhong-Qiu-88x", "password2": "other"},
            "两次填写的密码",
        ),
    ],
)
def test_half_made_accounts_are_refused_in_chinese(client, fields, message):
    response = client.post(address(User, "add"), account(**fields))
    assert response.status_code == 200
    assert message in response.content.decode()
    assert not User.objects.filter(username="xinyuan").exists()


def test_accounts_are_switched_off_and_not_deleted(client, viewer_user):
    assert (
        client.post(
            address(User, "delete", viewer_user.pk), {"post": "yes"}
        ).status_code
        == 403
    )
    form = {
        "username": viewer_user.username,
        "display_name": "查阅人员",
        "role": "viewer",
        "theme": "auto",
    }
    assert client.post(address(User, "change", viewer_user.pk), form).status_code == 302
    viewer_user.refresh_from_db()
    assert not viewer_user.is_active


def test_nothing_of_a_password_is_shown(client, admin_user, viewer_user):
    client.force_login(admin_user)
    shown = client.get(
        reverse("admin:assignments_user_change", args=[viewer_user.pk])
    ).content.decode()
    assert "已设置" in shown and "重置密码" in shown
    assert viewer_user.password.split("$")[0] not in shown


def test_a_password_is_set_through_the_ledger(client, admin_user, viewer_user):
    page = reverse("admin:auth_user_password_change", args=[viewer_user.pk])
    assert client.get(page).status_code == 200
    new = {"password1": "Zhong-Qiu-88x", "password2": "Zhong-Qiu-88x"}
    assert client.post(page, new).status_code == 302
    viewer_user.refresh_from_db()
    assert viewer_user.check_password("Zhong-Qiu-88x")
    record = viewer_user.history.first()
    assert (record.history_user, record.history_change_reason) == (
        admin_user,
        "后台重设密码",
    )


# ---- plan


def test_a_closed_period_is_read_only(client, small_plan):
    closed, waiting = small_plan.last, small_plan.quarters[3]
    form = {
        "year": 2021,
        "kind": "quarter",
        "starts": "2021-07-01",
        "ends": "2021-09-30",
        "due_on": "2021-10-20",
    }
    client.post(address(Period, "change", closed.pk), form | {"index": 1})
    closed.refresh_from_db()
    assert str(closed.due_on) == "2021-04-08"
    assert (
        client.post(address(Period, "delete", closed.pk), {"post": "yes"}).status_code
        == 403
    )
    assert (
        client.post(
            address(Period, "change", waiting.pk), form | {"index": 3}
        ).status_code
        == 302
    )
    waiting.refresh_from_db()
    assert str(waiting.due_on) == "2021-10-20"


def test_the_state_of_a_period_is_not_typed(client, small_plan):
    waiting = small_plan.quarters[3]
    form = {"year": 2021, "kind": "quarter", "index": 3, "state": "closed"}
    form |= {"starts": "2021-07-01", "ends": "2021-09-30", "due_on": "2021-10-20"}
    client.post(address(Period, "change", waiting.pk), form)
    waiting.refresh_from_db()
    assert waiting.state == PeriodState.PLANNED


def test_duties_are_edited_with_their_task(client, admin_user, small_plan):
    task = small_plan.tasks["key", 1]
    rows = list(task.responsibilities.order_by("order"))
    form = task_form(task, [(row, row.unit_id, "lead") for row in rows])
    assert client.post(address(Task, "change", task.pk), form).status_code == 302
    promoted = Responsibility.objects.get(pk=rows[1].pk)
    assert promoted.duty == "lead"
    assert promoted.history.first().history_user == admin_user
    assert (
        rows[0].history.count()
        == Responsibility.history.filter(id=rows[0].pk).count()
        == 1
    )


def test_a_quantity_without_a_value_is_refused(client, small_plan):
    target = small_plan.targets["低效用地再开发"]
    form = {
        "work": target.work_id,
        "text": target.text,
        "kind": "quantity",
        "comparator": ">=",
        "value": "",
    }
    form |= {
        "measure": "亩",
        "course": "cumulative",
        "due_on": "2021-12-31",
        "order": "0",
    }
    form |= management("planned_values")
    response = client.post(address(Target, "change", target.pk), form)
    assert "数量目标须填目标值" in response.content.decode()


def test_a_work_with_tasks_is_not_deleted(client, small_plan):
    work = small_plan.works["harbour"]
    client.post(address(Work, "delete", work.pk), {"post": "yes"})
    assert Work.objects.filter(pk=work.pk).exists()


def test_ticked_rows_go_together_or_stay_together(client, small_plan):
    """One of the two belongs to a period that has been closed."""
    target = small_plan.targets["新增“小升规”企业"]
    rows = [
        PlannedValue.objects.create(
            target=target, period=small_plan.quarters[index], value=30
        )
        for index in (3, 2)
    ]
    Period.objects.filter(pk=small_plan.period.pk).update(state=PeriodState.CLOSED)
    ticked = {
        "action": "delete_selected",
        "_selected_action": [row.pk for row in rows],
        "post": "yes",
    }
    page = client.post(
        address(PlannedValue, "changelist"), ticked, follow=True
    ).content.decode()
    assert "已关闭，内容不能再改" in page
    assert PlannedValue.objects.filter(pk__in=[row.pk for row in rows]).count() == 2


def test_history_speaks_the_words_of_the_screen(client, small_plan):
    leader = small_plan.leaders["蔡木贵"]
    form = {
        "name": leader.name,
        "title": "常委",
        "order": leader.order,
        "seen_version": leader.version,
    }
    client.post(address(Leader, "change", leader.pk), form | management("aliases"))
    page = client.get(address(Leader, "history", leader.pk)).content.decode()
    assert "副市长 → 常委" in page
    assert "是 → 否" in page
    assert "后台修改" in page


def test_no_old_state_is_written_back(client, small_plan):
    leader = small_plan.leaders["蔡木贵"]
    record = leader.history.first()
    old = f"{address(Leader, 'history', leader.pk)}{record.history_id}/"
    assert client.get(old).status_code in (302, 404)
    assert client.post(old, {"name": "改名"}).status_code in (302, 404)
    leader.refresh_from_db()
    assert leader.name == "蔡木贵"


# ---- rows of a record, by two people


def browser_form(client, where):
    """The fields of the screen's form as a browser would send them back unchanged."""
    page = client.get(where).context
    form, formsets = (
        page["adminform"].form,
        [one.formset for one in page["inline_admin_formsets"]],
    )
    parts = [form, *(formset.management_form for formset in formsets)]
    parts += [each for formset in formsets for each in formset.initial_forms]
    boxes = [box for part in parts for box in part]
    sent = {box.html_name: box.value() for box in boxes}
    return {
        name: "on" if value is True else value
        for name, value in sent.items()
        if value is not None and value is not False
    }


def test_two_administrators_change_the_duties_of_one_task(client, small_plan):
    """The duties have no version of their own: they are part of their task's screen."""
    task = small_plan.tasks["key", 1]
    where = address(Task, "change", task.pk)
    mine, theirs = browser_form(client, where), browser_form(client, where)
    assert (
        client.post(where, theirs | {"responsibilities-0-note": "他写的"}).status_code
        == 302
    )
    told = client.post(where, mine | {"responsibilities-0-note": "我写的"})
    assert "刚被他人修改" in told.content.decode() and "我写的" in told.content.decode()
    assert task.responsibilities.first().note == "他写的"
    task.refresh_from_db()
    assert task.version == mine["seen_version"] + 1


def test_a_target_changed_on_its_own_screen_is_not_overwritten_on_its_works(
    client, small_plan
):
    target, work = (
        small_plan.targets["新增“小升规”企业"],
        small_plan.works["enterprises"],
    )
    mine = browser_form(client, address(Work, "change", work.pk))
    where = address(Target, "change", target.pk)
    assert (
        client.post(where, browser_form(client, where) | {"value": "80"}).status_code
        == 302
    )
    told = client.post(
        address(Work, "change", work.pk), mine | {"targets-0-value": "70"}
    )
    assert "刚被他人修改" in told.content.decode()
    target.refresh_from_db()
    assert target.value == 80
