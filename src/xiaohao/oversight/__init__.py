"""调度督查: who looked, when, what was asked.

Knows meetings, checks on site, orders and look-backs, and the items they spoke of. Never knows publication, and holds no status of an item.
Doors: `models`, `record`, `queries`, `urls`.
"""
