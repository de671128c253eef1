"""The one Django app of the product."""

from django.apps import AppConfig


class AssignmentsConfig(AppConfig):
    name = "assignments"
    verbose_name = "抓落实"
    default_auto_field = "django.db.models.BigAutoField"
