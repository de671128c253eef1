"""The admin site: closed to everybody but administrators, signed in to on the product's own
page."""

from functools import update_wrapper
from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from assignments.ledger import access

SECTIONS = (
    (
        "年度方案",
        (
            "Plan",
            "Task",
            "Responsibility",
            "CoLeader",
            "Work",
            "Target",
            "PlannedValue",
            "Period",
        ),
    ),
    ("单位和领导", ("Unit", "UnitAlias", "Leader", "LeaderAlias")),
    ("账号和用语", ("User", "Phrase", "SavedFilter")),
    (
        "进展和评定（只读）",
        (
            "ProgressReport",
            "Reading",
            "Attachment",
            "WorkPhoto",
            "Assessment",
            "SlowTarget",
        ),
    ),
    (
        "批示和催办（只读）",
        (
            "Directive",
            "DirectiveUnit",
            "Reply",
            "Reminder",
            "ReminderWork",
            "Extension",
        ),
    ),
    ("通报和导入（只读）", ("Bulletin", "ImportBatch", "ImportRow", "ImportChange")),
    ("操作日志（只读）", ("OperationLog", "Digest")),
)
"""The index in the order of the work; every registered model stands in exactly one section."""


class ManagementSite(AdminSite):
    site_title = "抓落实后台"
    site_header = "抓落实后台"
    index_title = "管理"
    site_url = "/"

    def has_permission(self, request: HttpRequest) -> bool:
        """Administrators only. `is_staff` says nothing here: the role decides."""
        return access.can_manage(request.user)

    def admin_view(self, view, cacheable: bool = False):
        """As Django's, but whoever is signed in without the right gets 403 instead of the
        sign-in page."""

        inner = super().admin_view(view, cacheable)

        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.user.is_authenticated:
                access.demand(access.can_manage(request.user), "后台仅供管理员使用。")
            return inner(request, *args, **kwargs)

        return update_wrapper(guarded, inner)

    def register(self, model_or_iterable, admin_class=None, **options):
        """Only the product's own models: roles decide who may do what, so Django's groups and
        the tables of libraries have no screen."""
        models = (
            model_or_iterable
            if isinstance(model_or_iterable, (list, tuple))
            else [model_or_iterable]
        )
        our_models = [
            model for model in models if model._meta.app_label == "assignments"
        ]
        super().register(our_models, admin_class, **options)

    def get_app_list(
        self, request: HttpRequest, app_label: str | None = None
    ) -> list[dict[str, Any]]:
        apps = super().get_app_list(request, app_label)
        models = {
            model["object_name"]: model for app in apps for model in app["models"]
        }
        return [
            {
                "name": title,
                "app_label": "assignments",
                "app_url": reverse("admin:index", current_app=self.name),
                "has_module_perms": True,
                "models": [models[name] for name in names if name in models],
            }
            for title, names in SECTIONS
            if models
        ]

    def login(self, request: HttpRequest, extra_context=None) -> HttpResponse:
        """There is one sign-in page, throttled; the admin has none of its own."""
        target = request.GET.get("next") or reverse(
            "admin:index", current_app=self.name
        )
        return HttpResponseRedirect(f"{reverse('login')}?{urlencode({'next': target})}")

    login.login_required = False  # type: ignore[attr-defined]

    def password_change(self, request: HttpRequest, extra_context=None) -> HttpResponse:
        return redirect("password_change")
