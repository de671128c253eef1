"""Addresses of the reading side; each name is its view's and its template's."""

from django.urls import path

from assignments.boards import views

app_name = "boards"

urlpatterns = [
    path("", views.home, name="home"),
    path("overview/", views.overview, name="overview"),
    path("leaders/", views.leaders, name="leaders"),
    path("leaders/<int:pk>/", views.leader, name="leader"),
    path("leaders/<int:pk>/stocktake/", views.stocktake, name="stocktake"),
    path("leaders/<int:pk>/brief/", views.brief, name="brief"),
    path("wall/", views.wall, name="wall"),
    path("preferences/", views.preferences, name="preferences"),
    path("tasks/", views.tasks, name="tasks"),
    path("tasks/export/", views.export, name="export"),
    path("tasks/filters/", views.filters, name="filters"),
    path("find/", views.find, name="find"),
    path("works/<int:pk>/", views.work, name="work"),
    path("works/<int:pk>/photo/", views.photo, name="photo"),
    path("works/<int:pk>/photo.jpg", views.photo_file, name="photo_file"),
    path("units/", views.units, name="units"),
    path("units/league/", views.league, name="league"),
    path("units/<int:pk>/", views.unit, name="unit"),
    path("components/", views.components, name="components"),
    path("compare/", views.compare, name="compare"),
    path("public/livelihood/", views.public_livelihood, name="public_livelihood"),
    path("public/livelihood.csv", views.public_livelihood_csv, name="public_livelihood_csv"),
    path("public/livelihood/<int:pk>.jpg", views.public_photo, name="public_photo"),
    path("livelihood/", views.livelihood, name="livelihood"),
]
