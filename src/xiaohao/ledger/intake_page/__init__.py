"""录入页: what the pages of documents on their way into the ledger show, as frozen values; no HTTP.

Doors: `visible(user, today)`, `intake_of(user, pk, today)`, `intake_page(intake, …)`.
"""

from xiaohao.ledger.intake_page.page import IntakePage, intake_of, intake_page, visible

__all__ = ["IntakePage", "intake_of", "intake_page", "visible"]
