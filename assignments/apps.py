"""The one Django app of the product."""

from django.apps import AppConfig
from django.urls import register_converter
from django.utils.module_loading import autodiscover_modules

from assignments.rules.keys import Key


class AssignmentsConfig(AppConfig):
    name = "assignments"
    verbose_name = "抓落实"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        """Name the ids that addresses hold; listen to sign-ins, once every model is there."""
        register_converter(Key, "key")
        autodiscover_modules("ledger.sign_ins")
