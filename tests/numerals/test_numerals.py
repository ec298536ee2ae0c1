"""数字: tables of numerals, and the law that what is written is read again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiaohao.numerals import chinese, number, ordinal

VALUES: list[tuple[str, float | int]] = [
    ("零", 0), ("〇", 0), ("一", 1), ("两", 2), ("十", 10), ("十二", 12), ("二十", 20), ("二十一", 21), ("廿三", 23), ("卅", 30), ("卅一", 31),
    ("一百", 100), ("百", 100), ("一百零三", 103), ("一百二十三", 123), ("一千零一", 1001), ("两千", 2000), ("三万五千", 35_000), ("一万零五", 10_005),
    ("一亿", 100_000_000), ("一亿二千万", 120_000_000), ("一万亿", 1_000_000_000_000), ("二〇二一", 2021), ("二零二一", 2021),
    ("壹佰贰拾叁", 123), ("伍仟", 5000), ("1", 1), ("１２", 12), ("42", 42), ("2,219", 2219), ("1,234,567", 1_234_567), ("2.35万", 23_500), ("0.83", 0.83),
    ("2.35", 2.35), ("3百", 300), ("1.5亿", 150_000_000), ("2万亿", 2_000_000_000_000), ("①", 1), ("⑳", 20), (" 7 ", 7), ("007", 7),
]  # fmt: skip
NOT_NUMBERS = ["", " ", "好", "一二好", "1,23", "12,3456", "1.2.3", "万", "亿", "万亿", "两两", "十百", "三十四五", "-1", "1/2", "1-2", "第三", "个", "一" * 30, "9" * 30]
ORDINALS = [("第三", 3), ("三", 3), ("(3)", 3), ("（三）", 3), ("③", 3), ("3.", 3), ("3、", 3), ("三是", 3), ("第十二，", None), ("好", None), ("2.5", None), ("", None)]
WRITTEN = [(1, "一"), (9, "九"), (10, "十"), (11, "十一"), (20, "二十"), (21, "二十一"), (100, "一百"), (101, "一百零一"), (110, "一百一十"), (1001, "一千零一"), (2020, "二千零二十"), (9999, "九千九百九十九")]  # fmt: skip


@pytest.mark.parametrize(("text", "value"), VALUES)
def test_a_numeral_has_its_value(text: str, value: float | int) -> None:
    assert number(text) == value


@pytest.mark.parametrize("text", NOT_NUMBERS)
def test_what_is_no_numeral_has_no_value(text: str) -> None:
    assert number(text) is None


@pytest.mark.parametrize(("text", "value"), ORDINALS)
def test_an_ordinal_names_its_place_in_the_row(text: str, value: int | None) -> None:
    assert ordinal(text) == value


@pytest.mark.parametrize(("n", "text"), WRITTEN)
def test_numbers_are_written_as_documents_number_their_sections(n: int, text: str) -> None:
    assert chinese(n) == text


@given(st.integers(1, 9_999))
def test_what_is_written_is_read_again(n: int) -> None:
    assert number(chinese(n)) == n == ordinal(f"第{chinese(n)}")


@given(st.text(max_size=40) | st.text("一二三四五六七八九十百千万亿〇零两廿卅0123456789.,，①", max_size=30))
def test_no_text_is_too_odd_to_be_asked(text: str) -> None:
    value = number(text)
    assert value is None or value >= 0
    assert ordinal(text) is None or isinstance(ordinal(text), int)


@pytest.mark.parametrize("n", [0, -1, 10_000])
def test_sections_beyond_the_row_are_refused(n: int) -> None:
    with pytest.raises(ValueError, match="not between"):
        chinese(n)
