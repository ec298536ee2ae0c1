"""台账: the ledger itself.

Knows the rows and their past: inspections, items, who answers for them, what was done, and the events that made it so.
Never knows supervision visits or notices out. Doors: `models`, `moves`, `intake`, `queries`, `access`, `sight`, `urls`.
"""
