"""日期: the day of the figures, the days of the visit, and deadlines as they are printed. A year that is not printed is inferred and said so."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import replace

from xiaohao.notice.draft import Draft
from xiaohao.notice.tree import Dated, Place, Visit

DAY = r"(?:(?P<y>(?:19|20)\d\d)年)?(?P<m>\d{1,2})月(?P<d>\d{1,2})日"
AS_OF = re.compile(rf"(?:截至|截止到?|至)\s*(?P<day>{DAY})(?=[,,]|为止|止|共|全|我|,|\s|$|[^\d至-])")
VISITED = re.compile(
    r"(?P<from>(?:19|20)\d\d年\d{1,2}月\d{1,2}日)\s*(?:至|到|-|~)\s*(?P<to>(?:(?:19|20)\d\d年)?\d{1,2}月\d{1,2}日)[,,]?"
    r"(?P<body>[^,,。;\d]{2,24}?(?:组|局|厅|办|委|署))(?:对|进驻)(?P<whom>[^,,。;]{2,24}?)(?:进行了?|开展了?|实施了?|[,,。])"
)
DELIVERED = re.compile(
    r"(?P<day>(?:19|20)\d\d年\d{1,2}月\d{1,2}日)[,,]?(?P<body>[^,,。;\d]{2,24}?(?:组|局|厅|办|委|署))?[^。;]{0,6}向[^。;]{2,30}?(?:反馈|通报|移交|下达|出具)了?"
)
LATEST = 12_000  # the visit stands in the opening of the text
DEADLINE = re.compile(
    r"(?P<y>(?:19|20)\d\d)年(?:(?P<m>\d{1,2})月(?:(?P<d>\d{1,2})日|(?P<part>上旬|中旬|下旬))?|(?P<half>上半年|下半年)|第?(?P<q>[一二三四1-4])季度)?"
    r"(?P<end>年?底|末|份)?(?P<before>之?前|以前)?"
)
BARE = re.compile(r"(?P<m>\d{1,2})月(?:(?P<d>\d{1,2})日|份)?(?P<end>底|末)?(?P<before>之?前)?|(?P<yearend>年底|年末)(?:之?前)?")
ISO = re.compile(r"(?P<y>(?:19|20)\d\d)[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})")
MONTH = re.compile(r"\s*(?P<y>(?:19|20)\d\d)[-/.](?P<m>\d{1,2})(?P<end>底|末)?(?P<before>之?前)?\s*")


def iso(year: int, month: int, day: int) -> str | None:
    """The ISO form of a day that exists."""
    return f"{year:04d}-{month:02d}-{day:02d}" if 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1] and year >= 1 else None


def printed(words: str, hint: str | None, *, past: bool) -> tuple[str | None, bool]:
    """(ISO day, inferred) of 2021年4月1日 or 6月30日; a missing year is that of the last such day before `hint`, or of the next."""
    found = re.match(DAY, words)
    if found is None:
        return None, False
    month, day = int(found["m"]), int(found["d"])
    if found["y"]:
        return iso(int(found["y"]), month, day), False
    if hint is None or len(hint) < 4:
        return None, False
    value = iso(int(hint[:4]), month, day)
    if past and value and len(hint) == 10 and value > hint:
        value = iso(int(hint[:4]) - 1, month, day)
    return value, value is not None


def as_of_day(draft: Draft) -> None:
    """截至6月30日: the first one that stands before a count, or above the head of a ledger; what stands in the cells of one is not of all of it."""
    hint = draft.published_on.value if draft.published_on else draft.published_hint
    for found, is_above in ((one, one.start() >= above) for start, end, above in draft.outside() for one in AS_OF.finditer(draft.text, start, end)):
        if draft.text[found.start()] == "至" and draft.text[max(0, found.start() - 1)] in "日月年":
            continue
        if not is_above and not re.search(r"\d", draft.text[found.end() : found.end() + 60]):
            continue
        start, end = found.span("day")
        value, inferred = printed(found["day"], hint, past=True)
        draft.as_of = Dated(start, end, draft.words(start, end), value, inferred)
        if not found["y"]:
            draft.doubt("year_missing", start, end, inferred=(value or "")[:4])
        return


def visit(draft: Draft) -> None:
    """Who inspected whom, from when to when, and when the findings were handed over."""
    found = VISITED.search(draft.text, 0, LATEST)
    seen = Visit()
    if found:
        from_on = dated(draft, *found.span("from"), None)
        to_on = dated(draft, *found.span("to"), from_on.value if from_on else None)
        seen = Visit(place(draft, found, "body"), place(draft, found, "whom"), from_on, to_on)
    handed = DELIVERED.search(draft.text, found.end() if found else 0, LATEST)
    if handed:
        seen = replace(seen, delivered_on=dated(draft, *handed.span("day"), None))
        if seen.body is None and handed["body"]:
            seen = replace(seen, body=place(draft, handed, "body"))
    draft.visit = seen


def place(draft: Draft, found: re.Match[str], name: str) -> Place:
    """A named group as a place."""
    return draft.place(*found.span(name))


def dated(draft: Draft, start: int, end: int, hint: str | None) -> Dated:
    """A printed day as a dated place."""
    value, inferred = printed(draft.text[start:end], hint, past=False)
    return Dated(start, end, draft.words(start, end), value, inferred)


def deadline(draft: Draft, start: int, end: int) -> tuple[Dated, str]:
    """A deadline as printed, its last day where it has one, and a doubt's code where it is open to two readings.

    2024年12月底前 is the last of December; 2024年上半年 is 30 June; 10月前 is ambiguous (before October, or within it) and has no day.
    """
    words = draft.text[start:end]
    text = draft.words(start, end)
    exact = ISO.search(words)
    if exact:
        return Dated(start, end, text, iso(int(exact["y"]), int(exact["m"]), int(exact["d"]))), ""
    month = MONTH.fullmatch(words)
    if month:
        value, code = last_day(month, int(month["y"]))
        return Dated(start, end, text, value), code
    rows = list(DEADLINE.finditer(words))
    if rows:
        value, code = last_day(rows[-1], int(rows[-1]["y"]))
        return Dated(start, end, text, value), code
    bare = BARE.search(words)
    hint = (draft.published_on.value if draft.published_on else draft.published_hint) or ""
    if bare and hint[:4].isdecimal():
        if bare["yearend"]:
            return Dated(start, end, text, f"{hint[:4]}-12-31", inferred=True), ""
        value, code = last_day(bare, int(hint[:4]))
        return Dated(start, end, text, value, inferred=value is not None), code
    return Dated(start, end, text), ""


def last_day(found: re.Match[str], year: int) -> tuple[str | None, str]:
    """The last day that a deadline allows."""
    group = found.groupdict()
    if group.get("half"):
        return f"{year}-{'06-30' if group['half'] == '上半年' else '12-31'}", ""
    if group.get("q"):
        month = 3 * ("一二三四1234".index(group["q"]) % 4 + 1)
        return iso(year, month, monthrange(year, month)[1]), ""
    if not group.get("m"):
        return f"{year}-12-31", ""
    month = int(group["m"])
    if not 1 <= month <= 12:
        return None, "deadline_unreadable"
    if group.get("d"):
        return iso(year, month, int(group["d"])), ""
    if group.get("part"):
        return iso(year, month, {"上旬": 10, "中旬": 20}.get(group["part"], monthrange(year, month)[1])), ""
    if group.get("before") and not group.get("end"):
        return None, "deadline_ambiguous"
    return iso(year, month, monthrange(year, month)[1]), ""
