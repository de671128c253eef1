"""Signing in, as a person meets it."""

from tests.conftest import PASSWORD


def test_wrong_password_keeps_the_name_and_says_so_in_chinese(page, office_user):
    page.goto("/accounts/login/")
    page.get_by_label("用户名").fill("ducha")
    page.get_by_label("密码").fill("不对")
    page.get_by_role("button", name="登录").click()
    assert page.get_by_role("alert").first.inner_text()
    assert page.get_by_label("用户名").input_value() == "ducha"


def test_right_password_opens_the_page_that_was_asked_for(page, viewer_user):
    page.goto("/accounts/password/")
    page.get_by_label("用户名").fill("chayue")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.get_by_role("heading", name="修改密码").wait_for()


def test_stranger_is_sent_to_sign_in(page):
    page.goto("/accounts/password/")
    assert "/accounts/login/?next=/accounts/password/" in page.url


def test_signed_in_person_changes_their_password(sign_in, viewer_user):
    page = sign_in(viewer_user)
    page.goto("/accounts/password/")
    page.locator("[name=old_password]").fill(PASSWORD)
    page.locator("[name=new_password1]").fill("Duban-Shixiang-77")
    page.locator("[name=new_password2]").fill("Duban-Shixiang-77")
    page.get_by_role("button", name="保存新密码").click()
    assert page.get_by_role("heading", name="密码已修改").is_visible()
