"""What is near a known name is asked about: never new by default, by one click for all, or by the
command."""

import re

import pytest
from django.core.management import CommandError, call_command

from assignments.intake import reading, verbs
from assignments.intake.comparing.batch_preview import look
from assignments.intake.comparing.preview import preview_of
from assignments.intake.pages.names_form import NamesForm
from assignments.models import ImportBatch, Leader, Task, Unit
from tests.intake.documents import previewed, row
from tests.intake.test_batch import fresh, names, post
from tests.intake.test_progress import read as read_progress
from tests.pages import flat

pytestmark = pytest.mark.django_db


@pytest.fixture
def bodies(db):
    Leader.objects.get_or_create(name="周阳", defaults={"title": "市长"})
    listed = (
        "市交通运输局",
        "市文广旅体局",
        "市农业农村水利局",
        "市财政局",
        "市体育局",
        "楚门镇",
    )
    return {name: Unit.objects.create(name=name) for name in listed}


@pytest.fixture
def leaders(db):
    held = [
        ("周阳", "市长"),
        ("张明", "常委"),
        ("张建国", "副市长"),
        ("李丹", "副市长"),
    ]
    return [
        Leader.objects.update_or_create(
            name=name, defaults={"title": title, "order": order}
        )[0]
        for order, (name, title) in enumerate(held)
    ]


def lines(batch) -> dict:
    return {
        line.question.name: line for line in NamesForm(preview_of(batch).matcher).lines
    }


def lead_of(number) -> Unit:
    return Task.objects.get(number=number).responsibilities.get().unit


NEAR = {
    "市交通局": "市交通运输局",
    "市文旅局": "市文广旅体局",
    "市水利局": "市农业农村水利局",
    "财证局": "市财政局",
    "楚门街道": "楚门镇",
}


@pytest.mark.parametrize(("written", "meant"), NEAR.items())
def test_a_near_unit_is_proposed_confirmed_once_and_remembered(
    office, office_user, bodies, written, meant
):
    batch = previewed(office_user, row(1, lead=[written], leader="周阳"))
    line = lines(batch)[written]
    assert (line.do, line.name) == ("match", meant)
    post(office, batch, action="accept_suggestions")
    assert "还没有答复（相近：" in verbs.blockers(preview_of(fresh(batch)))[0]
    post(
        office,
        batch,
        **names(batch, (f"units:{line.question.key}", line.do, line.name, "")),
    )
    verbs.confirm(batch=fresh(batch), by=office_user)
    assert lead_of(1) == bodies[meant] and Unit.objects.count() == len(bodies)
    later = previewed(office_user, row(2, lead=[written], leader="周阳"))
    assert not preview_of(later).questions


@pytest.mark.parametrize("written", ["市民政局", "市教育局", "市审计局", "沙门镇"])
def test_another_body_is_new(office, office_user, bodies, written):
    batch = previewed(office_user, row(1, lead=[written], leader="周阳"))
    assert lines(batch)[written].do == "create"
    post(office, batch, action="accept_suggestions")
    verbs.confirm(batch=fresh(batch), by=office_user)
    assert lead_of(1).name == written


def test_as_near_to_two_nothing_is_chosen_and_each_is_a_choice(
    office, office_user, bodies
):
    for name in ("市消防救援队", "市消防指挥队"):
        bodies[name] = Unit.objects.create(name=name)
    batch = previewed(office_user, row(1, lead=["市消防局"], leader="周阳"))
    line = lines(batch)["市消防局"]
    assert line.do == "" and line.choices[0] == ("", "以后再定")
    assert [label for _, label in line.choices[1:3]] == ["市消防救援队", "市消防指挥队"]
    wanted = bodies["市消防指挥队"]
    post(
        office,
        batch,
        **names(batch, ("units:消防局", f"match:{wanted.pk}", "市消防局", "")),
    )
    verbs.confirm(batch=fresh(batch), by=office_user)
    assert lead_of(1) == wanted


@pytest.mark.parametrize("answer", ["match:999999", "match:x", "match:"])
def test_a_choice_that_is_gone_is_asked_again(office, office_user, bodies, answer):
    batch = previewed(office_user, row(1, lead=["市交通局"], leader="周阳"))
    answer = post(
        office, batch, **names(batch, ("units:交通局", answer, "市交通局", ""))
    )
    assert "已不在名录中" in answer.text and not fresh(batch).answers.get("units")


def test_an_unknown_body_written_in_two_ways_is_asked_once(
    office, office_user, leaders
):
    rows = [row(n, lead=["市交通运输局"], leader="周阳") for n in (1, 2)]
    batch = previewed(office_user, *rows, row(3, lead=["市交通局"], leader="周阳"))
    line = lines(batch)["市交通局"]
    assert (line.do, line.name) == ("match", "市交通运输局")
    post(office, batch, action="accept_suggestions")
    [question] = preview_of(fresh(batch)).open_questions
    assert question.name == "市交通局"
    post(office, batch, **names(batch, ("units:交通局", "match", "市交通运输局", "")))
    verbs.confirm(batch=fresh(batch), by=office_user)
    assert Unit.objects.get().aliases.get().name == "市交通局"


def test_the_page_says_so(office, office_user, bodies, leaders):
    batch = previewed(
        office_user,
        row(1, lead=["市交通局", "市民政局"], leader="张市长"),
        row(2, leader="周阳"),
    )
    page = flat(office.get(f"/import/{batch.pk}/"))
    assert "全部新建" in page and "可一次新建 2 个单位。有 2 个与别的名称相近" in page
    assert (
        page.index("哪一位？")
        < page.index("张建国（副市长）")
        < page.index("张明（常委）")
    )


# ---- surname and title


@pytest.mark.parametrize(
    "called", ["张市长", "张副市长", "张书记", "张常委", "张主任", "张局"]
)
def test_who_is_meant_is_asked(office, office_user, bodies, leaders, called):
    batch = previewed(office_user, row(1, lead=["市财政局"], leader=called))
    line = lines(batch)[called]
    assert line.do == "" and line.choices[0] == ("", "哪一位？")
    first = [label[:3].strip("（") for _, label in line.choices[1:3]]
    assert {"张明", "张建国"} == set(first)
    post(office, batch, action="accept_suggestions")
    assert "是哪一位？（张" in verbs.blockers(preview_of(fresh(batch)))[0]
    answer = post(
        office, batch, **names(batch, (f"leaders:{called}", "create", called, ""))
    )
    assert "是称呼，不是姓名" in answer.text
    wanted = Leader.objects.get(name="张明")
    post(
        office,
        batch,
        **names(batch, (f"leaders:{called}", f"match:{wanted.pk}", called, "")),
    )
    verbs.confirm(batch=fresh(batch), by=office_user)
    assert Task.objects.get().leader == wanted and wanted.aliases.get().name == called
    assert not preview_of(
        previewed(office_user, row(2, lead=["市财政局"], leader=called))
    ).questions


@pytest.mark.parametrize(
    ("called", "first"),
    [("张副市长", "张建国"), ("张常委", "张明"), ("张市长", "张建国")],
)
def test_who_has_the_title_comes_first(office_user, bodies, leaders, called, first):
    batch = previewed(office_user, row(1, lead=["市财政局"], leader=called))
    assert lines(batch)[called].choices[1][1].startswith(first)


def test_somebody_new_is_written_with_the_whole_name(
    office, office_user, bodies, leaders
):
    document = row(1, lead=["市财政局"]) | {"leader": {"name": "王市长", "title": None}}
    batch = previewed(office_user, document)
    assert lines(batch)["王市长"].choices[0] == ("", "哪一位？")
    post(office, batch, **names(batch, ("leaders:王市长", "create", "王 林", "")))
    verbs.confirm(batch=fresh(batch), by=office_user)
    made = Task.objects.get().leader
    assert (made.name, made.title, made.aliases.get().name) == (
        "王林",
        "市长",
        "王市长",
    )


def test_the_alias_of_one_who_left_is_asked_again(office_user, bodies, leaders):
    leader = leaders[1]
    leader.aliases.create(name="张市长", key="张市长")
    document = row(1, lead=["市财政局"], leader="张市长")
    assert not preview_of(previewed(office_user, document)).questions
    Leader.objects.filter(pk=leader.pk).update(is_active=False)
    assert [
        one.name for one in preview_of(previewed(office_user, document)).questions
    ] == ["张市长"]


def test_in_co_leaders(office_user, bodies, leaders):
    helping = [{"name": "李副市长", "title": "", "role": "jointly"}]
    batch = previewed(
        office_user, row(1, lead=["市财政局"], leader="周阳", co_leaders=helping)
    )
    [question] = preview_of(batch).open_questions
    assert question.asks_who and question.suggestion is None
    assert [one.known.name for one in question.candidates] == ["李丹"]


TABLE = """2022年市政府重点工作责任分工
序号|重点工作|牵头领导|责任单位|备注
1|推进综合交通建设|张市长|市交通局|
2|抓好文旅融合|李副市长|市文旅局|该项工作会同赵常委共同完成
3|抓好水利建设|周阳|市水利局|
"""


@pytest.fixture
def document(tmp_path):
    rows = [line.split("|") for line in TABLE.splitlines()[1:]]
    cells = "".join(
        f"<tr>{''.join(f'<td>{text}</td>' for text in cells)}</tr>" for cells in rows
    )
    path = tmp_path / "分工.html"
    path.write_text(
        f"<p>{TABLE.splitlines()[0]}</p><table>{cells}</table>", encoding="utf-8"
    )
    return path


def test_read_from_a_document(office_user, bodies, leaders, document):
    batch = verbs.start(
        data=document.read_bytes(), filename=document.name, year=2022, by=office_user
    )
    preview = look(reading.read_batch(batch, by=office_user))
    asked = {question.name for question in preview.open_questions if question.asks_who}
    assert asked == {"张市长", "李副市长", "赵常委"} and not preview.suggested


def test_the_command_makes_none_of_them(admin_user, bodies, leaders, document, capsys):
    with pytest.raises(CommandError) as refusal:
        call_command("import_tasks", document, plan=2022, create_all=True, confirm=True)
    said = str(refusal.value)
    assert "“市交通局”还没有答复（相近：市交通运输局）" in said
    assert "“张市长”还没有答复，是哪一位？（张建国、张明）" in said
    assert Unit.objects.count() == len(bodies) and Leader.objects.count() == len(
        leaders
    )
    assert re.search(r"待确认的名称（6）", capsys.readouterr().out)
    assert ImportBatch.objects.get().state == "preview"


def test_in_a_sheet_of_progress(small_plan, office, office_user):
    line = [2, "推进大麦屿港区开发", "市发展改革委员会", "规划已批。", None, None, None]
    batch = read_progress(office_user, small_plan.period, line)
    [question] = look(batch).open_questions
    assert question.suggestion is None and question.proposal["do"] == "match"
    assert question.candidates[0].known.name == "市发改局"
    post(office, batch, action="accept_suggestions")
    assert look(fresh(batch)).open_questions
