"""整改情况: what answers an item or a run of items, whole, and the measures that it lists."""

from __future__ import annotations

from dataclasses import replace

from xiaohao.notice.draft import Draft, Paragraph
from xiaohao.notice.marks import Level, row_of_ordinals
from xiaohao.notice.tree import Item, Measure, Progress, Role

SAME_ANSWER = frozenset({"progress", "measures"})


def progress(draft: Draft) -> None:
    """Walk the body: an answer belongs to the item above it and to those right before which have none of their own."""
    by_start = {item.start: place for place, item in enumerate(draft.items)}
    marked = item_paragraphs(draft, by_start)
    current: int | None = None
    number = 0
    while number < len(draft.paragraphs):
        paragraph = draft.paragraphs[number]
        if number in marked:
            current = marked[number]
        elif paragraph.used or paragraph.region != "body" or is_heading(paragraph):
            current = None
        if paragraph.label in SAME_ANSWER and current is not None and paragraph.region == "body":
            last = last_of(draft, number, marked)
            answer(draft, current, number, last)
            number = last
        number += 1


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
    for following in range(number + 1, len(draft.paragraphs)):
        paragraph = draft.paragraphs[following]
        if following in marked or paragraph.used or paragraph.region != "body" or paragraph.label or is_heading(paragraph):
            break
        last = following
    return last


def answer(draft: Draft, current: int, first: int, last: int) -> None:
    """Add the answer of an item, or join it to the one it has."""
    opening: Paragraph = draft.paragraphs[first]
    start, end = draft.trimmed(opening.body, draft.paragraphs[last].end)
    draft.piece(opening.start, opening.body, Role.LABEL)
    for number in range(first, last + 1):
        draft.paragraphs[number].used = True
    if start >= end:
        return
    item = draft.items[current]
    if item.progress is not None:
        extend(draft, int(item.progress.removeprefix("p")) - 1, start, end)
        return
    run = run_of(draft.items, current)
    measures = measures_of(draft, start, end)
    made = Progress(start, end, f"p{len(draft.progress) + 1}", tuple(draft.items[n].id for n in run), measures)
    draft.progress.append(made)
    for n in run:
        draft.items[n] = replace(draft.items[n], progress=made.id)
    if len(run) > 1:
        draft.doubt("progress_shared", start, end, numbers="、".join(draft.items[n].number for n in run))
    lay(draft, start, end, measures)


def extend(draft: Draft, known: int, start: int, end: int) -> None:
    """A second answer of the same item (措施, then 情况): the first one goes on to its end."""
    before = draft.progress[known]
    more = measures_of(draft, start, end)
    draft.progress[known] = replace(before, end=end, measures=before.measures + more)
    lay(draft, start, end, more)


def run_of(items: list[Item], current: int) -> list[int]:
    """The item and those right before it, under the same heading, that nothing answers yet."""
    first = current
    while first > 0 and items[first - 1].progress is None and parent(items[first - 1]) == parent(items[current]):
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
