"""接口: the ledger for programs, as JSON with OpenAPI.

Knows how questions and moves look from outside. Never knows a rule of its own: it asks the same queries and goes through the same doors as the pages.
Doors: `urls`, `account.issue`.
"""
