"""日期: days as they are printed, Chinese and English, and the day of the figures. A year that is not printed is inferred and said so."""

from __future__ import annotations

import re
from calendar import monthrange

from xiaohao.notice.draft import Draft
from xiaohao.notice.tree import Dated

DAY = r"(?:(?P<y>(?:19|20)\d\d) ?年 ?)?(?P<m>\d{1,2}) ?月 ?(?:(?P<d>\d{1,2}) ?日|(?P<e>底|末)|(?=[,，,.。\s]))"
MONTHS = {name: n for n, name in enumerate(("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1)}
MONTH = r"(?P<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
ENGLISH = re.compile(rf"(?:(?P<before>\d{{1,2}}) )?{MONTH} (?:(?P<after>\d{{1,2}}),? )?(?P<year>(?:19|20)\d\d)\b")
AS_OF = re.compile(rf"(?:截[至止]到?|止于|至)\s*(?P<day>{DAY})(?=[,,)]|为止|止|期间|共|全|我|[,.。]|\s|$|[^\d至-])")
AS_OF_ENGLISH = re.compile(rf"\b(?:[Aa]s (?:of|at)|[Ss]tatus (?:at|on)|[Pp]osition at) (?P<day>{ENGLISH.pattern})")
NEAR = 6  # characters beside a day that stands alone on its line: brackets
BRACKETS = "()[]【】 \t\r"
NUMBER_NEAR = re.compile(r"\d|one|two|three|four|five|six|seven|eight|nine|ten")


def iso(year: int, month: int, day: int) -> str | None:
    """The ISO form of a day that exists."""
    return f"{year:04d}-{month:02d}-{day:02d}" if 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1] and year >= 1 else None


def printed(words: str, hint: str | None, *, past: bool) -> tuple[str | None, bool]:
    """(ISO day, inferred) of 2021年4月1日, 6月30日, 2023年11月底 or 2023年11月; a missing year is that of the last such day before `hint`, or of the next."""
    found = re.match(DAY, words + " ")
    if found is None:
        day = english(words)
        return day, False
    month = int(found["m"])
    if found["y"]:
        return of_month(int(found["y"]), month, found), False
    if hint is None or len(hint) < 4:
        return None, False
    value = of_month(int(hint[:4]), month, found)
    if past and value and len(hint) == 10 and value > hint:
        value = of_month(int(hint[:4]) - 1, month, found)
    return value, value is not None


def of_month(year: int, month: int, found: re.Match[str]) -> str | None:
    """The day, the last of the month, or the month alone, as it is printed."""
    if not 1 <= month <= 12:
        return None
    if found["d"]:
        return iso(year, month, int(found["d"]))
    return iso(year, month, monthrange(year, month)[1]) if found["e"] else f"{year:04d}-{month:02d}"


def english(words: str) -> str | None:
    """The ISO day, or the month, of a date in English."""
    found = ENGLISH.search(words)
    if found is None:
        return None
    month = MONTHS[found["month"][:3].lower()]
    day = found["before"] or found["after"]
    return iso(int(found["year"]), month, int(day)) if day else f"{found['year']}-{month:02d}"


def as_of_day(draft: Draft) -> None:
    """截至6月30日: the first one that stands before a count, or above the head of a ledger; what stands in the cells of one is not of all of it."""
    hint = draft.published_on.value if draft.published_on else draft.published_hint
    shape = AS_OF_ENGLISH if draft.text.isascii() else AS_OF
    for found, is_above in ((one, one.start() >= above) for start, end, above in draft.outside() for one in shape.finditer(draft.text, start, end)):
        if draft.text[found.start()] == "至" and draft.text[max(0, found.start() - 1)] in "日月年底":
            continue
        if not is_above and not stands_alone(draft, found) and (not NUMBER_NEAR.search(draft.text, found.end(), found.end() + 60) or in_answer(draft, found.start())):
            continue
        start, end = draft.trimmed(*found.span("day"))
        value, inferred = printed(draft.text[start:end], hint, past=True)
        draft.as_of = Dated(start, end, draft.words(start, end), value, inferred)
        if inferred:
            draft.doubt("year_missing", start, end, inferred=(value or "")[:4])
        return


def stands_alone(draft: Draft, found: re.Match[str]) -> bool:
    """Whether it is in the title, or alone on a line above the problems: (截至2023年6月底) is said of all that follows."""
    if draft.title is not None and draft.title.start <= found.start() < draft.title.end:
        return True
    if found.end() > min((rows[0].start for rows in (draft.aspects, draft.findings, draft.items) if rows), default=0):
        return False
    before, behind = draft.text[max(0, found.start() - NEAR) : found.start()], draft.text[found.end() : found.end() + NEAR]
    opens = before.strip(BRACKETS)
    return (not opens or opens.endswith("\n")) and (behind.lstrip(BRACKETS) + "\n").startswith("\n")


def in_answer(draft: Draft, at: int) -> bool:
    """Whether a place stands in what answers one item: the day of its figures is not that of the document's."""
    return any(one.start <= at < one.end for one in draft.progress)
