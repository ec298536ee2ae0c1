"""一条记录: a notice as one object that is read away from its document: with the path of the file, and the words that its places point at."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import Any

from xiaohao.contract.objects import as_object
from xiaohao.notice import Notice

Json = dict[str, Any]


class Lines:
    """行号: where a place stands, as people look it up: the number of its line, from 1."""

    def __init__(self, text: str) -> None:
        self.starts = list(accumulate(len(line) + 1 for line in text.split("\n")))

    def of(self, at: int) -> int:
        """The line of a character."""
        return min(bisect_right(self.starts, at), len(self.starts) - 1) + 1


def as_record(notice: Notice, path: str, lang: str = "zh") -> Json:
    """The object of the notice (`as_object`) with `source.path`, the words of each answer, and the words and lines of doubts and of figures that differ."""
    made = as_object(notice, lang)
    text, lines = notice.source.text, Lines(notice.source.text)

    def words(start: int, end: int) -> Json:
        return {"text": text[start:end], "start": start, "end": end, "line": lines.of(start)}

    made["source"]["path"] = path
    for answer in made["progress"]:
        answer["text"] = text[answer["start"] : answer["end"]]
    for doubt in made["doubts"]:
        doubt.update(words(doubt["start"], doubt["end"]))
    for check in made["checks"]:
        if check["verdict"] == "differs":
            check["places"] = [words(start, end) for start, end in check["spans"]]
    return made
