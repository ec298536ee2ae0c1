"""结构: which marked paragraphs are aspects, findings and items, and which belong to an answer or to prose."""

from __future__ import annotations

from collections.abc import Iterable

from xiaohao.notice.draft import Draft, Node, Paragraph
from xiaohao.notice.marks import Level
from xiaohao.notice.rules.labels import ANSWERS
from xiaohao.notice.tree import Kind

FAR = 12  # paragraphs of one entry of a list
WITHOUT_ANSWERS = frozenset({Kind.FEEDBACK, Kind.PLAN, Kind.LEDGER})


def structure(draft: Draft) -> None:
    """Find the sections that hold findings and mark their paragraphs as body; the tree itself is grown by `grown`."""
    sections = cut_sections(draft)
    answered = [section for section in sections if any(draft.paragraphs[n].label in ANSWERS for n in section)]
    listed = draft.kind in WITHOUT_ANSWERS and not draft.ledgers and not draft.forms  # where a table holds the problems, headings without answers are none
    bodies = answered or (sections if listed else [])
    for section in bodies:
        for number in section:
            paragraph = draft.paragraphs[number]
            if paragraph.region == "front":
                paragraph.region = "body"
    if bodies:
        after = max(bodies[-1], default=0)
        for paragraph in draft.paragraphs[after + 1 :]:
            if paragraph.region == "front":
                paragraph.region = "back"


def cut_sections(draft: Draft) -> list[list[int]]:
    """Paragraph numbers by section; what stands before the first 一、 is a section of its own."""
    sections: list[list[int]] = [[]]
    for number, paragraph in enumerate(draft.paragraphs):
        if paragraph.region != "front":
            continue
        if paragraph.mark and paragraph.mark.level is Level.SECTION:
            sections.append([])
        sections[-1].append(number)
    return [section for section in sections if section]


def grown(draft: Draft) -> list[Node]:
    """The nodes of the body in order of the text. A row of numbers inside an answer is no node: it begins again at 1 where the outer row would not."""
    nodes: list[Node] = []
    open_nodes: list[Node] = []
    listing: tuple[Level, int] | None = None
    answering = False
    for number, paragraph in enumerate(draft.paragraphs):
        if paragraph.region != "body":
            answering, listing = False, None
            continue
        mark = paragraph.mark
        if mark is None or mark.level is Level.CIRCLED:
            if paragraph.label in ANSWERS and open_nodes:
                open_nodes[-1].answered = True
                answering = answering or paragraph.label in ("progress", "measures")
            continue
        if answering and (step := in_list(draft, number, mark.level, mark.value, open_nodes, listing)) is not None:
            listing = step
            continue
        answering, listing = paragraph.label in ("progress", "measures"), None
        while open_nodes and depth(open_nodes[-1]) >= mark.level:
            open_nodes.pop()
        node = Node(number, mark, open_nodes[-1] if open_nodes else None, answered=paragraph.label in ANSWERS)
        if node.parent:
            node.parent.children.append(node)
        open_nodes.append(node)
        nodes.append(node)
    return nodes


def depth(node: Node) -> int:
    """The level of a node's mark."""
    return int(node.mark.level) if node.mark else 0


def in_list(
    draft: Draft, number: int, level: Level, value: int | None, open_nodes: list[Node], listing: tuple[Level, int] | None,
) -> tuple[Level, int] | None:  # fmt: skip
    """Where a row inside an answer has come to with this mark; None when the mark is none of that row."""
    if level <= Level.CLAUSE or value is None:
        return None
    above = next((node for node in reversed(open_nodes) if node.mark and node.mark.level is level), None)
    outer = above.mark.value if above and above.mark else None
    if listing == (level, value - 1):
        return None if leaves_list(draft, number, value, above) else (level, value)
    if value == 1 and (outer is not None or level > max(depth(node) for node in open_nodes)) and not heads_an_item(draft, number):
        return level, value
    return None


def leaves_list(draft: Draft, number: int, value: int, above: Node | None) -> bool:
    """Whether a mark that goes on a row inside an answer is rather the next heading of the outer row: only where it goes on that row too.

    Where both go on, the stop at its end decides, if it is that of the one and not of the other; else what stands behind it.
    """
    if above is None or above.mark is None or above.mark.value != value - 1:
        behind = draft.paragraphs[number + 1].label if number + 1 < len(draft.paragraphs) else ""
        return draft.paragraphs[number].label in ANSWERS or behind in ("progress", "measures")
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
