"""SQLite as we use it: Django's own backend, with as many values a statement as SQLite has allowed since 3.32 (sqlite.org/limits.html)."""
