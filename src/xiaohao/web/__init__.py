"""The wiring: settings, addresses, commands.

Knows every room and is imported by none. Knows no rule of the ledger. Doors: `xiaohao serve|demo|figures|inspections|manage`.
"""
