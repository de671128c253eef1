"""The preview: what it shows, and every answer that can be given on it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assignments.choices import ImportState, UnitKind
from assignments.intake import verbs
from assignments.intake.comparing.preview import preview_of
from assignments.models import ImportBatch, Leader, Period, Plan, Task, Unit
from tests.intake.documents import (
    answered,
    imported,
    pair,
    previewed,
    reading_of,
    row,
    target,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def batch(office_user):
    return previewed(
        office_user,
        row(
            1,
            cooperating=["市科技局"],
            duties_assumed=True,
            targets=[target("新增企业60家", 60, "家")],
        ),
        row(2, "办好学校。", lead=["市教育局"], leader="陈威"),
        row(3, "办好学校。", lead=["市教育局"], leader="李丹佳"),
        joint=[pair(2, 3, differences=["责任单位不一致"])],
        doubts=[
            {
                "code": "x",
                "message": "第1项缺字。",
                "source": {"line": 3, "kind": "key", "number": 1},
            },
            {"code": "y", "message": "文号残缺。", "source": {"line": 1}},
        ],
    )


def url(batch):
    return f"/import/{batch.pk}/"


def post(client, batch, *, action, **data):
    return client.post(reverse(f"intake:{action}", args=[batch.pk]), data)


def fresh(batch):
    return ImportBatch.objects.get(pk=batch.pk)


# ---- What it shows


def test_all_doubts_can_be_marked_as_seen_at_once(office, batch):
    assert "1 行的文字有疑点" in office.get(url(batch)).text
    post(office, batch, action="mark_seen")
    assert "行的文字有疑点" not in office.get(url(batch)).text


def test_document_that_says_nothing_new_is_no_unfinished_business(office, office_user):
    imported(office_user, row(1))
    page = office.get(url(previewed(office_user, row(1)))).text
    assert "无需导入" in page and "文件与台账一致" in page and "还差" not in page


@pytest.mark.parametrize("begun", [False, True])
def test_after_writing_the_page_leads_on(office, office_user, begun):
    batch = imported(office_user, row(1))
    if begun:
        days = {"starts": "2021-01-01", "ends": "2021-03-31", "due_on": "2021-04-10"}
        Period.objects.create(year=batch.year, index=1, **days)
    page = office.get(url(batch)).text
    assert ("去建立报送期" in page, "看任务台账" in page) == (not begun, begun)


def test_shows_rows_doubts_names_and_pairs(office, batch):
    page = office.get(url(batch))
    assert page.status_code == 200
    for said in (
        "第11行",
        "第1项缺字。",
        "文号残缺。",
        "市教育局",
        "责任单位不一致",
        "新增企业60家",
        "推定牵头",
    ):
        assert said in page.text, said


def test_writes_nothing(office, batch):
    office.get(url(batch))
    assert not any(model.objects.exists() for model in (Plan, Task, Unit, Leader))


def test_filters(office, batch):
    page = office.get(url(batch), {"show": "assumed"})
    assert [row.label for row in page.context["page"]] == ["重点工作 1"]
    assert (
        len(office.get(url(batch), {"show": "nonsense"}).context["page"].object_list)
        == 3
    )


def test_survives_a_lost_session(client_for, office_user, batch):
    post(client_for(office_user), batch, action="accept_suggestions")
    assert not preview_of(fresh(batch)).open_questions
    assert "已答复的名称" in client_for(office_user).get(url(batch)).text


def test_another_of_the_office_may_go_on(client_for, admin_user, batch):
    assert client_for(admin_user).get(url(batch)).status_code == 200


def selects(client, batch) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url(batch)).status_code == 200
    return sum(query["sql"].startswith("SELECT") for query in queries)


def test_queries_do_not_grow_with_rows(office, batch, notice_batch):
    assert selects(office, notice_batch) == selects(office, batch) <= 15


def test_queries_over_a_stored_plan(plan_2021, office, notice_batch):
    assert preview_of(notice_batch).counts["unchanged"] > 140
    assert selects(office, notice_batch) <= 21


# ---- Who may


def test_stranger_signs_in_first(client, batch):
    assert client.get(url(batch)).status_code == 302


@pytest.mark.parametrize("who", ["unit_user", "leader_user", "viewer_user"])
def test_reader_gets_403(request, client_for, batch, who):
    client = client_for(request.getfixturevalue(who))
    assert client.get(url(batch)).status_code == 403
    assert post(client, batch, action="accept_suggestions").status_code == 403


def test_unknown_batch(office):
    assert office.get("/import/999/").status_code == 404


def test_wrong_method_and_action(office, batch):
    assert office.put(url(batch)).status_code == 405
    assert office.post(url(batch)).status_code == 405
    assert office.get(f"{url(batch)}discard/").status_code == 302
    assert office.post(f"{url(batch)}delete-everything/").status_code == 404


# ---- Names


def names(batch, *answers):
    """The form of names: (kind:key, do, name, type) for each line."""
    data = {"action": "answer_names"}
    for position, (key, do, name, kind) in enumerate(answers):
        prefix = f"name-{position}"
        data |= {
            f"{prefix}-key": key,
            f"{prefix}-do": do,
            f"{prefix}-name": name,
            f"{prefix}-type": kind,
        }
    return data


def test_names_are_created_as_decided(office, office_user, batch):
    post(
        office,
        batch,
        **names(batch, ("units:教育局", "create", "市教育体育局", UnitKind.PARTY)),
    )
    post(office, batch, action="accept_suggestions")
    verbs.confirm(batch=fresh(batch), by=office_user)
    unit = Unit.objects.get(name="市教育体育局")
    assert unit.kind == UnitKind.PARTY and unit.aliases.get().name == "市教育局"
    assert Task.objects.filter(responsibilities__unit=unit).count() == 2


def test_name_is_matched_with_a_stored_unit_and_remembered(office, office_user, batch):
    stored = Unit.objects.create(name="市教体局")
    post(office, batch, action="compare_again")
    post(office, batch, **names(batch, ("units:教育局", "match", "市教体局", "")))
    verbs.accept_suggestions(batch=fresh(batch), by=office_user)
    verbs.confirm(batch=fresh(batch), by=office_user)
    assert stored.aliases.get().name == "市教育局"
    later = previewed(office_user, row(9, lead=["市教育局"]))
    assert "教育局" not in [question.key for question in preview_of(later).questions]


def test_name_is_the_same_as_another_of_the_document(office, office_user, batch):
    post(office, batch, **names(batch, ("units:科技局", "match", "市教育局", "")))
    post(office, batch, action="accept_suggestions")
    verbs.confirm(batch=fresh(batch), by=office_user)
    assert sorted(Unit.objects.values_list("name", flat=True)) == [
        "市发改局",
        "市教育局",
    ]


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (("units:教育局", "match", "没有的局", ""), "没有叫“没有的局”的单位"),
        (("units:教育局", "create", "", "party"), "请填写单位名称"),
        (
            ("units:教育局", "create", "长" * 61, "party"),
            "“名称”最多 60 字，现在有 61 字",
        ),
        (("units:教育局", "create", "市教育局", "zoo"), "请选择单位类别"),
        (("units:教育局", "create", "市旧局", "party"), "已有单位“市旧局”"),
        (("units:教育局", "explode", "市教育局", ""), "请选择新建或对应到已有"),
    ],
)
def test_wrong_name_keeps_everything_typed(office, batch, answer, said):
    Unit.objects.create(name="市旧局")
    good = ("units:科技局", "create", "市科技创新局", "party")
    page = post(office, batch, **names(batch, answer, good))
    assert page.status_code == 200 and said in page.text
    assert "市科技创新局" in page.text
    assert not fresh(batch).answers.get("units")


def test_answer_can_be_taken_back(office, batch):
    post(office, batch, action="accept_suggestions")
    post(office, batch, action="take_name_back", key="units:教育局")
    assert [question.key for question in preview_of(fresh(batch)).open_questions] == [
        "教育局"
    ]


def test_only_a_name_is_taken_back(office, batch):
    """What else is kept of the batch, its plan above all, is not at hand under a key that somebody
    typed."""
    kept = fresh(batch).answers
    for key in ("plan:level", "plan:title", "rows:0", "x"):
        assert post(office, batch, action="take_name_back", key=key).status_code == 302
        assert fresh(batch).answers == kept, key
    assert office.get(url(batch)).status_code == 200


def test_no_answer_at_all(office, batch):
    assert "没有选择任何处理方式" in post(office, batch, **names(batch)).text
    assert not fresh(batch).answers.get("units")


# ---- Duties, joint rows, doubts, the plan


def test_assumed_leads_are_confirmed_for_all(office, office_user, batch):
    post(office, batch, action="accept_suggestions")
    post(office, batch, action="confirm_first_leads")
    verbs.confirm(batch=fresh(batch), by=office_user)
    assert all(
        duty.confirmed
        for task in Task.objects.all()
        for duty in task.responsibilities.all()
    )


def test_all_named_units_lead_for_one_row(office, office_user, batch):
    post(office, batch, action="accept_suggestions")
    post(office, batch, action="let_all_lead", index="0")
    verbs.confirm(batch=fresh(batch), by=office_user)
    duties = Task.objects.get(number=1).responsibilities.all()
    assert [(duty.unit.name, duty.duty, duty.confirmed) for duty in duties] == [
        ("市发改局", "lead", True),
        ("市科技局", "lead", True),
    ]


@pytest.mark.parametrize(("decision", "works"), [("join", 2), ("apart", 3)])
def test_joint_rows(office, office_user, batch, decision, works):
    post(office, batch, action="decide_joint", **{"joint-1-2": decision})
    post(office, batch, action="accept_suggestions")
    assert preview_of(fresh(batch)).works == works
    verbs.confirm(batch=fresh(batch), by=office_user)
    assert len(set(Task.objects.values_list("work", flat=True))) == works


def test_doubts_that_were_seen_need_no_attention(office, batch):
    post(office, batch, action="accept_suggestions")
    post(office, batch, action="decide_joint", **{"joint-1-2": "join"})
    assert preview_of(fresh(batch)).counts["attention"] == 1
    post(office, batch, action="mark_seen", index="0")
    assert preview_of(fresh(batch)).counts["attention"] == 0


def plan_data(**more):
    head = {
        "id": "",
        "title": "新标题",
        "document_number": "",
        "issued_by": "",
        "issued_on": "",
    }
    return {"action": "save_plan", **head, **more}


def test_head_of_a_new_plan_can_be_mended(office, office_user, batch):
    post(
        office,
        batch,
        **plan_data(document_number="玉政办发〔2022〕6号", issued_on="2022-03-02"),
    )
    post(office, batch, action="accept_suggestions")
    verbs.confirm(batch=fresh(batch), by=office_user)
    plan = Plan.objects.get()
    assert (plan.title, plan.document_number, str(plan.issued_on)) == (
        "新标题",
        "玉政办发〔2022〕6号",
        "2022-03-02",
    )


def test_wrong_date_is_told(office, batch):
    page = post(office, batch, **plan_data(title="好标题", issued_on="昨天"))
    assert page.status_code == 200 and "好标题" in page.text and "发文日期" in page.text


def test_another_plan_can_be_chosen(office, office_user, batch):
    plan = Plan.objects.create(year=2022, level="province", title="省里的")
    post(office, batch, **plan_data(id=str(plan.pk)))
    assert preview_of(fresh(batch)).plan == plan


# ---- Errors, rows left out, the state of the database


def test_rows_with_problems_are_left_out_at_one_click(office, office_user):
    batch = previewed(
        office_user, row(1), row(1, "重复的一行。"), row(None, "没有序号。")
    )
    post(office, batch, action="accept_suggestions")
    assert preview_of(fresh(batch)).counts["wrong"] == 2
    post(office, batch, action="leave_out_open")
    preview = preview_of(fresh(batch))
    assert (
        preview.counts["left_out"],
        preview.counts["wrong"],
        verbs.obstacles(preview),
    ) == (
        2,
        0,
        [],
    )


def test_change_by_somebody_else_is_named(office, office_user):
    imported(office_user, row(1), row(2, "办好学校。"))
    batch = answered(office_user, row(1, "推进港区开发十公里。"), row(2, "办好学校。"))
    task = Task.objects.get(number=2)
    task.remark = "另有安排"
    task.save()
    page = office.get(url(batch))
    assert "重点工作 2" in page.text and "预览之后被修改" in page.text
    post(office, batch, action="compare_again")
    assert preview_of(fresh(batch)).drift == []


def test_discard(office, batch):
    assert post(office, batch, action="discard")["Location"] == "/import/"
    assert not ImportBatch.objects.exists()
    assert ImportBatch.history.filter(history_type="-").exists()


def test_confirmed_batch_can_not_be_discarded_or_answered(office, office_user):
    batch = imported(office_user, row(1))
    post(office, batch, action="discard")
    post(office, batch, action="accept_suggestions")
    assert fresh(batch).state == ImportState.CONFIRMED
    page = office.get(url(batch))
    assert "这次导入写入了" in page.text and "重点工作 1" in page.text


def test_failed_batch_says_why_and_can_be_read_again(office, office_user, notice_bytes):
    batch = verbs.start(data=notice_bytes, filename="2021-notice.txt", by=office_user)
    verbs.fail(batch=batch, error="读取时出错。", by=office_user)
    assert "读取时出错。" in office.get(url(batch)).text
    post(office, batch, action="read_again")
    assert fresh(batch).state == ImportState.PREVIEW


def test_batch_being_read_shows_how_far(office, office_user):
    batch = verbs.start(data=b"x", filename="x.txt", by=office_user)
    verbs.note_progress(batch=batch, percent=40, by=office_user)
    page = office.get(url(batch)).text
    assert "已完成 40%" in page and 'http-equiv="refresh"' in page


def test_text_of_a_document_is_escaped(office, office_user):
    batch = previewed(
        office_user, row(1, "<script>alert(1)</script>办学。", lead=["<b>局</b>"])
    )
    page = office.get(url(batch)).text
    assert "<script>alert" not in page and "<b>局" not in page
    assert reading_of()["rows"] == []


def test_every_change_of_an_import_with_old_and_new(office, office_user):
    imported(office_user, row(1), row(2, "办好学校。"))
    batch = imported(
        office_user, row(1, "推进港区二期。", leader="陈威"), row(2, "办好学校。")
    )
    page = " ".join(office.get(url(batch)).text.split())
    for said in (
        "新增市领导",
        "修改任务",
        "<del>推进大麦屿港区开发。</del> → <ins>推进港区二期。</ins>",
    ):
        assert said in page, said
    assert "<dt>牵头领导</dt> <dd><del>蔡木贵" in page and "<ins>陈威" in page


def test_a_sheet_of_which_every_row_is_left_out_says_so(office, office_user):
    batch = previewed(office_user, row(None, "没有序号。"))
    post(office, batch, action="leave_out_open")
    assert "各行都设为暂不导入，没有要导入的内容。" in office.get(url(batch)).text


def test_rows_with_one_number_have_questions_of_their_own(office_user):
    preview = preview_of(
        previewed(
            office_user, row(1, lead=["市甲局"]), row(1, "又一行。", lead=["市乙局"])
        )
    )
    named = [[question.name for question in one.questions] for one in preview.rows]
    assert named == [["蔡木贵", "市甲局"], ["蔡木贵", "市乙局"]]


def test_an_index_of_thousands_of_digits_is_no_row(office, office_user):
    batch = previewed(office_user, row(1))
    for action in ("confirm_first_leads", "mark_seen", "leave_out"):
        assert post(office, batch, action=action, index="9" * 5000).status_code == 302
