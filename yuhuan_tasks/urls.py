"""All addresses. A room's own addresses stand in its `urls.py`; everything asks for a signed-in
user."""

from django.contrib import admin
from django.contrib.auth import views as auth
from django.urls import include, path

from yuhuan_tasks.sign_in import OwnPasswordForm, SignInForm

handler500 = "yuhuan_tasks.faults.server_error"

urlpatterns = [
    path(
        "accounts/login/",
        auth.LoginView.as_view(
            authentication_form=SignInForm, redirect_authenticated_user=True
        ),
        name="login",
    ),
    path("accounts/logout/", auth.LogoutView.as_view(), name="logout"),
    path(
        "accounts/password/",
        auth.PasswordChangeView.as_view(form_class=OwnPasswordForm),
        name="password_change",
    ),
    path(
        "accounts/password/done/",
        auth.PasswordChangeDoneView.as_view(),
        name="password_change_done",
    ),
    path("admin/", admin.site.urls),
    path("", include("assignments.boards.urls")),
    path("", include("assignments.reporting.urls")),
    path("", include("assignments.supervision.urls")),
    path("", include("assignments.directives.urls")),
    path("", include("assignments.bulletins.urls")),
    path("", include("assignments.intake.urls")),
]
