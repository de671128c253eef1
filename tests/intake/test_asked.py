"""What is asked about a document as a whole: whose list it is, whether it is one of tasks at all,
who leads."""

import io

import pytest
from django.core.management import CommandError, call_command
from openpyxl import Workbook

from assignments.intake import reading, verbs
from assignments.intake.comparing.preview import preview_of
from assignments.models import ImportBatch, Leader, Period, Plan, Task, Unit, User
from tests.intake.documents import answered, imported, row
from tests.intake.test_spoken_fields import ALL, handed_in, sheet

pytestmark = pytest.mark.django_db
TEXTS = ("推进大麦屿港区二期开发。", "新增高新技术企业60家。", "改造老旧小区12个。")
OTHERS = ("打赢治水攻坚战。", "开展平安护航行动。", "整治违法用地500亩。")


def rows(texts, **more):
    return [row(number, text, **more) for number, text in enumerate(texts, start=1)]


@pytest.fixture
def stored(office_user):
    return imported(office_user, *rows(TEXTS)).plan


def asked(batch):
    return {one.key: one for one in preview_of(batch).asked}


def answer(batch, key, value, by):
    return verbs.answer_asked(
        batch=batch, key=key, value=value, mark=asked(batch)[key].mark, by=by
    )


# ---- Another list


def test_another_list_is_asked_about_first_and_nothing_is_preselected(
    office, office_user, stored
):
    batch = answered(office_user, *rows(OTHERS))
    page = office.get(f"/import/{batch.pk}/").text
    assert "这是另一份方案？" in page and page.index('id="asked"') < page.index(
        'id="rows"'
    )
    assert "checked" not in page[page.index('id="asked"') : page.index("就这样回答")]
    with pytest.raises(verbs.Refused, match="这是另一份方案"):
        verbs.confirm(batch=batch, by=office_user)
    assert list(Task.objects.values_list("text", flat=True)) == list(TEXTS)


def test_another_list_founds_a_plan_of_its_own(office, office_user, stored):
    batch = answered(office_user, *rows(OTHERS))
    mark = asked(batch)["another"].mark
    sent = {"key": "another", "mark": mark, "asked-another": "new"}
    office.post(f"/import/{batch.pk}/asked/", sent)
    batch.refresh_from_db()
    batch = answer_joint(batch, office_user)
    verbs.confirm(batch=batch, by=office_user)
    other = Plan.objects.exclude(pk=stored.pk).get()
    assert other.title == f"{stored.title}（另一份）" and other.tasks.count() == 3
    assert [task.text for task in stored.tasks.order_by("number")] == list(TEXTS)


def answer_joint(batch, by):
    """Names that were asked about meanwhile, as suggested."""
    return (
        verbs.accept_suggestions(batch=batch, by=by)
        if preview_of(batch).suggested
        else batch
    )


def test_the_same_list_is_written_once_that_is_said(office_user, stored):
    batch = answer(answered(office_user, *rows(OTHERS)), "another", "same", office_user)
    verbs.confirm(batch=batch, accepted=preview_of(batch).losses.mark, by=office_user)
    assert [task.text for task in stored.tasks.order_by("number")] == list(OTHERS)


def test_an_answer_holds_for_the_plan_it_was_given_about(office_user, stored):
    batch = answer(answered(office_user, *rows(OTHERS)), "another", "same", office_user)
    third = Plan.objects.create(year=2022, level="prefecture", title="另一个")
    for number, text in enumerate(TEXTS, start=1):
        task = stored.tasks.get(number=number)
        Task.objects.create(
            plan=third, work=task.work, kind="key", number=number, text=text
        )
    head = {
        **batch.answers["plan"],
        "id": third.pk,
        "level": "prefecture",
        "title": third.title,
    }
    batch = verbs.choose_plan(batch=batch, head=head, by=office_user)
    assert asked(batch)["another"].is_open


@pytest.mark.parametrize(
    "texts",
    [
        [TEXTS[0], TEXTS[1], OTHERS[2]],
        [
            "推进大麦屿港区二期开发，年内开工。",
            "新增高新技术企业80家。",
            "改造小区12个。",
        ],
        [OTHERS[0]],
    ],
    ids=["one of three", "reworded", "one row alone"],
)
def test_a_revised_list_is_not_asked_about(office_user, stored, texts):
    assert "another" not in asked(answered(office_user, *rows(texts)))


def test_a_stale_or_unknown_answer_is_refused(office_user, stored):
    batch = answered(office_user, *rows(OTHERS))
    for value, mark in (
        ("new", "0"),
        ("nonsense", asked(batch)["another"].mark),
        ("", ""),
    ):
        with pytest.raises(verbs.Refused):
            verbs.answer_asked(
                batch=batch, key="another", value=value, mark=mark, by=office_user
            )


# ---- Lists without leaders


def test_a_list_without_leaders_waits_for_an_answer(office_user):
    batch = answered(office_user, *rows(TEXTS, leader=None))
    with pytest.raises(verbs.Refused, match="没有牵头领导"):
        verbs.confirm(batch=batch, by=office_user)
    batch = answer(batch, "leaderless", "nobody", office_user)
    verbs.confirm(batch=batch, by=office_user)
    assert Task.objects.filter(leader=None).count() == 3


def test_livelihood_projects_and_stored_tasks_need_no_leader(office_user, stored):
    batch = answered(office_user, *rows(TEXTS, leader=None, told=["lead"]))
    assert "leaderless" not in asked(batch)
    projects = [row(9, "新建公厕20座。", kind="livelihood", leader=None)]
    assert "leaderless" not in asked(answered(office_user, *projects))


def sheets(*named):
    book = Workbook()
    book.remove(book.active)
    for name, lines in named:
        page = book.create_sheet(name)
        for line in lines:
            page.append(line)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


HEAD = ["序号", "重点工作", "责任单位"]
PER_LEADER = sheets(
    ("周阳", [HEAD, [1, "建设环岛公路。", "市交通运输局"]]),
    ("二", [["蔡木贵副市长分管"], HEAD, [2, "办好省运会。", "市体育局"]]),
    ("三", [["周阳同志牵头重点工作"], HEAD, [3, "除险加固水库。", "市水利局"]]),
)


def test_known_names_of_sheets_and_titles_lead(office_user):
    Leader.objects.create(name="周阳", title="副市长")
    batch = handed_in(office_user, PER_LEADER, year=2022)
    assert not asked(batch)
    verbs.confirm(batch=batch, by=office_user)
    leaders = Task.objects.order_by("number").values_list("leader__name", flat=True)
    assert list(leaders) == ["周阳", "蔡木贵", "周阳"]


def test_a_sheet_whose_name_nobody_knows_is_asked_about(office_user):
    unknown = sheets(
        ("王小明", [HEAD, [1, "建设环岛公路。", "市交通运输局"]]),
        ("周阳副市长", [HEAD, [2, "办好省运会。", "市体育局"]]),
    )
    batch = handed_in(office_user, unknown, year=2022)
    assert "工作表“王小明”（1 行）" in asked(batch)["leaderless"].sentences[0]
    assert "周阳" not in asked(batch)["leaderless"].sentences[0]


# ---- A table of progress


PROGRESS = sheet(
    ["序号", "重点工作", "责任单位", "完成情况", "存在问题"],
    [1, TEXTS[0], "市发改局", "已开工。", None],
    [2, TEXTS[1], "市发改局", "已新增12家。", None],
    title="2022年一季度重点工作完成情况表",
)


@pytest.fixture
def quarter(db):
    dates = {"starts": "2022-01-01", "ends": "2022-03-31", "due_on": "2022-04-10"}
    return Period.objects.create(year=2022, index=1, state="open", **dates)


def test_progress_as_a_plan_is_asked_about_whoever_hands_it_in(
    stored, office_user, admin_user, client_for, quarter
):
    for user in (office_user, admin_user):
        batch = handed_in(user, PROGRESS)
        page = client_for(user).get(f"/import/{batch.pk}/").text
        assert "这是完成情况表？" in page
        assert (f"period-{quarter.pk}" in page) == (user == office_user)
        with pytest.raises(verbs.Refused, match="这是完成情况表"):
            verbs.confirm(batch=batch, by=user)


def test_progress_goes_on_as_progress(office, office_user, stored, quarter):
    batch = handed_in(office_user, PROGRESS)
    sent = {
        "key": "progress",
        "asked-progress": f"period-{quarter.pk}",
    }
    page = office.post(f"/import/{batch.pk}/asked/", sent)
    assert not ImportBatch.objects.filter(pk=batch.pk).exists()
    fresh = ImportBatch.objects.latest("pk")
    assert page["Location"] == f"/import/{fresh.pk}/" and fresh.period == quarter
    assert preview_of_progress(fresh) == ["已开工。", "已新增12家。"]


def preview_of_progress(batch):
    return [one.content["progress"] for one in batch.rows.order_by("index")]


def test_progress_that_is_a_plan_after_all(office_user, stored):
    batch = answer(handed_in(office_user, PROGRESS), "progress", "plan", office_user)
    assert not asked(batch)["progress"].is_open
    assert asked(batch)["progress"].decision == "不是，按任务分工导入"


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (
            sheet(ALL, [1, "周阳副市长", TEXTS[0], "市发改局", None, None]),
            "2022年方案.xlsx",
        ),
        (
            sheet(
                [*ALL, "完成情况"], [1, "周阳副市长", TEXTS[0], "市发改局", "", "", ""]
            ),
            "表.xlsx",
        ),
    ],
    ids=["a plan", "a plan with an empty column"],
)
def test_a_plan_is_no_progress(office_user, data, name):
    assert "progress" not in asked(handed_in(office_user, data, name))


@pytest.fixture
def unit_user(office_user, stored, db):
    unit = Unit.objects.get(name="市发改局")
    return User.objects.create_user("fagai", password="x", role="unit", unit=unit)


def test_a_plan_as_progress_is_recognised_for_everybody(
    client_for, office_user, unit_user, stored, quarter
):
    plan = sheet(ALL, [1, "周阳副市长", TEXTS[0], "市发改局", None, None])
    for user, may in ((office_user, True), (unit_user, False)):
        batch = verbs.start(data=plan, filename="方案.xlsx", period=quarter, by=user)
        batch = reading.read_batch(batch, by=user)
        page = client_for(user).get(f"/import/{batch.pk}/").text
        assert "像是任务分工方案" in page and ("按任务分工导入" in page) == may
        client_for(user).post(f"/import/{batch.pk}/as-plan/")
        assert ImportBatch.objects.filter(pk=batch.pk).exists() != may


def test_a_plan_with_an_empty_column_as_progress_is_asked_about(
    office, office_user, stored, quarter
):
    plan = sheet(
        [*ALL, "完成情况"], [1, "周阳副市长", TEXTS[0], "市发改局", "", "", ""]
    )
    batch = verbs.start(data=plan, filename="方案.xlsx", period=quarter, by=office_user)
    batch = reading.read_batch(batch, by=office_user)
    page = office.get(f"/import/{batch.pk}/").text
    assert "这是任务分工方案？" in page
    office.post(
        f"/import/{batch.pk}/asked/",
        {"key": "plan", "asked-plan": "as-plan"},
    )
    assert ImportBatch.objects.latest("pk").kind == "plan"


# ---- The command


def command(tmp_path, data, *options):
    path = tmp_path / "2022年清单.xlsx"
    path.write_bytes(data)
    call_command("import_tasks", str(path), "--create-all", "--confirm", *options)


def test_the_command_refuses_unless_an_option_says_so(tmp_path, stored, admin_user):
    other = sheet(
        ALL, *([n, "周阳副市长", text, "市公安局"] for n, text in enumerate(OTHERS, 1))
    )
    with pytest.raises(CommandError, match="这是另一份方案"):
        command(tmp_path, other)
    command(tmp_path, other, "--other-list", "new")
    assert Plan.objects.count() == 2 and stored.tasks.get(number=1).text == TEXTS[0]
    with pytest.raises(CommandError, match="没有牵头领导"):
        command(tmp_path, sheet(HEAD, [7, "办好省运会。", "市体育局"]))
    with pytest.raises(CommandError, match="这是完成情况表"):
        command(tmp_path, PROGRESS)


def test_the_command_takes_nothing_away_unless_told(tmp_path, stored, admin_user):
    Task.objects.filter(number=1).update(remark="每季度报送")
    line = [1, "蔡木贵副市长", TEXTS[0], "市发改局", None, None]
    data = sheet(ALL, line, title=stored.title)
    with pytest.raises(CommandError, match="移除或清空 1 处"):
        command(tmp_path, data)
    command(tmp_path, data, "--keep")
    assert stored.tasks.get(number=1).remark == "每季度报送"
    command(tmp_path, data, "--remove")
    assert stored.tasks.get(number=1).remark == ""
