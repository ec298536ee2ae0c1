"""The room's name for Django."""

from __future__ import annotations

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """台账."""

    name = "xiaohao.ledger"
    verbose_name = "台账"
