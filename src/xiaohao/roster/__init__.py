"""花名册: what hangs on units and posts, and what happens to it when they change.

Knows which duties, orders and mandates are left when a unit moves, merges or ends or a person leaves, and how lists of units and people come in.
Never knows how an item moves, nor when a unit may be named anew: it calls the doors of `people`, `ledger` and nothing else. Doors: `handover`, `entering`, `urls`.
"""
