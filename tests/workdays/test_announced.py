"""放假通知: an arrangement from the words of the notice; what it says twice must agree."""

from __future__ import annotations

from datetime import date

import pytest

from xiaohao.workdays import Arrangement, Calendar, Unclear, announced, arrangement_of, written

CALENDAR = Calendar.load()
WEEKDAYS = "一二三四五六日"
NUMERALS = "一二三四五六七八九"


def on(day: date, of_month: tuple[int, int] = (0, 0), year: int = 0) -> str:
    """A day as a notice writes it, with its weekday; year and month where they are not said before."""
    said = "" if day.year == (of_month[0] or year) else f"{day.year}年"
    month = "" if (day.year, day.month) == of_month else f"{day.month}月"
    return f"{said}{month}{day.day}日（周{WEEKDAYS[day.weekday()]}）"


def told(one: Arrangement) -> str:
    """An arrangement in the manner of the notices, invented words only."""
    lines = [one.title, one.number, "各单位：", f"现将{one.year}年放假调休日期的安排通知如下。"]
    for numeral, rest in zip(NUMERALS, one.rests, strict=False):
        first = on(rest.from_on, year=one.year)
        last = "" if rest.to_on == rest.from_on else f"至{on(rest.to_on, (rest.from_on.year, rest.from_on.month), one.year)}"
        worked = "、".join(on(day, year=one.year) for day in rest.make_up_on)
        lines.append(f"{numeral}、{rest.name_zh}：{first}{last}放假，共{len(list(rest.days))}天。" + (f"{worked}上班。" if worked else "") + "鼓励在2月9日休息。")
    return "\n".join([*lines, "办公厅", f"{one.issued_on.year}年{one.issued_on.month}月{one.issued_on.day}日", ""])


@pytest.mark.parametrize("year", CALENDAR.years)
def test_a_notice_is_read_as_its_year_is_kept(year: int) -> None:
    kept = CALENDAR.arrangement(year)
    if year == 2020:
        kept = announced(told(kept).replace("国庆节、中秋节", "中秋节、国庆节"))
        assert kept.rests[-1].name_en == "Mid-Autumn Festival and National Day"
        return
    assert announced(told(kept)) == kept


@pytest.mark.parametrize("year", CALENDAR.years)
def test_an_arrangement_survives_its_file(year: int) -> None:
    kept = CALENDAR.arrangement(year)
    assert arrangement_of(year, written(kept)) == kept == announced(written(kept))


NOTICE = told(CALENDAR.arrangement(2025))


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("国务院办公厅关于2025年部分节假日安排的通知", "放假通知", "no_title"),
        ("国办发明电〔2024〕12号", "", "no_number"),
        ("2024年11月12日", "", "not_dated"),
        ("共8天", "共7天", "length"),
        ("28日（周二）", "28日（周三）", "weekday"),
        ("1月28日（周二）", "2月30日（周二）", "no_such_day"),
        ("1月28日（周二）", "2月14日", "backwards"),
        ("清明节", "植树节", "holiday_missing"),
        ("劳动节：5月1日（周四）至5日（周一）放假", "劳动节：照常", "no_days"),
        ("1月26日（周日）", "1月27日（周一）", "unreadable"),  # no weekend day
    ],
)
def test_what_does_not_hold_is_named(before: str, after: str, code: str) -> None:
    assert before in NOTICE
    with pytest.raises(Unclear) as why:
        announced(NOTICE.replace(before, after))
    assert why.value.code == f"arrangement_{code}"


@pytest.mark.parametrize(
    "spoiled",
    [
        "issued_on = 2024-11-12T08:00:00", "issued_on = 'yesterday'", "issued_on = ", "issued_on = 2024-11-12\nother = " + "[" * 4000,
    ],
)  # fmt: skip
def test_a_file_that_is_none_is_unreadable(spoiled: str) -> None:
    with pytest.raises(Unclear) as why:
        announced(written(CALENDAR.arrangement(2025)).replace("issued_on = 2024-11-12", spoiled))
    assert why.value.code == "arrangement_unreadable"


def test_a_holiday_is_of_its_own_year_and_no_season() -> None:
    text = written(CALENDAR.arrangement(2025))
    for wrong in ("from_on = 2021-01-01", "from_on = 2024-11-01"):
        with pytest.raises(Unclear):
            announced(text.replace("from_on = 2025-01-01", wrong))


def test_a_text_of_any_length_is_answered() -> None:
    with pytest.raises(Unclear) as why:
        announced(NOTICE + "。" * 20_000)
    assert why.value.code == "arrangement_too_long"
