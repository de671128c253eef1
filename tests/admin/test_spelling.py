"""The forms of units, leaders and aliases say beside the box which spelling stands in the way; what
was typed stays."""

import pytest

from assignments.models import Leader, LeaderAlias, Unit, UnitAlias
from tests.admin.addresses import address
from tests.admin.test_writing import management, unit_form

pytestmark = pytest.mark.django_db
SAME = [
    "市财政局",
    "市\u200b财政局",
    "市 财政局",
    "市财政局（）",
    "\u202e市财政局",
    "财政局",
]


@pytest.fixture
def client(admin_user, small_plan, client_for):
    return client_for(admin_user)


@pytest.fixture
def unit(small_plan):
    return small_plan.units["市科技局"]


def rows(*names, unit=""):
    """The inline rows of new aliases."""
    found = management("aliases", total=len(names))
    for at, name in enumerate(names):
        found |= {f"aliases-{at}-unit": unit, f"aliases-{at}-name": name}
    return found


@pytest.mark.parametrize("typed", SAME)
def test_on_every_form(client, unit, typed):
    new = {"name": typed, "kind": "government", "order": 1, "is_active": "on"} | rows()
    forms = [
        (address(Unit, "add"), new),
        (address(Unit, "change", unit.pk), unit_form(unit, name=typed)),
        (address(Unit, "change", unit.pk), unit_form(unit, full_name=typed)),
        (address(Unit, "change", unit.pk), unit_form(unit) | rows(typed, unit=unit.pk)),
        (address(UnitAlias, "add"), {"unit": unit.pk, "name": typed}),
    ]
    for place, form in forms:
        answer = client.post(place, form)
        assert answer.status_code == 200 and "已是“市财政局”的名称" in answer.text
    assert (
        not UnitAlias.objects.exists() and Unit.objects.filter(name="市科技局").exists()
    )


def test_an_alias_that_is_changed_or_goes_to_another(client, small_plan, unit):
    alias = UnitAlias.objects.create(unit=unit, name="科委", key="科委")
    answer = client.post(
        address(UnitAlias, "change", alias.pk), {"unit": unit.pk, "name": "财政局"}
    )
    assert "已是“市财政局”的名称" in answer.text
    other = small_plan.units["市发改局"]
    client.post(
        address(UnitAlias, "change", alias.pk), {"unit": other.pk, "name": "科委"}
    )
    alias.refresh_from_db()
    assert (alias.unit, alias.name) == (other, "科委")


def test_the_same_alias_twice_on_one_page(client, unit):
    form = unit_form(unit) | rows("科委", "科 委", unit=unit.pk)
    answer = client.post(address(Unit, "change", unit.pk), form)
    assert answer.status_code == 200 and "是同一写法，只留一个" in answer.text
    assert not unit.aliases.exists()


def test_what_is_harmless_is_mended(client, unit):
    form = unit_form(unit, full_name="玉环市 科学技术局（）") | rows(
        "科\u200b委", unit=unit.pk
    )
    assert client.post(address(Unit, "change", unit.pk), form).status_code == 302
    unit.refresh_from_db()
    assert (unit.full_name, unit.aliases.get().name) == ("玉环市科学技术局", "科委")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("陈 威", "已是“陈威”的名称"),
        ("陈\u200b威", "已是“陈威”的名称"),
        ("张市长", "是称呼，不是姓名"),
        ("林静副市长", "姓名请写“林静”"),
    ],
)
def test_leaders(client, small_plan, typed, said):
    form = {"name": typed, "title": "", "order": 9, "is_active": "on"} | management(
        "aliases"
    )
    assert said in client.post(address(Leader, "add"), form).text
    assert Leader.objects.count() == len(small_plan.leaders)


def test_aliases_of_leaders(client, small_plan):
    cai = small_plan.leaders["蔡木贵"]
    answer = client.post(
        address(LeaderAlias, "add"), {"leader": cai.pk, "name": "陈威常委"}
    )
    assert "已是“陈威”的名称" in answer.text
    client.post(address(LeaderAlias, "add"), {"leader": cai.pk, "name": "蔡市长"})
    assert cai.aliases.get().name == "蔡市长"
