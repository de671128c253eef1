"""The yardstick: Django's admin over the same rows, as plain as it comes. Nine columns, five
filters, 50 a page, the change page without inlines; the product's own addresses beside it."""

from django.contrib import admin
from django.urls import include, path

from assignments.models import Task

LIST, CHANGE = "/yardstick/assignments/task/", "/yardstick/assignments/task/{}/change/"

site = admin.AdminSite(name="yardstick")


@admin.register(Task, site=site)
class PlainTaskAdmin(admin.ModelAdmin):
    list_display = (
        "number",
        "kind",
        "plan",
        "text",
        "work",
        "leader",
        "section",
        "remark",
        "updated_at",
    )
    list_filter = ("kind", "plan__level", "plan__year", "leader", "section")
    list_select_related = ("plan", "work", "leader")
    list_per_page = 50
    search_fields = ("text",)
    raw_id_fields = ("work",)  # else its change page lists every work of every year


urlpatterns = [
    path("yardstick/", site.urls),
    path("", include("yuhuan_tasks.urls")),
]
