"""结尾: how to reach the issuer, and the furniture after it."""

from __future__ import annotations

import re

from xiaohao.notice.draft import Draft
from xiaohao.notice.tree import Contact

EMAIL = re.compile(r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
PHONE = re.compile(r"(?<![\d-])(?:0\d{2,3}[-—]?\d{7,8}(?:-\d{1,5})?|1[3-9]\d{9}|12345|12388|12380|12369|12350)(?![\d-])")
POST = re.compile(r"(?:邮政信箱|通讯地址|通信地址|邮寄地址|来信地址|联系地址|信函地址)(?:为|是)?[:\s]\s*([^;。,\r\n]{2,60})")
CALLED = re.compile(r"电话|联系方式|热线|邮箱|电子邮件|信箱|通讯地址|邮寄地址|通信地址|传真|举报")
SITE = re.compile(r"分享|扫一扫|打印本页|关闭窗口|上一篇|下一篇|版权所有|主办单位|ICP备|网站标识码|返回顶部|责任编辑|相关链接|友情链接|收藏|微信|微博")


def closing(draft: Draft) -> None:
    """Contacts stand in the last paragraphs of the text; what follows them and belongs to the site is furniture."""
    last = len(draft.paragraphs) - 1
    while last >= 0 and is_site(draft, last):
        draft.paragraphs[last].region = "head"
        last -= 1
    for number in range(max(0, last - 11), last + 1):
        paragraph = draft.paragraphs[number]
        words = draft.text[paragraph.start : paragraph.end]
        if paragraph.region == "head" or not CALLED.search(words):
            continue
        found = [Contact(paragraph.start + m.start(), paragraph.start + m.end(), m[0], "phone") for m in PHONE.finditer(words)]
        found += [Contact(paragraph.start + m.start(), paragraph.start + m.end(), m[0], "email") for m in EMAIL.finditer(words)]
        for m in POST.finditer(words):
            place = draft.place(paragraph.start + m.start(1), paragraph.start + m.end(1))
            found.append(Contact(place.start, place.end, place.text, "post"))
        if found:
            paragraph.region = "closing"
            draft.contacts += [Contact(c.start, c.end, draft.words(c.start, c.end), c.kind) for c in found]
    draft.contacts.sort(key=lambda contact: contact.start)


def is_site(draft: Draft, number: int) -> bool:
    """Share widgets, links and licences after the text: short lines of the site's own words."""
    paragraph = draft.paragraphs[number]
    words = draft.text[paragraph.start : paragraph.end]
    if len(words) > 60 or words.endswith("。") or paragraph.mark or paragraph.label or CALLED.search(words):
        return False
    following = draft.paragraphs[number - 1] if number else None
    near = following is not None and SITE.search(draft.text[following.start : following.end])
    return bool(SITE.search(words)) or bool(near and len(words) < 40)
