"""An account's history holds changes of the account, not every sign-in."""

from django.contrib.auth.models import update_last_login


def test_signing_in_leaves_no_line_in_the_history(viewer_user):
    before = viewer_user.history.count()
    update_last_login(None, viewer_user)
    viewer_user.refresh_from_db()
    assert viewer_user.last_login is not None
    assert viewer_user.history.count() == before


def test_a_change_leaves_one(viewer_user):
    before = viewer_user.history.count()
    update_last_login(None, viewer_user)
    viewer_user.display_name = "查阅员老李"
    viewer_user.save()
    assert viewer_user.history.count() == before + 1
