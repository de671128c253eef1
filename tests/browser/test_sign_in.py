"""Signing in, as a person meets it."""

from datetime import date, timedelta

from assignments.models import Directive
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


SOON = (date.today() + timedelta(days=30)).isoformat()


def test_what_was_typed_comes_back_after_a_lost_sign_in(
    page, sign_in, small_plan, other_leader_user
):
    """The session ends while a leader writes; signed in again it is all there, and a double click
    sends it once."""
    sign_in(other_leader_user).goto(f"/works/{small_plan.works['fields'].pk}/instruct/")
    page.get_by_label("批示内容").fill("请加快进度。")
    page.get_by_label("回复期限").fill(SOON)
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="发送承办单位").click()
    page.get_by_text("登录后回到刚才的页面").wait_for()
    sign_in(other_leader_user).goto(f"/works/{small_plan.works['fields'].pk}/instruct/")
    page.get_by_text("上次没有提交成功的内容已放回").wait_for()
    assert page.get_by_label("批示内容").input_value() == "请加快进度。"
    assert page.get_by_label("回复期限").input_value() == SOON
    page.get_by_role("button", name="发送承办单位").dblclick()
    page.get_by_text("已发送承办单位").wait_for()
    assert Directive.objects.count() == 1


def test_a_filter_after_a_lost_sign_in_opens_the_sign_in_page_and_not_a_piece_of_it(
    page, sign_in, small_plan, viewer_user
):
    sign_in(viewer_user).goto("/tasks/")
    page.context.clear_cookies(name="sessionid")
    page.get_by_label("类别").select_option(index=1)
    page.wait_for_url("**/accounts/login/?next=/tasks/")


def test_signed_in_person_changes_their_password(sign_in, viewer_user):
    page = sign_in(viewer_user)
    page.goto("/accounts/password/")
    page.locator("[name=old_password]").fill(PASSWORD)
    page.locator("[name=new_password1]").fill("Duban-Shixiang-77")
    page.locator("[name=new_password2]").fill("Duban-Shixiang-77")
    page.get_by_role("button", name="保存新密码").click()
    assert page.get_by_role("heading", name="密码已修改").is_visible()
