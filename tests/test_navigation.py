"""The navigation: who sees which entry, and that every page lights the one it belongs to."""

from types import SimpleNamespace

import pytest
from django.urls import get_resolver

from assignments.choices import Role
from assignments.models import User
from assignments.templatetags.navigation import ENTRIES, is_current

ROOMS = ("boards", "reporting", "supervision", "directives", "bulletins", "intake")
OF_NO_ENTRY = {
    f"boards:{name}"
    for name in (
        "components",
        "export",
        "find",
        "home",
        "photo_file",
        "preferences",
        "public_livelihood",
        "public_livelihood_csv",
        "public_photo",
        "wall",
    )
}
FOR_ALL = ["总览", "领导看板", "任务台账", "民生实事", "责任单位"]


@pytest.mark.parametrize(
    ("role", "labels"),
    [
        (Role.ADMIN, [*FOR_ALL, "批示", "通报", "导入", "后台"]),
        (Role.OFFICE, ["督查工作台", *FOR_ALL, "批示", "通报", "导入"]),
        (Role.UNIT, ["我的填报", *FOR_ALL, "批示", "通报"]),
        (Role.LEADER, [*FOR_ALL, "批示", "通报"]),
        (Role.VIEWER, [*FOR_ALL, "通报"]),
    ],
)
def test_who_sees_what(role, labels):
    assert [
        entry.label for entry in ENTRIES if entry.allowed(User(role=role))
    ] == labels


def test_every_page_lights_one_entry():
    rooms = get_resolver().namespace_dict
    names = [
        (room, name)
        for room in ROOMS
        for name in rooms[room][1].reverse_dict
        if isinstance(name, str)
    ]
    lit = {f"{room}:{name}": lit_by(room, name, ENTRIES) for room, name in names}
    assert {name for name, entries in lit.items() if not entries} == OF_NO_ENTRY
    for role in Role:
        seen = [entry for entry in ENTRIES if entry.allowed(User(role=role))]
        assert [
            name for room, name in names if len(lit_by(room, name, seen)) > 1
        ] == [], role


def test_a_unit_s_import_belongs_to_its_desk_and_signing_in_to_nothing():
    seen = [entry for entry in ENTRIES if entry.allowed(User(role=Role.UNIT))]
    assert lit_by("intake", "index", seen) == ["我的填报"]
    assert lit_by("", "login", seen) == []


def lit_by(room: str, name: str, entries) -> list[str]:
    match = SimpleNamespace(namespace=room, url_name=name)
    return [entry.label for entry in entries if is_current(entry, match)]
