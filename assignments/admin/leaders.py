"""Leaders of the city."""

from django.contrib import admin, messages
from django.utils import timezone

from assignments.admin.base import InlineRows, Screen
from assignments.admin.spelling import AliasFields, LeaderAliasForm, SpelledForm
from assignments.ledger.succession_verbs import hand_over
from assignments.models import Leader, LeaderAlias, User
from assignments.rules.pinyin import spell_person


class LeaderForm(SpelledForm):
    class Meta:
        model = Leader
        fields = "__all__"
        help_texts = {
            "pinyin": "留空则按姓名自动生成；姓氏的多音字请核对。",
            "initials": "留空则按姓名自动生成。",
            "successor": "填写后保存即办理交接：未办结的工作和批示移交继任者，已签署的保留原名。",
            "handed_over_on": "不填即今天；不能晚于今天。",
        }

    def clean(self):
        cleaned = super().clean()
        spelling = spell_person(cleaned.get("name") or "")
        cleaned["pinyin"] = cleaned.get("pinyin") or spelling.pinyin
        cleaned["initials"] = cleaned.get("initials") or spelling.initials
        if cleaned.get("successor") and not self.instance.pk:
            self.add_error("successor", "请先保存，再办理交接。")
        if cleaned.get("handed_over_on") and not cleaned.get("successor"):
            self.add_error("successor", "填了交接日期，还要选择继任者。")
        return cleaned


class LeaderAliasRows(InlineRows):
    model = LeaderAlias
    form, formset = LeaderAliasForm, AliasFields
    fields = ["name"]
    named_by = ("leader",)
    verbose_name_plural = "别名"


@admin.register(Leader)
class LeaderScreen(Screen):
    form = LeaderForm
    inlines = [LeaderAliasRows]
    list_display = ["name", "title", "order", "initials", "is_active"]
    list_filter = ["is_active"]
    search_fields = ["name", "title", "initials", "pinyin", "aliases__name"]
    search_help_text = "姓名、职务或拼音首字母"
    instead_of_deleting = (
        "牵头过任务的市领导不删除：离任的填“继任者”办理交接，不再使用的取消“在用”。"
    )
    fieldsets = [
        (None, {"fields": ["name", "title", "order", "is_active"]}),
        ("检索", {"fields": ["initials", "pinyin"]}),
        ("交接", {"fields": ["successor", "handed_over_on"]}),
    ]

    def save_model(self, request, obj, form, change) -> None:
        """A successor is not a note: naming one hands the open work over."""
        if change and obj.successor and "successor" in form.changed_data:
            today = timezone.localdate()
            accounts = list(User.objects.filter(leader=obj))
            obj.handed_over_on = obj.handed_over_on or today
            moved = hand_over(
                leader=obj,
                successor=obj.successor,
                on=obj.handed_over_on,
                as_of=today,
                by=request.user,
            )
            obj.is_active = moved.is_active
            for user in accounts:
                messages.warning(
                    request,
                    f"账号“{user.username}”已改为“查阅”；不再使用的，请在用户中停用。",
                )
            form.cleaned_data["seen_version"] = obj.version = moved.version
        super().save_model(request, obj, form, change)


@admin.register(LeaderAlias)
class LeaderAliasScreen(Screen):
    form = LeaderAliasForm
    fields = ["leader", "name"]
    list_display = ["name", "leader"]
    list_select_related = ["leader"]
    list_filter = ["leader__is_active"]
    search_fields = ["name", "leader__name"]
