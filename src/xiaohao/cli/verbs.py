"""动词: what read, check, tally and due answer for one file: lines in the form asked for, or one sentence that says why not."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from xiaohao.contract import Lines, as_object, as_record
from xiaohao.figures import due, reconcile, tally
from xiaohao.notice import Notice, Unreadable, decode, read
from xiaohao.wording import label, say

DIFFERS, UNREADABLE = 1, 2
RECORD = "record"  # the form of what --out keeps
PLACES = 12  # of one check, as a line shows them
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Task:
    """任务: one verb on one file. `many` where it is one of several; `known` is the digest of what was read of it before."""

    path: str
    verb: str
    form: str
    lang: str = "zh"
    many: bool = False
    known: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one file gave: what is printed or kept, the sentence that says why it could not be read, the exit status, and counts for the summary."""

    output: str = ""
    problem: str = ""
    status: int = 0
    is_same: bool = False  # it is as `known` says, and was not read again
    items: int = 0
    differs: int = 0


def answer(task: Task) -> Answer:
    """One verb on one file; whatever is wrong with the file is one sentence."""
    try:
        raw, name = load(task.path)
        if task.known and hashlib.sha256(raw).hexdigest() == task.known:
            return Answer(is_same=True)
        notice = read(decode(raw, name))
        return record(notice, task) if task.form == RECORD else VERBS[task.verb](notice, task)
    except Unreadable as problem:
        return Answer(problem=say(problem, task.lang), status=UNREADABLE)


def load(path: str) -> tuple[bytes, str]:
    """The bytes of a file and its name. Raises Unreadable for whatever keeps it from being read."""
    file = Path(path)
    try:
        if file.is_dir():
            raise Unreadable("is_folder")
        return file.read_bytes(), file.name
    except FileNotFoundError:
        raise Unreadable("no_such_file") from None
    except (OSError, ValueError):
        raise Unreadable("not_readable") from None


def record(notice: Notice, task: Task) -> Answer:
    """The notice as --out keeps it: one line."""
    made = as_record(notice, task.path, task.lang)
    return Answer(as_json(made), items=len(made["items"]), differs=sum(one["verdict"] == "differs" for one in made["checks"]))


def as_json(value: object) -> str:
    """One line of JSON. What no encoding can hold (half a character in the name of a file) is escaped."""
    plain = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    try:
        plain.encode("utf-8")
    except UnicodeEncodeError:
        plain = json.dumps(value, separators=(",", ":"))
    return plain + "\n"


def table(rows: Sequence[Sequence[object]], task: Task) -> str:
    """Rows with tabs between cells: a terminal shows them, a sheet takes them; of several files each row names its own."""
    first: tuple[object, ...] = (task.path,) if task.many else ()
    return "".join("\t".join(on_one_line(cell) for cell in (*first, *row)) + "\n" for row in rows)


def on_one_line(cell: object) -> str:
    """A cell without tabs and breaks."""
    return str(cell).replace("\t", " ").replace("\n", " ").replace("\r", " ")


def headed(lines: str, task: Task) -> str:
    """Lines under the name of their file where there are several files."""
    return f"{on_one_line(task.path)}\n{lines}\n" if task.many and lines else lines


def object_of(notice: Notice, task: Task) -> Json:
    """The notice as its object, with its path where there are several files."""
    made = as_object(notice, task.lang)
    if task.many:
        made["source"]["path"] = task.path
    return made


HEADS = {
    "zh": ("文件", "方面", "问题", "编号", "内容", "措施", "完成情况"), "en": ("file", "aspect", "finding", "number", "item", "measures", "completion"),
}  # fmt: skip


def head(verb: str, form: str, lang: str, *, many: bool) -> str:
    """The first line of all that a command prints; empty where it has none."""
    return "\t".join(HEADS[lang][0 if many else 1 :]) + "\n" if (verb, form) == ("read", "table") else ""


def do_read(notice: Notice, task: Task) -> Answer:
    """The notice as its object, its text, or a table of its items."""
    if task.form == "text":
        return Answer(notice.source.text)
    if task.form == "json":
        return Answer(as_json(object_of(notice, task)))
    findings = {one.id: one.number for one in notice.findings}
    aspects = {one.id: one.number for one in notice.aspects}
    counted = {one.id: len(one.measures) for one in notice.progress}
    rows = [
        (aspects.get(i.aspect or "", ""), findings.get(i.finding or "", ""), i.number, i.text, counted.get(i.progress or "", ""),
         label(i.completion, task.lang) if i.completion and i.completion != "in_progress" else (i.completion or ""))
        for i in notice.items
    ]  # fmt: skip
    return Answer(table(rows, task))


def do_check(notice: Notice, task: Task) -> Answer:
    """Every figure that can be checked; those that differ come first, each with all its places. Of several files only what differs is said in words."""
    if task.form == "json":
        whole = object_of(notice, task)
        differs = sum(one["verdict"] == "differs" for one in whole["checks"])
        told = {name: whole[name] for name in ("format", "source", "checks", "doubts")}
        return Answer(as_json(told), status=DIFFERS if differs else 0, differs=differs)
    found = reconcile(notice)
    differs = sum(check.verdict == "differs" for check in found)
    text, lines, lang = notice.source.text, Lines(notice.source.text), task.lang
    brief = task.many and task.form == "text"
    rows: list[Sequence[object]] = []
    for check in sorted(found, key=lambda one: one.verdict != "differs"):
        if brief and check.verdict != "differs":
            break
        sentence = say(check.code, lang, **{"stated": check.stated or "", "computed": check.computed or "", **check.facts})
        places = " · ".join(f"L{lines.of(span.start)}:“{text[span.start : span.end]}”" for span in check.spans[:PLACES])
        rows.append((SIGNS[lang][check.verdict.value], sentence, places))
    for doubt in () if brief else notice.doubts:
        rows.append((SIGNS[lang]["doubt"], say(doubt, lang), f"L{lines.of(doubt.start)}:“{text[doubt.start : doubt.end][:30]}”"))
    said = table(rows, task) if task.form == "table" else headed("".join(f"{sign}  {sentence}\n      {places}\n" for sign, sentence, places in rows), task)
    return Answer(said, status=DIFFERS if differs else 0, differs=differs)


SIGNS = {
    "zh": {"differs": "不符", "agrees": "相符", "cannot_tell": "待核", "doubt": "存疑"},
    "en": {"differs": "DIFFERS", "agrees": "agrees", "cannot_tell": "unclear", "doubt": "doubt"},
}


def plain(value: float) -> str:
    """A number without a needless fraction."""
    return f"{value:g}" if value == int(value) else f"{value}"


def do_tally(notice: Notice, task: Task) -> Answer:
    """The headline counts with their arithmetic."""
    lines, day, lang = tally(notice), notice.as_of, task.lang
    if task.form == "json":
        rows = [
            {
                "of": line.whole.of, "label": line.whole.label, "value": line.whole.value, "unit": line.whole.unit, "start": line.whole.start,
                "end": line.whole.end, "computed": line.computed,
                "parts": [{"label": p.label, "value": p.value, "unit": p.unit, "start": p.start, "end": p.end} for p in line.parts],
            }
            for line in lines
        ]  # fmt: skip
        told: Json = {"as_of": day.value if day else None, "inferred": bool(day and day.inferred), "counts": rows}
        return Answer(as_json({"path": task.path, **told} if task.many else told))
    if task.form == "table":
        cells = [(line.whole.of, line.whole.label, plain(line.whole.value), part.label, plain(part.value)) for line in lines for part in line.parts or (line.whole,)]
        return Answer(table(cells, task))
    said = [] if day is None else [f"{'截至' if lang == 'zh' else 'as of '}{day.value or day.text}{INFERRED[lang] if day.inferred else ''}\n"]
    for line in lines:
        words = f"{line.whole.of}{line.whole.label if line.whole.label not in line.whole.of else ''} {plain(line.whole.value)}{line.whole.unit}"
        sum_ = " + ".join(f"{part.label} {plain(part.value)}" for part in line.parts)
        sign = (" · " if line.parts else "") if line.computed is None else (" = " if line.computed == line.whole.value else " ≠ ")
        said.append(f"{words}{sign}{sum_}\n")
    return Answer(headed("".join(said), task))


INFERRED = {"zh": "（年份为推定）", "en": " (year inferred)"}


def do_due(notice: Notice, task: Task) -> Answer:
    """The stated deadlines in order of their days."""
    numbers = {item.id: item.number for item in notice.items}
    rows = due(notice)
    if task.form == "json":
        told = [
            {**({"path": task.path} if task.many else {}), "day": row.day, "inferred": row.inferred, "text": row.place.text,
             "item": numbers.get(row.item or ""), "words": row.words, "start": row.place.start, "end": row.place.end}
            for row in rows
        ]  # fmt: skip
        return Answer(as_json(told))
    cells = [(row.day or "----------", INFERRED[task.lang] if row.inferred else "", f"({numbers.get(row.item or '', '')})", row.words) for row in rows]
    if task.form == "table":
        return Answer(table(cells, task))
    return Answer(headed("".join(f"{day}{inferred}  {number} {words}\n" for day, inferred, number, words in cells), task))


VERBS: dict[str, Callable[[Notice, Task], Answer]] = {"read": do_read, "check": do_check, "tally": do_tally, "due": do_due}
