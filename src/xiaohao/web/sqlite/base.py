"""Django's backend for SQLite counts on 999 values a statement, the limit of before 2020; a batch of rows then costs thirty statements instead of one."""

from __future__ import annotations

from django.db.backends.sqlite3.base import DatabaseWrapper as SQLite
from django.db.backends.sqlite3.features import DatabaseFeatures as Features


class DatabaseFeatures(Features):
    """The limit that SQLite is built with by default."""

    max_query_params = 32_766


class DatabaseWrapper(SQLite):
    """The same in all else."""

    features_class = DatabaseFeatures
