"""表格: records as rows for a spreadsheet, .xlsx or .csv. Nothing in a cell runs: what a document says is a string, whatever it begins with."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from importlib import import_module
from pathlib import Path
from typing import Any

from xiaohao.cli.verbs import INFERRED, SIGNS
from xiaohao.notice import Kind
from xiaohao.wording import label

Json = dict[str, Any]
MOST_ROWS, LONGEST_CELL = 1_048_576, 32_767  # of a sheet of Excel
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # with these a cell of .csv begins to be reckoned
NO_CELL = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]")  # what XML cannot hold

# name of the column: Chinese, English, width
ITEMS = (
    ("文件", "File", 28), ("文种", "Kind", 16), ("方面", "Aspect", 24), ("问题", "Finding", 24), ("编号", "Number", 8), ("内容", "Item", 48), ("整改措施", "Measures", 48),
    ("责任领导", "Leader", 14), ("牵头单位", "Lead unit", 18), ("责任单位", "Units", 24), ("整改时限（原文）", "Deadline as printed", 18), ("整改时限", "Day", 12),
    ("推定", "Inferred", 14), ("整改类型", "Track", 12), ("完成情况", "Completion", 14), ("整改情况", "Progress", 60),
)  # fmt: skip
DOUBTS = (("文件", "File", 28), ("结论", "Verdict", 10), ("说明", "Sentence", 60), ("行", "Line", 8), ("原文", "Words", 60))
FILES = (
    ("文件", "File", 28), ("文种", "Kind", 16), ("标题", "Title", 48), ("字数", "Characters", 10), ("方面", "Aspects", 8), ("问题", "Findings", 8), ("事项", "Items", 8),
    ("不符", "Differ", 8), ("存疑", "Doubts", 8), ("读不了的原因", "Why it was not read", 60), ("SHA-256", "SHA-256", 66),
)  # fmt: skip
NAMES = {"zh": ("事项", "存疑与不符", "文件"), "en": ("Items", "Doubts and differences", "Files")}
Cell = str | int
Columns = Sequence[tuple[str, str, int]]


def head(columns: Columns, lang: str) -> list[str]:
    """The names of columns."""
    return [english if lang == "en" else chinese for chinese, english, _ in columns]


def item_rows(record: Json, lang: str) -> Iterable[list[Cell]]:
    """One row an item."""
    aspects, findings = ({one["id"]: f"{one['number']} {one['text']}".strip() for one in record[name]} for name in ("aspects", "findings"))
    answers = {one["id"]: one for one in record["progress"]}
    for item in record["items"]:
        told: Json = answers.get(item["progress"], {"text": "", "measures": []})
        due: Json = item["due"] or {}
        yield [
            record["source"]["path"], kind_of(record, lang), aspects.get(item["aspect"], ""), findings.get(item["finding"], ""), item["number"], item["text"],
            "\n".join(one["text"] for one in told["measures"]), words(item["leader"]), words(item["lead_unit"]), "、".join(one["text"] for one in item["units"]),
            due.get("text", ""), due.get("value") or "", INFERRED[lang].strip(" （）()") if due.get("inferred") else "",
            label(item["track"], lang, of="track") if item["track"] else "", completion(item["completion"], lang), told["text"],
        ]  # fmt: skip


def doubt_rows(record: Json, lang: str) -> Iterable[list[Cell]]:
    """One row for each figure that differs and each doubt, with the words that it rests on."""
    path, signs = record["source"]["path"], SIGNS[lang]
    for check in record["checks"]:
        if check["verdict"] == "differs":
            places = check.get("places", [])
            yield [path, signs["differs"], check["message"], places[0]["line"] if places else "", " · ".join(f"L{one['line']}:“{one['text']}”" for one in places)]
    for doubt in record["doubts"]:
        yield [path, signs["doubt"], doubt["message"], doubt.get("line", ""), doubt.get("text", "")]


def file_row(record: Json, lang: str) -> list[Cell]:
    """One row for a file that was read."""
    source = record["source"]
    differ = sum(one["verdict"] == "differs" for one in record["checks"])
    return [
        source["path"], kind_of(record, lang), words(record["title"]), source["characters"], len(record["aspects"]), len(record["findings"]), len(record["items"]),
        differ, len(record["doubts"]), "", source["sha256"],
    ]  # fmt: skip


def kind_of(record: Json, lang: str) -> str:
    """The kind of document by its name."""
    return label(Kind(record["kind"]), lang)


def words(place: Json | None) -> str:
    """The words of a place; empty for none."""
    return place["text"] if place else ""


def completion(word: str | None, lang: str) -> str:
    """A completion by its name; work in progress is none of the ledger's, and has a word of its own."""
    if word == "in_progress":
        return "in progress" if lang == "en" else "整改中"
    return label(word, lang, of="completion") if word else ""


def write_csv(file: Path, records: Iterable[Json], lang: str) -> None:
    """The items, in UTF-8 with the mark by which Excel knows it. Raises OSError."""
    with file.open("w", encoding="utf-8-sig", errors="replace", newline="") as stream:
        out = csv.writer(stream)
        out.writerow(head(ITEMS, lang))
        for record in records:
            out.writerows([harmless(cell) for cell in row] for row in item_rows(record, lang))


def harmless(cell: Cell) -> Cell:
    """A cell of .csv that no spreadsheet program takes for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def write_xlsx(file: Path, records: Iterable[Json], failed: Mapping[str, str], lang: str) -> None:
    """Items, doubts and files, a sheet each, row by row. `failed` are the files that were not read, with the reason. Raises OSError."""
    with closing(import_module("xlsxwriter").Workbook(str(file), {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})) as book:
        items, doubts, files = (Sheet(book, name, columns, lang) for name, columns in zip(NAMES[lang], (ITEMS, DOUBTS, FILES), strict=True))
        for record in records:
            for row in item_rows(record, lang):
                items.put(row)
            for row in doubt_rows(record, lang):
                doubts.put(row)
            files.put(file_row(record, lang))
        for path, reason in sorted(failed.items()):
            files.put([path, *[""] * 8, reason, ""])


class Sheet:
    """工作表: rows below a head that stays in sight; one sheet more where it is full."""

    def __init__(self, book: Any, name: str, columns: Columns, lang: str) -> None:
        self.book, self.name, self.columns, self.lang = book, name, columns, lang
        self.bold, self.wrapped = book.add_format({"bold": True, "bg_color": "#E8EEF4"}), book.add_format({"text_wrap": True, "valign": "top"})
        self.count = 0
        self.begin()

    def begin(self) -> None:
        """A sheet with its head."""
        self.count += 1
        self.sheet = self.book.add_worksheet(self.name if self.count == 1 else f"{self.name} {self.count}")
        self.sheet.freeze_panes(1, 0)
        for column, (name, (_, _, width)) in enumerate(zip(head(self.columns, self.lang), self.columns, strict=True)):
            self.sheet.set_column(column, column, width)
            self.sheet.write_string(0, column, name, self.bold)
        self.row = 1

    def put(self, cells: Sequence[Cell]) -> None:
        """One row; a number is a number, everything else a string."""
        if self.row == MOST_ROWS:
            self.begin()
        for column, cell in enumerate(cells):
            if isinstance(cell, int):
                self.sheet.write_number(self.row, column, cell, self.wrapped)
            elif cell:
                self.sheet.write_string(self.row, column, in_a_cell(cell), self.wrapped)
        self.row += 1


def in_a_cell(text: str) -> str:
    """Words as a cell of a workbook can hold them."""
    text = NO_CELL.sub("", text)
    if text.startswith("<r>"):  # XlsxWriter would take this for its own markup
        text = f" {text}"
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1] + "…"
