"""录入与存放的话: what the ledger says when a document, a file or a record that is asked for cannot be taken or found."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, tuple[str, str]] = {
    "not_office": (
        "不能办理：录入和立账由整改办负责，您今天没有整改办的任职。请转请整改办办理。",
        "This is refused: documents are taken in and admitted by the rectification office, and you hold no post there today. Ask the office.",
    ),
    "unreadable": (
        "读不了“{name}”：{reason}。",
        "“{name}” cannot be read. {reason}.",
    ),
    "duplicate_document": (
        "这份文件已经录入过：“{name}”，录入于{proposed_on}。没有重复录入，请打开原来的录入。",
        "This document was taken in before, as “{name}” on {proposed_on}. Nothing was doubled; open the earlier intake.",
    ),
    "admitted": (
        "“{name}”已经立账，录入稿不能再改。请在台账中办理。",
        "“{name}” has been admitted and its draft can no longer be changed. Make the moves in the ledger.",
    ),
    "nothing_to_admit": (
        "“{name}”里没有可立账的事项。请检查是否全部跳过，或手工添加。",
        "There is nothing to admit in “{name}”. See whether every row is skipped, or add one by hand.",
    ),
    "slug_taken": (
        "网址简称“{slug}”已被另一次检查使用。请换一个。",
        "The short name “{slug}” is taken by another inspection. Choose another.",
    ),
    "settled_already": (
        "这条建议已经办理或者已经写明不采纳。请刷新清单。",
        "Something was made of this suggestion already, or it was declined. Reload the list.",
    ),
    "no_such_event": (
        "不能更正：这条记录不存在、已经更正，或不能单独更正。请从该事项的变动记录中选择。",
        "It cannot be annulled: there is no such event, or it is annulled already, or it cannot be annulled by itself. Choose one from the item's history.",
    ),
    "no_such_row": (
        "录入稿中没有这一行（“{key}”）。请刷新页面后再试。",
        "There is no such row (“{key}”) in the draft. Reload the page and try again.",
    ),
    "bad_change": (
        "这一行不能这样修改（“{op}”）。请检查所填内容，例如拆分的位置要在文字中间。",
        "The row cannot be changed in this way (“{op}”). Look at what was given: a split, for one, needs a place inside the text.",
    ),
    "file_empty": (
        "“{name}”是空文件。请重新选择。",
        "“{name}” is an empty file. Choose it again.",
    ),
    "file_too_large": (
        "“{name}”超过 {limit_mb} MB 的上限。请压缩或拆分后再传。",
        "“{name}” is larger than the limit of {limit_mb} MB. Compress or divide it and send it again.",
    ),
}
