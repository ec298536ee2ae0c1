"""整改情况: what answers an item or a run of items, whole, and the measures that it lists.

An item's measures (整改措施) and what became of them (整改情况) are two answers; the item names the second.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from xiaohao.notice.draft import Draft, Paragraph
from xiaohao.notice.marks import Level, row_of_ordinals
from xiaohao.notice.rules.labels import TOLD
from xiaohao.notice.rules.standing import LONGEST_STATUS as LONGEST_CLAUSE
from xiaohao.notice.rules.standing import OF_ITSELF, STATUS_FIRST, completion_of
from xiaohao.notice.tree import Item, Kind, Measure, Progress, Role

LONGEST_STATUS = 40  # characters of a line that only says how an item stands
SHORTEST_TOLD = 8  # characters behind 已完成。 that tell what was done


def progress(draft: Draft) -> None:
    """Walk the body: an answer belongs to the item above it and to those right before which have none of their own."""
    marked = item_paragraphs(draft, {item.start: place for place, item in enumerate(draft.items)})
    planned: set[str] = set()
    draft.owners = list(owners(draft, marked))
    for number, current in draft.owners:
        paragraph = draft.paragraphs[number]
        if paragraph.used and number not in marked:
            continue
        if tells(draft, number, marked):
            answer(draft, current, number, last_of(draft, number, marked), planned)
    kind_by_answers(draft)


def kind_by_answers(draft: Draft) -> None:
    """A document whose title does not say what it is, but which answers problems, tells of their rectification."""
    if draft.kind is Kind.UNKNOWN and any(item.progress for item in draft.items):
        done = any(paragraph.used and paragraph.label in ("progress", "completion") for paragraph in draft.paragraphs)
        draft.kind = Kind.AUDIT_REPORT if draft.text.isascii() else Kind.PROGRESS_NOTICE if done else Kind.PLAN


def owners(draft: Draft, marked: dict[int, int]) -> Iterator[tuple[int, int]]:
    """(paragraph, item) for each paragraph of the body that stands under an item, or bears the number of one."""
    numbered: dict[str, int] = {}
    for place, item in enumerate(draft.items):
        numbered.setdefault(item.number, place)
    current: int | None = None
    headings = item_paragraphs(draft, {one.start: 0 for one in (*draft.aspects, *draft.findings)})
    for number, paragraph in enumerate(draft.paragraphs):
        if paragraph.region != "body":
            current = None
        elif paragraph.number:
            current = numbered.get(paragraph.number)
        elif number in marked:
            current = marked[number]
        elif number in headings or is_heading(paragraph):
            current = None
        if current is not None:
            yield number, current


def tells(draft: Draft, number: int, marked: dict[int, int]) -> bool:
    """Whether a labelled paragraph tells what was or will be done; 完成情况 does where it, or the row of numbers below it, says more than how the item stands."""
    paragraph = draft.paragraphs[number]
    if paragraph.label in TOLD:
        return True
    if paragraph.label != "completion":
        return False
    is_alone = paragraph.body >= paragraph.end
    words = draft.text[paragraph.body : draft.paragraphs[last_of(draft, number, marked)].end if is_alone else paragraph.end].strip()
    if words.isascii():
        return False
    status = STATUS_FIRST.match(words)
    return len(words) > LONGEST_STATUS or (status is not None and len(words) - status.end() > SHORTEST_TOLD and words[status.end()] == "。")


def item_paragraphs(draft: Draft, by_start: dict[int, int]) -> dict[int, int]:
    """Paragraph number to item, for the paragraphs that hold an item's words."""
    found = {}
    starts = sorted(by_start)
    place = 0
    for number, paragraph in enumerate(draft.paragraphs):
        while place < len(starts) and starts[place] < paragraph.start:
            place += 1
        if place < len(starts) and starts[place] <= paragraph.end and paragraph.used:
            found[number] = by_start[starts[place]]
    return found


def is_heading(paragraph: Paragraph) -> bool:
    """一、 and (一) are headings wherever they stand alone: no answer goes on over them."""
    return paragraph.mark is not None and paragraph.mark.level <= Level.CLAUSE


def last_of(draft: Draft, number: int, marked: dict[int, int]) -> int:
    """The last paragraph of the answer that begins at `number`: up to the next heading, item, field or region."""
    last = number
    bears = draft.paragraphs[number].number
    for following in range(number + 1, len(draft.paragraphs)):
        paragraph = draft.paragraphs[following]
        if following in marked or paragraph.used or paragraph.region != "body" or paragraph.label or is_heading(paragraph) or paragraph.number != bears:
            break
        last = following
    return last


def answer(draft: Draft, current: int, first: int, last: int, planned: set[str]) -> None:
    """Add the answer of an item; what is planned (整改措施) gives way to what was done, and two that tell the same join."""
    opening: Paragraph = draft.paragraphs[first]
    start, end = draft.trimmed(opening.body, draft.paragraphs[last].end)
    if not opening.used:
        draft.piece(opening.start, opening.body, Role.LABEL)
    for number in range(first, last + 1):
        draft.paragraphs[number].used = True
    if start >= end:
        return
    item = draft.items[current]
    plans = opening.label == "measures"
    if item.progress is not None and not (item.progress in planned and not plans):
        if opening.number or (plans and item.progress not in planned):
            add(draft, [current], start, end, named=False)
        else:
            extend(draft, int(item.progress.removeprefix("p")) - 1, start, end)
        return
    run = run_of(draft.items, current, item.progress) if not opening.number else [current]
    made = add(draft, run, start, end, named=True)
    if plans:
        planned.add(made.id)
    elif said := standing_of(draft, start, end):
        for n in run:
            draft.items[n] = replace(draft.items[n], completion=draft.items[n].completion or said)
    if len(run) > 1:
        draft.doubt("progress_shared", start, end, numbers="、".join(draft.items[n].number for n in run))


def standing_of(draft: Draft, start: int, end: int) -> str | None:
    """How an item stands by its answer: what the answer begins with, else what its last sentence says of this very problem (该问题已完成整改)."""
    status = STATUS_FIRST.match(draft.text, start, end)
    if status is not None and (said := completion_of(status[0])):
        return said
    stop = draft.text.rfind("。", max(start, end - 2 * LONGEST_CLAUSE), end - 1) + 1
    last = OF_ITSELF.match(draft.text, max(stop, start), end) if stop or end - start <= LONGEST_CLAUSE else None
    return completion_of(last[0]) if last else None


def add(draft: Draft, run: list[int], start: int, end: int, *, named: bool) -> Progress:
    """A new answer of these items; they name it where `named`."""
    measures = measures_of(draft, start, end)
    made = Progress(start, end, f"p{len(draft.progress) + 1}", tuple(draft.items[n].id for n in run), measures)
    draft.progress.append(made)
    if named:
        for n in run:
            draft.items[n] = replace(draft.items[n], progress=made.id)
    lay(draft, start, end, measures)
    return made


def extend(draft: Draft, known: int, start: int, end: int) -> None:
    """A second answer of the same sort: the first one goes on to its end."""
    before = draft.progress[known]
    more = measures_of(draft, start, end)
    draft.progress[known] = replace(before, end=end, measures=before.measures + more)
    lay(draft, start, end, more)


def run_of(items: list[Item], current: int, planned: str | None) -> list[int]:
    """The item and those right before it, under the same heading, that nothing answers yet; where a plan was shared, those that shared it."""
    first = current
    while first > 0 and items[first - 1].progress == planned and parent(items[first - 1]) == parent(items[current]):
        first -= 1
    return list(range(first, current + 1))


def parent(item: Item) -> tuple[str | None, str | None]:
    """Under what an item stands."""
    return item.aspect, item.finding


def measures_of(draft: Draft, start: int, end: int) -> tuple[Measure, ...]:
    """The measures by their ordinals; each goes to the beginning of the next one."""
    row = row_of_ordinals(draft.text, start, end)
    made = []
    for (at, after), following in zip(row, (*row[1:], (end, end)), strict=False):
        left, right = draft.trimmed(at, following[0])
        made.append(Measure(left, right, draft.words(left, right), draft.words(at, after).strip()))
    return tuple(made)


def lay(draft: Draft, start: int, end: int, measures: tuple[Measure, ...]) -> None:
    """The answer's characters as leaves: measures, and what stands around them."""
    at = start
    for measure in measures:
        draft.piece(at, measure.start, Role.PROGRESS)
        draft.piece(measure.start, measure.end, Role.MEASURE)
        at = measure.end
    draft.piece(at, end, Role.PROGRESS)
