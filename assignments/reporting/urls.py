"""Addresses of a unit's desk."""

from django.urls import path

from assignments.reporting import views

app_name = "reporting"

urlpatterns = [
    path("desk/", views.desk, name="desk"),
    path("desk/sheet/", views.sheet, name="sheet"),
    path("desk/plan/", views.plan, name="plan"),
    path("works/<key:work>/report/<key:unit>/", views.report, name="report"),
    path("attachments/<key:attachment>/", views.attachment, name="attachment"),
]
