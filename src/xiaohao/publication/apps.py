"""The room's name for Django."""

from __future__ import annotations

from django.apps import AppConfig


class PublicationConfig(AppConfig):
    """通报公开."""

    name = "xiaohao.publication"
    verbose_name = "通报公开"
