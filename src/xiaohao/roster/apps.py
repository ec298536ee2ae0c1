"""The room's name for Django."""

from __future__ import annotations

from django.apps import AppConfig


class RosterConfig(AppConfig):
    """花名册."""

    name = "xiaohao.roster"
    verbose_name = "花名册"
