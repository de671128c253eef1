"""Units: the dictionary that every duty points to."""

from django.contrib import admin
from django.utils import timezone

from assignments.admin.base import InlineRows, Screen
from assignments.admin.spelling import AliasFields, SpelledForm, UnitAliasForm
from assignments.ledger.succession_verbs import merge_unit, rename_unit
from assignments.models import Unit, UnitAlias
from assignments.rules.pinyin import spell


class UnitForm(SpelledForm):
    spelled = ("name", "full_name")

    class Meta:
        model = Unit
        fields = "__all__"
        help_texts = {
            "pinyin": "留空则按名称自动生成；多音字请核对。",
            "initials": "留空则按名称自动生成，用于检索，如 sfgj。",
            "members": "仅“单位组”填写。",
            "name": "改名后保存，原名自动留作别名。",
            "merged_into": (
                "填写后保存即办理合并：未办结的责任、批示和账号移交该单位，"
                "原名作其别名，本单位停用。"
            ),
        }

    def clean(self):
        cleaned = super().clean()
        spelling = spell(cleaned.get("name") or "")
        cleaned["pinyin"] = cleaned.get("pinyin") or spelling.pinyin
        cleaned["initials"] = cleaned.get("initials") or spelling.initials
        if cleaned.get("members") and cleaned.get("kind") != "group":
            self.add_error("members", "只有“单位组”才有成员单位。")
        if cleaned.get("merged_into") and not self.instance.pk:
            self.add_error("merged_into", "请先保存，再办理合并。")
        return cleaned


class UnitAliasRows(InlineRows):
    model = UnitAlias
    form, formset = UnitAliasForm, AliasFields
    fields = ["name"]
    named_by = ("unit",)
    verbose_name_plural = "别名"


@admin.register(Unit)
class UnitScreen(Screen):
    form = UnitForm
    inlines = [UnitAliasRows]
    list_display = [
        "name",
        "full_name",
        "kind",
        "order",
        "initials",
        "head_name",
        "is_active",
    ]
    list_filter = ["kind", "is_active"]
    search_fields = ["name", "full_name", "initials", "pinyin", "aliases__name"]
    search_help_text = "名称、全称、别名或拼音首字母"
    instead_of_deleting = (
        "用过的单位不删除：改名直接改“名称”，合并填“并入单位”，不再使用的取消“在用”。"
    )
    filter_horizontal = ["members"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "name",
                    "full_name",
                    "kind",
                    "order",
                    "is_active",
                    "merged_into",
                ]
            },
        ),
        ("检索", {"fields": ["initials", "pinyin"]}),
        ("联系", {"fields": ["head_name", "head_since", "contact", "email"]}),
        ("单位组", {"fields": ["members"]}),
    ]

    def save_model(self, request, obj, form, change) -> None:
        """A new name keeps the old one as an alias; a unit to merge into takes the open work
        over."""
        if change and "name" in form.changed_data:
            renamed = rename_unit(
                unit=obj, name=obj.name, full_name=obj.full_name, by=request.user
            )
            form.cleaned_data["seen_version"] = obj.version = renamed.version
        if change and obj.merged_into and "merged_into" in form.changed_data:
            today = timezone.localdate()
            merged = merge_unit(
                unit=obj, into=obj.merged_into, on=today, as_of=today, by=request.user
            )
            obj.is_active = merged.is_active
            form.cleaned_data["seen_version"] = obj.version = merged.version
        super().save_model(request, obj, form, change)


@admin.register(UnitAlias)
class UnitAliasScreen(Screen):
    form = UnitAliasForm
    fields = ["unit", "name"]
    list_display = ["name", "unit"]
    list_select_related = ["unit"]
    list_filter = ["unit__kind"]
    search_fields = ["name", "unit__name", "unit__initials"]
    autocomplete_fields = ["unit"]
