"""The room's name for Django."""

from __future__ import annotations

from django.apps import AppConfig


class WebConfig(AppConfig):
    """装配."""

    name = "xiaohao.web"
    verbose_name = "装配"
