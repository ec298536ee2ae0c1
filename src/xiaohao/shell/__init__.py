"""外壳: what every page wears.

Knows how pages look, how refusals and errors are shown, how lists are paged. Never knows any noun of the ledger.
Doors: `respond`, `pages`, `refusals`, `errors`, `language`, the base templates and filters.
"""
