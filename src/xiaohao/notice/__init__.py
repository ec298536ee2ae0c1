"""通报: a notice's text, and what it says.

Knows the shape of documents: encodings, numbering, headings, answers, labelled fields, and the text that we compose ourselves.
Never knows whether figures agree, nor the ledger. Doors: `decode`, `read`, `write`, `outline`, `Writer`, `Unreadable`, and the types.
"""

from xiaohao.notice.reading import read
from xiaohao.notice.source import Unreadable, decode, folded
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
    Notice,
    Place,
    Progress,
    Role,
    Source,
    Span,
    Visit,
)
from xiaohao.notice.writing import Writer, outline, write

__all__ = [
    "Aspect", "Contact", "Dated", "Doubt", "Finding", "Instrument", "Item", "Kind", "Leaf", "Measure", "Notice", "Place", "Progress", "Role", "Source",
    "Span", "Unreadable", "Visit", "Writer", "decode", "folded", "outline", "read", "write",
]  # fmt: skip
