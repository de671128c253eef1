"""Changing one's password."""

import pytest

from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db
ADDRESS = "/accounts/password/"


def change(client, old, new, again=None):
    return client.post(
        ADDRESS,
        {
            "old_password": old,
            "new_password1": new,
            "new_password2": new if again is None else again,
        },
    )


def test_it_works(client_for, viewer_user):
    client = client_for(viewer_user)
    answer = change(client, PASSWORD, "Duban-Shixiang-77")
    assert answer["Location"] == "/accounts/password/done/"
    assert "密码已修改" in client.get(answer["Location"]).content.decode()
    viewer_user.refresh_from_db()
    assert viewer_user.check_password("Duban-Shixiang-77")


def test_the_history_says_who_and_when_and_what(client_for, viewer_user):
    change(client_for(viewer_user), PASSWORD, "Duban-Shixiang-77")
    line = viewer_user.history.first()
    assert (line.history_type, line.history_user, line.history_change_reason) == (
        "~",
        viewer_user,
        "本人修改密码",
    )


def test_stranger(client):
    assert client.get(ADDRESS)["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize(
    ("old", "new", "again", "told"),
    [
        ("不对", "Duban-Shixiang-77", None, "原密码"),
        (PASSWORD, "Duban-Shixiang-77", "Duban-Shixiang-78", "不一致"),
        (PASSWORD, "abc", None, "密码太短"),
        (PASSWORD, "13579246801357", None, "数字"),
        (PASSWORD, "password123", None, "常见"),
        (PASSWORD, "yuhuan2021", None, "太容易猜到"),
        (PASSWORD, "Yuhuan@2021!", None, "太容易猜到"),
        (PASSWORD, "Admin@123456", None, "太容易猜到"),
        (PASSWORD, "P@ssw0rd2021", None, "太容易猜到"),
        (PASSWORD, "1111111111a", None, "5 个不同的字符"),
        (PASSWORD, " " * 12, None, "5 个不同的字符"),
    ],
)
def test_bad_input_is_told_in_chinese(client_for, viewer_user, old, new, again, told):
    page = change(client_for(viewer_user), old, new, again).content.decode()
    assert told in page
    viewer_user.refresh_from_db()
    assert viewer_user.check_password(PASSWORD)
