"""拟稿: rows as of a day become a notice in the usual layout. Every number that it prints is counted from rows and keeps their addresses and its place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from xiaohao.ledger import headline, queries
from xiaohao.ledger.models import Evidence, Heading, Inspection, Measure, Period, Progress, Referral
from xiaohao.lifecycle import Ground, label_pack
from xiaohao.notice import Notice, Writer
from xiaohao.oversight import queries as oversight
from xiaohao.people import former
from xiaohao.publication.withhold import Hidden, Screen, by_rule, screen
from xiaohao.wording import day as chinese_day
from xiaohao.wording import label

VISITED = {
    "disciplinary": "巡视", "local_disciplinary": "巡察", "audit": "审计", "environmental": "督察", "safety": "检查", "petition": "督办", "international": "审计",
}  # fmt: skip
INDENT = len("　　")
STOPS = ("。", "！", "？", "；", ".", "!", "?", ";")
PHRASE = re.compile("[，。；,;]")
CLAUSE = re.compile("[，；。、]|先后")


@dataclass(frozen=True, slots=True)
class Front:
    """人写的段落: what no row says. `contacts` are (label, value); `document_number` is 发文字号, empty where the paper bears none."""

    title: str
    issuer: str
    organisation: str
    next_steps: str
    invitation: str
    contacts: tuple[tuple[str, str], ...]
    document_number: str = ""

    def as_object(self) -> dict[str, Any]:
        """As JSON can hold it."""
        return {
            "title": self.title, "issuer": self.issuer, "organisation": self.organisation, "next_steps": self.next_steps, "invitation": self.invitation,
            "contacts": [list(row) for row in self.contacts], "document_number": self.document_number,
        }  # fmt: skip

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Front:
        """From what was kept."""
        return cls(
            kept["title"], kept["issuer"], kept["organisation"], kept["next_steps"], kept["invitation"], tuple((a, b) for a, b in kept["contacts"]),
            kept.get("document_number", ""),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Composed:
    """拟成的通报: its text, what our own reader makes of it, the numbers and the items with their places, and what is withheld and why."""

    text: str
    notice: Notice
    counts: tuple[dict[str, Any], ...]
    items: tuple[dict[str, Any], ...]
    withheld: tuple[dict[str, Any], ...]
    front: Front


@dataclass(slots=True)
class Sheet:
    """稿纸: the writer, and how far the text has come, so that each number and each item keeps its place."""

    writer: Writer = field(default_factory=Writer)
    counts: list[dict[str, Any]] = field(default_factory=list)
    items: list[dict[str, Any]] = field(default_factory=list)
    seen: int = 0
    length: int = 0

    def here(self) -> int:
        """Where the next paragraph's words begin, behind the indent."""
        self.length += sum(len(text) for text, _ in self.writer.pieces[self.seen :])
        self.seen = len(self.writer.pieces)
        return self.length + INDENT

    def said(self, parts: Sequence[headline.Said]) -> None:
        """A paragraph whose numbers are bound to their rows."""
        at, place, whole = self.here(), 0, ""
        for part in parts:
            place += len(part.before)
            if part.count is not None:
                printed = str(part.count)
                words = f"{CLAUSE.split(part.before)[-1]}{part.after.lstrip('个件次份')}"
                whole, words = (whole, f"{whole}：{words}") if part.key.count(":") > 1 else (words, words)
                self.counts.append({
                    "key": part.key, "value": part.count, "items": list(part.rows), "words": words, "query": part.query, "start": at + place,
                    "end": at + place + len(printed),
                })  # fmt: skip
                place += len(printed)
            place += len(part.after)
        self.writer.paragraph(headline.text_of(tuple(parts)))

    def paragraphs(self, text: str) -> None:
        """What people wrote, a paragraph a line."""
        for line in text.split("\n"):
            if line.strip():
                self.writer.paragraph(" ".join(line.split()))


def body_of(inspection: Inspection, as_of: date) -> str:
    """What the inspected body was called on the day."""
    unit = inspection.inspected_body
    return former.names_on(as_of, date.max).get(unit.pk, former.Name(unit.name)).name


def usual_front(inspection: Inspection, body: str = "") -> Front:
    """The paragraphs to begin with. `body` is what the inspected body was called on the day, as it is called now when none is given."""
    word, body = VISITED[inspection.kind], body or inspection.inspected_body.name
    return Front(
        title=f"{body}关于{word}整改进展情况的通报", issuer=body,
        organisation="成立整改工作领导小组，下设办公室，负责整改日常工作；逐条明确责任领导、牵头单位、责任单位和整改时限，实行台账管理，完成一件、销号一件。",
        next_steps="继续按照整改方案推进，目标任务不变、标准要求不降；对已销号的问题组织“回头看”，防止反弹回潮；对需要长期坚持的问题紧盯不放，健全长效机制。",
        invitation=f"欢迎广大干部群众对{word}整改落实情况进行监督。如有意见建议，请及时反映。", contacts=(),
    )  # fmt: skip


def compose(
    inspection: Inspection, as_of: date, *, at: int | None = None, known_at: datetime | None = None, front: Front | None = None, hidden: Sequence[Hidden] = (),
) -> Composed:  # fmt: skip
    """The notice of an inspection as of a day, as known at a position of its journal (now, when none is given).

    `known_at` is the moment of that position, for meetings and checks, which stand beside the journal; `hidden` are words to leave out.
    """
    at = inspection.seq if at is None else at
    body = body_of(inspection, as_of)
    front = front or usual_front(inspection, body)
    mask = screen(inspection, hidden)
    sheet = Sheet()
    writer = sheet.writer
    writer.title(" ".join(front.title.split()))
    for paragraph in (opening(inspection, body), "现将整改进展情况通报如下。"):
        if paragraph:
            writer.paragraph(paragraph)
    writer.section("组织整改落实情况")
    sheet.paragraphs(front.organisation)
    efforts(sheet, inspection, as_of, known_at)
    sheet.said(standing_sentence(inspection, as_of, at))
    writer.section(f"{VISITED[inspection.kind]}反馈问题整改进展情况")
    items(sheet, mask, inspection, as_of, at)
    writer.section("下一步打算")
    sheet.paragraphs(front.next_steps)
    invitation = " ".join(front.invitation.split())
    if front.contacts:
        writer.contacts(invitation, front.contacts)
    else:
        writer.paragraph(invitation)
    untold = by_rule(Counter(handed(inspection, as_of, at).values_list("kind", flat=True)))
    return Composed(writer.text, writer.notice(), tuple(sheet.counts), tuple(sheet.items), (*untold, *mask.rows()), front)


def opening(inspection: Inspection, whom: str) -> str:
    """Who visited whom, and when the findings were handed over."""
    word, body = VISITED[inspection.kind], inspection.inspecting_body_name
    parts = []
    if body and inspection.from_on and inspection.to_on:
        parts.append(f"{chinese_day(inspection.from_on)}至{chinese_day(inspection.to_on)}，{body}对{whom}进行了{word}。")
    if body and inspection.delivered_on:
        parts.append(f"{chinese_day(inspection.delivered_on)}，{body}向{whom}反馈了{word}意见。")
    return "".join(parts)


def efforts(sheet: Sheet, inspection: Inspection, as_of: date, known_at: datetime | None) -> None:
    """How many meetings and checks there were, each number with their days."""
    found = oversight.counts(inspection, as_of, known_at)
    if not found:
        return
    parts = [headline.Said("建立定期调度和督查机制，")]
    for place, effort in enumerate(found):
        before, after = oversight.WORDS[effort.name]
        parts.append(headline.Said(f"{'，' if place else '先后'}{before}", len(effort.days), after, key=f"oversight:{effort.name}", rows=tuple(map(str, effort.days))))
    sheet.said([*parts, headline.Said("。")])


def handed(inspection: Inspection, on: date, at: int) -> QuerySet[Referral]:
    """The matters handed over by the day and known by then, each once."""
    known = inspection.events.filter(referral__isnull=False, seq__lte=at).order_by().values("referral_id")
    return inspection.referrals.filter(pk__in=known, referred_on__lte=on, duplicate_of__isnull=True)


def referred(inspection: Inspection, on: date, at: int) -> dict[str, tuple[str, ...]]:
    """Their numbers: referral:petition, …:done, …:open; of clues nothing is told to the public."""
    rows = handed(inspection, on, at).exclude(kind=Referral.Kind.CLUE)
    found: dict[str, list[str]] = {}
    for kind, number, concluded_on in rows.order_by("kind", "pk").values_list("kind", "number", "concluded_on"):
        is_done = concluded_on is not None and concluded_on <= on
        for key in (f"referral:{kind}", f"referral:{kind}:{'done' if is_done else 'open'}"):
            found.setdefault(key, []).append(number)
    return {key: tuple(numbers) for key, numbers in found.items()}


def standing_sentence(inspection: Inspection, as_of: date, at: int) -> list[headline.Said]:
    """The sentence that says how all stands, every number with its rows."""
    matters = referred(inspection, as_of, at)
    totals = {key.split(":")[1]: (len(rows), len(matters.get(f"{key}:done", ()))) for key, rows in matters.items() if key.count(":") == 1}
    said = headline.sentence(inspection, queries.tally(inspection, as_of, at), totals)
    return [replace(part, rows=matters.get(part.key, part.rows)) for part in said]


def items(sheet: Sheet, mask: Screen, inspection: Inspection, as_of: date, at: int) -> None:
    """Aspects, findings and items with what was told of them, and how they stand; a number that has parts is told by its parts."""
    words = label_pack(headline.pack_of(inspection))["completion"]
    rows = (
        queries.states(inspection, as_of, at).exclude(stage="withdrawn").filter(item__parts__isnull=True)
        .select_related("item__heading__parent", "item__parent").order_by("item__position")
    )  # fmt: skip
    told = reports_of(inspection, as_of, at)
    planned = measures_of(inspection, as_of, at)
    aspect: int | None = None
    finding: int | None = None
    for row in rows:
        heading = row.item.heading
        above = heading.parent or heading
        if above.pk != aspect:
            aspect, finding = above.pk, None
            sheet.writer.aspect(above.number, mask.told(above.text, row.item.address))
        if heading.parent_id and heading.pk != finding:
            finding = heading.pk
            sheet.writer.finding(heading.number, mask.told(heading.text, row.item.address))
        plan = planned.get(row.item_id) or planned.get(row.item.parent_id or 0, [])  # what is planned for a number as a whole holds for its parts
        done = tuple(told_of(told.get(row.item_id, ()))) or ("".join(plan) or "正在按整改方案推进。",)
        item(sheet, mask, row, heading, done, standing(row, words))


def standing(row: Period, words: Mapping[str, Mapping[str, str]]) -> str:
    """How an item stands in the words of its kind of inspection; what left on another ground says so."""
    if row.stage == "struck_off" and row.ground not in ("", Ground.RECTIFIED):
        return f"{label(Ground(row.ground))}，予以销号"
    return words[row.completion]["zh"]


def item(sheet: Sheet, mask: Screen, row: Period, heading: Heading, done: Sequence[str], stands: str) -> None:
    """One item: its words, what was done, how it stands; and where it is printed."""
    address, text = row.item.address, mask.told(row.item.text, row.item.address)
    start = sheet.here()
    if heading.parent_id is None:
        sheet.writer.finding(row.item.number, text)
    else:
        sheet.writer.item(row.item.number, text)
    sheet.items.append({
        "address": address, "number": row.item.number, "parent": row.item.parent.address if row.item.parent else "", "text": text,
        "completion": row.completion, "stage": row.stage, "start": start, "end": sheet.here() - INDENT - 1,
    })  # fmt: skip
    sheet.writer.progress(mask.told(done[0], address))
    for since in done[1:]:
        sheet.writer.paragraph(mask.told(since, address))
    sheet.writer.labelled("完成情况", stands)


def annulled(inspection: Inspection, at: int) -> QuerySet[Any, Any]:
    """The events that were known by then never to have been."""
    return inspection.events.filter(annuls__isnull=False, seq__lte=at).order_by().values("annuls_id")


@dataclass(frozen=True, slots=True)
class Report:
    """一次进展: what was told of an item, when, and of which measures; `of_document` where the document itself tells it."""

    words: str
    on: date
    of_document: bool
    measures: tuple[str, ...] = ()


def reports_of(inspection: Inspection, as_of: date, at: int) -> dict[int, list[Report]]:
    """All that was told of each item by the day and known by then, in order of its days."""
    gone = annulled(inspection, at)
    links = (
        Progress.items.through.objects.filter(progress__inspection=inspection, progress__effective_on__lte=as_of, progress__event__seq__lte=at)
        .exclude(progress__event__in=gone).order_by("progress__effective_on", "progress_id")
    )  # fmt: skip
    proofs = (
        Evidence.objects.filter(item__inspection=inspection, measure__isnull=False, event__seq__lte=at, event__effective_on__lte=as_of, event__move="report_progress")
        .exclude(event__in=gone).order_by("measure__position", "measure_id")
    )  # fmt: skip
    proved: dict[int, dict[str, None]] = {}
    for event_id, words in proofs.values_list("event_id", "measure__text"):
        proved.setdefault(event_id, {})[words] = None
    found: dict[int, list[Report]] = {}
    rows = links.values_list("item_id", "progress__text", "progress__effective_on", "progress__intake_id", "progress__event_id")
    for item_id, words, on, intake_id, event_id in rows:
        found.setdefault(item_id, []).append(Report(words, on, intake_id is not None, tuple(proved.get(event_id, ()))))
    return found


def told_of(reports: Sequence[Report]) -> Iterator[str]:
    """The paragraphs of 整改情况: the document's own answer, else the first report; then what was reported since, each with its day.

    Words that a later report repeats whole are told once; a report names the measures that its evidence proves.
    """
    plain = [" ".join(one.words.split()) for one in reports]
    kept = [(words, one) for n, (words, one) in enumerate(zip(plain, reports, strict=True)) if words and not any(words in later for later in plain[n + 1 :])]
    own = "".join(ended(words) for words, one in kept if one.of_document)
    if own:
        yield own
    for place, (words, one) in enumerate((words, one) for words, one in kept if not one.of_document):
        proved = "、".join(PHRASE.split(" ".join(text.split()), maxsplit=1)[0] for text in one.measures)
        since = f"{chinese_day(one.on)}进展{f'（{proved}）' if proved else ''}" if own or place else proved
        yield f"{since}：{ended(words)}" if since else ended(words)


def ended(words: str) -> str:
    """The words with a stop, so that others may follow."""
    return words if words.endswith(STOPS) else f"{words}。"


def measures_of(inspection: Inspection, as_of: date, at: int) -> dict[int, list[str]]:
    """The plan of each item on the day, as known by then."""
    found: dict[int, list[str]] = {}
    rows = Measure.objects.filter(queries.in_force(at, as_of), item__inspection=inspection).order_by("item_id", "position", "id")
    for item_id, ordinal, text in rows.values_list("item_id", "ordinal", "text"):
        found.setdefault(item_id, []).append(f"{ordinal}{text}")
    return found


__all__ = ["Composed", "Front", "Hidden", "compose", "usual_front"]
