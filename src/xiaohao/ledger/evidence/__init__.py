"""佐证材料: files that prove: what they are, where they are kept, how they are shown, what is taken off before they are published.

Doors: `store` keeps and gives back, `previews` draws, `stripping` takes off who and where, `listing` reads rows.
"""
