"""命令行: `xiaohao read|check|tally|due FILE`: verbs for files; no Django, no database.

Commands of the ledger (serve, demo, figures, inspections, manage) are found by entry point and loaded only when they are called.
Exit status of read, tally and due: 0, or 2 when a file cannot be read; of check also 1 when a stated figure differs.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from xiaohao.contract import as_object
from xiaohao.figures import due, reconcile, tally
from xiaohao.notice import Notice, Unreadable, decode, read
from xiaohao.wording import label, say

OTHERS = ("serve", "demo", "figures", "inspections", "manage")
DIFFERS, UNREADABLE = 1, 2
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """What one file gave: lines for standard output, one line for standard error, and the exit status."""

    output: str
    problem: str
    status: int


def load(path: str) -> Notice:
    """Read a file. Raises Unreadable for whatever keeps it from being read."""
    file = Path(path)
    try:
        if file.is_dir():
            raise Unreadable("is_folder")
        raw = file.read_bytes()
    except FileNotFoundError:
        raise Unreadable("no_such_file") from None
    except (OSError, ValueError):
        raise Unreadable("not_readable") from None
    return read(decode(raw, file.name))


def as_json(value: object) -> str:
    """One line of JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"


def table(rows: Sequence[Sequence[object]]) -> str:
    """Rows with tabs between cells: a terminal shows them, a sheet takes them."""
    return "".join("\t".join(str(cell).replace("\t", " ").replace("\n", " ") for cell in row) + "\n" for row in rows)


def do_read(notice: Notice, form: str, lang: str) -> tuple[str, int]:
    """The notice as its object, its text, or a table of its items."""
    if form == "text":
        return notice.source.text, 0
    if form == "json":
        return as_json(as_object(notice, lang)), 0
    findings = {one.id: one.number for one in notice.findings}
    aspects = {one.id: one.number for one in notice.aspects}
    counted = {one.id: len(one.measures) for one in notice.progress}
    head = ("方面", "问题", "编号", "内容", "措施", "完成情况") if lang == "zh" else ("aspect", "finding", "number", "item", "measures", "completion")
    rows = [
        (aspects.get(i.aspect or "", ""), findings.get(i.finding or "", ""), i.number, i.text, counted.get(i.progress or "", ""),
         label(i.completion, lang) if i.completion and i.completion != "in_progress" else (i.completion or ""))
        for i in notice.items
    ]  # fmt: skip
    return table([head, *rows]), 0


def do_check(notice: Notice, form: str, lang: str) -> tuple[str, int]:
    """Every figure that can be checked; those that differ come first, each with both places."""
    found = reconcile(notice)
    status = DIFFERS if any(check.verdict == "differs" for check in found) else 0
    if form == "json":
        whole = as_object(notice, lang)
        return as_json({"format": whole["format"], "source": whole["source"], "checks": whole["checks"], "doubts": whole["doubts"]}), status
    text = notice.source.text
    rows: list[Sequence[object]] = []
    for check in sorted(found, key=lambda one: one.verdict != "differs"):
        sentence = say(check.code, lang, **{"stated": check.stated or "", "computed": check.computed or "", **check.facts})
        places = " · ".join(f"{line_of(text, span.start)}:“{text[span.start : span.end]}”" for span in check.spans[:12])
        rows.append((SIGNS[lang][check.verdict.value], sentence, places))
    for doubt in notice.doubts:
        rows.append((SIGNS[lang]["doubt"], say(doubt, lang), f"{line_of(text, doubt.start)}:“{text[doubt.start : doubt.end][:30]}”"))
    if form == "table":
        return table(rows), status
    return "".join(f"{sign}  {sentence}\n      {places}\n" for sign, sentence, places in rows), status


SIGNS = {
    "zh": {"differs": "不符", "agrees": "相符", "cannot_tell": "待核", "doubt": "存疑"},
    "en": {"differs": "DIFFERS", "agrees": "agrees", "cannot_tell": "unclear", "doubt": "doubt"},
}


def line_of(text: str, at: int) -> str:
    """Where a place stands, as people look it up: the number of its line."""
    return f"L{text.count(chr(10), 0, at) + 1}"


def plain(value: float) -> str:
    """A number without a needless fraction."""
    return f"{value:g}" if value == int(value) else f"{value}"


def do_tally(notice: Notice, form: str, lang: str) -> tuple[str, int]:
    """The headline counts with their arithmetic."""
    lines = tally(notice)
    if form == "json":
        rows = [
            {
                "of": line.whole.of, "label": line.whole.label, "value": line.whole.value, "unit": line.whole.unit, "start": line.whole.start,
                "end": line.whole.end, "computed": line.computed,
                "parts": [{"label": p.label, "value": p.value, "unit": p.unit, "start": p.start, "end": p.end} for p in line.parts],
            }
            for line in lines
        ]  # fmt: skip
        return as_json({"as_of": notice.as_of.value if notice.as_of else None, "inferred": bool(notice.as_of and notice.as_of.inferred), "counts": rows}), 0
    if form == "table":
        return table([(line.whole.of, line.whole.label, plain(line.whole.value), part.label, plain(part.value)) for line in lines for part in line.parts or (line.whole,)]), 0
    day = notice.as_of
    said = [] if day is None else [f"{'截至' if lang == 'zh' else 'as of '}{day.value or day.text}{INFERRED[lang] if day.inferred else ''}\n"]
    for line in lines:
        head = f"{line.whole.of}{line.whole.label if line.whole.label not in line.whole.of else ''} {plain(line.whole.value)}{line.whole.unit}"
        sum_ = " + ".join(f"{part.label} {plain(part.value)}" for part in line.parts)
        sign = (" · " if line.parts else "") if line.computed is None else (" = " if line.computed == line.whole.value else " ≠ ")
        said.append(f"{head}{sign}{sum_}\n")
    return "".join(said), 0


INFERRED = {"zh": "（年份为推定）", "en": " (year inferred)"}


def do_due(notice: Notice, form: str, lang: str) -> tuple[str, int]:
    """The stated deadlines in order of their days."""
    numbers = {item.id: item.number for item in notice.items}
    rows = due(notice)
    if form == "json":
        return as_json([
            {"day": row.day, "inferred": row.inferred, "text": row.place.text, "item": numbers.get(row.item or ""), "words": row.words,
             "start": row.place.start, "end": row.place.end}
            for row in rows
        ]), 0  # fmt: skip
    cells = [(row.day or "----------", INFERRED[lang] if row.inferred else "", f"({numbers.get(row.item or '', '')})", row.words) for row in rows]
    if form == "table":
        return table(cells), 0
    return "".join(f"{day}{inferred}  {number} {words}\n" for day, inferred, number, words in cells), 0


VERBS: dict[str, Callable[[Notice, str, str], tuple[str, int]]] = {"read": do_read, "check": do_check, "tally": do_tally, "due": do_due}


def answer(job: tuple[str, str, str, str]) -> Answer:
    """One verb on one file; whatever is wrong with the file is one line."""
    verb, path, form, lang = job
    try:
        output, status = VERBS[verb](load(path), form, lang)
    except Unreadable as problem:
        return Answer("", f"{path}: {say(problem, lang)}", UNREADABLE)
    return Answer(output, "", status)


def answers(jobs: Sequence[tuple[str, str, str, str]], workers: int) -> Iterator[Answer]:
    """The answers in the order of the files."""
    if workers > 1 and len(jobs) > 1:
        with ProcessPoolExecutor(max_workers=min(workers, len(jobs))) as pool:
            yield from pool.map(answer, jobs, chunksize=max(1, len(jobs) // (workers * 4)))
    else:
        yield from map(answer, jobs)


def parser() -> argparse.ArgumentParser:
    """The verbs for files, and where the others are."""
    whole = argparse.ArgumentParser(
        prog="xiaohao", description="整改台账与销号：读通报、核数字、列期限；台账命令见下。/ Read notices, check their figures, keep the ledger.",
        epilog="台账命令 / ledger commands: serve, demo, figures, inspections, manage (each with --help)",
    )  # fmt: skip
    whole.add_argument("--version", action="store_true", help="版本 / version")
    verbs = whole.add_subparsers(dest="verb", metavar="read|check|tally|due")
    texts = {
        "read": "读出结构 / what a document says", "check": "核对数字，不符时退出码为 1 / check its figures; exit 1 when one differs",
        "tally": "列出合计与算式 / its headline counts with their arithmetic", "due": "按日期列出时限 / its deadlines in order",
    }  # fmt: skip
    for verb, text in texts.items():
        sub = verbs.add_parser(verb, help=text, description=text)
        sub.add_argument("files", nargs="+", metavar="FILE", help=".txt .md .html")
        sub.add_argument("--format", choices=("json", "table", "text"), default="json" if verb == "read" else "text", help="输出形式 / form of output")
        sub.add_argument("--jobs", type=workers_of, default=1, metavar="N", help="并行进程数 / processes at once")
        sub.add_argument("--lang", choices=("zh", "en"), default="zh", help="说明的语言 / language of sentences")
    return whole


def workers_of(text: str) -> int:
    """A number of processes above zero."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r}: 应为大于零的整数 / a whole number above zero")
    return min(int(text), os.cpu_count() or 1)


def complain(sentence: str) -> None:
    """One line on standard error; a line break in the name of a file does not make two of it."""
    sys.stderr.write(" ".join(sentence.splitlines()) + "\n")


def other(name: str, argv: Sequence[str]) -> int:
    """A command of the ledger, loaded by its entry point; one sentence when the web rooms are not installed."""
    from importlib.metadata import entry_points  # noqa: PLC0415 (loading by entry point is the one import that may wait)

    found = next(iter(entry_points(group="xiaohao.commands", name=name)), None)
    missing = "这个命令需要台账部分，请安装：pip install 'xiaohao[web]' / this command needs the ledger: install xiaohao[web]"
    if found is None:
        complain(missing)
        return 2
    try:
        command = found.load()
    except ModuleNotFoundError as problem:
        if problem.name and problem.name.startswith("xiaohao"):
            raise
        complain(missing)
        return 2
    return int(command(argv))


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    words = list(sys.argv[1:] if argv is None else argv)
    if words and words[0] in OTHERS:
        return other(words[0], words[1:])
    whole = parser()
    try:
        options = whole.parse_args(words)
    except SystemExit as stop:
        return int(stop.code or 0)
    if options.version:
        from importlib.metadata import version  # noqa: PLC0415 (only here; it is slow to load)

        sys.stdout.write(version("xiaohao") + "\n")
        return 0
    if options.verb is None:
        whole.print_help()
        return 0
    status = 0
    jobs = [(options.verb, path, options.format, options.lang) for path in options.files]
    try:
        for found in answers(jobs, options.jobs):
            sys.stdout.buffer.write(found.output.encode("utf-8", "surrogatepass"))
            if found.problem:
                complain(found.problem)
            status = max(status, found.status)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return status
