"""名册表: what stands in a workbook of units and people, as rows of words; and the empty workbook to fill in."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from django.utils import translation

from xiaohao.ledger.intake.proposing import limits
from xiaohao.lifecycle import Refused
from xiaohao.notice import Source, Unreadable, decode
from xiaohao.people.models import Unit

MOST_ROWS = 2000
YES, NO = ("是", "yes", "y", "1", "true", "√"), ("否", "no", "n", "0", "false", "")
# name of the column in the workbook: key
UNITS: Mapping[str, str] = {"代码": "code", "名称": "name", "简称": "short_name", "类别": "kind", "层级": "level", "上级代码": "parent", "设立日期": "from_on"}
PEOPLE: Mapping[str, str] = {
    "姓名": "name", "电话": "phone", "单位代码": "unit", "职务": "post", "主要负责人": "is_head", "任职起": "from_on", "任职止": "to_on",
}  # fmt: skip
ENGLISH: Mapping[str, str] = {
    "code": "代码", "name": "名称", "short name": "简称", "kind": "类别", "level": "层级", "code above": "上级代码", "founded": "设立日期", "person": "姓名",
    "phone": "电话", "unit code": "单位代码", "post": "职务", "head": "主要负责人", "from": "任职起", "to": "任职止",
}  # fmt: skip
NEEDED = {"units": frozenset({"code", "name"}), "people": frozenset({"name", "unit", "post"})}
LONGEST: Mapping[str, int] = {"code": 40, "name": 120, "short_name": 40, "phone": 40, "post": 60, "unit": 40, "parent": 40}
LONGEST_NAME = 60  # of a person
Words = dict[str, str]


@dataclass(frozen=True, slots=True)
class Line:
    """一行: its number in its table, and its cells by key."""

    number: int
    cells: Words


@dataclass(frozen=True, slots=True)
class Lists:
    """两张表: the lines of units and those of people."""

    units: tuple[Line, ...]
    people: tuple[Line, ...]


def read(raw: bytes, name: str) -> Lists:
    """The lists in a workbook or a .csv; other tables are passed over. Raises Refused: unreadable, no_roster, roster_long."""
    try:
        source = decode(raw, name, limits=limits())
    except Unreadable as problem:
        raise Refused("unreadable", name=name, reason=problem) from problem
    found: dict[str, list[Line]] = {"units": [], "people": []}
    known = False
    for rows in tables(source):
        which, keys = meant(rows[0])
        if which:
            known = True
            found[which] += lines(rows, keys)
    count = sum(map(len, found.values()))
    if not known:
        raise Refused("no_roster", name=name)
    if count > MOST_ROWS:
        raise Refused("roster_long", most=MOST_ROWS, count=count)
    return Lists(tuple(found["units"]), tuple(found["people"]))


def tables(source: Source) -> Iterator[list[list[str]]]:
    """The rows of each table, cells stripped."""
    for table in source.tables:
        yield [[cell.strip() for cell in row.split("\t")] for row in source.text[table.start : table.end].strip("\n").split("\n")]


def meant(head: Sequence[str]) -> tuple[str, list[str]]:
    """Which list a head begins, and the key of each column; an empty key for a column that says nothing."""
    plain = [ENGLISH.get(cell.lower().rstrip("*"), cell.rstrip("*＊").strip()) for cell in head]
    for which, columns in (("people", PEOPLE), ("units", UNITS)):
        keys = [columns.get(cell, "") for cell in plain]
        if NEEDED[which] <= set(keys):
            return which, keys
    return "", []


def lines(rows: Sequence[Sequence[str]], keys: Sequence[str]) -> Iterator[Line]:
    """The rows below the head that say anything."""
    for number, row in enumerate(rows[1:], 2):
        cells = {key: cell for key, cell in zip(keys, row, strict=False) if key}
        if any(cells.values()):
            yield Line(number, cells)


def template() -> bytes:
    """The empty workbook, with the words from which to choose."""
    with translation.override("zh-hans"):  # the words of an office's own lists, whatever language its page is in
        choices = {"kind": [str(one) for one in Unit.Kind.labels], "level": [str(one) for one in Unit.Level.labels], "is_head": ["是", "否"]}
    stream = io.BytesIO()
    book: Any = import_module("xlsxwriter").Workbook(stream, {"in_memory": True, "strings_to_formulas": False})
    bold = book.add_format({"bold": True, "bg_color": "#E8EEF4"})
    text = book.add_format({"num_format": "@"})
    for title, columns, needed in (("单位", UNITS, NEEDED["units"]), ("人员", PEOPLE, NEEDED["people"] | {"from_on"})):
        sheet = book.add_worksheet(title)
        for place, (name, key) in enumerate(columns.items()):
            sheet.write_string(0, place, f"{name}*" if key in needed else name, bold)
            sheet.set_column(place, place, 30 if key == "name" and title == "单位" else 16, text)
            if key in choices:
                sheet.data_validation(1, place, MOST_ROWS, place, {"validate": "list", "source": choices[key]})
        sheet.freeze_panes(1, 0)
    book.close()
    return stream.getvalue()
