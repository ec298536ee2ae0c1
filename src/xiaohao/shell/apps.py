"""The room's name for Django."""

from __future__ import annotations

from django.apps import AppConfig


class ShellConfig(AppConfig):
    """What every page wears."""

    name = "xiaohao.shell"
    verbose_name = "外壳"
