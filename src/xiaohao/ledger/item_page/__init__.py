"""事项页: what the page of one item shows, as frozen values; no HTTP.

Doors: `item_page(user, slug, address, day, lang)`, `Clock`, `clock` for a deadline seen from a day, `lamp` for that of an item; `Aim`, `reached`
for a target.
"""

from xiaohao.ledger.item_page.aims import Aim, OneObject, Reached, reached
from xiaohao.ledger.item_page.clock import Clock, clock, lamp
from xiaohao.ledger.item_page.page import ItemPage, item_page

__all__ = ["Aim", "Clock", "ItemPage", "OneObject", "Reached", "clock", "item_page", "lamp", "reached"]
