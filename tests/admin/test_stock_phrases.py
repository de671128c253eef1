"""The admin speaks as officials do: where Django's own Chinese is a translation, the project's
catalogue says it otherwise."""

import re

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.urls import reverse

from assignments import models
from tests.admin.addresses import MODELS, NAMES, address, open_pages, read

TRANSLATED = (
    "来修改", "以 ", "选中的动作", "选择动作", "注销", "登出", "过滤", "你",
    "是的", "不，返回", "条目", "站点", "增加",
    "添加", "条形导航", "变更历史", "历史记录", "记录对象",
    "总共", "成功", "多个对象", "所选的", "必填项", "有效的",
    "确保", "无可选", "个中", "任意日期", "过去7天", "编辑", "旧密码", "密码确认",
    "为了校验", "具有",
)  # fmt: skip
"""Words of Django's Chinese that no official would write."""


def translated_words(page) -> list[str]:
    return [word for word in TRANSLATED for text in page.pieces if word in text]


@pytest.fixture
def admin_client(admin_user, client_for):
    return client_for(admin_user)


@pytest.mark.once
@pytest.mark.parametrize("model", MODELS, ids=NAMES)
def test_no_screen_says_translated_words(model, furnished, admin_client):
    for name, page_address in open_pages(model):
        page = read(admin_client.get(page_address))
        assert translated_words(page) == [], f"{name}：{page_address}"


def test_the_list_is_called_a_list(furnished, admin_client):
    page = read(admin_client.get(address(models.Task, "changelist")))
    text = re.sub(r"\s+", " ", " ".join(page.pieces))
    for words in ("任务列表", "按类别", "新增任务", "筛选", "操作：", "退出"):
        assert words in text, words


def test_the_index_speaks_of_recent_operations(furnished, admin_client):
    form = {"text": "请抓紧落实。", "order": "1"}
    admin_client.post(address(models.Phrase, "add"), form)
    page = read(admin_client.get(reverse("admin:index")))
    assert "最近操作" in " ".join(page.pieces)
    assert translated_words(page) == []


def test_what_is_done_and_what_is_wrong_is_said_in_plain_words(furnished, admin_client):
    add, listed = address(models.Phrase, "add"), address(models.Phrase, "changelist")
    wrong = read(admin_client.post(add, {"text": "", "order": "很多"}))
    assert {"填写有误，请按提示改正。", "此项必填。", "请填写整数。"} <= {
        piece.strip() for piece in wrong.pieces
    }
    done = read(
        admin_client.post(
            add, {"text": "请抓紧落实。", "order": "1", "_addanother": "1"}, follow=True
        )
    )
    nothing = read(admin_client.post(listed, {"action": "", "index": "0"}, follow=True))
    all_of_them = [str(row.pk) for row in models.Phrase.objects.all()]
    deleting = {"action": "delete_selected", ACTION_CHECKBOX_NAME: all_of_them}
    asked = read(admin_client.post(listed, deleting))
    deleted = read(admin_client.post(listed, {**deleting, "post": "yes"}, follow=True))
    said = [" ".join(page.pieces) for page in (done, nothing, asked, deleted)]
    assert "已新增退回用语“" in said[0]
    assert "请先选中要处理的记录" in said[1]
    assert "确认删除选中的退回用语？" in said[2]
    assert "已删除退回用语 2 条。" in said[3]
    for page in (wrong, done, nothing, asked, deleted):
        assert translated_words(page) == []


def test_a_password_is_changed_in_plain_words(admin_user, admin_client):
    page_address = reverse("admin:auth_user_password_change", args=[admin_user.pk])
    page = read(admin_client.get(page_address))
    assert "再次填写密码" in " ".join(page.pieces)
    assert translated_words(page) == []
    wrong = {"old_password": "x", "new_password1": "1", "new_password2": "2"}
    own = read(admin_client.post(reverse("password_change"), wrong))
    assert "原密码不对，请重新填写。" in " ".join(own.pieces)
    assert translated_words(own) == []
