"""认证: accounts are read with their person, so that no page asks twice."""

from __future__ import annotations

from django.contrib.auth.backends import ModelBackend

from xiaohao.people.models import User


class AccountBackend(ModelBackend):
    """Django's own check of passwords; the account comes with its person."""

    def get_user(self, user_id: int) -> User | None:
        """The account of a session, if it may still sign in."""
        user = User.objects.select_related("person").filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None
