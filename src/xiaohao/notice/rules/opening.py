"""开头: the title, who issues it, when it was published, and what sort of document it is."""

from __future__ import annotations

import re

from xiaohao.notice.draft import Draft, Paragraph
from xiaohao.notice.tree import Dated, Kind, Role

SUBJECT = re.compile(r"整改|巡视|巡察|审计|督察|督查|隐患|信访|销号|整治|反馈")
GENRE = re.compile(r"(?:通报|公告|报告|公示|方案|清单|台账|公开|情况|一览表|汇总表|意见|通知|复函|函|简报|说明)(?:\([^)]{1,12}\))?$")
ENDS = re.compile(r"[。;:!?,]$")
STAMP = re.compile(
    r"(?:(?:发布|发表|发文|成文|公开|更新|印发|刊发|公布)?(?:时间|日期|日)[:\s]{0,3})?"
    r"(?P<day>(?P<y>(?:19|20)\d\d)(?:[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})|年(?P<m2>\d{1,2})月(?P<d2>\d{1,2})日)(?:[ T]+\d{1,2}:\d\d(?::\d\d)?)?)"
)
NAMED = re.compile(r"(?:发布|发表|发文|成文|公开|更新|印发|刊发|公布)?(?:时间|日期)[:\s]")
BYLINE = re.compile(r"来源|编辑|作者|发布|发表|浏览|点击|字号|字体|打印|责任编辑|信息来源|索引号|时间|日期")
SEARCHED = 40
KINDS = (
    (Kind.STRIKE_OFF_NOTICE, re.compile(r"销号.{0,8}公示|验收.{0,8}公示|整改.{0,6}完成.{0,6}公示")),
    (Kind.BULLETIN, re.compile(r"信访.{0,20}(?:办理|办结|交办|转办|边督边改)|边督边改|举报.{0,10}(?:办理|办结|查处)")),
    (Kind.AUDIT_REPORT, re.compile(r"审计.{0,30}整改.{0,12}(?:报告|情况|公告|结果)")),
    (Kind.LEDGER, re.compile(r"台账|一览表|汇总表")),
    (Kind.PLAN, re.compile(r"整改.{0,6}方案|(?:任务|措施|责任|问题)清单|整改清单")),
    (Kind.PROGRESS_NOTICE, re.compile(r"整改.{0,10}(?:进展|落实|完成)?.{0,8}(?:情况|通报|公告|报告|公开)")),
    (Kind.FEEDBACK, re.compile(r"反馈.{0,12}(?:意见|情况|会)")),
)


def opening(draft: Draft) -> None:
    """Find the title among the first paragraphs, and what stands around it; all before it is furniture."""
    head = draft.paragraphs[:SEARCHED]
    place = next((n for n, p in enumerate(head) if is_title(draft, p)), None)
    first = 0
    if place is not None:
        title = head[place]
        last = place + 1 if goes_on(draft, head, place) else place
        draft.title = draft.place(title.start, head[last].end)
        draft.piece(title.start, head[last].end, Role.TITLE)
        for paragraph in head[: last + 1]:
            paragraph.region = "head"
        issuer(draft)
        first = last + 1
    first = byline(draft, first, place)
    for paragraph in draft.paragraphs[first:]:
        paragraph.region = "front"
    draft.kind = kind(draft)


def is_title(draft: Draft, paragraph: Paragraph) -> bool:
    """A short line about rectification that is no sentence and ends as official papers are called."""
    words = draft.text[paragraph.start : paragraph.end].lstrip("# ")
    if not 6 <= len(words) <= 80 or ENDS.search(words) or paragraph.mark or words.startswith(("来源", "您", "当前", "首页")):
        return False
    if re.search(r"[>|]", words) or not SUBJECT.search(words):
        return False
    return bool(GENRE.search(words)) or bool(re.match(r".{2,30}关于.{4,}", words))


def goes_on(draft: Draft, head: list[Paragraph], place: int) -> bool:
    """A title broken over two lines: 关于… / …的通报."""
    if place + 1 >= len(head):
        return False
    words, following = (draft.text[p.start : p.end] for p in (head[place], head[place + 1]))
    return not GENRE.search(words) and bool(GENRE.search(following)) and len(following) <= 40 and not ENDS.search(following)


def issuer(draft: Draft) -> None:
    """Who speaks: what stands before 关于 in the title."""
    title = draft.title
    if title is None:
        return
    found = re.match(r"(?:#\s*)?(?P<who>[^关]{2,40}?)关于", draft.text[title.start : title.end])
    if found:
        draft.issuer = draft.place(title.start + found.start("who"), title.start + found.end("who"))


def byline(draft: Draft, first: int, place: int | None) -> int:
    """The day of publication, and how many paragraphs are byline rather than text."""
    around = draft.paragraphs[: first + 6]
    for number, paragraph in enumerate(around):
        words = draft.text[paragraph.start : paragraph.end]
        stamp = STAMP.search(words)
        near = place is None or abs(number - place) <= 6
        plain = stamp is not None and stamp["day"] == words.strip("()[] ")
        if stamp and near and (NAMED.search(words) or plain or (BYLINE.search(words) and len(words) < 120)):
            start = paragraph.start + stamp.start("day")
            day = f"{int(stamp['y']):04d}-{int(stamp['m'] or stamp['m2']):02d}-{int(stamp['d'] or stamp['d2']):02d}"
            if valid(day):
                draft.published_on = Dated(start, start + len(stamp["day"]), draft.words(start, start + len(stamp["day"])), day)
                break
    while first < len(draft.paragraphs) and is_byline(draft, draft.paragraphs[first]):
        draft.paragraphs[first].region = "head"
        first += 1
    return first


def is_byline(draft: Draft, paragraph: Paragraph) -> bool:
    """Source, editor, clicks, date: short, and no sentence."""
    words = draft.text[paragraph.start : paragraph.end]
    return len(words) < 120 and not words.endswith("。") and paragraph.mark is None and (
        bool(BYLINE.search(words[:40])) or (bool(STAMP.fullmatch(words.strip("()[] "))))
    )


def valid(day: str) -> bool:
    """Whether such a day exists."""
    year, month, number = (int(part) for part in day.split("-"))
    longest = (31, 29 if year % 4 == 0 and (year % 100 or year % 400 == 0) else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    return 1 <= month <= 12 and 1 <= number <= longest[month - 1]


def kind(draft: Draft) -> Kind:
    """What sort of document the title says it is."""
    if draft.title is None:
        return Kind.UNKNOWN
    words = draft.text[draft.title.start : draft.title.end]
    return next((one for one, shape in KINDS if shape.search(words)), Kind.UNKNOWN)
