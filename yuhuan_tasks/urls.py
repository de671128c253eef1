"""All addresses. A room's own addresses stand in its `urls.py`; everything asks for a signed-in user."""

from django.conf import settings
from django.contrib import admin
from django.contrib.auth import views as auth
from django.urls import include, path

ROOMS = ("boards", "reporting", "supervision", "directives", "intake", "bulletins")

urlpatterns = [
    path("accounts/login/", auth.LoginView.as_view(redirect_authenticated_user=True), name="login"),
    path("accounts/logout/", auth.LogoutView.as_view(), name="logout"),
    path("accounts/password/", auth.PasswordChangeView.as_view(), name="password_change"),
    path("accounts/password/done/", auth.PasswordChangeDoneView.as_view(), name="password_change_done"),
    path("admin/", admin.site.urls),
    *(
        path("", include(f"assignments.{room}.urls"))
        for room in ROOMS
        if (settings.BASE_DIR / "assignments" / room / "urls.py").exists()
    ),
]
