"""并列清单: a list of problems, and then a list of what answers them or of who does, joined by their numbers."""

from __future__ import annotations

from xiaohao.notice.draft import Draft
from xiaohao.notice.marks import Level
from xiaohao.notice.rules.sections import ANSWERED, CHARGED, PROBLEMS, heading

ENOUGH = 0.6  # of the numbers of the problems that the other list must take up


def join_lists(draft: Draft, sections: list[list[int]]) -> list[list[int]]:
    """The sections of such lists: their paragraphs bear the number of the problem that they answer. Empty where there are none."""
    problems: list[str] = []
    joined: list[list[int]] = []
    for section in sections:
        words = heading(draft, section)
        marks = top_marks(draft, section)
        numbers = [mark for _, mark in marks]
        if PROBLEMS.fullmatch(words) and len(numbers) > 1 and not any(draft.paragraphs[n].label in ("progress", "measures") or draft.paragraphs[n].number for n in section):
            problems, joined = numbers, [*joined, section]
        elif problems and numbers and (ANSWERED.fullmatch(words) or CHARGED.fullmatch(words)) and answers(problems, numbers):
            number_them(draft, section, marks, told=ANSWERED.fullmatch(words) is not None)
            joined.append(section)
        elif problems and any(draft.paragraphs[n].number for n in section):
            joined.append(section)
    return joined if len(joined) > 1 else []


def top_marks(draft: Draft, section: list[int]) -> list[tuple[int, str]]:
    """(paragraph, number) of the highest level of marks below a section's heading."""
    first = section[1:] if heading(draft, section) else section
    marked = [(n, mark) for n in first if (mark := draft.paragraphs[n].mark) is not None and mark.level is not Level.CIRCLED]
    top = min((mark.level for _, mark in marked), default=None)
    return [(n, mark.number) for n, mark in marked if mark.level == top]


def answers(problems: list[str], numbers: list[str]) -> bool:
    """Whether the second list takes up the first: no number twice, none that is new, most of them."""
    return len(set(problems)) == len(problems) and len(set(numbers)) == len(numbers) and set(numbers) <= set(problems) and len(numbers) >= ENOUGH * len(problems)


def number_them(draft: Draft, section: list[int], marks: list[tuple[int, str]], *, told: bool) -> None:
    """Let each paragraph of the second list bear its number; what tells what was done is an answer."""
    heads = dict(marks)
    number = ""
    for n in section[1:]:
        paragraph = draft.paragraphs[n]
        if n in heads:
            number = heads[n]
            paragraph.label = paragraph.label if paragraph.label != "finding" else ""
            paragraph.mark = None
            if told:
                paragraph.label = paragraph.label or "progress"
        paragraph.number = number
