"""命令: the words of a command line, and what becomes of them.

Exit status of read, tally and due: 0, or 2 when a file cannot be read; of check also 1 when a stated figure differs. With several files the highest counts.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Generator, Sequence
from contextlib import closing
from pathlib import Path
from typing import NoReturn

from xiaohao.cli.aside import complain
from xiaohao.cli.crew import answers
from xiaohao.cli.folders import Found, gather
from xiaohao.cli.ledger import OTHERS, other, version
from xiaohao.cli.many import STOPPED, left_out, read_many
from xiaohao.cli.verbs import UNREADABLE, Answer, Task, answer, head
from xiaohao.wording import say

KINDS = "可读 / Reads: .txt .md .html .docx .pdf .xlsx .xls .ods .csv .tsv，OSCAL .json；.doc .wps .rtf .odt 需 LibreOffice / with LibreOffice"
TEXTS = {
    "read": "读出结构 / what a document says", "check": "核对数字，不符时退出码为 1 / check its figures; exit 1 when one differs",
    "tally": "列出合计与算式 / its headline counts with their arithmetic", "due": "按日期列出时限 / its deadlines in order",
}  # fmt: skip
STATUSES = (
    "退出码：0 全部读到；{one}2 有文件读不了（其余照读，并逐个说明原因）；130 中途停下。"
    " / Exit status: 0 all were read; {one_en}2 a file could not be read (the others were, and each failure is named); 130 stopped."
)  # fmt: skip
BRIEF = "一份文件列出全部核对；多份只列不符的，--format table 或 json 列出全部。 / One file: every check. Several: those that differ; --format table or json lists all. "


class Parser(argparse.ArgumentParser):
    """命令行: what is wrong with its words is one line."""

    def error(self, message: str) -> NoReturn:
        """One line, status 2."""
        complain(f"{self.prog}: {message} ({self.prog} --help)")
        raise SystemExit(UNREADABLE)


def parser() -> argparse.ArgumentParser:
    """The verbs for files, and where the others are."""
    whole = Parser(
        prog="xiaohao", description="整改台账与销号：读通报、核数字、列期限；台账命令见下。/ Read notices, check their figures, keep the ledger.",
        epilog="台账命令 / ledger commands: serve, demo, figures, inspections, manage (each with --help)",
    )  # fmt: skip
    whole.add_argument("--version", action="store_true", help="版本 / version")
    verbs = whole.add_subparsers(dest="verb", metavar="read|check|tally|due", parser_class=Parser)
    for verb, text in TEXTS.items():
        one = ("1 有数字不符；", "1 a figure differs; ") if verb == "check" else ("", "")
        statuses = STATUSES.format(one=one[0], one_en=one[1])
        sub = verbs.add_parser(verb, help=text, description=f"{text}. {KINDS}", epilog=(BRIEF if verb == "check" else "") + statuses)
        sub.add_argument("files", nargs="+", metavar="FILE|FOLDER", help="文件，或文件夹（含下级） / files, or folders with those below them")
        sub.add_argument("--format", choices=("json", "table", "text"), help=f"输出形式，默认 {form_of(verb)} / form of output")
        sub.add_argument("--jobs", type=workers_of, default=1, metavar="N", help="并行进程数 / processes at once")
        sub.add_argument("--lang", choices=("zh", "en"), default="zh", help="说明的语言 / language of sentences")
        if verb == "read":
            sub.add_argument("--out", type=Path, metavar="FILE", help="写入 .jsonl、.xlsx 或 .csv；再次运行只读新增和改动的文件 / write there; run again to read only what is new or changed")
            sub.add_argument("--fresh", action="store_true", help="不接着上次，从头再读 / begin anew")
    return whole


def form_of(verb: str) -> str:
    """The form that a verb answers in where none is asked for."""
    return "json" if verb == "read" else "text"


def workers_of(text: str) -> int:
    """A number of processes above zero."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r}: 应为大于零的整数 / a whole number above zero")
    return min(int(text), os.cpu_count() or 1)


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
        sys.stdout.write(version() + "\n")
        return 0
    if options.verb is None:
        whole.print_help()
        return 0
    wrong = "" if options.verb != "read" else "out_with_format" if options.out and options.format else "fresh_without_out" if options.fresh and not options.out else ""
    if wrong:
        complain(say(wrong, options.lang))
        return UNREADABLE
    if options.verb == "read" and options.out:
        return read_many(options.files, options.out, hands=options.jobs, lang=options.lang, fresh=options.fresh)
    return print_all(options.verb, options.format or form_of(options.verb), options.files, options.jobs, options.lang)


def print_all(verb: str, form: str, words: Sequence[str], hands: int, lang: str) -> int:
    """What every file gives, in their order; what is wrong with one is said on standard error. The highest status counts."""
    found = gather(words)
    status = UNREADABLE if found.closed else 0
    for folder in found.closed:
        complain(f"{folder}: {say('folder_closed', lang)}")
    if not found.files:
        complain(say("nothing_found", lang, where=", ".join(words)))
        left_out(found, lang)
        return UNREADABLE
    many = len(found.files) > 1 or found.has_folder
    tasks = [Task(path, verb, form, lang, many) for path in found.files]
    first, failed = head(verb, form, lang, many=many), 0
    try:
        with closing(in_order(tasks, found, hands)) as replies:
            for task, one in replies:
                if one.problem:
                    complain(f"{task.path}: {one.problem}")
                    failed += 1
                else:
                    put(first + one.output)
                    first = ""
                status = max(status, one.status)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return status
    except KeyboardInterrupt:
        return STOPPED
    if found.has_folder:
        complain(say("many_printed", lang, read=len(tasks) - failed, failed=failed + len(found.closed)))
        left_out(found, lang)
    return status


def put(words: str) -> None:
    """Words on standard output, in UTF-8 whatever the terminal says. Raises BrokenPipeError."""
    sys.stdout.buffer.write(words.encode("utf-8", "surrogatepass"))


def in_order(tasks: Sequence[Task], found: Found, hands: int) -> Generator[tuple[Task, Answer]]:
    """Tasks and answers in the order of the files: in this process where a few are named, else in others, where none can stop the rest."""
    if hands == 1 and not found.has_folder:
        yield from ((task, answer(task)) for task in tasks)
    else:
        yield from answers(tasks, min(hands, len(tasks)), in_order=True)
