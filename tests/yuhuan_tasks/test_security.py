"""What an attacker from inside the building would try, and what a shared computer keeps."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.conftest import PASSWORD
from tests.house.test_doors import ADDRESSES
from tests.test_matrix_of_addresses import DOORS, WRONG_METHOD, address, scenes
from tests.test_matrix_of_addresses import stage as stage  # noqa: PLC0414

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"
ELSEWHERE = (
    "https://evil.example/",
    "//evil.example/",
    "///evil.example",
    r"\\evil.example",
    r"/\evil.example",
    "javascript:alert(1)",
    "https:evil.example",
    "http://testserver@evil.example/",
    "\t//evil.example",
    "/\n/evil.example",
)


def signed_in(user, **options) -> Client:
    client = Client(**options)
    client.force_login(user, backend="yuhuan_tasks.backends.PeopleBackend")
    return client


# ---- Requests forged by another site


def test_no_post_without_a_token_of_ours(stage):
    """By those who may post, so that nothing else says no; and the page of refusal is our own."""
    gaps, wrong = scenes(stage)["lead's"], []
    for name, door in DOORS.items():
        if door.nothing == WRONG_METHOD:
            continue
        client = signed_in(stage.cast[door.posts.split()[0]], enforce_csrf_checks=True)
        answer = client.post(address(name, gaps, stage))
        if answer.status_code != 403 or "重新打开这一页" not in answer.content.decode():
            wrong.append(f"{name}: {answer.status_code}")
    assert not wrong, "\n".join(wrong)


def test_signing_in_asks_for_the_token_too(office_user):
    sent = {"username": "ducha", "password": PASSWORD}
    assert Client(enforce_csrf_checks=True).post(LOGIN, sent).status_code == 403


def test_no_view_is_excused_from_the_token():
    assert [
        where
        for _, where, entry in ADDRESSES
        if getattr(entry.callback, "csrf_exempt", False)
    ] == []


# ---- Ways out to another site


@pytest.mark.parametrize("target", ELSEWHERE)
def test_no_address_that_somebody_sends_leads_away(target, client, office_user, stage):
    form = {"username": "ducha", "password": PASSWORD, "next": target}
    assert client.post(LOGIN, form)["Location"] == "/"
    again = client.get(LOGIN, {"next": target})
    assert again["Location"] == "/"
    through_admin = Client().get("/admin/login/", {"next": target}, follow=True)
    assert through_admin.redirect_chain[-1][0].startswith(LOGIN)
    form["next"] = through_admin.wsgi_request.GET.get("next", "")
    assert Client().post(LOGIN, form)["Location"] == "/"
    out = client.post("/accounts/logout/", {"next": target})
    assert out["Location"] == LOGIN


@pytest.mark.parametrize("target", ELSEWHERE)
def test_an_instruction_leads_back_to_our_own_pages_alone(target, stage):
    typed = {
        "text": "请抓紧。",
        "kind": "instruction",
        "issued_on": "2021-07-01",
        "units": [stage.unit.pk],
        "leader": stage.plan.leaders["陈威"].pk,
        "next": target,
    }
    where = reverse("directives:instruct", args=[stage.work.pk])
    answer = signed_in(stage.office).post(where, typed)
    assert answer.status_code == 302 and answer["Location"].startswith("/directives/")


@pytest.mark.parametrize(
    "host",
    ["evil.example", "testserver.evil.example", "testserver:80@evil.example", ""],
)
def test_another_host_is_refused(host, client, settings):
    settings.ALLOWED_HOSTS = ["testserver"]
    client.raise_request_exception = False
    answer = client.get(LOGIN, headers={"host": host or " "})
    assert answer.status_code == 400 and "evil" not in answer.headers.get(
        "Location", ""
    )


def test_a_forwarded_host_is_not_believed(client, office_user):
    answer = client.get("/desk/", headers={"x-forwarded-host": "evil.example"})
    assert "evil" not in answer["Location"]


# ---- Sessions


def key_of(client) -> str:
    return client.cookies["sessionid"].value


def test_signing_in_makes_a_new_session(client, office_user, unit_user):
    session = client.session
    session["planted"] = "1"
    session.save()
    client.cookies["sessionid"] = planted = session.session_key
    client.post(LOGIN, {"username": "ducha", "password": PASSWORD})
    assert key_of(client) != planted
    thief = Client()
    thief.cookies["sessionid"] = planted
    assert thief.get("/overview/").status_code == 302


def test_signing_out_ends_the_session_for_whoever_copied_it(client, office_user):
    client.post(LOGIN, {"username": "ducha", "password": PASSWORD})
    thief = Client()
    thief.cookies["sessionid"] = key_of(client)
    assert thief.get("/overview/").status_code == 200
    client.post("/accounts/logout/")
    assert thief.get("/overview/").status_code == 302


def test_a_new_password_ends_every_other_session(viewer_user, admin_user):
    here, there = signed_in(viewer_user), signed_in(viewer_user)
    new = "Duban-Shixiang-77"
    here.post(
        "/accounts/password/",
        {"old_password": PASSWORD, "new_password1": new, "new_password2": new},
    )
    assert (
        here.get("/overview/").status_code,
        there.get("/overview/").status_code,
    ) == (200, 302)
    again = {"password1": "Duban-Shixiang-88", "password2": "Duban-Shixiang-88"}
    where = reverse("admin:auth_user_password_change", args=[viewer_user.pk])
    assert signed_in(admin_user).post(where, again).status_code == 302
    assert here.get("/overview/").status_code == 302


def test_a_role_that_was_taken_away_is_gone_at_the_next_request(office_user):
    client = signed_in(office_user)
    assert client.get("/office/").status_code == 200
    office_user.role = "viewer"
    office_user.save()
    assert client.get("/office/").status_code == 403


def test_the_cookies(client, office_user, settings):
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    client.get(LOGIN)
    client.post(LOGIN, {"username": "ducha", "password": PASSWORD})
    session, token = client.cookies["sessionid"], client.cookies["csrftoken"]
    assert session["httponly"] and session["secure"] and session["samesite"] == "Lax"
    assert token["secure"] and token["samesite"] == "Lax"


# ---- What every answer tells the browser


KEPT_BY_NOBODY = (
    "/overview/",
    "/desk/?unit=1",
    "/accounts/password/",
    "/works/999999/",
    "/office/",
    "/admin/",
)


@pytest.mark.parametrize(
    "where", [*KEPT_BY_NOBODY, "/tasks/export/?format=csv", "/import/blank/"]
)
def test_a_page_of_somebody_is_kept_by_nobody_else(where, stage):
    answer = signed_in(stage.office).get(where)
    assert "private" in answer["Cache-Control"]
    assert (
        answer["X-Frame-Options"] == "DENY"
        and answer["X-Content-Type-Options"] == "nosniff"
    )
    assert answer["Referrer-Policy"] == "same-origin"
