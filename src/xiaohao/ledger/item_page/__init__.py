"""事项页: what the page of one item shows, as frozen values; no HTTP.

Doors: `item_page(user, slug, address, day, lang)`, `Clock` and `clock` for a deadline seen from a day.
"""

from xiaohao.ledger.item_page.clock import Clock, clock
from xiaohao.ledger.item_page.page import ItemPage, item_page

__all__ = ["Clock", "ItemPage", "clock", "item_page"]
