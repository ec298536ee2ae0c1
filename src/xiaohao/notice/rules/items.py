"""事项: aspects, findings and items with their own words; the mark and the lead-in are not part of them."""

from __future__ import annotations

import re

from xiaohao.notice.draft import Draft, Node
from xiaohao.notice.marks import Level
from xiaohao.notice.rules.structure import grown
from xiaohao.notice.tree import Aspect, Finding, Item, Kind, Role

LEAD_IN = re.compile(r"(?:反馈问题|反馈意见|反馈指出|存在问题)[:]\s*")
QUOTED = r"[^“”]*(?:“[^“”]*”[^“”]*)*"
ABOUT = re.compile(
    rf"(?:针对|关于|在)\s*(?:“(?P<words>{QUOTED})”|[\"「](?P<plain>[^\"「」]+)[\"」])"
    r"\s*(?:方面|问题)?(?:的)?(?:问题)?(?:的)?(?:整改|整改情况|整改落实情况|方面)?[。:]?$"
)
ABOUT_PLAIN = re.compile(r"关于(?P<words>(?:[^“”\"]|“[^“”]*”){2,200}?)(?:的)?问题(?:的)?(?:整改(?:落实|进展)?(?:情况)?)[。:]?$")
CONTAINER = re.compile(
    r"(?:中央|省委?|市委?|区委?|县委?|党委|党组|第[一二三四五六七八九十]+|巡[视察]组?|审计|督[察查]组?|环保|生态环境保护|反馈|移交|查出|发现|指出|意见|主要|重点|具体|突出|问题|事项|的|和|及"
    r"|整改|落实|进展|工作|完成|任务|清单|情况|措施|逐项|方案|推进)+[。:]?"
)


def items(draft: Draft) -> None:
    """Name each node what it is: the deepest ones are items, those above findings and aspects."""
    nodes = [node for node in grown(draft) if node.mark]
    named: dict[int, str] = {}
    sections_are_aspects = two_levels(draft, nodes)
    for node in nodes:
        role = role_of(draft, node, sections_are_aspects)
        if role == "aspect":
            named[node.paragraph] = put_aspect(draft, node)
        elif role == "finding":
            named[node.paragraph] = put_finding(draft, node, above(node, named, "a"))
        elif role == "item":
            put_item(draft, node, above(node, named, "a"), above(node, named, "f"))


def two_levels(draft: Draft, nodes: list[Node]) -> bool:
    """Whether 一、 is the level of the aspects: no (一) holds items of its own, and where (一) are the items, more than one 一、 holds some."""
    clauses = [node for node in nodes if node.mark and node.mark.level is Level.CLAUSE]
    if any(has_items(draft, node) for node in clauses):
        return False
    holding = {id(node.parent) for node in clauses if node.parent and node.answered}
    return not holding or len(holding) > 1


def is_container(draft: Draft, node: Node) -> bool:
    """A section that only says that what follows is the rectification: 二、巡察反馈问题整改落实情况."""
    paragraph = draft.paragraphs[node.paragraph]
    return CONTAINER.fullmatch(draft.text, paragraph.body, paragraph.end) is not None


def role_of(draft: Draft, node: Node, sections_are_aspects: bool) -> str:
    """aspect, finding, item, or nothing."""
    mark = node.mark
    if mark is None:
        return ""
    fruitful = has_items(draft, node)
    if mark.level is Level.SECTION:
        return "aspect" if sections_are_aspects and fruitful and not is_container(draft, node) else ""
    if mark.level is Level.CLAUSE:
        if node.children:
            return "aspect" if fruitful else ""
        return "item" if node.answered else ""
    if node.children and fruitful:
        return "finding"
    if node.answered or mark.level is Level.SUBPOINT or draft.kind in (Kind.FEEDBACK, Kind.PLAN, Kind.LEDGER):
        return "item"
    siblings = node.parent.children if node.parent else [node]
    return "item" if any(one.answered for one in siblings[siblings.index(node) :]) else ""


def has_items(draft: Draft, node: Node) -> bool:
    """Whether an answer, or a row of items in a document without answers, stands somewhere below."""
    if draft.kind in (Kind.FEEDBACK, Kind.PLAN, Kind.LEDGER) and node.children:
        return True
    return any(one.answered or (one.mark and one.mark.level is Level.SUBPOINT) or has_items(draft, one) for one in node.children)


def above(node: Node, named: dict[int, str], prefix: str) -> str | None:
    """The id of the nearest aspect (a) or finding (f) above a node."""
    parent = node.parent
    while parent:
        found = named.get(parent.paragraph)
        if found and found.startswith(prefix):
            return found
        parent = parent.parent
    return None


def words_of(draft: Draft, node: Node) -> tuple[int, int]:
    """Where a node's own words stand: without mark, lead-in, or the quotation marks of 关于“…”问题的整改."""
    paragraph = draft.paragraphs[node.paragraph]
    mark = node.mark
    start = min(mark.body, paragraph.end) if mark else paragraph.start
    draft.piece(paragraph.start, start, Role.MARK)
    end = paragraph.end
    if paragraph.label and paragraph.label != "finding":
        end = start
    lead = LEAD_IN.match(draft.text, start, end)
    if lead:
        draft.piece(start, lead.end(), Role.LABEL)
        start = lead.end()
    about = ABOUT.match(draft.text, start, end) or ABOUT_PLAIN.match(draft.text, start, end)
    if about:
        start, end = about.span("words" if about["words"] is not None else "plain")
    paragraph.used = True
    return draft.trimmed(start, end)


def put_aspect(draft: Draft, node: Node) -> str:
    """Add an aspect and return its id."""
    start, end = words_of(draft, node)
    made = Aspect(start, end, draft.words(start, end), f"a{len(draft.aspects) + 1}", node.mark.number if node.mark else "")
    draft.aspects.append(made)
    draft.piece(start, end, Role.ASPECT)
    return made.id


def put_finding(draft: Draft, node: Node, aspect: str | None) -> str:
    """Add a finding and return its id."""
    start, end = words_of(draft, node)
    made = Finding(start, end, draft.words(start, end), f"f{len(draft.findings) + 1}", node.mark.number if node.mark else "", aspect)
    draft.findings.append(made)
    draft.piece(start, end, Role.FINDING)
    return made.id


def put_item(draft: Draft, node: Node, aspect: str | None, finding: str | None) -> None:
    """Add an item."""
    start, end = words_of(draft, node)
    number = node.mark.number if node.mark else ""
    draft.items.append(Item(start, end, draft.words(start, end), f"i{len(draft.items) + 1}", number, aspect, finding))
    draft.piece(start, end, Role.ITEM)
