"""The catalogue of components."""

import re

import pytest

from tests.house.source import ROOT
from tests.pages import flat

URL = "/components/"


def test_every_component_is_in_it(client_for, admin_user):
    page = (ROOT / "templates/boards/components.html").read_text()
    fragments = {path.name for path in (ROOT / "templates/components").glob("_*.html")}
    inside = {"_top.html", "_figure.html", "_moved.html", "_read_value.html"}
    shown = set(re.findall(r"components/(_\w+\.html)", page))
    assert fragments - shown - inside == set()
    assert client_for(admin_user).get(URL).status_code == 200


def test_every_component_tells_its_context(client_for, admin_user):
    listed = client_for(admin_user).get(URL).context["components"]
    fragments = {path.stem for path in (ROOT / "templates/components").glob("_*.html")}
    assert {name for name, _, _ in listed} == fragments
    assert [name for name, what, takes in listed if not what or not takes] == []


def test_every_colour_is_shown(client_for, admin_user):
    tokens = (ROOT / "assignments/static/assignments/tokens.css").read_text()
    named = set(re.findall(r"--([\w-]+): (?:#|rgba)", tokens))
    shown = {
        name
        for _, names in client_for(admin_user).get(URL).context["colours"]
        for name in names
    }
    assert named - shown == {"bar", "bar-ink", "bar-on", "on-fill"}


def test_every_standing_has_mark_and_word(client_for, admin_user):
    page = flat(client_for(admin_user).get(URL))
    for mark, word in zip(
        "✓●▲⇄✕○…",
        ("已完成", "正常推进", "进度偏慢", "已调整", "已取消", "未报送", "待评定"),
        strict=True,
    ):
        assert f'<i aria-hidden="true">{mark}</i>{word}' in page


@pytest.mark.parametrize(
    "who", ["office_user", "unit_user", "leader_user", "viewer_user"]
)
def test_not_for_readers(request, client_for, stage, who):
    assert client_for(request.getfixturevalue(who)).get(URL).status_code == 403


def test_for_those_who_develop(client_for, viewer_user, settings):
    settings.DEBUG = True
    assert client_for(viewer_user).get(URL).status_code == 200


def test_asks_nothing_of_the_plan(
    client_for, admin_user, django_assert_max_num_queries
):
    client = client_for(admin_user)
    with django_assert_max_num_queries(3):
        client.get(URL)


def test_a_stranger_signs_in_first(client, db):
    assert client.get(URL).status_code == 302


def test_only_reading(client_for, admin_user):
    assert client_for(admin_user).post(URL).status_code == 405
