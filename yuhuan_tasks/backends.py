"""How the signed-in person is fetched."""

from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.backends import ModelBackend


class PeopleBackend(ModelBackend):
    """Loads a user together with their unit and their leader, because every page asks for one of
    the two."""

    def get_user(self, user_id: Any) -> Any:
        """The active user with that id in one query, or None."""
        user = (
            get_user_model()
            ._default_manager.select_related("unit", "leader")
            .filter(pk=user_id)
            .first()
        )
        return user if user is not None and self.user_can_authenticate(user) else None

    def user_can_authenticate(self, user: Any) -> bool:
        """Active, and no demo account where the setting DEMO is off: their password is known to
        everybody."""
        return super().user_can_authenticate(user) and (
            settings.DEMO or not user.is_demo
        )
