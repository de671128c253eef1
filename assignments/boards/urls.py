"""Addresses of the reading side; each name is its view's and its template's."""

from django.urls import path

from assignments.boards import views

app_name = "boards"

urlpatterns = [
    path("", views.home, name="home"),
    path("overview/", views.overview, name="overview"),
    path("leaders/", views.leaders, name="leaders"),
    path("leaders/<key:pk>/", views.leader, name="leader"),
    path("leaders/<key:pk>/stocktake/", views.stocktake, name="stocktake"),
    path("leaders/<key:pk>/brief/", views.brief, name="brief"),
    path("wall/", views.wall, name="wall"),
    path("preferences/", views.preferences, name="preferences"),
    path("tasks/", views.tasks, name="tasks"),
    path("tasks/export/", views.export, name="export"),
    path("tasks/filters/", views.filters, name="filters"),
    path("find/", views.find, name="find"),
    path("works/<key:pk>/", views.work, name="work"),
    path("works/<key:pk>/photo/", views.photo, name="photo"),
    path("works/<key:pk>/photo.jpg", views.photo_file, name="photo_file"),
    path("units/", views.units, name="units"),
    path("units/league/", views.league, name="league"),
    path("units/<key:pk>/", views.unit, name="unit"),
    path("components/", views.components, name="components"),
    path("compare/", views.compare, name="compare"),
    path("public/livelihood/", views.public_livelihood, name="public_livelihood"),
    path(
        "public/livelihood.csv",
        views.public_livelihood_csv,
        name="public_livelihood_csv",
    ),
    path("public/livelihood/<key:pk>.jpg", views.public_photo, name="public_photo"),
    path("livelihood/", views.livelihood, name="livelihood"),
]
