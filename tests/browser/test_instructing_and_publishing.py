"""An instruction from the leader to its end; a bulletin from the draft to the issued file."""


def test_an_instruction_is_given_answered_and_closed(
    page, sign_in, looks_right, small_plan, other_leader_user, other_unit_user
):
    """On a phone, where leaders read and instruct."""
    page.set_viewport_size({"width": 390, "height": 900})
    sign_in(other_leader_user).goto(f"/works/{small_plan.works['fields'].pk}/instruct/")
    page.get_by_label("批示内容").fill("请加快进度，每半月报一次。")
    page.get_by_role("button", name="发送承办单位").click()
    page.get_by_text("已发送承办单位：市农业农村局").wait_for()
    address = page.url
    looks_right(page)

    sign_in(other_unit_user).goto("/directives/")
    page.get_by_role("link", name="请加快进度，每半月报一次。").click()
    page.get_by_label("回复内容").fill("已完成820亩。")
    page.get_by_role("button", name="提交回复").click()
    page.get_by_text("已回复。").wait_for()
    looks_right(page)

    sign_in(other_leader_user).goto(address)
    page.get_by_text("办结这件批示").click()
    page.get_by_role("button", name="确认办结").click()
    page.get_by_text("✓ 已办结").wait_for()


def test_a_bulletin_is_worded_and_issued(
    page, sign_in, looks_right, small_plan, office_user
):
    sign_in(office_user).goto("/bulletins/")
    page.get_by_role("listitem").filter(has_text="2021年一季度").get_by_role(
        "button", name="拟写通报"
    ).click()
    page.get_by_text("进度偏慢的“完成低效用地再开发”没有下一步打算").wait_for()
    looks_right(page)

    page.get_by_label("文号").fill("玉市委、市政府督通〔2021〕12号")
    page.get_by_label("印发日期").fill("2021-04-20")
    page.get_by_label("“完成低效用地再开发”的下一步打算").fill("二季度再完成400亩。")
    page.get_by_role("button", name="保存并更新预览").click()
    page.get_by_text("各类之和与总数相符").wait_for()
    page.locator("summary", has_text="印发通报").press("Enter")
    page.get_by_role("button", name="确认印发").press("Enter")
    page.get_by_text("已印发，内容和文件不再变动。").wait_for()
    looks_right(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="下载 Word").click()
    assert (
        download.value.suggested_filename
        == "关于2021年市政府重点工作和民生实事项目一季度完成情况的通报.docx"
    )
