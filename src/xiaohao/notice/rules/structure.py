"""结构: which marked paragraphs are aspects, findings and items, and which belong to an answer or to prose."""

from __future__ import annotations

import re
from collections.abc import Iterable

from xiaohao.notice.draft import UNNUMBERED, Draft, Node, Paragraph
from xiaohao.notice.marks import Level, Mark, row_of_ordinals
from xiaohao.notice.rules.implied import imply, imply_sections
from xiaohao.notice.rules.labels import ANSWERS, TOLD
from xiaohao.notice.rules.parallel import join_lists
from xiaohao.notice.rules.sections import close, cut_sections, is_away
from xiaohao.notice.tree import Kind

LIKE_LABEL = re.compile(r"[^\s:。,]{2,14} ?:")
FAR = 12  # paragraphs of one entry of a list
WITHOUT_ANSWERS = frozenset({Kind.FEEDBACK, Kind.PLAN, Kind.LEDGER})
Listing = tuple[Level, int]


def structure(draft: Draft) -> None:
    """Find the sections that hold findings and mark their paragraphs as body; the tree itself is grown by `grown`."""
    sections = cut_sections(draft)
    bodies = join_lists(draft, sections) or bodies_of(draft, sections)
    for section in bodies:
        for number in section:
            paragraph = draft.paragraphs[number]
            if paragraph.region == "front":
                paragraph.region = "body"
    if bodies:
        for paragraph in draft.paragraphs[bodies[-1][-1] + 1 :]:
            if paragraph.region == "front":
                paragraph.region = "back"
    close(draft, bodies)
    after_status(draft)
    if draft.split:
        draft.paragraphs = [one for n, paragraph in enumerate(draft.paragraphs) for one in (paragraph, draft.split.get(n)) if one is not None]


def bodies_of(draft: Draft, sections: list[list[int]]) -> list[list[int]]:
    """The sections that hold problems: those with labelled answers, else those that answer without a label, else all that do not only speak of the work."""
    open_to = [section for section in sections if not is_away(draft, section)]
    if draft.kind is Kind.FEEDBACK:
        return [section for section in open_to if any(draft.paragraphs[n].mark for n in section[1:])]
    has_table = bool(draft.ledgers or draft.forms)
    # Who does what until when is said of any work, and who filled in a table stands below it.
    telling = TOLD | {"completion", "finding"} if draft.kind is Kind.UNKNOWN or has_table else ANSWERS
    answered = [section for section in sections if any(draft.paragraphs[n].label in telling for n in section)]
    if answered:
        return answered
    if has_table:  # where a table holds the problems, headings without answers are none
        return []
    if draft.kind in WITHOUT_ANSWERS:
        return open_to
    told = [section for section in open_to if imply(draft, section)] or imply_sections(draft, open_to)
    known = {section[0] for section in told}
    return [section for section in open_to if section[0] in known or imply(draft, section, alone=True)] if told else told


def after_status(draft: Draft) -> None:
    """What stands behind a line that only says how an item stands tells what was done."""
    for before, paragraph in zip(draft.paragraphs, draft.paragraphs[1:], strict=False):
        if LIKE_LABEL.match(draft.text, paragraph.start, paragraph.end):
            continue
        if before.label == "completion" and paragraph.region == "body" == before.region and not (paragraph.label or paragraph.mark or paragraph.number):
            paragraph.label, paragraph.body = "progress", paragraph.start


def grown(draft: Draft) -> list[Node]:
    """The nodes of the body in order of the text. A row of numbers inside an answer is no node: it begins again at 1 where the outer row would not."""
    nodes: list[Node] = []
    answered_elsewhere = {one.number for one in draft.paragraphs if one.number and one.label in ANSWERS}
    open_nodes: list[Node] = []
    listing: Listing | None = None
    answering = False
    for number, paragraph in enumerate(draft.paragraphs):
        if paragraph.region != "body" or paragraph.number:
            answering, listing = False, None
            continue
        mark = paragraph.mark
        if (mark is None and (paragraph.label != "finding" or paragraph.body >= paragraph.end)) or (mark is not None and mark.level is Level.CIRCLED):
            if paragraph.label in ANSWERS and open_nodes:
                open_nodes[-1].answered = True
                answering = answering or paragraph.label in TOLD or paragraph.label == "completion"
                if paragraph.label in TOLD:
                    listing = listed_in(draft, number)
            continue
        if mark is not None and answering and not mark.named and (step := in_list(draft, number, mark.level, mark.value, open_nodes, listing)) is not None:
            listing = step
            continue
        answering, listing = paragraph.label in TOLD, None
        node = Node(number, mark, answered=paragraph.label in ANSWERS or (mark is not None and mark.number in answered_elsewhere))
        while open_nodes and open_nodes[-1].depth >= node.depth:
            open_nodes.pop()
        if open_nodes:
            node.parent = open_nodes[-1]
            node.parent.children.append(node)
        open_nodes.append(node)
        nodes.append(node)
    return nodes


def listed_in(draft: Draft, number: int) -> Listing | None:
    """How far a row of numbers has come in the paragraph that an answer begins with, where the next marked paragraph goes on with it."""
    paragraph = draft.paragraphs[number]
    behind = next((one for one in draft.paragraphs[number + 1 : number + 1 + FAR] if one.mark or one.label), None)
    mark: Mark | None = behind.mark if behind else None
    if mark is None or mark.named or mark.value is None or mark.value < 2:
        return None
    row = row_of_ordinals(draft.text, paragraph.body, paragraph.end)
    if len(row) < mark.value - 1 and mark.value == 2:
        first = draft.text[paragraph.body : paragraph.end]
        return (mark.level, 1) if f"1{draft.text[mark.end - 1]}" in first or "(1)" in first else None
    closing = draft.text[row[-1][1] - 1] if row else ""
    return (mark.level, mark.value - 1) if len(row) == mark.value - 1 and closing == draft.text[mark.end - 1] else None


def in_list(draft: Draft, number: int, level: Level, value: int | None, open_nodes: list[Node], listing: Listing | None) -> Listing | None:
    """Where a row inside an answer has come to with this mark; None when the mark is none of that row."""
    if value is None or level <= (Level.CLAUSE if open_nodes[-1].depth < UNNUMBERED else Level.SECTION):
        return None
    above = next((node for node in reversed(open_nodes) if node.mark and node.mark.level is level), None)
    outer = above.mark.value if above and above.mark else None
    if listing == (level, value - 1):
        return None if leaves_list(draft, number, value, above) else (level, value)
    if value != 1 or heads_an_item(draft, number):
        return None
    return (level, value) if outer is not None or open_nodes[-1].depth == UNNUMBERED or level > max(node.depth for node in open_nodes) or is_named(open_nodes) else None


def is_named(open_nodes: list[Node]) -> bool:
    """Whether the problem that is being answered bears a name with its number: 第5项, 问题三."""
    mark = open_nodes[-1].mark if open_nodes else None
    return mark is not None and bool(mark.named)


def leaves_list(draft: Draft, number: int, value: int, above: Node | None) -> bool:
    """Whether a mark that goes on a row inside an answer is rather the next heading of the outer row: only where it goes on that row too.

    Where both go on, the stop at its end decides, if it is that of the one and not of the other; else what stands behind it.
    """
    if above is None or above.mark is None or above.mark.value != value - 1:
        behind = draft.paragraphs[number + 1].label if number + 1 < len(draft.paragraphs) else ""
        return draft.paragraphs[number].label in ANSWERS or behind in TOLD
    before = next((p for p in reversed(draft.paragraphs[max(0, number - FAR) : number]) if p.mark), None)
    here, inner, heading = (stopped(draft, p) if p else None for p in (draft.paragraphs[number], before, draft.paragraphs[above.paragraph]))
    if inner != heading and inner is not None:
        return here == heading
    return heads_an_item(draft, number)


def stopped(draft: Draft, paragraph: Paragraph) -> bool:
    """Whether a paragraph ends as a sentence does."""
    return draft.text[paragraph.end - 1] in "。;."


def heads_an_item(draft: Draft, number: int) -> bool:
    """Whether what follows shows this mark to be a heading: an answer's label, in it or right behind it."""
    if draft.paragraphs[number].label in ANSWERS:
        return True
    following: Iterable[Paragraph] = draft.paragraphs[number + 1 : number + 3]
    here = draft.paragraphs[number].mark
    for paragraph in following:
        if paragraph.label in ANSWERS:
            return True
        if paragraph.mark and here and paragraph.mark.level <= here.level:
            return False
    return False
