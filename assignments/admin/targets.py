"""Targets and what they are planned to read."""

from django.contrib import admin

from assignments.admin.base import Rows, Screen
from assignments.models import PlannedValue, Target


class PlannedValueRows(Rows):
    model = PlannedValue
    fields = ["period", "value", "state"]
    named_by = ("target", "period")


@admin.register(Target)
class TargetScreen(Screen):
    inlines = [PlannedValueRows]
    list_display = ["text", "work", "kind", "comparator", "value", "measure", "course", "due_on", "unit"]
    list_select_related = ["work", "unit"]
    list_filter = ["kind", "course", "comparator", "work__year", "work__kind"]
    search_fields = ["text", "work__title", "unit__name"]
    autocomplete_fields = ["work", "task"]
    fieldsets = [
        (None, {"fields": ["work", "text", "kind", "comparator", "value", "measure", "course"]}),
        (None, {"fields": ["due_on", "unit", "order"]}),
        (
            "出处",
            {"fields": ["task", "start", "end"], "description": "“起”“止”标出任务原文中的位置，供页面标亮。"},
        ),
    ]


@admin.register(PlannedValue)
class PlannedValueScreen(Screen):
    list_display = ["target", "period", "value", "state"]
    list_select_related = ["target", "period"]
    list_filter = ["state", "period"]
    search_fields = ["target__text", "target__work__title"]
    autocomplete_fields = ["target"]
