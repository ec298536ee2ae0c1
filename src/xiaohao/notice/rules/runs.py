"""连排: a paragraph that holds several problems, each with its answer, cut where the next problem's number stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from xiaohao.notice.draft import Draft, Paragraph
from xiaohao.notice.marks import Level, Mark, mark_at

RUN_IN = re.compile(r"(?P<number>\d{1,2})\.(?=\d{1,6}(?:\.\d+)?[万亿]?[\u4e00-\u9fff])")
STOP = re.compile(r"[。;:.]\s*(?=[(一二三四五六七八九十\d问【序第])")
LONGEST_HEADING = 60  # characters between a heading and the first problem under it


def apart(draft: Draft, paragraph: Paragraph, answers: Sequence[int]) -> list[Paragraph]:
    """The paragraph cut before each problem. `answers` are the places of the labels of answers inside it; a number that goes on a list inside an answer cuts nothing."""
    if len(answers) < 2:
        return [paragraph]
    cuts: list[Mark] = []
    item = paragraph.mark
    at = paragraph.body
    for label in answers:
        inside = [mark for stop in STOP.finditer(draft.text, at, label) if (mark := mark_at(draft.text, stop.end())) is not None and mark.end < label]
        heads = next_problem(inside, item)
        if item is None and not heads:
            return [paragraph]
        if heads:
            item = heads[-1]
            cuts += heads
        at = label
    return pieces(draft, paragraph, cuts)


def next_problem(inside: Sequence[Mark], item: Mark | None) -> list[Mark]:
    """The marks before a label that head its problem: the number that goes on the row of problems, or a first one right behind a higher heading."""
    if not inside:
        return []
    last = inside[-1]
    higher = [mark for mark in inside[:-1] if mark.level < last.level]
    row = [mark for mark in inside if mark.level == last.level and (not higher or mark.start > higher[-1].start)]
    if higher and last.value == 1 and len(row) == 1 and last.start - higher[-1].end <= LONGEST_HEADING:
        return [higher[-1], last]
    if item is None:
        return [last] if last.value == 1 and len(row) == 1 else []
    if len(row) == 1 and last.level == item.level and item.value is not None and last.value == item.value + 1:
        return [last]
    return []


def pieces(draft: Draft, paragraph: Paragraph, cuts: Sequence[Mark]) -> list[Paragraph]:
    """The paragraph cut before each of these marks."""
    found = [paragraph]
    for mark in cuts:
        last = found[-1]
        following = replace(last, start=mark.start, mark=mark, body=mark.body, label="")
        last.end = mark.start
        while last.end > last.body and draft.text[last.end - 1] in " \t":
            last.end -= 1
        found.append(following)
    return found


def fit_numbers(draft: Draft) -> None:
    """1.9个村…: a number that runs into a figure is one where it fits a row: behind the number before it, or first, and before the number behind it."""
    behind = next_points(draft.paragraphs)
    before: int | None = 0
    for paragraph, following in zip(draft.paragraphs, behind, strict=True):
        mark = paragraph.mark
        if mark is None:
            found = RUN_IN.match(draft.text, paragraph.start, paragraph.end)
            value = int(found["number"]) if found else 0
            if found and value and before == value - 1 and following == value + 1:
                paragraph.mark = Mark(Level.POINT, found["number"], found.start(), found.end(), found.end(), value)
                paragraph.body = found.end()
                draft.doubt("number_runs_into", found.start(), found.end(), number=found["number"])
                before = value
        elif mark.level is Level.POINT and not mark.named:
            before = mark.value
        elif mark.level < Level.POINT:
            before = 0


def next_points(paragraphs: Sequence[Paragraph]) -> list[int | None]:
    """For each paragraph the value of the next 1. behind it; None where a higher heading stands first."""
    found: list[int | None] = []
    upcoming: int | None = None
    for paragraph in reversed(paragraphs):
        found.append(upcoming)
        mark = paragraph.mark
        if mark is not None and mark.level is Level.POINT and not mark.named:
            upcoming = mark.value
        elif mark is not None and mark.level < Level.POINT:
            upcoming = None
    return found[::-1]
