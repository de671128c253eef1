"""Every admin screen, asked the same questions: opens, speaks Chinese, keeps the CSP, few queries,
closed to others."""

import re

import pytest
from django.contrib import admin
from django.db import connection
from django.db.models import Model
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assignments import models
from assignments.admin.site import SECTIONS
from tests.admin.addresses import (
    MODELS,
    NAMES,
    address,
    english_words,
    is_shown_only,
    open_pages,
    read,
)

KEPT_LINES = "assignments.models.kept_lines"


def test_every_model_has_a_screen_and_a_place_on_the_index():
    exported = [getattr(models, name) for name in models.__all__]
    classes = [thing for thing in exported if isinstance(thing, type)]
    records = [thing for thing in classes if issubclass(thing, Model)]
    # Kept lines are what the ledger makes of the records; nobody edits or looks them up here.
    shown = [thing for thing in records if thing.__module__ != KEPT_LINES]
    assert sorted(thing.__name__ for thing in shown) == NAMES
    placed = [name for _, names in SECTIONS for name in names]
    assert sorted(placed) == NAMES


@pytest.mark.once
@pytest.mark.parametrize("model", MODELS, ids=NAMES)
def test_pages_open_in_chinese_without_inline_code(
    model, furnished, admin_user, client_for
):
    """A screen that only shows says why, on the list and on the record."""
    client = client_for(admin_user)
    note = admin.site._registry[model].why_read_only
    for name, page_address in open_pages(model):
        response = client.get(page_address)
        assert response.status_code == 200, (
            f"{page_address} 返回 {response.status_code}"
        )
        assert (
            name not in ("changelist", "change") or note in response.content.decode()
        ), page_address
        page = read(response)
        assert page.offences == [], f"{name}：内联样式或脚本"
        assert english_words(page) == [], f"{name}：英文"
        assert model._meta.verbose_name in " ".join(page.pieces)


def test_every_field_of_a_row_says_its_name(small_plan, admin_user, client_for):
    """The heading of their column names them for those who see it."""
    work = small_plan.works["fields"]
    page = (
        client_for(admin_user)
        .get(address(models.Work, "change", work.pk))
        .content.decode()
    )
    fields = re.findall(r"<(?:input|select|textarea)[^>]*name=\"targets-0-[^>]*>", page)
    shown = [tag for tag in fields if 'type="hidden"' not in tag]
    assert len(shown) >= 9
    assert [tag for tag in shown if "aria-label=" not in tag] == []


def test_search_finds_and_misses(furnished, admin_user, client_for):
    client = client_for(admin_user)
    for model in MODELS:
        screen = admin.site._registry[model]
        assert screen.search_fields and screen.list_filter, model
        response = client.get(address(model, "changelist"), {"q": "没有这样的记录"})
        assert response.context["cl"].result_count == 0, model
        assert response.context["cl"].full_result_count >= 1, model


@pytest.mark.once
def test_shown_screens_refuse_to_write(furnished, admin_user, client_for):
    client = client_for(admin_user)
    shown = [model for model in MODELS if is_shown_only(model)]
    assert len(shown) == 18
    for model in shown:
        record = model._default_manager.first()
        assert client.get(address(model, "add")).status_code == 403, model
        assert (
            client.post(address(model, "change", record.pk), {}).status_code == 403
        ), model
        assert (
            client.post(
                address(model, "delete", record.pk), {"post": "yes"}
            ).status_code
            == 403
        ), model
        selected = {
            "action": "delete_selected",
            "_selected_action": [record.pk],
            "post": "yes",
        }
        client.post(address(model, "changelist"), selected)
        assert model._default_manager.filter(pk=record.pk).exists(), model


@pytest.mark.once
def test_closed_to_everybody_but_administrators(
    furnished, rf, client, client_for, office_user, unit_user, leader_user, viewer_user
):
    """Each screen by its own gate for everybody, and by its address for the office, who may do most
    after them."""
    office, request = client_for(office_user), rf.get("/admin/")
    for model in MODELS:
        record = model._default_manager.first()
        page = address(model, "change", record.pk)
        assert client.get(page).status_code == 302, page
        assert (office.get(page).status_code, office.post(page, {}).status_code) == (
            403,
            403,
        ), page
        assert office.get(address(model, "changelist")).status_code == 403, page
        for request.user in (office_user, unit_user, leader_user, viewer_user):
            assert not any(
                admin.site._registry[model].get_model_perms(request).values()
            ), model


def test_index_lists_the_sections(furnished, admin_user, client_for):
    page = read(client_for(admin_user).get(reverse("admin:index")))
    text = " ".join(page.pieces)
    assert all(title in text for title, _ in SECTIONS)
    assert page.offences == [] and english_words(page) == []


def test_role_decides_and_not_the_staff_flag(admin_user, viewer_user, client_for):
    viewer_user.is_staff = viewer_user.is_superuser = True
    viewer_user.save()
    entry = f'<a href="{reverse("admin:index")}">后台</a>'
    for user, status in ((viewer_user, 403), (admin_user, 200)):
        client = client_for(user)
        assert client.get(reverse("admin:index")).status_code == status
        assert (
            entry in client.get(reverse("boards:preferences")).content.decode()
        ) == (status == 200)


def test_sign_in_goes_through_the_product(client):
    response = client.get(reverse("admin:login"), {"next": "/admin/"})
    assert response.status_code == 302
    assert response["Location"] == f"{reverse('login')}?next=%2Fadmin%2F"


MOST_QUERIES = 14


@pytest.mark.once
def test_lists_do_not_ask_row_by_row(plan_2021, admin_user, client_for):
    """The lists of the 2021 plan; those without rows are held to it by their `list_select_related`
    alone."""
    client = client_for(admin_user)
    asked = {}
    for model in MODELS:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address(model, "changelist")).status_code == 200
        asked[model.__name__] = len(queries)
    assert {name: count for name, count in asked.items() if count > MOST_QUERIES} == {}


@pytest.mark.parametrize(
    "name, lookup",
    [("Task", {"number": 101}), ("Work", {"pk": 104}), ("Target", {}), ("Unit", {})],
)
def test_forms_do_not_ask_choice_by_choice(
    name, lookup, plan_2021, admin_user, client_for, django_assert_max_num_queries
):
    model = next(model for model in MODELS if model.__name__ == name)
    record = model._default_manager.filter(**lookup).first()
    client = client_for(admin_user)
    with django_assert_max_num_queries(22):
        assert client.get(address(model, "change", record.pk)).status_code == 200


DEMO_PAGES = [
    (models.User, "changelist"),
    (models.User, "add"),
    (models.User, "change"),
    (models.Period, "changelist"),
    (models.Period, "change"),
]


@pytest.mark.parametrize(("model", "page"), DEMO_PAGES)
def test_nothing_is_said_of_demo_where_there_is_none(
    small_plan, settings, admin_user, client_for, model, page
):
    settings.DEMO = False
    of = [model.objects.first().pk] if page == "change" else []
    shown = client_for(admin_user).get(address(model, page, *of)).content.decode()
    assert "演示" not in shown


@pytest.mark.parametrize(("model", "page"), DEMO_PAGES)
def test_demo_that_was_loaded_before_stays_marked(
    small_plan, settings, admin_user, viewer_user, client_for, model, page
):
    settings.DEMO = False
    models.User.objects.filter(pk=viewer_user.pk).update(is_demo=True)
    of = [model.objects.first().pk] if page == "change" else []
    shown = client_for(admin_user).get(address(model, page, *of)).content.decode()
    assert ("演示" in shown) == (page != "add")
