"""The room's name for Django."""

from __future__ import annotations

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """单位人员."""

    name = "xiaohao.people"
    verbose_name = "单位人员"
