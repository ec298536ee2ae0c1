"""通报: a notice's text, and what it says.

Knows the shape of documents: encodings, numbering, headings, answers, labelled fields, and the text that we compose ourselves.
Never knows whether figures agree, nor the ledger. Doors: `decode`, `read`, `columns_of`, `write`, `outline`, `Writer`, `Limits`, `Unreadable`, and the types.
"""

from xiaohao.notice.columns import ROLES
from xiaohao.notice.folding import folded
from xiaohao.notice.heads import Column, TableHead, columns_of
from xiaohao.notice.limits import Limits
from xiaohao.notice.reading import read
from xiaohao.notice.source import decode
from xiaohao.notice.tree import (
    Aspect,
    Contact,
    Dated,
    Doubt,
    Finding,
    Instrument,
    Item,
    Kind,
    Leaf,
    Measure,
    Merged,
    Notice,
    Picture,
    Place,
    Progress,
    Role,
    Source,
    Span,
    Table,
    Visit,
)
from xiaohao.notice.uncollected import uncollected
from xiaohao.notice.unreadable import Unreadable
from xiaohao.notice.writing import Writer, outline, write

__all__ = [
    "ROLES", "Aspect", "Column", "Contact", "Dated", "Doubt", "Finding", "Instrument", "Item", "Kind", "Leaf", "Limits", "Measure", "Merged", "Notice", "Picture", "Place",
    "Progress", "Role", "Source", "Span", "Table", "TableHead", "Unreadable", "Visit", "Writer", "columns_of", "decode", "folded", "outline", "read", "uncollected", "write",
]  # fmt: skip
