"""认证: accounts are read with their person, whether they keep a ledger and whether they have a second factor, so that no page asks twice."""

from __future__ import annotations

from django.contrib.auth.backends import ModelBackend
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef
from django.utils import timezone

from xiaohao.people import queries
from xiaohao.people.models import User


class AccountBackend(ModelBackend):
    """Django's own check of passwords; the account of a request comes with its person with `holds_office` and with `has_second_factor`."""

    def get_user(self, user_id: int) -> User | None:
        """The account of a session, if it may still sign in. A request begins here, hence the clock."""
        office = ExpressionWrapper(queries.in_office(timezone.localdate(), OuterRef("person_id")), BooleanField())
        factors = queries.second_factors().filter(user_id=OuterRef("pk"))
        user = User.objects.select_related("person").annotate(holds_office=office, has_second_factor=Exists(factors)).filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None
