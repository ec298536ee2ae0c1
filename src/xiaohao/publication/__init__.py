"""通报公开: notices to the public.

Knows what may be shown, and what was: drafts composed from rows as of a day, their checks, approval, the frozen text. Never knows how an
item got there. Doors: `models`, `compose`, `publish`, `urls`.
"""
