"""标签: words with a colon that say what a paragraph is: 整改情况, 责任领导, 完成时限."""

from __future__ import annotations

import re
from dataclasses import replace

from xiaohao.notice.draft import Draft, Paragraph

WORDS = {
    "progress": "整改落实进展情况|整改落实情况|整改进展情况|整改工作情况|整改完成情况及成效|整改情况|整改进展|整改落实|整改成效|落实情况|进展情况|工作进展",
    "measures": "整改措施|主要措施|重点措施|工作措施|具体措施",
    "completion": "完成情况|整改结果|整改状态|销号情况|完成状态|整改完成情况",
    "leader": "责任领导|包案领导|牵头领导|责任县领导|责任区领导|分管领导|责任人",
    "lead_unit": "牵头单位|牵头部门|主责单位|牵头责任单位",
    "units": "责任单位|配合单位|责任部门|配合部门|协办单位|实施主体",
    "due": "整改时限|完成时限|整改期限|办结时限|完成时间|整改完成时限|时限要求",
    "track": "整改类型|整改类别|问题类别",
    "goal": "整改目标|目标任务|整改要求",
    "finding": "反馈问题|具体问题|问题表现|具体表现|存在问题|整改问题",
}  # fmt: skip
KIND = {word: kind for kind, words in WORDS.items() for word in words.split("|")}
ANY = "|".join(sorted(KIND, key=len, reverse=True))
LABEL = re.compile(rf"(?:【)?({ANY})(?:】:?|:)\s*")
INSIDE = re.compile(rf"(?:(?<=[。;;\s])|(?<=[”\")]))({ANY}):\s*")
ANSWERS = frozenset({"progress", "measures", "completion", "leader", "lead_unit", "units", "due", "track", "goal"})


def labels(draft: Draft) -> None:
    """Mark each paragraph that begins with a label, and cut those in which a label stands further inside."""
    found: list[Paragraph] = []
    for paragraph in draft.paragraphs:
        found += cut(draft, paragraph)
    draft.paragraphs = found


def cut(draft: Draft, paragraph: Paragraph) -> list[Paragraph]:
    """The paragraph as its labelled pieces; one piece where no label stands inside."""
    at = paragraph.body
    first = LABEL.match(draft.text, at, paragraph.end)
    pieces = [paragraph]
    if first:
        paragraph.label, paragraph.body = KIND[first[1]], first.end()
    for inner in INSIDE.finditer(draft.text, paragraph.body, paragraph.end):
        kind = KIND[inner[1]]
        last = pieces[-1]
        # A label inside running words counts only behind a mark, or in a row of labels; 整改情况 within prose does not.
        if kind == "finding" or not (last.label or last.mark):
            continue
        if last.label == "progress" and kind in ("progress", "measures", "goal"):
            continue
        pieces.append(replace(last, start=inner.start(), end=last.end, mark=None, label=kind, body=inner.end()))
        last.end = inner.start()
        while last.end > last.body and draft.text[last.end - 1] in " \t":
            last.end -= 1
    return pieces
