"""标签: words with a colon that say what a paragraph is: 整改情况, 责任领导, 完成时限; also in brackets, alone on a line, or with spaces between.

A label is looked up, not searched for: the words before a colon are in the vocabulary or they are not. 及成效, 主要 and the like may be added to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from xiaohao.notice.draft import Draft, Paragraph
from xiaohao.notice.marks import Level
from xiaohao.notice.rules.runs import apart, fit_numbers

WORDS = {
    "progress": "整改情况|整改落实情况|整改落实进展情况|整改进展情况|整改进展|整改落实|整改工作情况|整改工作进展情况|整改工作进展|整改推进情况|整改开展情况|整改成效|整改效果|整改进度|落实情况"
    "|进展情况|进展|目前进展|工作进展|工作进展情况|工作成效|取得成效|推进情况|落实整改情况|措施落实情况|整改措施落实情况|整改措施及完成情况|整改措施和完成情况|整改措施及进展情况"
    "|整改措施及落实情况|整改措施及整改情况|整改任务落实情况|整改任务完成情况|办理情况|处理情况|处置情况|查处情况|调查处理情况|处理及整改情况|处理和整改情况|整改及处理情况|核实及整改情况"
    "|management response|management's response|agency response|auditee response|response|action taken|actions taken|corrective action|corrective actions|progress|follow-up result|follow-up results|status update",
    "measures": "整改措施|主要措施|重点措施|工作措施|具体措施|主要整改措施|具体整改措施|重点整改措施|整改任务及措施|整改目标及措施|措施|management action plan|action plan|agreed action|agreed actions",
    "completion": "完成情况|整改结果|整改状态|销号情况|完成状态|整改完成情况|办结情况|是否销号|是否完成|是否完成整改|完成进度|当前状态|目前状态|整改完成状态|status|implementation status|current status",
    "leader": "责任领导|包案领导|牵头领导|责任县领导|责任区领导|责任市领导|责任校领导|责任院领导|责任局领导|责任县级领导|责任市级领导|县级责任领导|分管领导|整改责任领导|牵头责任领导|包抓领导|包联领导"
    "|挂点领导|责任人|整改责任人|具体责任人|主要责任人|第一责任人",
    "lead_unit": "牵头单位|牵头部门|主责单位|主责部门|牵头责任单位|牵头责任部门|责任牵头单位|牵头科室|牵头处室|牵头股室|整改牵头单位",
    "units": "责任单位|配合单位|责任部门|配合部门|协办单位|协同单位|实施主体|整改责任单位|责任主体|整改责任主体|整改主体|整改单位|责任科室|责任处室|责任股室|配合科室|配合处室|承办单位|参与单位|具体责任单位"
    "|responsible party|responsible parties|responsible official|responsible unit|responsible department|owner|action owner",
    "due": "整改时限|完成时限|整改期限|办结时限|完成时间|整改完成时限|时限要求|整改完成时间|计划完成时间|预计完成时间|完成期限|整改时间|办理时限|时限|计划完成时限|整改完成期限"
    "|target date|due date|target completion date|completion date|estimated completion date|implementation date|target implementation date|deadline",
    "track": "整改类型|整改类别|问题类别|整改性质|时限类型|整改时限类型",
    "goal": "整改目标|目标任务|整改要求|整改标准|工作目标|预期目标|目标|整改目标任务|recommendation|risk|criteria|priority|risk rating",
    "other": "责任单位及责任人|责任单位和责任人|责任单位、责任人|责任人及责任单位|责任领导及责任单位|责任领导和责任单位|责任分工|督导单位|督办单位|监督单位|验收单位|销号单位|验收情况|验收意见|验收时间|销号时间|问题来源"
    "|整改依据|佐证材料|下一步打算|下步打算|下一步措施|下一步工作|下步措施|未完成原因|备注|原因分析|existing controls|background",
    "detail": "具体表现|问题表现|主要表现|具体问题表现|表现形式",
    "finding": "反馈问题|具体问题|存在问题|存在的问题|整改问题|问题描述|问题内容|主要问题|反馈意见|反馈指出|问题|整改任务|督察反馈问题|巡察反馈问题|巡视反馈问题|审计发现问题|审计查出问题|发现问题"
    "|反馈问题内容|问题概述|整改事项|问题摘要|反馈的问题|任务内容|finding|observation|issue",
}  # fmt: skip
KIND = {word: kind for kind, words in WORDS.items() for word in words.split("|")}
LONGEST = max(map(len, KIND)) + 12
ANSWERS = frozenset({"progress", "measures", "completion", "leader", "lead_unit", "units", "due", "track", "goal", "other", "detail"})
VALUES = frozenset({"leader", "lead_unit", "units", "due", "track", "completion"})
TOLD = frozenset({"progress", "measures"})
OPENED, ENDED = "【[*(", "】]*)"
AROUND = str.maketrans("", "", " \t*【】[]")
MORE = re.compile(r"^(?:具体|主要|目前|当前|阶段性)|(?:及|和|与|、)(?:取得的?)?(?:整改|工作|落实)?(?:成效|效果|结果|进展|完成情况|落实情况|情况)$|\((?:部门|人|领导|单位|期限)\)$")
AFTER = re.compile(r"[ \t*]*")
OFFICES = "单位|部门|科室|处室|股室|机构|主体|乡镇|镇街|街道|学院"
GRAMMAR = (  # how labels are put together that the vocabulary does not list; the first that fits the whole label decides
    ("other", re.compile(r".*(?:验收|督[导办促]|监督|销号|审核|复核|公示|依据|来源|佐证|备注|原因|下一?步|等级|级别|程度|地点|部位).*|.*(?:单位|部门)(?:及|和|、|与).*(?:人|领导)|.*(?:人|领导)(?:及|和|、|与).*(?:单位|部门)")),
    ("finding", re.compile(
        r"(?:(?:披露|通报|曝光|交办|移交|指出|发现|查出|反馈|督[察查]|巡[视察]组?|审计|检查|信访|投诉|举报|存在|点名|提出|涉及|反映)*的?)(?:具体|突出|主要|整改|重大|事故)*(?:问题|事项|隐患|缺陷)(?:名称|描述|内容|摘要|概述|简述|概况|表述|情况)?")),
    ("measures", re.compile(r"(?:整改|具体|主要|工作|重点|采取的?|拟采取的?|解决|治理|落实|实施|已)+(?:整改)?(?:措施|举措|办法)")),
    ("lead_unit", re.compile(rf"(?:整改|责任)?(?:牵头|主责)(?:责任)?(?:{OFFICES})")),
    ("units", re.compile(rf"(?:整改|具体|直接|主要)*(?:责任|配合|协助|协同|承办|实施|参与|落实|责任落实|被审计)(?:责任)?(?:{OFFICES})")),
    ("leader", re.compile(r"(?:整改|包案|责任|牵头|分管|挂点|包抓|包联|具体|主要|直接|第一|[省市县区镇校院局]级?)*(?:责任领导|责任人|包案领导|牵头领导|整改负责人|责任负责人|包抓领导|包联领导)")),
    ("due", re.compile(r"(?:整改|完成|办结|计划|预计|要求|拟|任务|措施|问题)*(?:时限|期限|完成时间|完成日期|时间要求|时间节点|截止时间|截止日期)")),
    ("completion", re.compile(r"(?:整改|任务|问题|目标)*(?:完成|办结|销号)(?:情况|状态|结果|进度|与否)")),
    ("progress", re.compile(
        r"(?=.*(?:整改|落实|办理|处理|处置|进展|查处|推进|采纳))(?:整改|落实|办理|处理|处置|核查|查处|调查|完成|推进|工作|进展|措施|任务|问题|目前|最新|阶段性|具体|主要|取得|采纳|建议|开展|实施|及|和|与|、|的)+(?:情况|进展|成效|效果|进度)")),
)  # fmt: skip
LONGEST_BUILT = 14
BUILT_ENDS = frozenset("题项患陷级别点据源因注料见论程称述容要况施措法举办位门室构体镇街院导人限期间日求点态果度否展效")
EDGE = frozenset("。;,!?.”\")】]* \t\r\n")


def labels(draft: Draft) -> None:
    """Mark each paragraph that begins with a label, and cut those in which a label stands further inside."""
    found: list[Paragraph] = []
    fit_numbers(draft)
    for paragraph in draft.paragraphs:
        inner = list(inner_labels(draft, paragraph))
        pieces = apart(draft, paragraph, [at for at, _, kind in inner if kind in TOLD]) if len(inner) > 1 else [paragraph]
        for piece in pieces:
            found += cut(draft, piece, [one for one in inner if piece.start <= one[0] < piece.end] if len(pieces) > 1 else inner)
    draft.paragraphs = drawn_together(found)


def known(words: str) -> str:
    """The kind of a label, or nothing."""
    words = words.strip(" \t*[]").lower() if words.isascii() else words.translate(AROUND)
    kind = KIND.get(words)
    if kind is not None:
        return kind
    if not 2 < len(words) <= LONGEST_BUILT or words[-1] not in BUILT_ENDS:
        return KIND.get(MORE.sub("", words), "") if words.endswith(")") else ""
    return next((kind for kind, shape in GRAMMAR if shape.fullmatch(words)), "") or KIND.get(MORE.sub("", words), "")


def label_at(text: str, at: int, end: int) -> tuple[str, int] | None:
    """(kind, where its value begins) of the label that begins here; a paragraph that is nothing but a label is one too."""
    colon = text.find(":", at, min(end, at + LONGEST))
    if colon > at and (kind := known(text[at:colon])):
        return kind, skipped(text, colon + 1, end)
    if text[at : at + 1] in ("【", "["):
        close = next((n for n in range(at + 1, min(end, at + LONGEST)) if text[n] in "】]"), 0)
        if close and (kind := known(text[at:close])):
            return kind, skipped(text, close + 1, end)
    if end - at <= LONGEST and colon < 0 and not text[at:end].isascii() and (kind := KIND.get(text[at:end].translate(AROUND), "")):
        return kind, end
    return None


def skipped(text: str, at: int, end: int) -> int:
    """Past the blanks and asterisks behind a label."""
    after = AFTER.match(text, at, end)
    return after.end() if after else at


def inner_labels(draft: Draft, paragraph: Paragraph) -> Iterator[tuple[int, int, str]]:
    """(start, body, kind) of the labels that stand behind a stop or a blank within a paragraph."""
    text, lowest = draft.text, paragraph.body + 1
    colon = text.find(":", lowest, paragraph.end)
    while colon >= 0:
        start = colon
        while start > lowest and colon - start < LONGEST and text[start - 1] not in EDGE:
            start -= 1
        if start < colon and text[start - 1] in EDGE and (kind := known(text[start:colon])) and kind != "finding" and not text[start:colon].isascii():
            yield start, skipped(text, colon + 1, paragraph.end), kind
        colon = text.find(":", colon + 1, paragraph.end)


def cut(draft: Draft, paragraph: Paragraph, inner: list[tuple[int, int, str]]) -> list[Paragraph]:
    """The paragraph as its labelled pieces; one piece where no label stands inside."""
    first = label_at(draft.text, paragraph.body, paragraph.end)
    pieces = [paragraph]
    if first:
        paragraph.label, paragraph.body = first
        paragraph.alone = paragraph.body >= paragraph.end
    if paragraph.mark and paragraph.mark.named == "answer":
        paragraph.label, paragraph.number, paragraph.mark = paragraph.label or "progress", paragraph.mark.number, None
    for start, body, kind in inner:
        last = pieces[-1]
        # A label inside running words counts only behind a mark, or in a row of labels; 整改情况 within prose does not.
        if start < last.body or not (last.label or last.mark):
            continue
        if last.label == "progress" and kind in ("progress", "measures", "goal", "detail", "other"):
            continue
        if draft.text[start - 1] == "," and not (kind in VALUES and last.label in VALUES):
            continue
        pieces.append(replace(last, start=start, end=last.end, mark=None, label=kind, body=body, alone=False))
        last.end = start
        while last.end > last.body and draft.text[last.end - 1] in " \t*":
            last.end -= 1
    return pieces


def drawn_together(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """A label or a mark alone on its line with what it stands for: the paragraph behind it."""
    found: list[Paragraph] = []
    heads = set(one_problem(paragraphs))
    unmark_lists(paragraphs)
    bears = ""
    for number, paragraph in enumerate(paragraphs):
        settled(paragraph, in_heads=number in heads)
        bears = borne(paragraph, bears)
        last = found[-1] if found else None
        if last is not None and last.alone and last.label in TOLD and begins_list(paragraph):
            last.end, last.body, last.alone = paragraph.end, paragraph.start, False
            continue
        if last is not None and not paragraph.mark and not (paragraph.label and last.label):
            if last.alone and last.label and (last.label != "finding" or last.mark or paragraph.label == ""):
                last.end, last.body, last.alone = paragraph.end, paragraph.start, False
                continue
            if last.mark and not last.label and last.body >= last.end:
                last.end, last.body, last.label, last.alone = paragraph.end, paragraph.body, paragraph.label, paragraph.alone
                continue
        found.append(paragraph)
    return found


def unmark_lists(paragraphs: list[Paragraph]) -> None:
    """(一)(二)(三) behind 整改措施: alone, under a problem that bears 一、, list what is done: they are no headings."""
    level: Level | None = None
    inside, value = False, 0
    for paragraph, following in zip(paragraphs, [*paragraphs[1:], None], strict=False):
        mark = paragraph.mark
        if inside and mark is not None and mark.level is Level.CLAUSE and mark.value == value + 1 and not paragraph.label and not (following and following.label in TOLD and not following.mark):
            value, paragraph.mark, paragraph.body = value + 1, None, paragraph.start
            continue
        if inside and value and mark is None and not paragraph.label:
            continue
        if mark is not None:
            level = mark.level
        inside = paragraph.alone and paragraph.label == "measures" and mark is None and level is Level.SECTION
        value = 0


def begins_list(paragraph: Paragraph) -> bool:
    """Whether a paragraph is the first of a list: 1.…"""
    mark = paragraph.mark
    return mark is not None and not paragraph.label and not mark.named and mark.level >= Level.POINT and mark.value == 1


def settled(paragraph: Paragraph, *, in_heads: bool) -> None:
    """What the mark before a label is: that of a heading (二、整改情况), of one head among several, or the number of the problem that is answered."""
    mark = paragraph.mark
    if mark is None:
        return
    if in_heads:
        paragraph.mark = None
    elif paragraph.label and (paragraph.alone or paragraph.label not in ("finding", "detail")):
        if paragraph.alone and not mark.named:
            paragraph.label, paragraph.alone, paragraph.body = "", False, mark.body
        else:
            paragraph.number, paragraph.mark = (mark.number, None) if mark.named else ("", None)


def borne(paragraph: Paragraph, bears: str) -> str:
    """The number of the problem that a paragraph answers: its own, or that of the one before until a new heading stands."""
    if paragraph.number:
        return paragraph.number
    mark = paragraph.mark
    if mark is not None and (mark.named or mark.level <= Level.CLAUSE):
        return ""
    paragraph.number = bears
    return bears


def one_problem(paragraphs: list[Paragraph]) -> Iterator[int]:
    """The numbered heads under which one problem is told: 一、整改问题 … 二、整改措施 … 六、完成情况. A problem's section that holds a list is none of them."""
    group: list[int] = []
    listed = 0
    for number, paragraph in enumerate(paragraphs):
        mark = paragraph.mark
        first = paragraphs[group[0]].mark if group else None
        if mark is None:
            continue
        if first is not None and mark.level == first.level and paragraph.label and paragraph.label != "finding" and listed < 2:
            group.append(number)
            continue
        if first is not None and mark.level > first.level:
            listed += len(group) == 1
            continue
        if len(group) > 1:
            yield from group
        group, listed = ([number], 0) if paragraph.label == "finding" and mark.level <= 4 else ([], 0)
    if len(group) > 1:
        yield from group
