"""The one Django app of the product."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class AssignmentsConfig(AppConfig):
    name = "assignments"
    verbose_name = "抓落实"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        """Listen to sign-ins, once every model is there."""
        autodiscover_modules("sign_ins")
