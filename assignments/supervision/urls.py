"""Addresses of the office's desk."""

from django.urls import path

from assignments.supervision import views

app_name = "supervision"

urlpatterns = [
    path("office/", views.desk, name="desk"),
    path("office/reports/", views.queue, name="queue"),
    path("office/reports/<key:report>/", views.review, name="review"),
    path("office/assess/", views.assess, name="assess"),
    path("office/assess/<key:work>/", views.assess_work, name="assess_work"),
    path("office/works/<key:work>/joining/", views.joining, name="joining"),
    path("office/silent/", views.silent, name="silent"),
    path("office/periods/", views.periods, name="periods"),
    path("office/plans/", views.plans, name="plans"),
    path("office/phrases/", views.phrases, name="phrases"),
]
