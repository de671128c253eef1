"""Targets and what they are planned to read."""

from django.contrib import admin

from assignments.admin.base import InlineRows, Screen
from assignments.models import PlannedValue, Target
from assignments.rules.aims import plain


class PlannedValueRows(InlineRows):
    model = PlannedValue
    fields = ["period", "value", "state"]
    named_by = ("target", "period")


@admin.register(Target)
class TargetScreen(Screen):
    inlines = [PlannedValueRows]
    list_display = [
        "text",
        "work",
        "kind",
        "comparator",
        "goal",
        "measure",
        "course",
        "due_on",
        "unit",
    ]
    list_select_related = ["work", "unit"]
    list_filter = ["kind", "course", "comparator", "work__year", "work__kind"]
    search_fields = ["text", "work__title", "unit__name"]
    autocomplete_fields = ["work", "task"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "work",
                    "text",
                    "kind",
                    "comparator",
                    "value",
                    "measure",
                    "course",
                ]
            },
        ),
        (None, {"fields": ["due_on", "unit", "order"]}),
        (
            "出处",
            {
                "fields": ["task", "start", "end"],
                "description": "“起”“止”标出任务原文中的位置，供页面标亮。",
            },
        ),
    ]

    @admin.display(description="目标值", ordering="value")
    def goal(self, target: Target) -> str:
        return "" if target.value is None else plain(target.value)


@admin.register(PlannedValue)
class PlannedValueScreen(Screen):
    list_display = ["target", "period", "planned", "state"]
    list_select_related = ["target", "period"]
    list_filter = ["state", "period"]
    search_fields = ["target__text", "target__work__title"]
    autocomplete_fields = ["target"]

    @admin.display(description="计划值", ordering="value")
    def planned(self, row: PlannedValue) -> str:
        return plain(row.value)
