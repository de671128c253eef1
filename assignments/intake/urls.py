"""Addresses of the import."""

from django.urls import path

from assignments.intake import views

app_name = "intake"

urlpatterns = [
    path("import/", views.index, name="index"),
    path("import/blank/", views.blank, name="blank"),
    path("import/<int:key>/", views.batch, name="batch"),
    path("import/<int:key>/rows/<int:index>/", views.row, name="row"),
    path("import/<int:key>/confirm/", views.confirm, name="confirm"),
    path("import/<int:key>/undo/", views.undo, name="undo"),
    path("import/<int:key>/rejected/", views.rejected, name="rejected"),
]
