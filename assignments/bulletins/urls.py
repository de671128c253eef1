"""Addresses of bulletins."""

from django.urls import path

from assignments.bulletins import views

app_name = "bulletins"

urlpatterns = [
    path("bulletins/", views.index, name="index"),
    path("bulletins/<key:pk>/", views.bulletin, name="bulletin"),
]
