"""录入: the other door. A document is read and proposed whole; a person changes the proposal; admission makes rows of it in one transaction.

Doors: `propose`, `edit`, `heads_of`, `read_again`, `compare_with`, `compared`, `admit`, `Opening`. What a document says of an item that the ledger knows already
enters as a suggestion (`suggesting.for_move`, `settle`, `decline`) and changes no state.
"""

from xiaohao.ledger.intake.admitting import Opening, admit
from xiaohao.ledger.intake.beside import compared
from xiaohao.ledger.intake.proposing import compare_with, edit, heads_of, propose, read_again

__all__ = ["Opening", "admit", "compare_with", "compared", "edit", "heads_of", "propose", "read_again"]
