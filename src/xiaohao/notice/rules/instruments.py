"""制度文件: titles in 《》, and what the words around them say was done with each."""

from __future__ import annotations

import re

from xiaohao.notice.draft import Draft
from xiaohao.notice.tree import Instrument

TITLE = re.compile(r"《[^《》]*(?:《[^《》]*》[^《》]*)*》")
CLAUSE = re.compile(r"[。;,!?:]")
JOINED = re.compile(r"^[、和与及以及]*$")
REPORT = re.compile(r"技术报告|评估报告|调研报告|审计报告|检测报告|论证报告|报告书|报告》$")
FORM = re.compile(r"(?:通知书|建议书|决定书|告知书|责令[^《》]{0,12}书|提醒函|督办单|督办函|整改单|承诺书|责任书|罚单|意见书)(?:\([^)]*\))?》?$")
SERVED = re.compile(r"(?:下达|送达|开具|发出|发放|签订|签署|填写)(?:了|的)?$")
COUNTED = re.compile(r"^\s*(?:共?计?)?[\d一二两三四五六七八九十百余多]+(?:余|多)?(?:份|张|件|次|个|期)")
VERBS = (
    ("drafted", re.compile(r"起草|草拟|拟定|拟制|研究制定|正在制定|拟出台|征求意见|形成[^。]{0,6}草案|初稿")),
    ("revised", re.compile(r"修订|修改|修编|完善|健全|更新|优化")),
    ("issued", re.compile(r"制定|出台|印发|下发|发布|颁布|建立|编制|制订|转发|拟写|联合发文|制发|签发")),
    ("cited", re.compile(r"根据|依据|按照|严格执行|执行|落实|贯彻|参照|对照|学习|依照|遵守|围绕|宣传|纳入|符合|违反|依|在$|抓好|严格落实")),
)
DRAFTS = re.compile(r"^[^。;]{0,4}等?(?:制度|文件)?(?:草案|初稿|征求意见稿)")


def instruments(draft: Draft) -> None:
    """Each title with its action; a row of titles joined by 、 or standing together shares the action of the first."""
    owners = sorted([(item.start, item.end, item.id) for item in draft.items] + [
        (one.start, one.end, one.items[0]) for one in draft.progress if one.items
    ])
    found: list[Instrument] = []
    before_end, action = -1, "cited"
    place = 0
    titles = list(TITLE.finditer(draft.source.text))
    drafted = drafts(draft, titles)
    for number, title in enumerate(titles):
        start, end = title.span()
        if draft.title and draft.title.start <= start < draft.title.end:
            continue
        if not (before_end >= 0 and JOINED.match(draft.text[before_end:start])):
            action = action_of(draft, start)
        kind = "drafted" if action in ("issued", "revised") and drafted[number] else action
        while place + 1 < len(owners) and owners[place + 1][0] <= start:
            place += 1
        owner = owners[place][2] if owners and owners[place][0] <= start < owners[place][1] else None
        found.append(Instrument(start, end, draft.words(start, end), nature(draft, title, kind), owner))
        before_end = end
    draft.instruments = found


def action_of(draft: Draft, start: int) -> str:
    """What the nearest verb before the title, in its own clause or the one before, says."""
    sentence = max((draft.text.rfind(stop, max(0, start - 90), start) for stop in "。;!?"), default=-1) + 1
    words = draft.text[max(sentence, start - 90) : start]
    clauses = CLAUSE.split(words)
    for clause in reversed(clauses[-2:]):
        nearest = max(((m.end(), -rank, name) for rank, (name, shape) in enumerate(VERBS) for m in shape.finditer(clause)), default=None)
        if nearest:
            return nearest[2]
    return "cited"


def drafts(draft: Draft, titles: list[re.Match[str]]) -> list[bool]:
    """For each title whether the row of titles that it stands in ends with 等草案."""
    found: list[bool] = []
    for number in range(len(titles) - 1, -1, -1):
        end = titles[number].end()
        goes_on = number + 1 < len(titles) and JOINED.match(draft.text[end : titles[number + 1].start()]) is not None
        found.append(found[-1] if goes_on else DRAFTS.match(draft.text[end : end + 16]) is not None)
    return found[::-1]


def nature(draft: Draft, title: re.Match[str], action: str) -> str:
    """A form that is served on somebody and a report are no instruments that bind."""
    words = draft.text[title.start() : title.end()]
    is_served = COUNTED.match(draft.text[title.end() : title.end() + 12]) or SERVED.search(draft.text, max(0, title.start() - 4), title.start())
    if FORM.search(words) and (is_served or action != "cited"):
        return "form"
    if REPORT.search(words):
        return "report"
    return action
