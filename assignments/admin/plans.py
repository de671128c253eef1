"""The year's frame: plans and reporting periods."""

from django.contrib import admin

from assignments.admin.base import Screen, yes_or_no
from assignments.models import Period, Plan

IS_DEMO = yes_or_no(Period._meta.get_field("is_demo"))


@admin.register(Plan)
class PlanScreen(Screen):
    list_display = [
        "title",
        "year",
        "level",
        "document_number",
        "issued_on",
        "issued_by",
    ]
    list_filter = ["year", "level"]
    search_fields = ["title", "document_number", "issued_by"]


@admin.register(Period)
class PeriodScreen(Screen):
    """Dates only: opening, extending, closing and reopening are verbs of the office's desk."""

    list_display = ["__str__", "kind", "starts", "ends", "due_on", "state", "is_demo"]
    list_filter = ["year", "kind", "state"]
    search_fields = ["year"]
    fields = [
        "year",
        "kind",
        "index",
        "starts",
        "ends",
        "due_on",
        "state",
        "opened_at",
        "closed_at",
        IS_DEMO,
    ]
    moved_by_verbs = ["state", "opened_at", "closed_at", IS_DEMO]

    def get_readonly_fields(self, request, obj=None):
        return self.fields if obj is not None and obj.is_closed else self.moved_by_verbs

    def has_delete_permission(self, request, obj=None) -> bool:
        return super().has_delete_permission(request, obj) and not (
            obj is not None and obj.is_closed
        )

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        note = "开启、延长、关闭和重新开启请在督查工作台办理；已关闭的报送期不能修改。"
        return super().changeform_view(
            request,
            object_id,
            form_url,
            {"why_read_only": note, **(extra_context or {})},
        )

    def delete_queryset(self, request, queryset) -> None:
        for period in queryset:
            if not period.is_closed:
                self.delete_model(request, period)
