"""表注: what stands in a table and is none of its rows: notes, lines of signatures, the head once more."""

from __future__ import annotations

import re

from xiaohao.notice.draft import Ledger
from xiaohao.notice.grid import Cell
from xiaohao.notice.heads import TableHead
from xiaohao.notice.tree import Table

NOTE = re.compile(r"(?:注|备注|说明|填表说明|填报说明|附注|notes?)\s*(?:[:.、\d]|$)", re.IGNORECASE)
SIGNED = re.compile(
    r"(?:填报|填表|制表|审核|审批|审签|负责|联系|经办|报送|统计|编制|报告|单位|部门|日期|时间|电话|签字|签名|盖章|主要领导|分管领导|主管领导|prepared|reviewed|approved|date)[^:]{0,14}[:]", re.IGNORECASE,
)  # fmt: skip


def is_note(text: str, row: tuple[Cell, ...]) -> bool:
    """Whether a row is a note or a line of signatures: 注：…; 填表人：… 审核人：…"""
    said = [words for a, b in row if (words := text[a:b].strip())]
    return bool(said) and (NOTE.match(said[0]) is not None or all(map(SIGNED.match, said)))


def without_tail(table: Table, ledger: Ledger) -> Table:
    """The rows of a ledger as a table of their own."""
    return Table(ledger.body, ledger.end, table.name)


def head_words(text: str, head: TableHead) -> frozenset[str]:
    """All that stands in the cells of a head, so that the head is known where it stands again."""
    return frozenset(words for line in text[head.start : head.end].split("\n") for cell in line.split("\t") if (words := cell.strip()))
