"""巡视与反馈: who inspected whom, from when to when, and when the findings were handed over, in the usual phrasings."""

from __future__ import annotations

import re

from xiaohao.notice.draft import Draft
from xiaohao.notice.rules.dates import ENGLISH, printed
from xiaohao.notice.tree import Dated, Place, Visit

LATEST = 12_000  # the visit stands in the opening of the text
SENTENCE = re.compile(r"[^。\n]+")
SPEAKS = re.compile(r"巡[视察]|督[察查]|审计|检查|反馈|考核|进驻|通报|移交")
MOST = 24  # sentences that are searched
YEARLY = r"(?:(?:19|20)\d\d ?年 ?)"
SPAN = rf"(?P<from>{YEARLY}\d{{1,2}} ?月 ?(?:\d{{1,2}} ?日|[初底中]?(?:旬)?))\s*(?:至|到|-+|~)\s*(?P<to>{YEARLY}?\d{{1,2}} ?月 ?(?:\d{{1,2}} ?日|[初底中]?(?:旬)?))"
ROUND = r"[^,,。;:\d]{0,16}第[一二三四五六七八九十\d]{1,3}(?:轮|批次?)(?:常规|专项)?巡[视察]"
BODY = rf"(?P<body>{ROUND}|[^,,。;:\d（(]{{0,22}}?(?:巡[视察]|督[察查]|检查|审计|考核|专项|调查)[^,,。;:\d（(]{{0,10}}?(?:组|局|厅|办公室|署|特派办|处|委员会)|[^,,。;:\d]{{2,24}}?(?:组|审计局|审计厅|审计署))"
VERB = r"(?:进行了?|开展了?|实施了?|就|[,,。])"
WHOM = r"(?P<whom>[^,,。;:]{2,30}?)"
VISITED = (
    re.compile(rf"{SPAN}[,,]?(?:由)?{BODY}(?:派出[^,,。;]{{0,12}})?(?:对|进驻|巡[视察]了?|入驻){WHOM}{VERB}"),  # 3月1日至5月1日,某组对某县开展了
    re.compile(rf"{BODY}(?:于|自|从)\s*{SPAN}[,,]?(?:起)?(?:对|进驻|入驻){WHOM}{VERB}"),  # 某组于3月1日至5月1日对某县进行了
    re.compile(rf"{SPAN}[,,]?(?P<whom>[^,,。;:对]{{2,30}}?)(?:接受了?|接受){BODY}(?:的|开展的|进行的)?(?:常规|专项|机动|提级)?(?:巡|督|检|审)"),  # 某县接受了某组的巡视
    re.compile(rf"{BODY}对{WHOM}(?:进行了?|开展了?|实施了?)[^,,。;]{{0,20}}[,,]?(?:时间为)?\(?{SPAN}"),  # 某组对某县开展了巡视(3月1日至5月1日)
)
WITHOUT_DAYS = re.compile(rf"{BODY}(?:对|进驻){WHOM}(?:进行了?|开展了?|实施了?)[^,,。;]{{0,14}}(?:巡[视察]|督[察查]|审计|检查)")
DATE = rf"(?P<day>{YEARLY}?\d{{1,2}} ?月 ?\d{{1,2}} ?日)"
TO_ONE = r"(?:向|给)(?P<whom>[^,,。;:]{2,30}?)"
HANDED = r"(?:反馈|通报|移交|下达|出具|送达|印发)了?"
DELIVERED = (
    re.compile(rf"{DATE}[,,]?(?:上午|下午)?[,,]?{BODY}?[^。;,，]{{0,8}}?{TO_ONE}{HANDED}"),  # 6月18日,某组向某镇党委反馈了
    re.compile(rf"{DATE}[,,]?(?:上午|下午)?[,,]?{BODY}(?:正式)?(?:集中)?{HANDED}"),  # 11月8日,某组反馈了
    re.compile(rf"{DATE}[,,]?(?:正式|集中)?(?:反馈|通报)了"),  # 并于8月2日反馈了
    re.compile(rf"{DATE}[,,]?(?P<whom>[^,,。;:]{{2,24}})?(?:收到了?|接到了?){BODY}(?:的|的巡[视察])?(?:反馈|巡[视察]反馈|意见)"),  # 8月10日收到某组反馈意见
    re.compile(rf"{DATE}[,,]?(?:召开了?|举行了?)?[^。;]{{0,30}}?反馈会"),
    re.compile(rf"{DATE}[,,]?各巡[视察]组[^。;]{{0,24}}反馈"),
)


HANDED_ENGLISH = re.compile(rf"\b(?:report|findings|recommendations)\b[^.\n]{{0,60}}? (?:delivered|transmitted|sent|communicated) (?:to [^.\n]{{1,40}}? )?on (?P<day>{ENGLISH.pattern})")
LEAD = re.compile(r"(?:收到|接到|根据|按照|经|由|于|自)(?=.{2})")
SEVERAL = re.compile(r"(?:各|\d|[一二三四五六七八九十]{1,3}个)")  # 各巡察组: no one body


def visit(draft: Draft) -> None:
    """Find the visit and the handing over; what the text does not say stays empty."""
    if draft.text.isascii():
        handed = HANDED_ENGLISH.search(draft.text, 0, LATEST)
        draft.visit = Visit(None, None, None, None, dated(draft, *handed.span("day"), None) if handed else None)
        return
    sentences = [
        sentence.span() for sentence in SENTENCE.finditer(draft.text, 0, min(len(draft.text), LATEST)) if SPEAKS.search(draft.text, *sentence.span())
    ][:MOST]  # fmt: skip
    visited = earliest(draft, VISITED, sentences, 0)
    body = whom = from_on = to_on = None
    after = 0
    if visited:
        from_on = dated(draft, *visited.span("from"), None)
        to_on = dated(draft, *visited.span("to"), from_on.value)
        body, whom, after = named(draft, visited, "body"), named(draft, visited, "whom"), visited.start("to")
    else:
        plain = earliest(draft, (WITHOUT_DAYS,), sentences, 0)
        if plain and plain["body"]:
            body, whom, after = named(draft, plain, "body"), named(draft, plain, "whom"), plain.start()
    handed = earliest(draft, DELIVERED, sentences, after)
    delivered = None
    if handed:
        hint = (to_on.value if to_on else None) or (draft.published_on.value if draft.published_on else draft.published_hint)
        delivered = dated(draft, *handed.span("day"), hint)
        group = handed.groupdict()
        if body is None and group.get("body") and not SEVERAL.match(group["body"]):
            body = named(draft, handed, "body")
            whom = whom or (named(draft, handed, "whom") if group.get("whom") else None)
    draft.visit = Visit(body, whom, from_on, to_on, delivered)


def earliest(draft: Draft, shapes: tuple[re.Pattern[str], ...], sentences: list[tuple[int, int]], after: int) -> re.Match[str] | None:
    """The match of any of the shapes in the first sentence that has one; of several the one whose day stands first."""
    for start, end in sentences:
        if end <= after:
            continue
        found = [match for shape in shapes if (match := shape.search(draft.text, max(start, after), end))]
        if found:
            return min(found, key=lambda match: next((match.start(name) for name in ("day", "from") if name in match.re.groupindex), match.start()))
    return None


def named(draft: Draft, found: re.Match[str], name: str) -> Place:
    """A named group as a place."""
    start, end = found.span(name)
    lead = LEAD.match(draft.text, start, end)
    return draft.place(lead.end() if lead else start, end)


def dated(draft: Draft, start: int, end: int, hint: str | None) -> Dated:
    """A printed day as a dated place."""
    start, end = draft.trimmed(start, end)
    value, inferred = printed(draft.text[start:end], hint, past=False)
    return Dated(start, end, draft.words(start, end), value, inferred)
