"""结尾: how to reach the issuer, who signs and when, and the furniture after it."""

from __future__ import annotations

import re

from xiaohao.notice.draft import Draft, Paragraph
from xiaohao.notice.rules.opening import BODY_NAME, STAMP, valid
from xiaohao.notice.tree import Contact, Dated

EMAIL = re.compile(r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
PHONE = re.compile(
    r"(?<![\d-])(?:0\d{2,3}[-—]?\d{7,8}(?:-\d{1,5})?|1[3-9]\d{9}|12345|12388|12380|12369|12350)(?![\d-])"
    r"|(?<![\d-])(?:\(0\d{2,3}\) ?\d{7,8}|\(\d{3}\) ?\d{3}-\d{4})(?![\d-])"
)
POST = re.compile(
    r"(?:邮政(?:信箱|地址)|邮寄信箱|通讯地址|通信地址|邮寄地址|来信地址|联系地址|信函地址|来信请寄|信函寄送地址|信件请寄|寄送地址|收信地址|邮寄至|寄至)(?:为|是)?[:\s]\s*([^;。,(\r\n]{2,60})"
)
CALLED = re.compile(r"电话|联系方式|热线|邮箱|电子邮件|信箱|邮政地址|通讯地址|邮寄地址|通信地址|来信|寄|传真|拨打|致电|邮件|举报|contact|phone|e-?mail", re.IGNORECASE)
SITE = re.compile(r"分享|扫一扫|打印本页|关闭窗口|上一篇|下一篇|版权所有|主办单位|ICP备|网站标识码|返回顶部|责任编辑|相关链接|友情链接|收藏|微信|微博|字体:|字号:|公网安备|技术支持")
SITE_ONLY = re.compile(r"版权所有|ICP备|网站标识码|公网安备|技术支持[:\s]|您是第\d+位")
ENDING = 12  # paragraphs in which contacts and the signature stand


def closing(draft: Draft) -> None:
    """Contacts and the signature stand in the last paragraphs of the text; what follows them and belongs to the site is furniture."""
    last = len(draft.paragraphs) - 1
    while last >= 0 and is_site(draft, last):
        draft.paragraphs[last].region = "head"
        last -= 1
    for number in range(max(0, last - ENDING + 1), last + 1):
        paragraph = draft.paragraphs[number]
        words = draft.text[paragraph.start : paragraph.end]
        if paragraph.region == "head":
            continue
        if CALLED.search(words):
            contacts(draft, paragraph, words)
        elif not paragraph.label and not paragraph.mark:
            signature(draft, number, paragraph, words)
    draft.contacts.sort(key=lambda contact: contact.start)


def contacts(draft: Draft, paragraph: Paragraph, words: str) -> None:
    """The telephone numbers, addresses and boxes of a paragraph."""
    spans = [(m.start(), m.end(), "phone") for m in PHONE.finditer(words)] + [(m.start(), m.end(), "email") for m in EMAIL.finditer(words)]
    spans += [(m.start(1), m.end(1), "post") for m in POST.finditer(words) if not EMAIL.search(m[1])]
    for start, end, kind in spans:
        place = draft.place(paragraph.start + start, paragraph.start + end)
        draft.contacts.append(Contact(place.start, place.end, place.text, kind))
    if spans:
        paragraph.region = "closing"


def signature(draft: Draft, number: int, paragraph: Paragraph, words: str) -> None:
    """落款: a day alone on its line, and the name of a body alone on the line above; they say what the opening has not said."""
    stamp = STAMP.fullmatch(words.strip("()[] "))
    if stamp is None:
        return
    paragraph.region = "closing"
    day = f"{int(stamp['y']):04d}-{int(stamp['m'] or stamp['m2']):02d}-{int(stamp['d'] or stamp['d2']):02d}"
    if draft.published_on is None and valid(day):
        start = draft.text.index(stamp["day"], paragraph.start)
        draft.published_on = Dated(start, start + len(stamp["day"]), draft.words(start, start + len(stamp["day"])), day)
    above = draft.paragraphs[number - 1] if number else None
    if above is not None and above.region != "head" and not above.mark and not above.label and BODY_NAME.fullmatch(draft.text, above.start, above.end):
        above.region = "closing"
        if draft.issuer is None:
            draft.issuer = draft.place(above.start, above.end)


def is_site(draft: Draft, number: int) -> bool:
    """Share widgets, links and licences after the text: short lines of the site's own words."""
    paragraph = draft.paragraphs[number]
    words = draft.text[paragraph.start : paragraph.end]
    if SITE_ONLY.search(words) and len(words) <= 120 and not words.endswith("。"):
        return True
    if len(words) > 60 or words.endswith("。") or paragraph.mark or paragraph.label or CALLED.search(words):
        return False
    following = draft.paragraphs[number - 1] if number else None
    near = following is not None and SITE.search(draft.text[following.start : following.end])
    return bool(SITE.search(words)) or bool(near and len(words) < 40)
