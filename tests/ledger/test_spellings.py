"""One spelling means one unit, or one leader, by whatever road it comes."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from assignments.intake import reading, verbs
from assignments.intake.comparing.batch_preview import look
from assignments.intake.progress.progress_sheet import workbook
from assignments.ledger import bulk, spellings, writing
from assignments.ledger.succession_verbs import merge_unit, rename_unit
from assignments.models import Leader, LeaderAlias, Unit, UnitAlias

pytestmark = pytest.mark.django_db

WRITTEN_OTHERWISE = [
    "市财政局",
    "市\u200b财政局",
    "\u202e市财政局",
    "市 财政局",
    "市财政局（）",
    "市财政局( )",
    "财政局",
    "玉环市财政局",
    "【市财政局】",
    "市财政局（预算科）",
    "“市财政局”",
]


@pytest.fixture
def bureau(small_plan):
    return small_plan.units["市财政局"]


@pytest.fixture
def other(small_plan):
    return small_plan.units["市科技局"]


def refused(record, by, field="name") -> str:
    with pytest.raises(ValidationError) as caught:
        writing.save(record, by=by)
    return "".join(caught.value.message_dict[field])


@pytest.mark.parametrize("typed", WRITTEN_OTHERWISE)
def test_no_alias_and_no_unit_is_called_as_another(admin_user, bureau, other, typed):
    assert "已是“市财政局”的名称" in refused(
        UnitAlias(unit=other, name=typed), admin_user
    )
    assert "已是“市财政局”的名称" in refused(Unit(name=typed), admin_user)
    other.full_name = typed
    assert "已是“市财政局”的名称" in refused(other, admin_user, "full_name")


def test_full_names_and_aliases_are_in_the_space(admin_user, bureau, other):
    writing.save(UnitAlias(unit=bureau, name="财税局"), by=admin_user)
    bureau.full_name = "玉环市财政与国资局"
    writing.save(bureau, by=admin_user)
    assert "已是“市财政局”的别名（财税局）" in refused(
        Unit(name="市财税局"), admin_user
    )
    assert "的全称（玉环市财政与国资局）" in refused(
        UnitAlias(unit=other, name="财政国资局"), admin_user
    )
    assert "已是“市财政局”的别名" in refused(
        UnitAlias(unit=bureau, name="财 税局"), admin_user
    )


def test_what_is_harmless_is_mended(admin_user, bureau):
    unit = writing.save(Unit(name="市\u200b审 计局（）"), by=admin_user)
    alias = writing.save(UnitAlias(unit=unit, name="\u202e审计署（）办"), by=admin_user)
    assert (unit.name, alias.name, alias.key) == ("市审计局", "审计署办", "审计署办")
    assert "没有可读的字" in refused(UnitAlias(unit=unit, name="（）"), admin_user)


def test_an_old_fault_stops_no_other_change(admin_user, bureau, other):
    UnitAlias.objects.create(unit=other, name="财政局", key="财政局")
    bureau.contact = "0576-1"
    assert writing.save(bureau, by=admin_user).contact == "0576-1"


def test_rename_and_merger(admin_user, bureau, other):
    with pytest.raises(ValidationError, match="已是“市财政局”的名称"):
        rename_unit(unit=other, name="市财政局（）", by=admin_user)
    today = date(2021, 6, 1)
    UnitAlias.objects.create(unit=bureau, name="玉环市财政局", key="财政局")
    merge_unit(unit=bureau, into=other, on=today, as_of=today, by=admin_user)
    assert {alias.name for alias in other.aliases.all()} == {"玉环市财政局"}
    assert "已是“市财政局”的名称" in refused(Unit(name="财政局（新）"), admin_user)
    alias = UnitAlias(unit=other, name="财政税务局")
    assert writing.save(alias, by=admin_user).pk
    bureau.refresh_from_db()
    bureau.merged_into = None
    assert "已是“市科技局”的别名" in refused(bureau, admin_user)


def test_a_chain_of_mergers_leads_to_its_end(admin_user, bureau, other, small_plan):
    last = small_plan.units["市发改局"]
    Unit.objects.filter(pk=bureau.pk).update(merged_into=other)
    Unit.objects.filter(pk=other.pk).update(merged_into=last)
    assert spellings.Space().home[bureau.pk] == last.pk
    assert writing.save(UnitAlias(unit=last, name="财政局"), by=admin_user).pk


def test_many_at_once(admin_user, bureau):
    rows = [Unit(name="市新局"), Unit(name="新 局"), Unit(name="财政局")]
    with pytest.raises(ValidationError) as caught:
        spellings.check_new(rows)
    assert len(caught.value.messages) == 2
    with pytest.raises(ValidationError):
        writing.create_all(rows, by=admin_user)
    spellings.check_new(rows[:1])
    assert bulk.create_many(rows[:1], by=admin_user, reason="新建")[0].pk


@pytest.mark.parametrize(
    "typed", ["张市长", "李副市长", "王书记", "赵常委", "欧阳主任", "王局"]
)
def test_nobody_is_called_by_surname_and_title(admin_user, small_plan, typed):
    assert "是称呼，不是姓名" in refused(Leader(name=typed), admin_user)
    alias = LeaderAlias(leader=small_plan.leaders["陈威"], name=typed)
    assert writing.save(alias, by=admin_user).key == typed


def test_leaders_have_one_space_too(admin_user, small_plan):
    chen, cai = small_plan.leaders["陈威"], small_plan.leaders["蔡木贵"]
    assert "已是“陈威”的名称" in refused(Leader(name="陈　威"), admin_user)
    assert "已是“陈威”的名称" in refused(Leader(name="陈\u200b威"), admin_user)
    assert "已是“陈威”的名称" in refused(
        LeaderAlias(leader=cai, name="陈威常委"), admin_user
    )
    writing.save(LeaderAlias(leader=chen, name="老陈"), by=admin_user)
    assert "的别名（老陈）" in refused(
        LeaderAlias(leader=cai, name="老 陈"), admin_user
    )
    assert "写了职务" in refused(Leader(name="林静副市长"), admin_user)


@pytest.mark.parametrize(
    "name",
    [
        "市\u202e科技\u200b局",
        "市 科技局（）",
        "ＬＮＧ专班",
        "市“五水共治”办",
        "=市科技局",
        "228国道（一期）办",
    ],
)
def test_a_unit_s_own_sheet_always_comes_back(admin_user, unit_user, small_plan, name):
    """Whatever a unit is called, the sheet that it downloads is its own."""
    unit = writing.save(unit_user.unit, by=admin_user)
    unit.name = name
    unit = writing.save(unit, by=admin_user)
    unit_user.refresh_from_db()
    batch = verbs.start(
        data=workbook(small_plan.period, unit),
        filename="本单位.xlsx",
        period=small_plan.period,
        by=unit_user,
    )
    preview = look(reading.read_batch(batch, by=unit_user))
    assert preview.rows and not [text for row in preview.rows for text in row.errors]


def test_also_where_an_old_fault_gave_its_spelling_to_another(unit_user, small_plan):
    UnitAlias.objects.create(
        unit=small_plan.units["市财政局"], name="科技局", key="科技局"
    )
    batch = verbs.start(
        data=workbook(small_plan.period, unit_user.unit),
        filename="本单位.xlsx",
        period=small_plan.period,
        by=unit_user,
    )
    preview = look(reading.read_batch(batch, by=unit_user))
    assert preview.rows and not [text for row in preview.rows for text in row.errors]
