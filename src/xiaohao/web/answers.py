"""命令的回答: what `figures` and `inspections` print, from the same questions that the pages ask."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from xiaohao.ledger import queries
from xiaohao.ledger.models import Inspection, Item
from xiaohao.lifecycle import Completion
from xiaohao.wording import label

Json = dict[str, Any]


def figures(slug: str, day: date, known_at: datetime | None) -> Json | None:
    """The tally of an inspection with the addresses behind each number; None when there is none of that slug."""
    inspection = Inspection.objects.filter(slug=slug).first()
    if inspection is None:
        return None
    if known_at is not None and timezone.is_naive(known_at):
        known_at = timezone.make_aware(known_at)
    return tally_object(inspection, queries.tally(inspection, day, queries.position(inspection, known_at)), known_at)


def tally_object(inspection: Inspection, tally: queries.Tally, known_at: datetime | None) -> Json:
    """A tally as JSON: every number with its items."""
    def told(rows: Sequence[queries.TallyRow]) -> Json:
        return {"count": len(rows), "items": [row.address for row in rows]}

    return {
        "inspection": inspection.slug, "title": inspection.title, "as_of": tally.day.isoformat(), "known_at": known_at.isoformat() if known_at else None,
        "position": tally.position, "total": told(tally.rows),
        "completion": {one.value: told(tally.completion(one.value)) for one in Completion}, "apart": told(tally.apart()),
        "struck_off": told(tally.stage("struck_off")), "claimed": told(tally.stage("claimed", "in_notice")), "open": told(tally.stage("open")),
        "overdue": told(tally.overdue(tally.day)),
    }  # fmt: skip


def figures_text(found: Json) -> str:
    """The tally for people."""
    lines = [f"{found['title']}  截至 {found['as_of']}（日志第 {found['position']} 条）", f"合计 {found['total']['count']}"]
    for name, told in found["completion"].items():
        lines.append(f"  {label(name, of='completion')} {told['count']}  {' '.join(told['items'])}")
    if found["apart"]["count"]:
        lines.append(f"  其他原因销号 {found['apart']['count']}  {' '.join(found['apart']['items'])}")
    lines += [f"已销号 {found['struck_off']['count']}  逾期 {found['overdue']['count']}"]
    return "\n".join(lines)


def inspections() -> list[Json]:
    """Every inspection with its counts."""
    rows = []
    for one in Inspection.objects.order_by("-opened_on", "-pk"):
        main = Item.objects.filter(inspection=one, is_counted=True).exclude(stage="withdrawn")
        rows.append({
            "slug": one.slug, "title": one.title, "kind": one.kind, "opened_on": one.opened_on.isoformat(),
            "delivered_on": one.delivered_on.isoformat() if one.delivered_on else None, "follows": one.follows.slug if one.follows else None,
            "counts": {
                "items": main.count(), "leaves": Item.objects.filter(inspection=one, parts__isnull=True).count(),
                "completed": main.filter(completion="completed").count(), "struck_off": main.filter(stage="struck_off").count(), "events": one.seq,
            },
        })  # fmt: skip
    return rows


def inspections_text(rows: Sequence[Json]) -> str:
    """The list for people."""
    if not rows:
        return "还没有检查 / none yet"
    return "\n".join(f"{row['slug']:<24} {row['title']}（{row['kind']}）  {row['counts']['items']} 项，已销号 {row['counts']['struck_off']}" for row in rows)
