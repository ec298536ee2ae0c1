"""开头: the title, who issues it, when it was published, and what sort of document it is."""

from __future__ import annotations

import re

from xiaohao.notice.draft import Draft, Paragraph
from xiaohao.notice.rules.dates import ENGLISH, english
from xiaohao.notice.tree import Dated, Kind, Place, Role

SUBJECT = re.compile(r"整改|巡视|巡察|审计|督察|督查|隐患|信访|销号|整治|反馈")
GENRE = re.compile(r"(?:通报|公告|报告|公示|方案|清单[”\"]?|台账|公开|情况|一览表|汇总表|意见|通知|复函|函|简报|说明|结果|纪要|决定|计划|批复|措施|整改表|明细表)(?:\([^)]{1,12}\))?$")
ENDS = re.compile(r"[。;:!?,]$")
BODY_NAME = re.compile(r"(?:中共)?[\u4e00-\u9fff()]{2,30}(?:委员会|人民政府|政府|局|委|党组|党委|党工委|办公室|公司|学院|大学|学校|医院|厅|院|部|委办|领导小组|指挥部|管委会|工作委员会|巡察组|巡视组|审计署|协会|中心|办事处|党总支|党支部|整改办|纪委监委|法院|检察院)")
STAMP = re.compile(
    r"(?:(?:发布|发表|发文|成文|公开|更新|印发|刊发|公布)?(?:时间|日期|日)[:\s]{0,3})?"
    r"(?P<day>(?P<y>(?:19|20)\d\d)(?:[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})| ?年 ?(?P<m2>\d{1,2}) ?月 ?(?P<d2>\d{1,2}) ?日)(?:[ T]+\d{1,2}:\d\d(?::\d\d)?)?)"
)
NAMED = re.compile(r"(?:发布|发表|发文|成文|公开|更新|印发|刊发|公布)?(?:时间|日期)[:\s]|\b(?:Issued|Published|Date)(?: on)?:", re.IGNORECASE)
BYLINE = re.compile(r"来源|编辑|作者|发布|发表|浏览|点击|字号|字体|打印|责任编辑|信息来源|索引号|时间|日期|公开方式|文号|记者|^Issued|^Published|^Date:")
SPOKEN = re.compile(r"-+\s*(?P<day>(?:19|20)\d\d年\d{1,2}月\d{1,2}日)在.{4,60}(?:会议|大会)上")
ISSUED_BY = re.compile(r"(?:发布机构|发文机关|公开主体|发布单位)[:\s]\s*(?P<who>[\u4e00-\u9fff()]{4,40})")
ADDRESSED = re.compile(r"^(?:来源|您|当前|首页|网站|设为|信息来源|各|抄送|分享)|[>|]|^[\u4e00-\u9fff]{2,12}[\[〔(](?:19|20)\d\d[\]〕)]\s*第?\d+号$|^(?:To|From|Cc|Attn)\b", re.IGNORECASE)
RE_LINE = re.compile(r"(?:Subject|RE|Title):\s*", re.IGNORECASE)
ENGLISH_TITLE = re.compile(r"(?:audit|follow-?up|recommendation|management (?:response|letter)|corrective action)", re.IGNORECASE)
ENGLISH_BODY = re.compile(
    r"(?=[A-Z])(?=.{0,80}\b(?:Authority|Department|Agency|Office|Council|Commission|Ministry|Board|Bureau|Committee|Service|Administration|Auditor|University|College|Corporation|Division|Institute|Inspectorate)\b)"
    r"[A-Za-z&',.() -]{6,80}"
)
PREPARED_BY = re.compile(r"(?:Prepared|Issued|Submitted|Published) by:\s*(?P<who>[A-Z][^\n\t]{3,80})")
SEARCHED = 40
KINDS = (
    (Kind.STRIKE_OFF_NOTICE, re.compile(r"(?:销号|验收).{0,12}公示|整改.{0,6}完成.{0,8}公示|公示.{0,20}销号")),
    (Kind.BULLETIN, re.compile(r"信访.{0,20}(?:办理|办结|交办|转办|边督边改)|边督边改|举报.{0,10}(?:办理|办结|查处|交办|转办)|(?:信访|举报|投诉)件.{0,12}(?:情况|公开|通报)")),
    (Kind.PLAN, re.compile(r"整改.{0,8}(?:方案|计划)$|整改.{0,6}方案")),
    (Kind.AUDIT_REPORT, re.compile(r"审计.{0,40}整改.{0,14}(?:报告|情况|公告|结果)|整改.{0,12}审计.{0,10}(?:报告|情况|公告|结果)")),
    (Kind.LEDGER, re.compile(r"台账|一览表|汇总表")),
    (Kind.PLAN, re.compile(r"(?:任务|措施|责任|问题|整改|[三四]张)[”\"]?清单|整改.{0,4}措施$")),
    (Kind.PROGRESS_NOTICE, re.compile(r"整改.{0,10}(?:进展|落实|完成)?.{0,8}(?:情况|通报|公告|报告|公开)|(?:反馈意见|问题|督办).{0,16}(?:落实|办理)情况")),
    (Kind.FEEDBACK, re.compile(r"反馈.{0,12}(?:意见|情况|会)|(?:巡[视察]|督察|检查).{0,20}反馈")),
)


def opening(draft: Draft) -> None:
    """Find the title among the first paragraphs, and what stands around it; all before it is furniture."""
    head = draft.paragraphs[:SEARCHED]
    place = next((n for n, p in enumerate(head) if is_title(draft, p)), None)
    if place is None:
        place = next((n for n, p in enumerate(head) if is_other_title(draft, head, n)), None)
    first = 0
    if place is not None:
        begins = place - 1 if place and names_body(draft, head[place - 1], head[place]) else place
        last = place + 1 if goes_on(draft, head, place) else place
        put_title(draft, head[begins], head[last])
        for paragraph in head[: last + 1]:
            paragraph.region = "head"
        issuer(draft)
        first = last + 1
    first = byline(draft, first, place)
    for paragraph in draft.paragraphs[first:]:
        paragraph.region = "front"
    draft.kind = kind(draft)


def put_title(draft: Draft, opens: Paragraph, closes: Paragraph) -> None:
    """The title, without Subject: before it."""
    lead = RE_LINE.match(draft.text, opens.start, opens.end)
    start = lead.end() if lead else opens.start
    draft.title = draft.place(start, closes.end)
    draft.piece(start, closes.end, Role.TITLE)


def is_title(draft: Draft, paragraph: Paragraph) -> bool:
    """A short line about rectification that is no sentence and ends as official papers are called."""
    words = draft.text[paragraph.start : paragraph.end].lstrip("# ")
    if words.isascii():
        return len(words) <= 160 and (RE_LINE.match(words) is not None or (draft.text[max(0, paragraph.start - 2) : paragraph.start].startswith("#") and ENGLISH_TITLE.search(words) is not None))
    if not 6 <= len(words) <= 80 or ENDS.search(words) or paragraph.mark or ADDRESSED.search(words) or not SUBJECT.search(words) or STAMP.search(words[:24]):
        return False
    return bool(GENRE.search(words)) or bool(re.match(r".{2,30}关于.{4,}", words))


def is_other_title(draft: Draft, head: list[Paragraph], place: int) -> bool:
    """A title about something else: called as official papers are, or a headline with its byline right behind it."""
    paragraph = head[place]
    words = draft.text[paragraph.start : paragraph.end].lstrip("# ")
    if not 6 <= len(words) <= (120 if words.isascii() else 60) or words.endswith(".") or ENDS.search(words) or paragraph.mark or ADDRESSED.search(words) or BYLINE.search(words):
        return False
    if words.isascii():
        return ENGLISH_TITLE.search(words) is not None and len(words.split()) >= 3
    if re.search(r"关于.{4,}(?:的)?", words) and GENRE.search(words):
        return True
    behind = head[place + 1 : place + 2]
    if BODY_NAME.fullmatch(words) or any(one.end - one.start > 120 for one in head[:place]):  # a signature, or behind the text
        return False
    return any(is_byline(draft, one) and STAMP.search(draft.text, one.start, one.end) for one in behind)


def names_body(draft: Draft, before: Paragraph, title: Paragraph) -> bool:
    """Whether the line above a title that begins with 关于 is its first line, the name of the body."""
    words = draft.text[before.start : before.end]
    return draft.text.startswith("关于", title.start) and before.mark is None and BODY_NAME.fullmatch(words) is not None


def goes_on(draft: Draft, head: list[Paragraph], place: int) -> bool:
    """A title broken over two lines: 关于… / …的通报."""
    if place + 1 >= len(head):
        return False
    words, following = (draft.text[p.start : p.end] for p in (head[place], head[place + 1]))
    return not GENRE.search(words) and bool(GENRE.search(following)) and len(following) <= 40 and not ENDS.search(following) and not BYLINE.search(following)


def issuer(draft: Draft) -> None:
    """Who speaks: what stands before 关于 in the title, else whom the page's box names."""
    title = draft.title
    if title is None:
        return
    if draft.text[title.start : title.end].isascii():
        english_issuer(draft, title)
        return
    found = re.match(r"(?:#\s*)?(?P<who>[^关《]{2,40}?)\s*关于", draft.text[title.start : title.end])
    if found:
        draft.issuer = draft.place(title.start + found.start("who"), title.start + found.end("who"))
        return
    behind = [one for one in draft.paragraphs[:SEARCHED] if one.start >= title.end][:2]
    if len(behind) == 2 and BODY_NAME.fullmatch(draft.text, behind[0].start, behind[0].end) and STAMP.fullmatch(draft.text[behind[1].start : behind[1].end].strip("()[] ")):
        draft.issuer = draft.place(behind[0].start, behind[0].end)
        behind[0].region = "head"
        return
    box = ISSUED_BY.search(draft.text, 0, title.end + 400)
    if box:
        draft.issuer = draft.place(*box.span("who"))


def english_issuer(draft: Draft, title: Place) -> None:
    """Who speaks in English: whom Prepared by: names, else the letterhead, the name of a body above the title."""
    for number, paragraph in enumerate(draft.paragraphs[:SEARCHED]):
        named = PREPARED_BY.match(draft.text, paragraph.start, paragraph.end)
        if named:
            draft.issuer = draft.place(*named.span("who"))
            return
        if number == 0 and paragraph.end <= title.start and ENGLISH_BODY.fullmatch(draft.text, paragraph.start, paragraph.end):
            draft.issuer = draft.place(paragraph.start, paragraph.end)


def byline(draft: Draft, first: int, place: int | None) -> int:
    """The day of publication, and how many paragraphs are byline rather than text."""
    around = draft.paragraphs[: first + 6]
    for number, paragraph in enumerate(around):
        words = draft.text[paragraph.start : paragraph.end]
        near = place is None or abs(number - place) <= 6
        if near and stamped(draft, paragraph, words):
            break
    while first < len(draft.paragraphs) and is_byline(draft, draft.paragraphs[first]):
        draft.paragraphs[first].region = "head"
        first += 1
    return first


def stamped(draft: Draft, paragraph: Paragraph, words: str) -> bool:
    """Whether a paragraph says the day of publication; it is kept."""
    spoken = SPOKEN.match(words)
    stamp = STAMP.search(words, spoken.start("day")) if spoken else STAMP.search(words)
    if stamp is None:
        found = ENGLISH.search(words)
        if found and (found[0] == words or NAMED.search(words)) and (value := english(words)) and len(value) == 10:
            start = paragraph.start + found.start()
            draft.published_on = Dated(start, start + len(found[0]), draft.words(start, start + len(found[0])), value)
            return True
        return False
    plain = stamp["day"] == words.strip("()[] ")
    if not (spoken or NAMED.search(words) or plain or (BYLINE.search(words) and len(words) < 120)):
        return False
    start = paragraph.start + stamp.start("day")
    day = f"{int(stamp['y']):04d}-{int(stamp['m'] or stamp['m2']):02d}-{int(stamp['d'] or stamp['d2']):02d}"
    if not valid(day):
        return False
    draft.published_on = Dated(start, start + len(stamp["day"]), draft.words(start, start + len(stamp["day"])), day)
    return True


def is_byline(draft: Draft, paragraph: Paragraph) -> bool:
    """Source, editor, clicks, date: short, and no sentence."""
    words = draft.text[paragraph.start : paragraph.end]
    return len(words) < 120 and not words.endswith("。") and paragraph.mark is None and (
        bool(BYLINE.search(words[:40])) or (bool(STAMP.fullmatch(words.strip("()[] ")))) or SPOKEN.match(words) is not None
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
    words = "".join(draft.text[draft.title.start : draft.title.end].split())
    if words.isascii():
        return Kind.AUDIT_REPORT if re.search(r"audit|recommendation", words, re.IGNORECASE) else Kind.UNKNOWN
    if not GENRE.search(words) and not re.search(r"关于", words):
        return Kind.UNKNOWN
    subject = words[words.find("关于") + 2 :] if "关于" in words else words  # 审计局党组关于巡察整改: who speaks is not what of
    return next((one for about in (subject, words) for one, shape in KINDS if shape.search(about)), Kind.UNKNOWN)
