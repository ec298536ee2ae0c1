"""单位人员: who there is: units, persons, accounts, appointments.

Knows who holds what, from when to when. Never knows items. Doors: `models`, `urls`.
"""
