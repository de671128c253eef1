"""Tasks with their duties, and the works they are about."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse

from assignments.admin.base import InlineRows, LedgerForm, Screen
from assignments.ledger import access
from assignments.models import CoLeader, Responsibility, Target, Task, Work


class ResponsibilityRows(InlineRows):
    model = Responsibility
    fields = ["order", "unit", "duty", "confirmed", "note"]
    named_by = ("unit",)


class CoLeaderRows(InlineRows):
    model = CoLeader
    fields = ["order", "leader", "role"]
    named_by = ("leader",)


@admin.register(Task)
class TaskScreen(Screen):
    change_list_template = "admin/task_change_list.html"
    inlines = [ResponsibilityRows, CoLeaderRows]
    list_display = ["label", "work", "leader", "remark"]
    list_display_links = ["label", "work"]
    list_select_related = ["work", "leader"]
    list_filter = ["kind", "plan__year", "plan", "leader"]
    search_fields = [
        "text",
        "number",
        "work__title",
        "leader__name",
        "units__name",
        "remark",
    ]
    search_help_text = "序号、内容、领导或单位"
    instead_of_deleting = (
        "已有填报、评定或批示的不能删除；不再推进的，请督查室评定为“已取消”。"
    )
    autocomplete_fields = ["work"]
    fields = [
        "plan",
        "kind",
        "number",
        "text",
        "section",
        "leader",
        "remark",
        "work",
        "source",
    ]

    def get_urls(self):
        way = path(
            "import/",
            self.admin_site.admin_view(self.to_import),
            name="assignments_task_import",
        )
        return [way, *super().get_urls()]

    def to_import(self, request: HttpRequest) -> HttpResponse:
        """Tasks come in through the one wizard, where every row is seen before it is written."""
        if not access.can_import(request.user):
            raise PermissionDenied("只有管理员和督查室可以导入。")
        return HttpResponseRedirect(reverse("intake:index"))

    @admin.display(description="任务", ordering="number")
    def label(self, task: Task) -> str:
        return task.label


@admin.register(Responsibility)
class ResponsibilityScreen(Screen):
    list_display = ["unit", "duty", "task", "order", "confirmed", "note"]
    list_select_related = ["unit", "task__work"]
    list_filter = ["duty", "confirmed", "task__kind", "task__plan"]
    search_fields = ["unit__name", "unit__initials", "task__text"]
    autocomplete_fields = ["task"]


@admin.register(CoLeader)
class CoLeaderScreen(Screen):
    list_display = ["leader", "role", "task", "order"]
    list_select_related = ["leader", "task__work"]
    list_filter = ["role", "leader"]
    search_fields = ["leader__name", "task__text"]
    autocomplete_fields = ["task"]


class TargetRows(InlineRows):
    model = Target
    form = LedgerForm  # targets have a screen of their own as well
    fields = [
        "order",
        "text",
        "kind",
        "comparator",
        "value",
        "measure",
        "course",
        "due_on",
        "unit",
        "seen_version",
    ]
    show_change_link = True


@admin.register(Work)
class WorkScreen(Screen):
    inlines = [TargetRows]
    list_display = ["title", "kind", "year", "due_on", "told_tasks", "joined_because"]
    list_filter = ["year", "kind"]
    search_fields = ["title", "tasks__text"]
    instead_of_deleting = TaskScreen.instead_of_deleting
    fields = [
        "year",
        "kind",
        "title",
        "due_on",
        "order",
        "joined_because",
        "photo_note",
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("tasks")

    @admin.display(description="任务")
    def told_tasks(self, work: Work) -> str:
        return "、".join(task.label for task in work.tasks.all())
