"""拟稿: rows as of a day become a notice in the usual layout. Every number that it prints is counted from rows and keeps their addresses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from xiaohao.ledger import headline, queries
from xiaohao.ledger.models import Heading, Inspection, Measure, Period, Progress, Referral
from xiaohao.lifecycle import label_pack
from xiaohao.notice import Notice, Writer
from xiaohao.oversight import queries as oversight

VISITED = {
    "disciplinary": "巡视", "local_disciplinary": "巡察", "audit": "审计", "environmental": "督察", "safety": "检查", "petition": "督办", "international": "审计",
}  # fmt: skip
LONGEST_TOLD = 2_000


@dataclass(frozen=True, slots=True)
class Front:
    """人写的段落: what no row says. `contacts` are (label, value)."""

    title: str
    issuer: str
    organisation: str
    next_steps: str
    invitation: str
    contacts: tuple[tuple[str, str], ...]

    def as_object(self) -> dict[str, Any]:
        """As JSON can hold it."""
        return {
            "title": self.title, "issuer": self.issuer, "organisation": self.organisation, "next_steps": self.next_steps, "invitation": self.invitation,
            "contacts": [list(row) for row in self.contacts],
        }  # fmt: skip

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Front:
        """From what was kept."""
        return cls(
            kept["title"], kept["issuer"], kept["organisation"], kept["next_steps"], kept["invitation"], tuple((a, b) for a, b in kept["contacts"]),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Composed:
    """拟成的通报: its text, what our own reader makes of it, the numbers with their rows, and what is withheld and why."""

    text: str
    notice: Notice
    counts: tuple[dict[str, Any], ...]
    withheld: tuple[dict[str, str], ...]
    front: Front


def usual_front(inspection: Inspection) -> Front:
    """The paragraphs to begin with."""
    word, body = VISITED[inspection.kind], inspection.inspected_body.name
    return Front(
        title=f"{body}关于{word}整改进展情况的通报", issuer=body,
        organisation="成立整改工作领导小组，下设办公室，负责整改日常工作；逐条明确责任领导、牵头单位、责任单位和整改时限，实行台账管理，完成一件、销号一件。",
        next_steps="继续按照整改方案推进，目标任务不变、标准要求不降；对已销号的问题组织“回头看”，防止反弹回潮；对需要长期坚持的问题紧盯不放，健全长效机制。",
        invitation=f"欢迎广大干部群众对{word}整改落实情况进行监督。如有意见建议，请及时反映。", contacts=(),
    )  # fmt: skip


def compose(inspection: Inspection, as_of: date, *, at: int | None = None, front: Front | None = None) -> Composed:
    """The notice of an inspection as of a day, as known at a position of its journal (now, when none is given)."""
    at = inspection.seq if at is None else at
    front = front or usual_front(inspection)
    tally = queries.tally(inspection, as_of, at)
    said = headline.sentence(inspection, tally, referred(inspection, as_of))
    writer = Writer()
    writer.title(front.title)
    for paragraph in (opening(inspection), "现将整改进展情况通报如下。"):
        if paragraph:
            writer.paragraph(paragraph)
    writer.section("组织整改落实情况")
    for paragraph in front.organisation.split("\n"):
        if paragraph.strip():
            writer.paragraph(paragraph.strip())
    effort = oversight.sentence(inspection, as_of)
    if effort:
        writer.paragraph(effort)
    writer.paragraph(headline.text_of(said))
    writer.section(f"{VISITED[inspection.kind]}反馈问题整改进展情况")
    items(writer, inspection, as_of, at)
    writer.section("下一步打算")
    for paragraph in front.next_steps.split("\n"):
        if paragraph.strip():
            writer.paragraph(paragraph.strip())
    if front.contacts:
        writer.contacts(front.invitation, front.contacts)
    else:
        writer.paragraph(front.invitation)
    counts = tuple({"key": one.key, "value": one.count, "items": list(one.rows), "words": one.before.strip("，；。 ") + one.after.strip("，；。个件 ")} for one in said if one.count is not None)
    return Composed(writer.text, writer.notice(), counts, tuple(withheld(inspection)), front)


def chinese_day(day: date) -> str:
    """2026年2月27日."""
    return f"{day.year}年{day.month}月{day.day}日"


def opening(inspection: Inspection) -> str:
    """Who visited whom, and when the findings were handed over."""
    word, body, whom = VISITED[inspection.kind], inspection.inspecting_body_name, inspection.inspected_body.name
    parts = []
    if body and inspection.from_on and inspection.to_on:
        parts.append(f"{chinese_day(inspection.from_on)}至{chinese_day(inspection.to_on)}，{body}对{whom}进行了{word}。")
    if body and inspection.delivered_on:
        parts.append(f"{chinese_day(inspection.delivered_on)}，{body}向{whom}反馈了{word}意见。")
    return "".join(parts)


def referred(inspection: Inspection, on: date) -> dict[str, tuple[int, int]]:
    """Matters handed over, by kind; of clues nothing is told to the public."""
    rows = inspection.referrals.filter(referred_on__lte=on, duplicate_of__isnull=True).exclude(kind=Referral.Kind.CLUE)
    found: dict[str, tuple[int, int]] = {}
    for kind, concluded_on in rows.values_list("kind", "concluded_on"):
        total, done = found.get(kind, (0, 0))
        found[kind] = (total + 1, done + bool(concluded_on and concluded_on <= on))
    return found


def items(writer: Writer, inspection: Inspection, as_of: date, at: int) -> None:
    """Aspects, findings and items with what was told of them, and how they stand; a number that has parts is told by its parts."""
    words = label_pack(headline.pack_of(inspection))["completion"]
    rows = (
        queries.states(inspection, as_of, at).exclude(stage="withdrawn").filter(item__parts__isnull=True)
        .select_related("item__heading__parent").order_by("item__position")
    )  # fmt: skip
    told = progress_of(inspection, as_of, at)
    planned = measures_of(inspection, at)
    aspect: int | None = None
    finding: int | None = None
    for row in rows:
        heading = row.item.heading
        above = heading.parent or heading
        if above.pk != aspect:
            aspect, finding = above.pk, None
            writer.aspect(above.number, plain(above.text))
        if heading.parent_id and heading.pk != finding:
            finding = heading.pk
            writer.finding(heading.number, plain(heading.text))
        item(writer, row, heading, told, planned, words)


def item(
    writer: Writer, row: Period, heading: Heading, told: Mapping[int, str], planned: Mapping[int, Sequence[str]], words: Mapping[str, Mapping[str, str]],
) -> None:  # fmt: skip
    """One item: its words, what was done, how it stands."""
    if heading.parent_id is None:
        writer.finding(row.item.number, plain(row.item.text))
    else:
        writer.item(row.item.number, plain(row.item.text))
    text = told.get(row.item_id) or "".join(planned.get(row.item_id, ())) or "正在按整改方案推进。"
    writer.progress(plain(text)[:LONGEST_TOLD])
    apart = row.stage == "struck_off" and row.ground not in ("", "rectified")
    if not apart:
        writer.labelled("完成情况", words[row.completion]["zh"])


def plain(text: str) -> str:
    """Words on one line."""
    return " ".join(text.split())


def progress_of(inspection: Inspection, as_of: date, at: int) -> dict[int, str]:
    """The newest report of each item that was of the day and known by then."""
    gone = inspection.events.filter(annuls__isnull=False, seq__lte=at).values("annuls_id")
    links = (
        Progress.items.through.objects.filter(progress__inspection=inspection, progress__effective_on__lte=as_of, progress__event__seq__lte=at)
        .exclude(progress__event__in=gone).order_by("progress__effective_on", "progress_id")
    )  # fmt: skip
    return dict(links.values_list("item_id", "progress__text"))


def measures_of(inspection: Inspection, at: int) -> dict[int, list[str]]:
    """The plan of each item as known by then."""
    found: dict[int, list[str]] = {}
    rows = Measure.objects.filter(item__inspection=inspection, event__seq__lte=at, ended_by__isnull=True).order_by("item_id", "position")
    for item_id, ordinal, text in rows.values_list("item_id", "ordinal", "text"):
        found.setdefault(item_id, []).append(f"{ordinal}{text}")
    return found


def withheld(inspection: Inspection) -> list[dict[str, str]]:
    """What is not told, and why."""
    rows = [{"what": "责任领导、联络员等个人信息", "why": "个人信息，只在台账内部使用"}]
    clues = inspection.referrals.filter(kind=Referral.Kind.CLUE).count()
    if clues:
        rows.append({"what": f"移交的问题线索{clues}件", "why": "线索内容保密，不对外公布"})
    letters = inspection.referrals.filter(kind=Referral.Kind.PETITION).count()
    if letters:
        rows.append({"what": f"信访件的内容和来信人（{letters}件）", "why": "保护来信来访人，只公布件数"})
    return rows


__all__ = ["Composed", "Front", "compose", "usual_front"]
