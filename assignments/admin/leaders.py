"""Leaders of the city."""

from django.contrib import admin

from assignments.admin.base import LedgerForm, Rows, Screen
from assignments.admin.spelling import LeaderAliasForm
from assignments.models import Leader, LeaderAlias
from assignments.rules.pinyin import spell_person


class LeaderForm(LedgerForm):
    class Meta:
        model = Leader
        fields = "__all__"
        help_texts = {
            "pinyin": "留空则按姓名自动生成；姓氏的多音字请核对。",
            "initials": "留空则按姓名自动生成。",
            "successor": "只作记录；职务交接请在工作台办理，未办结的工作随之移交。",
        }

    def clean(self):
        cleaned = super().clean()
        spelling = spell_person(cleaned.get("name") or "")
        cleaned["pinyin"] = cleaned.get("pinyin") or spelling.pinyin
        cleaned["initials"] = cleaned.get("initials") or spelling.initials
        return cleaned


class LeaderAliasRows(Rows):
    model = LeaderAlias
    form = LeaderAliasForm
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
    fieldsets = [
        (None, {"fields": ["name", "title", "order", "is_active"]}),
        ("检索", {"fields": ["initials", "pinyin"]}),
        ("交接", {"fields": ["successor", "handed_over_on"]}),
    ]


@admin.register(LeaderAlias)
class LeaderAliasScreen(Screen):
    form = LeaderAliasForm
    fields = ["leader", "name"]
    list_display = ["name", "leader"]
    list_select_related = ["leader"]
    list_filter = ["leader__is_active"]
    search_fields = ["name", "leader__name"]
