"""表单: tables that hold one problem with its labels beside its values (整改问题 | …, 实施主体 | …, 完成时限 | …), as strike-off notices print them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from xiaohao.notice.columns import LONGEST, ROLES, chosen, normalised, role_of
from xiaohao.notice.draft import Draft
from xiaohao.notice.grid import Cell, rows
from xiaohao.notice.heads import HOLDS_PROBLEM
from xiaohao.notice.rules.ledger.cells import is_nothing, number_of
from xiaohao.notice.rules.ledger.entries import Entry, Made
from xiaohao.notice.rules.ledger.walk import FIELDS, leaf_of
from xiaohao.notice.tree import Role, Table

LONGEST_FORM = 400  # rows
LEAST = 3  # labels besides that of the problem, or as many rows
Pair = tuple[str, Cell, Cell]  # what the label says, label, value; a pair without role is a cell that is neither


def is_form(draft: Draft, table: Table) -> bool:
    """Whether nearly all rows begin with a label that is known, a problem among them, and two more that an item has a field for."""
    labelled = other = 0
    found: list[str] = []
    for row in islice(rows(draft.text, table), LONGEST_FORM + 1):
        pairs = list(pairs_of(draft, row))
        found += [role for role, _, _ in pairs if role]
        labelled += bool(pairs) and bool(pairs[0][0])
        other += bool(pairs) and not pairs[0][0]
    fields = {role for role in found if role in FIELDS}
    return labelled + other <= LONGEST_FORM and len(set(found)) > LEAST - 1 and len(fields) > 1 and other * 3 <= labelled and bool(set(HOLDS_PROBLEM[:3]) & set(found))


def pairs_of(draft: Draft, row: Sequence[Cell]) -> Iterator[Pair]:
    """The labels of a row, each with the cell behind it; a label at the end has an empty value."""
    text = draft.text
    filled = [cell for cell in (draft.trimmed(*one) for one in row if one[0] < one[1]) if cell[0] < cell[1]]
    at = 0
    while at < len(filled):
        cell = filled[at]
        role = label(draft, text[slice(*cell)])
        following = filled[at + 1] if at + 1 < len(filled) else None
        if role and following is not None:
            yield role, cell, following
            at += 2
            continue
        yield role, cell, (cell[1], cell[1])
        at += 1


def label(draft: Draft, words: str) -> str:
    """What a cell says as a label, by what a person said or by the vocabulary; empty where it is none."""
    if len(words) > LONGEST:
        return ""
    plain = normalised(words)
    said = chosen((plain,), draft.columns)
    return role_of(plain) if said is None else said if said in ROLES else ""


def read_form(made: Made, table: Table) -> None:
    """The items of a form: one, or one for each time that the label of the problem stands in it."""
    draft = made.draft
    row = [pair for one in rows(draft.text, table) for pair in pairs_of(draft, one)]
    known = {role for role, _, value in row if value[0] < value[1]}
    item = next((role for role in HOLDS_PROBLEM[:3] if role in known), "")
    above = "problem" if item == "detail" and "problem" in known else ""
    entry: Entry | None = None
    number, finding = "", None
    for role, name, value in row:
        draft.piece(*name, Role.LABEL if role else Role.PROSE)
        says = value[0] < value[1] and not is_nothing(draft.text[slice(*value)])
        if says and role == item:
            if entry is not None:
                made.put(entry)
            entry, number = Entry(value, number, None, finding), ""
        elif says and role == above:
            finding = made.finding(value, None)
        elif says and role == "number":
            number = number_of(draft.text[slice(*value)])
            draft.piece(*value, Role.MARK)
        elif says and role in FIELDS and entry is not None:
            entry.hear(role, value)
        elif value[0] < value[1]:
            draft.piece(*value, leaf_of(role))
    if entry is not None:
        made.put(entry)
