"""章节: the parts of a document by their headings: where problems and answers stand, and what only speaks of the work."""

from __future__ import annotations

import re

from xiaohao.notice.draft import Draft
from xiaohao.notice.marks import Level

AWAY = re.compile(
    r"下一?步|今后|后续|打算|意见建议|意见和建议|工作建议|整改建议|有关建议|整改要求|工作要求|有关要求|总体(?:情况|评价|要求|目标)|基本情况|概况|整体情况|主要做法|工作(?:措施|保障|机制|开展|成效)|组织(?:领导|整改|落实|实施|推进|开展|保障)"
    r"|保障措施|指导思想|工作原则|整改.{0,6}主体责任|主体责任.{0,6}整改|领导机构|整改成效|主要成效|取得.{0,4}成效|经验|尚未.{0,6}(?:问题|事项)|移送事项|工作安排|长效机制|推进措施|安排部署|介绍|组织.{0,4}(?:整改|落实).{0,4}情况"
)
SUBJECT = re.compile(r"方面[。:]?$|^(?:在|关于)|[“”]|问题的?整改(?:落实|进展)?情况|(?:不够?(?:到位|力|严|实|足|深|强|够|高|彻底|扎实|有力|坚决)|有差距|存在[^,]{0,8}(?:差距|短板|不足|问题)|薄弱|缺位|滞后|弱化)[。:]?$")
PROBLEMS = re.compile(r"(?:.{0,20}(?:存在|反馈|发现|查出|指出|的))?(?:主要|突出|具体|存在的?)?问题(?:清单)?|.{0,6}问题清单")
ANSWERED = re.compile(r".{0,12}(?:措施清单|任务清单|整改清单|整改措施|整改任务|整改(?:落实|进展|推进|工作|完成)*(?:情况|进展))")
CHARGED = re.compile(r".{0,8}(?:责任清单|时限清单|责任分工|责任落实)")
RECTIFIED = re.compile(r"整改.{0,8}(?:情况|进展|落实|成效)|反馈.{0,10}问题|(?:问题|意见).{0,6}整改")
CLOSING = re.compile(
    r"(?:以上|上述)(?:报告|情况|问题|整改|\d)|特此|专此|妥否|附件|附表|附:|公示(?:期|时间|期限|期间|日期)|联系(?:人|电话|方式|地址)|监督(?:举报)?电话|举报电话|咨询电话|欢迎|感谢|下一?步,|如有(?:异议|意见)|此件|抄送|\(?注:"
    r"|If you have|Sincerely|Please contact|Should you"
)  # fmt: skip


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


def heading(draft: Draft, section: list[int]) -> str:
    """The words of a section's heading; nothing where it has none."""
    paragraph = draft.paragraphs[section[0]]
    mark = paragraph.mark
    if mark is None or mark.level is not Level.SECTION or paragraph.end - mark.body > 60:
        return ""
    return draft.text[mark.body : paragraph.end].rstrip("。:. ")


def is_away(draft: Draft, section: list[int]) -> bool:
    """Whether a section speaks of the work as a whole, of what comes next or of what is asked, and holds no problems."""
    words = heading(draft, section)
    return AWAY.search(words) is not None and SUBJECT.search(words) is None


def close(draft: Draft, bodies: list[list[int]]) -> None:
    """What closes the document behind the last answer is no part of that answer: invitations, periods of notice, signatures, and all after them."""
    if not bodies:
        return
    section = bodies[-1]
    after = next((n for n, number in reversed(list(enumerate(section))) if draft.paragraphs[number].label or draft.paragraphs[number].mark), 0) + 1
    first = next((n for n in section[after:] if CLOSING.match(draft.text, draft.paragraphs[n].start, draft.paragraphs[n].end)), None)
    if first is not None:
        for paragraph in draft.paragraphs[first : section[-1] + 1]:
            paragraph.region = "back"
