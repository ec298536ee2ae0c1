"""无标签的整改情况: answers that no label announces: what follows 关于“…”问题的整改, a status first (已完成。一是…), or the heading in the same paragraph."""

from __future__ import annotations

import re
from dataclasses import replace

from xiaohao.notice.draft import Draft, Paragraph
from xiaohao.notice.marks import Level
from xiaohao.notice.rules.sections import CLOSING, RECTIFIED, heading
from xiaohao.notice.rules.standing import STATUS_FIRST
from xiaohao.notice.tree import Kind

TOLD_KINDS = frozenset({Kind.PROGRESS_NOTICE, Kind.AUDIT_REPORT, Kind.STRIKE_OFF_NOTICE})
ABOUT_PROBLEM = re.compile(r"(?:关于|针对)?.{0,200}问题(?:的)?(?:整改(?:落实|进展|工作|完成)*(?:情况)?|方面)[。:]?")
NAMES_PROBLEM = re.compile(r"(?:关于|针对).{2,200}(?:问题|不.{1,12}|方面)[。:]?")
ASPECT = re.compile(r"(?:在|关于)?.{2,80}方面[。:]?")
IN_ONE = re.compile(r"(?P<heading>[^。;:]{4,90}?问题)(?:的)?(?:整改(?:落实|进展|完成)?(?:情况)?)?(?P<stop>[。:,])\s*(?=\S)")
FAULTY = re.compile(
    r"不|未|缺|滞后|违[规反法]|超(?:标准|概算|范围|预算|期)|松|薄弱|软弱|短板|漏洞|差距|重复|闲置|虚[假列报增]|套取|挤占|挪用|截留|走过场|流于形式|乏力|缓慢|偏[软弱差低]|混乱|随意|粗放|淡化|弱化|拖欠|沉淀|隐患|浪费|单一"
)
SHORT = re.compile(r"(?P<heading>[^。;:]{4,40})(?P<stop>。)\s*(?=\S)")  # a fault in a few words, and what became of it behind
ORDERED = re.compile(r"(?P<heading>[^。;:]{4,60})(?P<stop>[。:])\s*(?=一是|一,|首先|\(?1[.、)]|①)")  # a fault, and the row of what was done right behind it
LONGEST_HEADING = 120
LONGEST_FAULT = 40  # characters of a heading that names a fault and nothing else


def imply(draft: Draft, section: list[int], *, alone: bool = False) -> bool:
    """Give the paragraphs of a section that answer without a label the label of an answer; whether there are any. One `alone` counts where other sections hold more."""
    if draft.kind not in TOLD_KINDS:
        return False
    leaves = [number for number in section if is_leaf(draft, section, number)]
    told = [number for number in leaves if follows(draft, section, number) is not None]
    sure = [number for number in told if is_sure(draft, number, follows(draft, section, number))]
    about = RECTIFIED.search(heading(draft, section)) is not None or all_faults(draft, told, 1 if alone else 2)
    beside = level_with(draft, leaves, told)
    if not sure and not (told and len(told) * 2 > len(beside) and about and all_short(draft, told)):
        return in_one(draft, section, alone=alone and bool(draft.split))
    for number in told:
        answer = draft.paragraphs[number + 1]
        answer.label, answer.body, answer.mark = "progress", answer.start, None
    return True


def imply_sections(draft: Draft, sections: list[list[int]]) -> list[list[int]]:
    """The sections whose own headings are the problems (一、关于…的问题) with plain text behind: at least two and most of them, or none."""
    if draft.kind not in TOLD_KINDS:
        return []
    headed = [section for section in sections if heading(draft, section)]
    told = [section for section in headed if heads_plain_text(draft, section)]
    if len(told) < 2 or len(told) * 2 <= len(headed):
        return []
    for section in told:
        answer = draft.paragraphs[section[1]]
        answer.label, answer.body = "progress", answer.start
    return told


def heads_plain_text(draft: Draft, section: list[int]) -> bool:
    """Whether a section names a problem and holds nothing but paragraphs without marks and labels."""
    first = draft.paragraphs[section[0]]
    words = (draft.text, first.body, first.end)
    names = NAMES_PROBLEM.fullmatch(*words) is not None or (FAULTY.search(*words) is not None and first.end - first.body <= LONGEST_FAULT)
    rest = [draft.paragraphs[number] for number in section[1:]]
    return bool(names and rest and not any((one.mark and one.mark.level is not Level.CIRCLED) or one.label for one in rest) and rest[0].mark is None)


def level_with(draft: Draft, leaves: list[int], told: list[int]) -> list[int]:
    """The leaves whose numbers are of the levels of those that are answered; where all of these name a problem (关于“…”的问题), deeper ones only list what was done."""
    levels = {mark.level for number in told if (mark := draft.paragraphs[number].mark) is not None}
    if not all(NAMES_PROBLEM.fullmatch(draft.text, draft.paragraphs[n].body, draft.paragraphs[n].end) for n in told):
        return leaves
    return [number for number in leaves if (mark := draft.paragraphs[number].mark) is not None and mark.level in levels]


def is_leaf(draft: Draft, section: list[int], number: int) -> bool:
    """Whether a marked paragraph may head a problem with its answer behind it: deeper numbers that follow only list what was done."""
    paragraph = draft.paragraphs[number]
    if paragraph.mark is None or paragraph.label or paragraph.mark.level is Level.CIRCLED or (number == section[0] and heading(draft, section)):
        return False
    words = (draft.text, paragraph.body, paragraph.end)
    if ASPECT.fullmatch(*words):
        return False
    following = next((n for n in range(number + 1, section[-1] + 1) if draft.paragraphs[n].mark), None)
    if following is None:
        return True
    mark = draft.paragraphs[following].mark
    if mark is None or mark.level <= paragraph.mark.level:
        return True
    return lists_answers(draft, number, following)


def lists_answers(draft: Draft, number: int, following: int) -> bool:
    """Whether a deeper number behind a heading begins a list of what was done, and not a row of smaller problems."""
    paragraph, below = draft.paragraphs[number], draft.paragraphs[following]
    if below.mark is not None and below.mark.level is Level.CIRCLED:
        return True
    behind = draft.paragraphs[following + 1] if following + 1 < len(draft.paragraphs) else None
    has_its_own = behind is not None and behind.region == below.region and not behind.mark and not behind.label and not CLOSING.match(draft.text, behind.start, behind.end)
    if is_heading(draft, below) or has_its_own:
        return False
    if is_heading(draft, paragraph) or ABOUT_PROBLEM.fullmatch(draft.text, paragraph.body, paragraph.end):
        return True
    return bool(
        FAULTY.search(draft.text, paragraph.body, paragraph.end) and paragraph.end - paragraph.body <= LONGEST_FAULT < below.end - below.body
        and not FAULTY.search(draft.text, below.body, below.body + LONGEST_FAULT // 2)
    )  # fmt: skip


def is_heading(draft: Draft, paragraph: Paragraph) -> bool:
    """Whether a paragraph names a problem rather than something done, by itself or with its answer behind it."""
    words = (draft.text, paragraph.body, paragraph.end)
    return NAMES_PROBLEM.fullmatch(*words) is not None or IN_ONE.match(*words) is not None


def follows(draft: Draft, section: list[int], number: int) -> Paragraph | None:
    """The paragraph that would answer the one at `number`."""
    if number >= section[-1]:
        return None
    here, following = draft.paragraphs[number], draft.paragraphs[number + 1]
    if following.label or following.region != here.region:
        return None
    if following.mark is None:
        return following
    deeper = here.mark is not None and following.mark.level > here.mark.level
    return following if deeper and lists_answers(draft, number, number + 1) else None


def is_sure(draft: Draft, number: int, answer: Paragraph | None) -> bool:
    """Whether a heading says 问题的整改, or its answer begins with how it stands."""
    here = draft.paragraphs[number]
    if answer is not None and answer.mark is None and STATUS_FIRST.match(draft.text, answer.start, answer.end):
        return True
    return re.search(r"问题(?:的)?整改", draft.text[here.body : here.end]) is not None and here.end - here.body <= LONGEST_HEADING * 2


def all_faults(draft: Draft, numbers: list[int], least: int) -> bool:
    """Whether these paragraphs, so many or more, are faults in a few words."""
    found = [draft.paragraphs[n] for n in numbers]
    return len(found) >= least and all(one.end - one.body <= LONGEST_FAULT and FAULTY.search(draft.text, one.body, one.end) for one in found)


def all_short(draft: Draft, numbers: list[int]) -> bool:
    """Whether all these paragraphs are no longer than headings are."""
    return all(draft.paragraphs[n].end - draft.paragraphs[n].body <= LONGEST_HEADING for n in numbers)


def headed(draft: Draft, number: int, shapes: tuple[re.Pattern[str], ...]) -> re.Match[str] | None:
    """Where the heading ends within a marked paragraph that goes on with its answer; a heading in a few words must name a fault."""
    paragraph = draft.paragraphs[number]
    if paragraph.mark is None or paragraph.label:
        return None
    for shape in shapes:
        at = shape.match(draft.text, paragraph.body, paragraph.end)
        if at is not None and (shape is IN_ONE or FAULTY.search(at["heading"])):
            return at
    return None


def in_one(draft: Draft, section: list[int], *, alone: bool) -> bool:
    """Problems whose answer stands in the same paragraph: （一）…问题。县财政局…; at least two of a section, or none."""
    shapes = (IN_ONE, SHORT) if "问题" in heading(draft, section) and RECTIFIED.search(heading(draft, section)) else (IN_ONE, ORDERED)
    found = {number: at for number in section if (at := headed(draft, number, shapes)) is not None}
    marked = sum(1 for number in section[1:] if draft.paragraphs[number].mark)
    if not found or len(found) * 2 < marked or (len(found) < 2 and not alone and not RECTIFIED.search(heading(draft, section))):
        return False
    for number, at in found.items():
        paragraph = draft.paragraphs[number]
        draft.split[number] = replace(paragraph, start=at.end(), mark=None, label="progress", body=at.end(), region="body")
        paragraph.end = at.end("stop")
        while draft.text[paragraph.end - 1] in ",:":
            paragraph.end -= 1
    return True
