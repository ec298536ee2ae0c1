"""编号写法: a number as each of the format's ways of counting writes it (ECMA-376 part 1, 17.18.59)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from xiaohao.numerals import chinese

DIGITS = "〇一二三四五六七八九"
SIMPLIFIED, TRADITIONAL, JAPANESE = "零壹贰叁肆伍陆柒捌玖", "零壹貳參肆伍陸柒捌玖", "〇壱弐参四伍六七八九"
POWERS = ((1000, "仟"), (100, "佰"), (10, "拾"))
STEMS, BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
HIGHEST_ROMAN, LONGEST_LETTERS, HIGHEST = 3999, 8, 9999
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


def in_digits(number: int) -> str:
    """一〇三: digit by digit."""
    return "".join(DIGITS[int(digit)] for digit in str(number))


def counted(number: int) -> str:
    """十一, 九十九, then digit by digit."""
    return chinese(number) if 0 < number < 100 else in_digits(number)


def with_powers(number: int, zero: str = "〇") -> str:
    """一百〇三."""
    return chinese(number).replace("零", zero) if 0 < number <= HIGHEST else in_digits(number)


def japanese(number: int) -> str:
    """百三, 千十: neither one before a power nor a nought between."""
    return chinese(number).replace("零", "").replace("一十", "十").replace("一百", "百").replace("一千", "千") if 0 < number <= HIGHEST else in_digits(number)


def formal(number: int, digits: str) -> str:
    """壹佰零叁."""
    if not 0 < number <= HIGHEST:
        return str(number)
    words, gap = "", False
    for power, name in (*POWERS, (1, "")):
        digit = number // power % 10
        if digit:
            words += (digits[0] if gap and words else "") + digits[digit] + name
        gap = not digit
    return words


def roman(number: int) -> str:
    """XIV."""
    if not 0 < number <= HIGHEST_ROMAN:
        return str(number)
    words = ""
    for size, letters in ROMAN:
        words += letters * (number // size)
        number %= size
    return words


def letters(number: int, first: str) -> str:
    """A, B … Z, AA, BB: the letter is doubled, not counted on."""
    times, place = divmod(number - 1, 26)
    return chr(ord(first) + place) * (times + 1) if number > 0 and times < LONGEST_LETTERS else str(number)


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 11th."""
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def row(first: str, last: int) -> Callable[[int], str]:
    """Signs that follow one another from `first`; beyond the last the plain number."""
    return lambda number: chr(ord(first) + number - 1) if 0 < number <= last else str(number)


def of(signs: str) -> Callable[[int], str]:
    """One sign each; beyond the last the plain number."""
    return lambda number: signs[number - 1] if 0 < number <= len(signs) else str(number)


WAYS: Mapping[str, Callable[[int], str]] = {
    "decimal": str, "decimalHalfWidth": str,
    "decimalZero": lambda number: f"{number:02d}", "numberInDash": lambda number: f"- {number} -", "hex": lambda number: f"{number:X}",
    "decimalFullWidth": lambda number: str(number).translate(FULL_WIDTH), "decimalFullWidth2": lambda number: str(number).translate(FULL_WIDTH),
    "upperRoman": roman, "lowerRoman": lambda number: roman(number).lower(),
    "upperLetter": lambda number: letters(number, "A"), "lowerLetter": lambda number: letters(number, "a"), "ordinal": ordinal,
    "decimalEnclosedCircle": row("①", 20), "decimalEnclosedCircleChinese": row("①", 10), "decimalEnclosedParen": row("⑴", 20),
    "decimalEnclosedFullstop": row("⒈", 20), "ideographEnclosedCircle": row("㊀", 10),
    "ideographDigital": in_digits, "japaneseDigitalTenThousand": in_digits, "taiwaneseDigital": in_digits,
    "chineseCounting": counted, "taiwaneseCounting": counted, "chineseCountingThousand": with_powers,
    "taiwaneseCountingThousand": lambda number: with_powers(number, "零"), "japaneseCounting": japanese,
    "chineseLegalSimplified": lambda number: formal(number, SIMPLIFIED), "ideographLegalTraditional": lambda number: formal(number, TRADITIONAL),
    "japaneseLegal": lambda number: formal(number, JAPANESE),
    "ideographTraditional": of(STEMS), "ideographZodiac": of(BRANCHES),
    "ideographZodiacTraditional": lambda number: STEMS[(number - 1) % 10] + BRANCHES[(number - 1) % 12] if 0 < number <= 60 else str(number),
    "none": lambda _: "", "bullet": lambda _: "",
}  # fmt: skip


def spelled(number: int, way: str) -> str:
    """A number in this way of counting; in plain figures where the way is none that we know."""
    return WAYS.get(way, str)(number)
