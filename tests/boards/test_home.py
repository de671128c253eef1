"""Where each role starts."""

import pytest
from django.urls import reverse


@pytest.mark.parametrize("who", ["office_user", "admin_user", "viewer_user"])
def test_starts_at_the_overview(request, client_for, small_plan, who):
    response = client_for(request.getfixturevalue(who)).get(reverse("boards:home"))
    assert response.status_code == 302
    assert response.url == reverse("boards:overview")


def test_a_leader_starts_at_the_own_board(client_for, small_plan, leader_user):
    response = client_for(leader_user).get(reverse("boards:home"))
    assert response.url == reverse("boards:leader", args=[leader_user.leader_id])


def test_a_unit_starts_at_its_desk(client_for, small_plan, unit_user):
    response = client_for(unit_user).get(reverse("boards:home"))
    assert response.url == reverse("reporting:desk")


def test_a_stranger_signs_in_first(client, small_plan):
    response = client.get(reverse("boards:home"))
    assert response.status_code == 302
    assert response.url.startswith(reverse("login"))


def test_only_reading(client_for, small_plan, office_user):
    assert client_for(office_user).post(reverse("boards:home")).status_code == 405
