"""时限: a deadline as it is printed, and the last day that it allows. What is open to two readings has no day; what is inferred is said so."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from xiaohao.notice.draft import Draft
from xiaohao.notice.rules.dates import english, iso
from xiaohao.notice.tree import Dated, Kind
from xiaohao.numerals import number

DEADLINE = re.compile(
    r"(?P<y>(?:19|20)\d\d) ?年 ?(?:(?P<m>\d{1,2}) ?月 ?(?:(?P<d>\d{1,2}) ?日|(?P<part>上旬|中旬|下旬))?|(?P<half>上半年|下半年)|第?(?P<q>[一二三四1-4])季度)?"
    r"(?P<end>年?底|末|份)?(?P<before>之?前|以前)?"
)
BARE = re.compile(r"(?P<m>\d{1,2}) ?月(?: ?(?P<d>\d{1,2}) ?日|份)?(?P<end>底|末)?(?P<before>之?前|以前)?|(?P<yearend>年底|年末)(?:之?前)?")
RANGE = re.compile(r"\s*(?:至|到|-+|~)\s*(?P<rest>\d{1,2}月.*)$")
ISO = re.compile(r"(?P<y>(?:19|20)\d\d)[-/.](?P<m>\d{1,2})(?:[-/.](?P<d>\d{1,2}))?(?!\d)")
WITHIN = re.compile(r"(?P<n>[一二三四五六七八九十两\d]{1,3})个?(?P<unit>月|工作日|年|天|日|周)(?:以内|之内|内)")
YEARLY = re.compile(r"每(?:年|月|季度|周|半年)")
ENGLISH_QUARTER = re.compile(r"Q(?P<q>[1-4])[ ,]+(?P<y>20\d\d)|(?:end of|by) (?P<end>20\d\d)$", re.IGNORECASE)


def deadline(draft: Draft, start: int, end: int) -> tuple[Dated, str]:
    """A deadline as printed, its last day where it has one, and a doubt's code where it is open to two readings or a part is inferred.

    2024年12月底前 is the last of December; 2024年上半年 is 30 June; 3个月内 counts from the day of the feedback; 10月前 is ambiguous (before October, or
    within it) and has no day. Working days are counted by those who know the calendar, not here.
    """
    words = draft.text[start:end]
    value, inferred, code = last_day(draft, words)
    return Dated(start, end, draft.words(start, end), value, inferred), code


def last_day(draft: Draft, words: str) -> tuple[str | None, bool, str]:
    """(ISO day, inferred, doubt)."""
    exact = ISO.search(words)
    if exact:
        year, month = int(exact["y"]), int(exact["m"])
        return iso(year, month, int(exact["d"]) if exact["d"] else monthrange(year, month)[1] if 1 <= month <= 12 else 0), False, ""
    rows = list(DEADLINE.finditer(words))
    if rows:
        last = rows[-1]
        goes_on = RANGE.match(words, last.end())
        bare = BARE.match(goes_on["rest"]) if goes_on else None
        return with_year(bare or last, int(last["y"]))
    if words.isascii():
        return in_english(words), False, ""
    within = WITHIN.search(words)
    if within:
        return counted(draft, within)
    bare = None if YEARLY.search(words) else next(reversed(list(BARE.finditer(words))), None)
    return without_year(draft, bare) if bare else (None, False, "")


def without_year(draft: Draft, bare: re.Match[str]) -> tuple[str | None, bool, str]:
    """A month or a day alone takes its year from the publication; a plan's deadline that would lie before its publication is left open."""
    hint = (draft.published_on.value if draft.published_on else draft.published_hint) or ""
    if not hint[:4].isdecimal():
        return None, False, "deadline_without_year"
    if bare["yearend"]:
        return f"{hint[:4]}-12-31", True, "deadline_year"
    value, _, code = with_year(bare, int(hint[:4]))
    if value is None:
        return None, False, code
    if draft.kind is Kind.PLAN and len(hint) == 10 and value < hint:
        return None, False, "deadline_without_year"
    return value, True, "deadline_year"


def counted(draft: Draft, within: re.Match[str]) -> tuple[str | None, bool, str]:
    """So many months, weeks or days from the day of the feedback; working days, and all where that day is unknown, have no day here."""
    delivered = draft.visit.delivered_on.value if draft.visit.delivered_on else None
    amount = number(within["n"])
    if delivered is None or len(delivered) != 10 or not isinstance(amount, int) or not 0 < amount < 400:
        return None, False, "deadline_counted"
    first = date.fromisoformat(delivered)
    if within["unit"] == "月":
        return months_later(first, amount), True, "deadline_counted_from"
    if within["unit"] == "年":
        return months_later(first, 12 * amount), True, "deadline_counted_from"
    if within["unit"] == "工作日":
        return None, False, "deadline_counted"
    days = amount * (7 if within["unit"] == "周" else 1)
    return date.fromordinal(first.toordinal() + days).isoformat(), True, "deadline_counted_from"


def months_later(first: date, months: int) -> str:
    """The same day so many months later, or the last of that month."""
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return date(year, month + 1, min(first.day, monthrange(year, month + 1)[1])).isoformat()


def with_year(found: re.Match[str], year: int) -> tuple[str | None, bool, str]:
    """The last day that a deadline of this year allows."""
    group = found.groupdict()
    if group.get("half"):
        return f"{year}-{'06-30' if group['half'] == '上半年' else '12-31'}", False, ""
    if group.get("q"):
        if group.get("before") and not group.get("end"):
            return None, False, "deadline_ambiguous"
        month = 3 * ("一二三四1234".index(group["q"]) % 4 + 1)
        return iso(year, month, monthrange(year, month)[1]), False, ""
    if not group.get("m"):
        if group.get("before") and not group.get("end"):
            return None, False, "deadline_ambiguous"
        return f"{year}-12-31", False, ""
    month = int(group["m"])
    if not 1 <= month <= 12:
        return None, False, "deadline_unreadable"
    if group.get("d"):
        return iso(year, month, int(group["d"])), False, ""
    if group.get("part"):
        return iso(year, month, {"上旬": 10, "中旬": 20}.get(group["part"], monthrange(year, month)[1])), False, ""
    if group.get("before") and group.get("end") not in ("底", "末"):
        return None, False, "deadline_ambiguous"
    return iso(year, month, monthrange(year, month)[1]), False, ""


def in_english(words: str) -> str | None:
    """September 30, 2024; 30 September 2024; June 2025; Q3 2025; end of 2025."""
    day = english(words)
    if day is not None:
        year, month = int(day[:4]), int(day[5:7])
        return day if len(day) == 10 else iso(year, month, monthrange(year, month)[1])
    quarter = ENGLISH_QUARTER.search(words)
    if quarter is None:
        return None
    if quarter["end"]:
        return f"{quarter['end']}-12-31"
    month = 3 * int(quarter["q"])
    return iso(int(quarter["y"]), month, monthrange(int(quarter["y"]), month)[1])
