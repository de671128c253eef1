"""How pages look to one person."""

import pytest

from assignments.models import User
from tests.pages import flat

URL = "/preferences/"


def test_shows_what_is_kept(client_for, viewer_user):
    User.objects.filter(pk=viewer_user.pk).update(theme="dark", large_type=True)
    page = client_for(viewer_user).get(URL).content.decode()
    assert "theme-dark large-type" in page
    assert page.count("checked") == 2


@pytest.mark.parametrize("path", [URL, "/accounts/login/"])
@pytest.mark.parametrize("palette", ["", "green-done"])
def test_a_city_has_its_own_colours_on_every_page(
    client, client_for, viewer_user, settings, palette, path
):
    """Beside those of the person, and for those who are not signed in."""
    settings.PALETTE = palette
    page = flat((client_for(viewer_user) if path == URL else client).get(path))
    root = page.partition('<html lang="zh-CN" class="')[2].partition('"')[0].split()
    assert ("palette-green-done" in root) == bool(palette) and "theme-auto" in root


@pytest.mark.parametrize(
    "who", ["viewer_user", "unit_user", "leader_user", "office_user", "admin_user"]
)
def test_everybody_keeps_their_own(request, client_for, stage, who):
    user = request.getfixturevalue(who)
    client = client_for(user)
    assert client.post(URL, {"theme": "light", "large_type": "on"}).status_code == 302
    user.refresh_from_db()
    assert (user.theme, user.large_type) == ("light", True)
    assert user.history.first().history_change_reason == "修改界面设置"
    assert "界面设置已保存" in client.get(URL).content.decode()


def test_others_stay_as_they_are(client_for, viewer_user, office_user):
    client_for(viewer_user).post(URL, {"theme": "dark"})
    office_user.refresh_from_db()
    assert office_user.theme == "auto"


@pytest.mark.parametrize("theme", ["", "pink"])
def test_bad_input_is_told_and_nothing_changes(client_for, viewer_user, theme):
    response = client_for(viewer_user).post(URL, {"theme": theme})
    assert response.status_code == 200
    assert "有内容需要修改" in response.content.decode()
    viewer_user.refresh_from_db()
    assert viewer_user.theme == "auto"


def test_a_second_time_takes_it_back(client_for, viewer_user):
    client = client_for(viewer_user)
    client.post(URL, {"theme": "dark", "large_type": "on"})
    client.post(URL, {"theme": "auto"})
    viewer_user.refresh_from_db()
    assert (viewer_user.theme, viewer_user.large_type) == ("auto", False)


def test_a_stranger_signs_in_first(client, db):
    assert client.post(URL, {"theme": "dark"}).status_code == 302


def test_wrong_method(client_for, viewer_user):
    assert client_for(viewer_user).delete(URL).status_code == 405
