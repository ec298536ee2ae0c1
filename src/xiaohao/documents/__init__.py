"""公文: official papers in the layout of GB/T 9704-2012; the same input gives the same bytes.

Knows pages, grids, fonts and page numbers. Never knows what a paper is about. Doors: `official_paper`, `layout_faults`, `Paper`, `Block`.
"""

from xiaohao.documents.layout import layout_faults
from xiaohao.documents.paper import Block, Paper, official_paper

__all__ = ["Block", "Paper", "layout_faults", "official_paper"]
