"""Addresses of instructions."""

from django.urls import path

from assignments.directives import views

app_name = "directives"

urlpatterns = [
    path("directives/", views.inbox, name="inbox"),
    path("directives/<key:pk>/", views.directive, name="directive"),
    path("works/<key:pk>/instruct/", views.instruct, name="instruct"),
]
