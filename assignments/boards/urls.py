"""Addresses of the reading side; each name is its view's and its template's."""

from django.urls import path

from assignments.boards import (
    compare,
    components,
    find,
    home,
    leader,
    leaders,
    league,
    livelihood,
    photo,
    preferences,
    public,
    saved,
    stocktake,
    unit,
    units,
    views,
    wall,
    work,
)

app_name = "boards"

urlpatterns = [
    path("", home.home, name="home"),
    path("overview/", views.overview, name="overview"),
    path("leaders/", leaders.leaders, name="leaders"),
    path("leaders/<key:pk>/", leader.leader, name="leader"),
    path("leaders/<key:pk>/stocktake/", stocktake.stocktake, name="stocktake"),
    path("leaders/<key:pk>/brief/", views.brief, name="brief"),
    path("wall/", wall.wall, name="wall"),
    path("preferences/", preferences.preferences, name="preferences"),
    path("tasks/", views.tasks, name="tasks"),
    path("tasks/export/", views.export, name="export"),
    path("tasks/filters/", saved.filters, name="filters"),
    path(
        "tasks/filters/<key:pk>/delete/",
        saved.delete_saved_filter,
        name="delete_saved_filter",
    ),
    path("find/", find.find, name="find"),
    path("works/<key:pk>/", work.work, name="work"),
    path("works/<key:pk>/photo/", photo.photo, name="photo"),
    path("works/<key:pk>/photo/remove/", photo.remove_picture, name="remove_picture"),
    path("works/<key:pk>/photo.jpg", photo.photo_file, name="photo_file"),
    path("units/", units.units, name="units"),
    path("units/league/", league.league, name="league"),
    path("units/<key:pk>/", unit.unit, name="unit"),
    path("components/", components.components, name="components"),
    path("compare/", compare.compare, name="compare"),
    path("public/livelihood/", public.public_livelihood, name="public_livelihood"),
    path(
        "public/livelihood.csv",
        public.public_livelihood_csv,
        name="public_livelihood_csv",
    ),
    path("public/livelihood/<key:pk>.jpg", public.public_photo, name="public_photo"),
    path("livelihood/", livelihood.livelihood, name="livelihood"),
]
