"""Units: the dictionary that every duty points to."""

from django.contrib import admin

from assignments.admin.base import LedgerForm, Rows, Screen
from assignments.admin.spelling import UnitAliasForm
from assignments.models import Unit, UnitAlias
from assignments.rules.pinyin import spell


class UnitForm(LedgerForm):
    class Meta:
        model = Unit
        fields = "__all__"
        help_texts = {
            "pinyin": "留空则按名称自动生成；多音字请核对。",
            "initials": "留空则按名称自动生成，用于检索，如 sfgj。",
            "members": "仅“单位组”填写。",
            "merged_into": "机构合并时填写并入的单位，本单位同时停用。",
        }

    def clean(self):
        cleaned = super().clean()
        spelling = spell(cleaned.get("name") or "")
        cleaned["pinyin"] = cleaned.get("pinyin") or spelling.pinyin
        cleaned["initials"] = cleaned.get("initials") or spelling.initials
        if cleaned.get("members") and cleaned.get("kind") != "group":
            self.add_error("members", "只有“单位组”才有成员单位。")
        return cleaned


class UnitAliasRows(Rows):
    model = UnitAlias
    form = UnitAliasForm
    fields = ["name"]
    named_by = ("unit",)
    verbose_name_plural = "别名"


@admin.register(Unit)
class UnitScreen(Screen):
    form = UnitForm
    inlines = [UnitAliasRows]
    list_display = ["name", "full_name", "kind", "order", "initials", "head_name", "is_active"]
    list_filter = ["kind", "is_active"]
    search_fields = ["name", "full_name", "initials", "pinyin", "aliases__name"]
    search_help_text = "名称、全称、别名或拼音首字母"
    filter_horizontal = ["members"]
    fieldsets = [
        (None, {"fields": ["name", "full_name", "kind", "order", "is_active", "merged_into"]}),
        ("检索", {"fields": ["initials", "pinyin"]}),
        ("联系", {"fields": ["head_name", "head_since", "contact", "email"]}),
        ("单位组", {"fields": ["members"]}),
    ]


@admin.register(UnitAlias)
class UnitAliasScreen(Screen):
    form = UnitAliasForm
    fields = ["unit", "name"]
    list_display = ["name", "unit"]
    list_select_related = ["unit"]
    list_filter = ["unit__kind"]
    search_fields = ["name", "unit__name", "unit__initials"]
    autocomplete_fields = ["unit"]
