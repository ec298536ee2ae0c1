"""文中合计: the headline counts of a notice, by what they count and what they say of it, as wholes with their parts and rates."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from xiaohao.figures.quantity import SAME, Figure
from xiaohao.figures.scan import scan, today_of
from xiaohao.figures.standing import Standing, standing_of
from xiaohao.notice import Notice, Place, Role, folded

LONGEST_CLAUSE = 200
STOP = re.compile(r"[;。\n]")
Within = Callable[[int, int], Sequence[Figure]]
EDGE = ",;。:、("
NOUN = re.compile(r"(?:具体问题|立行立改(?:问题|事项)|问题线索|信访(?:举报|投诉)?(?:问题|件)?|线索|问题|事项|隐患|任务清单|任务|整改(?:任务|事项|问题)?|投诉(?:问题|件)?|举报(?:问题|件)?|方面|案件|件)")
NOUN_BEFORE = re.compile(r"(具体问题|立行立改(?:问题|事项)|问题线索|信访(?:举报|投诉)?(?:问题|件)?|线索|问题|隐患|事项|任务|投诉件?|举报件?|案件)(?:共计?|合计|总计|总数)?(?:为|有)?$")
LEAD = re.compile(r"^(?:截[至止][^,]*|其中|目前|至此)[,:]?")
GOES_ON = re.compile(r"\s*(?:截[至止]|目前|至此)")
STANDS = re.compile(r"\s*(?:已|完成|办结|基本完成)")
HANDED = re.compile(r"移交|反馈|交办|转办|受理|收到|发现|查出|反映|指出|提出|涉及的?$|共")
ANEW = re.compile(r"移交|移送|交办|转办|受理|收到")  # begins a group of its own, whatever its unit
RATE = re.compile(r"率(?:为|达到?|是|约|:)?$")


@dataclass(frozen=True, slots=True)
class Count(Place):
    """合计数: `label` says what is said of them, `of` what is counted; `standing` classes a part by its label."""

    label: str = ""
    value: float | int = 0
    unit: str = ""
    of: str = ""
    standing: Standing | None = None
    is_exact: bool = True


@dataclass(frozen=True, slots=True)
class Group:
    """一组合计: a whole, the parts that the same sentence says of it, the rates that it prints, and what else it counts in that unit (重复件15件)."""

    whole: Count
    parts: tuple[Count, ...]
    rates: tuple[Count, ...] = ()
    others: tuple[Count, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """A figure with the words before and behind it in its clause, the noun that it counts, and what is said of how it stands."""

    figure: Figure
    before: str
    noun: str
    standing: Standing | None
    words: str


def counts(notice: Notice) -> tuple[Count, ...]:
    """The counts of the sentences that say how all stands: those of the paragraph with the day of the figures; where none has it, those of the opening."""
    found = [count for group in groups(notice) for count in (group.whole, *group.parts, *group.rates)]
    return tuple(sorted(found, key=lambda one: one.start))


def groups(notice: Notice, within: Within | None = None) -> tuple[Group, ...]:
    """The headline counts as wholes with their parts; `within` gives the figures between two places, where the caller has found them."""
    within = within or scanned(notice)
    day = notice.as_of
    if day is not None:
        inside = [leaf for leaf in notice.leaves if leaf.role is Role.PROSE and leaf.start <= day.start < leaf.end]
        told = tuple(group for leaf in inside for group in groups_within(notice, leaf.start, leaf.end, within))
        if told:
            return tuple(group for place, group in enumerate(told) if not told_again(group, told[place + 1 :]))
    return tuple(group for start, end in opening(notice) for group in groups_within(notice, start, end, within) if tells_standing(group))


def scanned(notice: Notice) -> Within:
    """The figures of one paragraph, found when they are asked for."""
    text, today = notice.source.text, today_of(notice)
    return lambda start, end: tuple(one.figure(text[start:end], start) for one in scan(folded(text[start:end]), today))


def told_again(group: Group, later: Sequence[Group]) -> bool:
    """Whether a whole without parts is the whole of the next group, which says how it stands."""
    following = later[0] if later else None
    return not group.parts and not group.rates and following is not None and bool(following.parts) and (
        (group.whole.value, group.whole.label, group.whole.unit) == (following.whole.value, following.whole.label, following.whole.unit)
    )


def tells_standing(group: Group) -> bool:
    """Whether a group outside the paragraph of the day says how problems stand."""
    known = NOUN.match(group.whole.label) or ANEW.search(group.whole.of)
    return known is not None and any(part.standing != "other" and part.unit == group.whole.unit for part in group.parts)


def opening(notice: Notice) -> Iterator[tuple[int, int]]:
    """The paragraphs of prose before the first aspect, problem or item; all prose where there is none."""
    first = min((one.start for one in (*notice.aspects, *notice.findings, *notice.items)), default=len(notice.source.text))
    return ((leaf.start, leaf.end) for leaf in notice.leaves if leaf.role is Role.PROSE and leaf.start < first)


def groups_within(notice: Notice, start: int, end: int, within: Within) -> list[Group]:
    """The groups of a paragraph, sentence by sentence."""
    flat = folded(notice.source.text[start:end])
    row = within(start, end)
    found: list[Group] = []
    at = place = 0
    for stop in [*STOP.finditer(flat), None]:
        upto = stop.start() if stop else len(flat)
        first = place
        while place < len(row) and row[place].start < start + upto:
            place += 1
        sentence, figures = flat[at:upto], row[first:place]
        carried = found[-1] if found and not found[-1].parts else None
        told = [said(sentence, figure, start + at) for figure in figures if figure.kind == "count" or figure.unit == "%"]
        if carried is not None and goes_on(carried, told) and (GOES_ON.match(sentence) or (STANDS.match(sentence) and makes_whole(carried, told))):
            found[-1:] = grouped(carried.whole, told)
        else:
            found += from_whole(told)
        at = stop.end() if stop else upto
    return found


def goes_on(before: Group, told: Sequence[Said]) -> bool:
    """Whether a sentence (截至…, 已整改40项) only says how the whole of the sentence before it stands."""
    return bool(told) and not any(one_is_whole(one) for one in told) and told[0].standing is not None and told[0].figure.plain_unit == before.whole.unit


def makes_whole(before: Group, told: Sequence[Said]) -> bool:
    """Whether what a sentence without 截至 says of standings comes to the whole before it; else it may speak of a part only."""
    parts = [one.figure.amount for one in told if one.standing is not None and one.figure.plain_unit == before.whole.unit]
    return len(parts) > 1 and sum(parts) == before.whole.value


def from_whole(told: Sequence[Said]) -> Iterator[Group]:
    """The groups of one sentence: a whole names a noun, its parts how they stand."""
    first = first_whole(told)
    if first is not None:
        yield from (Group(whole_of(one), ()) for one in told[:first] if one_is_whole(one) and ANEW.search(one.before))
        yield from grouped(whole_of(told[first]), told[first + 1 :])


def grouped(whole: Count, told: Sequence[Said]) -> Iterator[Group]:
    """The whole with what follows; what is handed over besides begins a group of its own."""
    parts, rates, others = list[Count](), list[Count](), list[Count]()
    for one in told:
        of = f"{whole.of}{whole.label}" if whole.of != whole.label else whole.label
        if one.figure.unit == "%":
            if RATE.search(one.before):
                rates.append(counted(one, one.before, of))
        elif one.standing is not None:
            parts.append(counted(one, one.words, of))
        elif begins_anew(one, whole):
            yield Group(whole, tuple(parts), tuple(rates), tuple(others))
            whole, parts, rates, others = whole_of(one), [], [], []
        elif one.figure.plain_unit == whole.unit:
            others.append(counted(one, one.before, of))
    yield Group(whole, tuple(parts), tuple(rates), tuple(others))


def begins_anew(one: Said, whole: Count) -> bool:
    """Whether a figure is the whole of another group: handed over besides, or found besides in another unit."""
    if one.noun == "方面":
        return False
    return ANEW.search(one.before) is not None or (bool(one.noun) and HANDED.search(one.before) is not None and one.figure.plain_unit != whole.unit)


def first_whole(told: Sequence[Said]) -> int | None:
    """Which figure is the whole: the first that names a noun and no standing, else the first that has no standing before any part."""
    kept = [n for n, one in enumerate(told) if one.figure.unit != "%"]
    named = [n for n in kept if one_is_whole(told[n]) and told[n].noun != "方面"]
    part = next((n for n in kept if told[n].standing is not None), len(told))
    before = [n for n in named if n < part]
    if before:
        # 4个方面、29个单位共计50项具体问题: what the parts divide stands nearest before them, in their unit
        like = [n for n in before if part < len(told) and unit(told[n].figure) == unit(told[part].figure)]
        return (like or before)[-1]
    known = [n for n in kept if told[n].standing is not None or ANEW.search(told[n].before)]
    return next((n for n in kept if n < part < len(told) and not told[n].noun), named[0] if named else (known[0] if known else None))


def one_is_whole(one: Said) -> bool:
    """It names what it counts and says nothing of how that stands."""
    return bool(one.noun) and one.standing is None


def unit(figure: Figure) -> str:
    """The unit, with those that stand for one another made one."""
    return SAME.get(figure.plain_unit, figure.plain_unit)


def whole_of(one: Said) -> Count:
    """The whole of a group."""
    of_what = LEAD.sub("", one.before).strip(",的共计有) ") or one.noun
    return counted(one, one.noun or one.words, of_what)


def counted(one: Said, label: str, of: str) -> Count:
    """A figure as a count."""
    figure = one.figure
    value = 0 if isinstance(figure.value, str) else figure.value
    return Count(figure.start, figure.end, figure.text, label, value, figure.unit or "", of, one.standing, figure.qualifier == "exact")


def said(flat: str, figure: Figure, start: int) -> Said:
    """A figure with what its clause says."""
    left, right = figure.start - start, figure.end - start
    nearest, furthest = max(0, left - LONGEST_CLAUSE), right + LONGEST_CLAUSE
    clause = max((flat.rfind(stop, nearest, left) for stop in EDGE), default=-1) + 1
    until = min((at for at in (flat.find(stop, right, furthest) for stop in ",;。、()") if at >= 0), default=min(len(flat), furthest))
    before, behind = flat[max(clause, nearest) : left].strip(), flat[right:until]
    noun = NOUN.match(behind) or NOUN_BEFORE.search(before)
    named = noun[1] if noun and noun.re is NOUN_BEFORE else noun[0] if noun else ""
    standing = standing_of(before, behind)
    return Said(figure, before, named, standing[0] if standing else None, standing[1].strip() if standing else "")
