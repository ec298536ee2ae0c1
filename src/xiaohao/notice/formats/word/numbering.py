"""自动编号: the numbers that are printed and not stored. Computed from the definitions of lists as the program that printed them does it.

A paragraph belongs to a list (`num`) at a level; the list is made after a pattern (`abstractNum`), and all lists of one pattern count on together
unless they say where they begin. ECMA-376 part 1, 17.9.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from xiaohao.notice.formats.word.names import attribute, child, children, switch, value, whole
from xiaohao.notice.formats.word.spelled import spelled
from xiaohao.notice.formats.word.styles import HIGHEST_LIST, Styles

LEVELS = 9
MOST_LINKS = 16  # patterns that name each other through styles
REFERENCE = re.compile(r"%([1-9])")
PADDED = re.compile(r"(0+)1(?:,|$)")
LONGEST = 200  # characters of a printed number
STOPS = frozenset(".．")


@dataclass(frozen=True, slots=True)
class Level:
    """级: how the numbers of one level are counted and written. `text` has %1 to %9 where the numbers of the levels stand."""

    start: int = 0
    way: str = "decimal"
    text: str = ""
    restarts_after: int | None = None  # a level from 0; None: after every higher one; -1: never
    in_figures: bool = False
    apart: bool = True  # a tab or a space follows
    style: str = ""
    padded: int = 0


@dataclass(frozen=True, slots=True)
class Pattern:
    """样板."""

    id: int
    levels: Mapping[int, Level]
    link: str = ""  # the style whose list defines it


@dataclass(frozen=True, slots=True)
class List:
    """列表: a pattern's levels with those that this list words anew, and where it begins."""

    pattern: int
    levels: Mapping[int, Level]
    begins: Mapping[int, int]


@dataclass(slots=True)
class Numbering:
    """编号: the lists of a document, and how far each has been counted."""

    lists: dict[int, List] = field(default_factory=dict)
    counts: dict[int, list[int | None]] = field(default_factory=dict)
    begun: set[tuple[int, int]] = field(default_factory=set)

    @classmethod
    def of(cls, root: etree._Element | None, styles: Styles) -> Numbering:
        """The lists of a part; none where there is no part."""
        made = cls()
        if root is None:
            return made
        patterns = {one.id: one for one in map(pattern, children(root, "w:abstractNum"))}
        defined: dict[int, tuple[int, etree._Element]] = {}
        for one in children(root, "w:num"):
            number, of = whole(attribute(one, "w:numId"), 0, HIGHEST_LIST), whole(value(one, "w:abstractNumId"), 0, HIGHEST_LIST)
            if number is not None and of in patterns:
                defined.setdefault(number, (of, one))
        plain = {number: of for number, (of, _) in defined.items()}
        for number, (of, one) in defined.items():
            found = followed(patterns[of], patterns, plain, styles)
            made.lists[number] = overridden(found, one)
        return made

    def place(self, style: str, number: int | None, level: int | None, styles: Styles) -> tuple[int, int] | None:
        """The list and the level that a paragraph belongs to, by what it says itself and by its style; None where it has no number."""
        if number is not None:
            return (number, level or 0) if number and number in self.lists else None
        chain = list(styles.chain(style))
        number = next((one.series for one in chain if one.series is not None), None)
        if not number or number not in self.lists:
            return None
        if level is None:
            by_style = {one.style: place for place, one in sorted(self.lists[number].levels.items(), reverse=True) if one.style}
            for one in chain:
                level = by_style.get(one.id, one.level)
                if level is not None:
                    break
        return number, level or 0

    def printed(self, number: int, level: int) -> tuple[str, bool]:
        """The next number of a list at a level, and whether a tab or a space follows it."""
        one = self.lists[number]
        definition = one.levels.get(level)
        if definition is None:
            return "", False
        counts = self.counted(number, one, level)
        if definition.way == "bullet":
            return "", False

        def written(found: re.Match[str]) -> str:
            place = int(found[1]) - 1
            count, by = counts[place], one.levels.get(place)
            if count is None or by is None:
                return ""
            way = "decimal" if definition.in_figures and by.way != "decimalZero" else by.way
            return f"{count:0{by.padded}d}" if by.padded and way == "decimal" else spelled(count, way)

        return REFERENCE.sub(written, definition.text)[:LONGEST].strip(), definition.apart

    def counted(self, number: int, one: List, level: int) -> list[int | None]:
        """Count on by one at this level. What stands above and never came counts as begun; what stands below begins again."""
        counts = self.counts.setdefault(one.pattern, [None] * LEVELS)
        for above in range(level):
            if counts[above] is None:
                counts[above] = begins(one, above)
        begins_here = level in one.begins and (number, level) not in self.begun
        self.begun.add((number, level))
        before = counts[level]
        counts[level] = begins(one, level) if begins_here or before is None else before + 1
        for below in range(level + 1, LEVELS):
            definition = one.levels.get(below)
            after = definition.restarts_after if definition else None
            if after is None or level <= after:
                counts[below] = None
        return counts


def begins(one: List, level: int) -> int:
    """The first number of a level."""
    definition = one.levels.get(level)
    return one.begins.get(level, definition.start if definition else 1)


def pattern(element: etree._Element) -> Pattern:
    """A pattern as it stands in the part."""
    number = whole(attribute(element, "w:abstractNumId"), 0, HIGHEST_LIST)
    return Pattern(-1 if number is None else number, levels(element), value(element, "w:numStyleLink") or "")


def levels(element: etree._Element) -> dict[int, Level]:
    """The levels that stand in a pattern or in an override."""
    found: dict[int, Level] = {}
    for one in children(element, "w:lvl"):
        place = whole(attribute(one, "w:ilvl"), 0, LEVELS - 1)
        if place is not None:
            found.setdefault(place, defined_level(one))
    return found


def defined_level(element: etree._Element) -> Level:
    """One level as it stands in the part."""
    written = child(element, "w:numFmt")
    fallback = child(element, "mc:AlternateContent", "mc:Choice", "w:numFmt")
    way, padded = ("decimal", 0) if written is None else (attribute(written) or "decimal", 0)
    if written is None and fallback is not None:
        shape = PADDED.match(attribute(fallback, "w:format") or "")
        padded = min(len(shape[1]) + 1, LEVELS) if shape else 0
    after = whole(value(element, "w:lvlRestart"), 0, LEVELS)
    hidden = switch(element, "w:rPr", "w:vanish")
    return Level(
        whole(value(element, "w:start"), 0, HIGHEST_LIST) or 0, way, "" if hidden else value(element, "w:lvlText") or "",
        None if after is None else after - 1, switch(element, "w:isLgl") or False, value(element, "w:suff") != "nothing", value(element, "w:pStyle") or "", padded,
    )  # fmt: skip


def followed(one: Pattern, patterns: Mapping[int, Pattern], plain: Mapping[int, int], styles: Styles) -> Pattern:
    """The pattern that another stands for by the name of a style."""
    for _ in range(MOST_LINKS):
        style = styles.by_id.get(one.link) if one.link else None
        of = plain.get(style.series) if style and style.series is not None else None
        if of is None:
            return one
        one = patterns[of]
    return one


def overridden(one: Pattern, element: etree._Element) -> List:
    """A list: its pattern, and what it says otherwise."""
    own, begin = dict(one.levels), {}
    for override in children(element, "w:lvlOverride"):
        place = whole(attribute(override, "w:ilvl"), 0, LEVELS - 1)
        if place is None:
            continue
        anew = next((defined_level(level) for level in children(override, "w:lvl")), None)
        if anew is not None:
            own[place] = anew
        start = whole(value(override, "w:startOverride"), 0, HIGHEST_LIST)
        if start is not None:
            begin[place] = start
    return List(one.id, own, begin)


def before_words(number: str, apart: bool, words: str) -> str:
    """A number in front of its words. A space stands between where the number ends in a letter, a figure or a full stop, so that no figure runs into the next."""
    bare = words.lstrip(" \t\n\u3000\xa0")
    ends_open = number[-1:] in STOPS or (number[-1:].isalnum() and not number[-1:].isdigit()) or number[-1:].isdecimal()
    return f"{number} {bare}" if apart and ends_open and bare else number + bare
