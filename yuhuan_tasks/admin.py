"""Which admin site the project opens, and where its screens are found."""

from django.contrib import admin
from django.contrib.admin.apps import SimpleAdminConfig
from django.utils.module_loading import autodiscover_modules


class AdminConfig(SimpleAdminConfig):
    """Django's admin with the product's own site, so that every screen asks `ledger.access`.

    The screens are loaded from `assignments.admin.screens`: the package itself holds the site,
    which must exist before the first screen registers.
    """

    default_site = "assignments.admin.site.ManagementSite"

    def ready(self) -> None:
        super().ready()
        autodiscover_modules("admin.screens", register_to=admin.site)
