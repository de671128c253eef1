"""Addresses of a unit's desk."""

from django.urls import path

from assignments.reporting import views

app_name = "reporting"

urlpatterns = [
    path("desk/", views.desk, name="desk"),
    path("desk/sheet/", views.sheet, name="sheet"),
    path("desk/plan/", views.plan, name="plan"),
    path("works/<int:work>/report/<int:unit>/", views.report, name="report"),
    path("attachments/<int:attachment>/", views.attachment, name="attachment"),
]
