"""The room's name for Django."""

from __future__ import annotations

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """接口."""

    name = "xiaohao.api"
    verbose_name = "接口"
