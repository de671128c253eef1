"""Addresses of the import."""

from django.urls import path

from assignments.intake import views

app_name = "intake"

urlpatterns = [
    path("import/", views.index, name="index"),
    path("import/blank/", views.blank, name="blank"),
    path("import/progress/", views.progress_blank, name="progress_blank"),
    path("import/<key:key>/", views.batch, name="batch"),
    path("import/<key:key>/rows/<key:index>/", views.row, name="row"),
    path("import/<key:key>/confirm/", views.confirm, name="confirm"),
    path("import/<key:key>/undo/", views.undo, name="undo"),
    path("import/<key:key>/rejected/", views.rejected, name="rejected"),
]
