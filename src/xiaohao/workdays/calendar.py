"""工作日历: days off, make-up working days, and counting between them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

YEARS = Path(__file__).parent / "years"
ONE_DAY = timedelta(days=1)
SATURDAY = 5
LONGEST = 30  # days of one holiday


class Unconfirmed(ValueError):  # noqa: N818 (an answer: nobody has arranged that year yet)
    """尚未公布: no arrangement is known for the year, so nothing is said about its days."""

    def __init__(self, year: int) -> None:
        super().__init__(f"no arrangement of holidays is known for {year}")
        self.code = "unconfirmed"
        self.facts: dict[str, object] = {"year": year}


@dataclass(frozen=True, slots=True)
class Rest:
    """放假: a run of days off, both ends included, and the days worked in exchange."""

    name_zh: str
    name_en: str
    from_on: date
    to_on: date
    make_up_on: tuple[date, ...] = ()

    @property
    def days(self) -> Iterator[date]:
        return (self.from_on + timedelta(days=n) for n in range((self.to_on - self.from_on).days + 1))


@dataclass(frozen=True, slots=True)
class Arrangement:
    """部分节假日安排: one year's notice of the State Council's General Office. Some of its days may fall in the year before."""

    year: int
    title: str
    number: str
    issued_on: date
    rests: tuple[Rest, ...]


class Calendar:
    """工作日历: the working days of the years that are known. Of other years it says Unconfirmed and guesses nothing."""

    def __init__(self, arrangements: Iterable[Arrangement], local: Mapping[date, bool] | None = None) -> None:
        self._local = dict(local or {})
        self._arrangements = {one.year: one for one in arrangements}
        rests = [rest for one in self._arrangements.values() for rest in one.rests]
        self._rests = {day: rest for rest in rests for day in rest.days}
        self._make_up = frozenset(day for rest in rests for day in rest.make_up_on)

    @classmethod
    def load(cls, years: Iterable[int] | None = None, folder: Path = YEARS) -> Calendar:
        """The calendar of these years, of every year on file where none is named. A year without a file stays unconfirmed.

        `folder` holds one `YEAR.toml` a year. Raises KeyError or ValueError for a file that is no arrangement.
        """
        wanted = sorted(int(path.stem) for path in folder.glob("[0-9]*.toml")) if years is None else list(years)
        paths = {year: folder / f"{year}.toml" for year in wanted}
        return cls(arrangement_from(year, path) for year, path in paths.items() if path.exists())

    def amended(self, arrangements: Iterable[Arrangement] = (), local: Mapping[date, bool] | None = None) -> Calendar:
        """The same calendar with years that an installation entered itself, and with days that it says are worked (True) or off (False)."""
        return Calendar([*self._arrangements.values(), *arrangements], {**self._local, **(local or {})})

    @property
    def years(self) -> tuple[int, ...]:
        """The years that are known, in order."""
        return tuple(sorted(self._arrangements))

    def arrangement(self, year: int) -> Arrangement:
        """The notice that a year's days come from. Raises Unconfirmed."""
        if year not in self._arrangements:
            raise Unconfirmed(year)
        return self._arrangements[year]

    def confirms(self, first: date, last: date | None = None) -> bool:
        """Whether every year from `first` to `last` is known: ask this before counting, where a page must not fail."""
        low, high = sorted((first, last or first))
        return all(year in self._arrangements for year in range(low.year, high.year + 1))

    def rest(self, day: date) -> Rest | None:
        """The holiday that a day off belongs to; None for working days and plain weekends."""
        return self._rests.get(day)

    def is_workday(self, day: date) -> bool:
        """Whether people work on the day: weekdays that are no holiday, and make-up days (调休上班). Raises Unconfirmed."""
        if day.year not in self._arrangements:
            raise Unconfirmed(day.year)
        if day in self._local:
            return self._local[day]
        return day in self._make_up or (day.weekday() < SATURDAY and day not in self._rests)

    def add(self, day: date, count: int) -> date:
        """The count-th working day after `day`, which itself does not count; before it where `count` is negative; `day` itself for 0.

        The day on which a period begins is not counted (Civil Code, article 201). Raises Unconfirmed.
        """
        step = ONE_DAY if count >= 0 else -ONE_DAY
        left = abs(count)
        while left:
            day += step
            left -= self.is_workday(day)
        return day

    def between(self, first: date, last: date, *, counting_first: bool = True) -> int:
        """How many working days lie from `first` to `last`; `last` counts, `first` only while `counting_first`.

        Notices of public display count the day they appear as day 1; a deadline's remaining days do not count today: say
        counting_first=False there. Where `last` is before `first` the answer is negative, the days that have gone by since `last`,
        which itself does not count. Raises Unconfirmed.
        """
        if last < first:
            return -self.between(last, first, counting_first=False)
        start = first if counting_first else first + ONE_DAY
        return sum(self.is_workday(start + timedelta(days=n)) for n in range((last - start).days + 1))

    def last_before(self, day: date) -> date:
        """The last working day before `day`. Raises Unconfirmed."""
        return self.add(day, -1)


def arrangement_from(year: int, path: Path) -> Arrangement:
    """One year's file. Raises KeyError or ValueError where it is no arrangement or contradicts itself."""
    return arrangement_of(year, path.read_text("utf-8"), path.name)


def arrangement_of(year: int, text: str, name: str = "") -> Arrangement:
    """One year's arrangement from the text of its file. Raises KeyError, TypeError or ValueError where it is none or contradicts itself."""
    kept = tomllib.loads(text)
    rests = tuple(
        Rest(words(one["name_zh"]), words(one["name_en"]), plain(one["from_on"]), plain(one["to_on"]), tuple(plain(day) for day in one["make_up_on"]))
        for one in kept["rests"]
    )
    for rest in rests:
        if not rest.from_on <= rest.to_on or rest.to_on.year != year or rest.from_on.year < year - 1 or (rest.to_on - rest.from_on).days > LONGEST:
            raise ValueError(f"{name} {rest.name_zh}".strip())
    off = {day for rest in rests for day in rest.days}
    for day in (day for rest in rests for day in rest.make_up_on):
        if day in off or day.weekday() < SATURDAY or abs(day.year - year) > 1:
            raise ValueError(f"{name} {day}: a make-up day is a weekend day that is not off".strip())
    return Arrangement(year, words(kept["title"]), words(kept["number"]), plain(kept["issued_on"]), rests)


def plain(value: object) -> date:
    """A day that is no moment. Raises TypeError."""
    if isinstance(value, datetime) or not isinstance(value, date):
        raise TypeError(str(value))
    return value


def words(value: object) -> str:
    """A string. Raises TypeError."""
    if not isinstance(value, str):
        raise TypeError(str(value))
    return value
