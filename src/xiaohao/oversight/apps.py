"""The room's name for Django."""

from __future__ import annotations

from django.apps import AppConfig


class OversightConfig(AppConfig):
    """督查调度."""

    name = "xiaohao.oversight"
    verbose_name = "督查调度"
