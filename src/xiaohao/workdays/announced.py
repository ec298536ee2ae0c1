"""放假通知: one year's arrangement from the words of the notice itself, as an office pastes them, and as a file.

Comes in the whole notice, with title, document number and day; goes out the arrangement. Whatever the notice says twice must agree: a day with its
weekday, a holiday with how many days it has. Raises Unclear, which names the first thing that cannot be read or does not agree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from xiaohao.workdays.calendar import Arrangement, Rest, arrangement_of

TITLE = re.compile(r"国务院办公厅关于(?P<year>20\d\d)年部分节假日安排的通知")
NUMBER = re.compile(r"国办发明电\s*[〔\[［(（](?P<year>20\d\d)[〕\]］)）]\s*(?P<number>\d{1,3})\s*号")
SIGNED = re.compile(r"^\s*(?P<year>20\d\d)年(?P<month>\d{1,2})月(?P<day>\d{1,2})日\s*$", re.M)
ENTRY = re.compile(r"^\s*[一二三四五六七八九十]{1,2}、\s*(?P<name>[^:：\n]{2,20})[:：](?P<said>[^\n]+)", re.M)
DAY = r"(?:(?P<{0}year>20\d\d)年)?(?:(?P<{0}month>\d{{1,2}})月)?(?P<{0}day>\d{{1,2}})日(?:\s*[（(](?P<{0}aside>[^）)\n]{{1,30}})[）)])?"
REST = re.compile(rf"{DAY.format('first_')}(?:\s*(?:至|到|-|—|~)\s*{DAY.format('last_')})?\s*放假")
SINGLE = re.compile(DAY.format(""))
LENGTH = re.compile(r"(?:共|放假)\s*(\d{1,2})\s*天")
WEEKDAY = re.compile(r"(?:星期|周|礼拜)([一二三四五六日天])")
WEEKDAYS = "一二三四五六日"
MOST = 20_000  # characters; a notice has some six hundred
ENGLISH = {
    "元旦": "New Year's Day", "春节": "Spring Festival", "清明节": "Qingming", "劳动节": "Labour Day", "端午节": "Dragon Boat Festival",
    "中秋节": "Mid-Autumn Festival", "国庆节": "National Day",
}  # fmt: skip


class Unclear(ValueError):  # noqa: N818 (an answer: what is to be looked at again)
    """看不明白: the first thing in a notice that cannot be read, or that does not agree with itself."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = f"arrangement_{code}"
        self.facts = facts


def announced(text: str) -> Arrangement:
    """The arrangement that a text announces: the notice itself, or a file as in `years`, whose title names the year. Raises Unclear."""
    if len(text) > MOST:
        raise Unclear("too_long", most=MOST)
    title = TITLE.search(re.sub(r"\s+", "", text))  # it may stand in two lines
    if title is None:
        raise Unclear("no_title")
    year = int(title["year"])
    return from_file(year, text) if re.search(r"^\s*\[\[rests\]\]", text, re.M) else from_notice(year, title.group(), text)


def from_file(year: int, text: str) -> Arrangement:
    """The same from the text of a file."""
    try:
        return arrangement_of(year, text)
    except (KeyError, TypeError, ValueError, RecursionError) as fault:
        raise Unclear("unreadable", what=str(fault)[:120]) from None


def from_notice(year: int, title: str, text: str) -> Arrangement:
    """The same from the words of a notice."""
    number, signed = NUMBER.search(text), list(SIGNED.finditer(text))
    if number is None:
        raise Unclear("no_number")
    if not signed:
        raise Unclear("not_dated")
    issued = dated(signed[-1].groupdict(), "", None)
    rests = tuple(rest(entry["name"].strip(), entry["said"], year) for entry in ENTRY.finditer(text))
    missing = [name for name in ENGLISH if not any(name in one.name_zh for one in rests)]
    if missing:
        raise Unclear("holiday_missing", missing=missing)
    made = Arrangement(year, title, f"国办发明电〔{number['year']}〕{number['number']}号", issued, rests)
    return from_file(year, written(made))  # held to what every file is held to


def rest(name: str, said: str, year: int) -> Rest:
    """One holiday with the days worked in exchange. Days that are only commended (鼓励…在除夕休息) are no days off."""
    found = REST.search(said)
    if found is None:
        raise Unclear("no_days", name=name)
    parts = found.groupdict()
    first = dated(parts, "first_", (year, None))
    last = dated(parts, "last_", (first.year, first.month)) if parts["last_day"] else first
    if last < first:
        raise Unclear("backwards", name=name, first=first, last=last)
    days = (last - first).days + 1
    length = LENGTH.search(said)
    if length and int(length[1]) != days:
        raise Unclear("length", name=name, stated=length[1], computed=days)
    return Rest(name, english(name), first, last, tuple(make_up(said, year)))


def make_up(said: str, year: int) -> Iterator[date]:
    """The days of the sentences that end in 上班. Each names its month, or has that of the day before it."""
    month: int | None = None
    for sentence in said.split("。"):
        if not sentence.rstrip().endswith("上班"):
            continue
        for found in SINGLE.finditer(sentence):
            day = dated(found.groupdict(), "", (year, month))
            month = day.month
            yield day


def dated(parts: dict[str, str | None], prefix: str, known: tuple[int, int | None] | None) -> date:
    """A day from its parts; year and month are those known before where they are not said. Its weekday must be the one that is said beside it."""
    year, month, day = (parts.get(f"{prefix}{name}") for name in ("year", "month", "day"))
    of_year, of_month = int(year or (known[0] if known else 0)), int(month or (known[1] if known and known[1] else 0))
    words = f"{of_year}-{of_month:02}-{int(day or 0):02}"
    try:
        made = date(of_year, of_month, int(day or 0))
    except ValueError:
        raise Unclear("no_such_day", words=words) from None
    stated = WEEKDAY.search(parts.get(f"{prefix}aside") or "")
    if stated and WEEKDAYS.index(stated[1].replace("天", "日")) != made.weekday():
        raise Unclear("weekday", on=made, stated=stated[1], computed=WEEKDAYS[made.weekday()])
    return made


def english(name: str) -> str:
    """The holiday in English, part by part; what nobody has translated stays as it is."""
    return " and ".join(ENGLISH.get(one, one) for one in re.split(r"[、和及]", name))


def written(one: Arrangement) -> str:
    """An arrangement as the text of a file, which `arrangement_of` reads back."""
    head = f'title = {quoted(one.title)}\nnumber = {quoted(one.number)}\nissued_on = {one.issued_on}\n'
    rests = (
        f"\n[[rests]]\nname_zh = {quoted(rest.name_zh)}\nname_en = {quoted(rest.name_en)}\nfrom_on = {rest.from_on}\nto_on = {rest.to_on}\n"
        f"make_up_on = [{', '.join(map(str, rest.make_up_on))}]\n"
        for rest in one.rests
    )
    return head + "".join(rests)


def quoted(text: str) -> str:
    """A string of TOML."""
    escaped = "".join(char if char.isprintable() and char not in '"\\' else f"\\u{ord(char):04x}" for char in text)
    return f'"{escaped}"'
