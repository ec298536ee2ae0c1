"""事项: aspects, findings and items with their own words; the mark and the lead-in are not part of them."""

from __future__ import annotations

import re

from xiaohao.notice.draft import Draft, Node
from xiaohao.notice.marks import Level
from xiaohao.notice.rules.structure import WITHOUT_ANSWERS, grown
from xiaohao.notice.tree import Aspect, Finding, Item, Kind, Role

LEAD_IN = re.compile(r"(?:反馈问题|反馈意见|反馈指出|存在问题|问题)[:]\s*")
QUOTED = r"[^“”]*(?:“[^“”]*”[^“”]*)*"
ABOUT = re.compile(
    rf"(?:针对|关于|在)\s*(?:“(?P<words>{QUOTED})”|[\"「](?P<plain>[^\"「」]+)[\"」])"
    r"\s*(?:方面|问题)?(?:的)?(?:问题)?(?:的)?(?:整改|整改情况|整改落实情况|整改进展情况|方面)?[。:]?$"
)
ABOUT_PLAIN = re.compile(r"关于(?P<words>(?:[^“”\"]|“[^“”]*”){2,200}?)(?:的)?问题(?:的)?(?:整改(?:落实|进展)?(?:情况)?)[。:]?$")
CONTAINER = re.compile(
    r"(?:中央|省委?|市委?|区委?|县委?|党委|党组|第[一二三四五六七八九十]+|巡[视察]组?|审计|督[察查]组?|环保|生态环境保护|反馈|移交|查出|发现|指出|存在|意见|主要|重点|具体|突出|集中|阶段性|逐条|逐项|分项|问题|事项|的|和|及|我[区县市局校镇]|被巡[视察]单位"
    r"|整改|落实|进展|工作|完成|任务|清单|情况|措施|方案|推进)+[。:]?"
)
OWN_NUMBER = re.compile(
    r"第(?P<counted>[一二三四五六七八九十百\d]{1,5})(?:项|号)(?:整改)?(?:问题|任务|事项)|(?P<called>\d{1,4})号(?:问题|任务)|序号(?P<serial>[一二三四五六七八九十百]{1,5}|\d{1,4})"
    r"|(?:问题|任务|事项|意见)(?:整改)?[(\[]?第(?P<behind>[一二三四五六七八九十百\d]{1,5})(?:项|号)(?!整改?(?:问题|任务|事项))"
)
QUOTED_ITEM = re.compile(
    r"(?:第(?P<counted>[一二三四五六七八九十百\d]{1,5})[项号](?:整改)?(?:问题|任务|事项)?|(?P<called>\d{1,4})号(?:问题|任务)|序号(?P<serial>[一二三四五六七八九十百]{1,5}|\d{1,4})(?:的?(?:问题|任务))?)"
    r"\s*[:,]?\s*“(?P<words>[^“”]{6,300})”"
)
OPENING = 3_000  # characters in which a notice about one problem names its number


def items(draft: Draft) -> None:
    """Name each node what it is: the deepest ones are items, those above findings and aspects."""
    nodes = grown(draft)
    for node in nodes:
        if node.parent:
            node.parent.last_answered = max(node.parent.last_answered, node.paragraph if node.answered else -1)
            node.parent.holds_rows = node.parent.holds_rows or bool(node.children)
    named: dict[int, str] = {}
    subjects = subject_sections(draft, nodes)
    sections_are_aspects = two_levels(draft, nodes)
    for node in nodes:
        role = role_of(draft, node, sections_are_aspects, subjects)
        if role == "aspect":
            named[node.paragraph] = put_aspect(draft, node)
        elif role == "finding":
            named[node.paragraph] = put_finding(draft, node, above(node, named, "a"))
        elif role == "item":
            put_item(draft, node, above(node, named, "a"), above(node, named, "f"))
    own_number(draft)
    if not nodes and draft.kind is Kind.STRIKE_OFF_NOTICE:
        quoted_items(draft)


def quoted_items(draft: Draft) -> None:
    """The problems of a notice that is one paragraph: those it quotes behind their numbers."""
    for found in QUOTED_ITEM.finditer(draft.text, draft.title.end if draft.title else 0):
        start, end = found.span("words")
        number = found["counted"] or found["called"] or found["serial"]
        draft.items.append(Item(start, end, draft.words(start, end), f"i{len(draft.items) + 1}", number))
        draft.piece(start, end, Role.ITEM)


def two_levels(draft: Draft, nodes: list[Node]) -> bool:
    """Whether 一、 is the level of the aspects: no (一) holds items of its own, and where (一) are the items, more than one 一、 holds some."""
    clauses = [node for node in nodes if node.mark and node.mark.level is Level.CLAUSE]
    if any(has_items(draft, node) for node in clauses):
        return False
    holding = {id(node.parent) for node in clauses if node.parent and node.answered}
    return not holding or len(holding) > 1


def subject_sections(draft: Draft, nodes: list[Node]) -> set[int]:
    """The 一、 that name a subject (政治建设方面) over (一) which hold a row of items without a level between: aspects over findings. At least two, or none."""
    found = set()
    for node in nodes:
        if node.mark is None or node.mark.level is not Level.SECTION or is_container(draft, node):
            continue
        clauses = [one for one in node.children if one.mark and one.mark.level is Level.CLAUSE]
        deep = [one for clause in clauses for one in clause.children]
        if deep and not any(has_items(draft, one) for one in deep):
            found.add(id(node))
    return found if len(found) > 1 else set()


def is_container(draft: Draft, node: Node) -> bool:
    """A section that only says that what follows is the rectification: 二、巡察反馈问题整改落实情况."""
    paragraph = draft.paragraphs[node.paragraph]
    return CONTAINER.fullmatch(draft.text, paragraph.body, paragraph.end) is not None


def role_of(draft: Draft, node: Node, sections_are_aspects: bool, subjects: set[int]) -> str:
    """aspect, finding, item, or nothing."""
    mark = node.mark
    if mark is None:
        return "item" if node.answered or draft.kind in WITHOUT_ANSWERS else ""
    fruitful = has_items(draft, node)
    if mark.level is Level.SECTION:
        if id(node) in subjects:
            return "aspect"
        if node.answered and not node.children:
            return "item"
        return "aspect" if sections_are_aspects and fruitful and not is_container(draft, node) else ""
    if mark.level is Level.CLAUSE:
        if node.children and fruitful:
            return "finding" if node.parent and id(node.parent) in subjects else "aspect"
        return "item" if node.answered or (not node.children and draft.kind in WITHOUT_ANSWERS and stands_alone(node)) else ""
    if node.children and fruitful:
        return "finding" if mark.named or not any(one.mark and one.mark.named for one in node.children) else "aspect"
    if node.answered or mark.level is Level.SUBPOINT or draft.kind in WITHOUT_ANSWERS:
        return "item"
    return "item" if node.parent and node.parent.last_answered > node.paragraph else ""


def stands_alone(node: Node) -> bool:
    """Whether (一) is the lowest level of its section in a document without answers: none beside it holds anything."""
    return node.parent is not None and not node.parent.holds_rows


def has_items(draft: Draft, node: Node) -> bool:
    """Whether an answer, or a row of items in a document without answers, stands somewhere below."""
    if draft.kind in WITHOUT_ANSWERS and node.children:
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
    start, end = min(mark.body, paragraph.end) if mark else paragraph.start, paragraph.end
    draft.piece(paragraph.start, start, Role.MARK)
    if paragraph.label == "finding":
        draft.piece(start, paragraph.body, Role.LABEL)
        start = paragraph.body
    elif paragraph.label:
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
    """Add an item; a number without words is none."""
    start, end = words_of(draft, node)
    if start == end:
        return
    number = node.mark.number if node.mark else ""
    draft.items.append(Item(start, end, draft.words(start, end), f"i{len(draft.items) + 1}", number, aspect, finding))
    draft.piece(start, end, Role.ITEM)


def own_number(draft: Draft) -> None:
    """The one problem of a notice bears the number by which the notice calls it before (第二十三项问题), if it calls it by one only."""
    if len(draft.items) != 1 or draft.items[0].number:
        return
    item = draft.items[0]
    start = draft.title.start if draft.title else 0
    called = {found[found.lastgroup or 0] for found in OWN_NUMBER.finditer(draft.text, start, min(item.start, start + OPENING))}
    if len(called) == 1:
        draft.items[0] = Item(item.start, item.end, item.text, item.id, called.pop(), item.aspect, item.finding)
