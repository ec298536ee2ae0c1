"""命令的回答: what `figures` and `inspections` print, from the same questions that pages and programs ask."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q

from xiaohao.api import shaping
from xiaohao.ledger import queries
from xiaohao.ledger.models import Inspection
from xiaohao.ledger.pages.days import Day
from xiaohao.wording import label

Json = dict[str, Any]
MAIN = Q(items__is_counted=True) & ~Q(items__stage="withdrawn")


def figures(slug: str, on: date, known_at: datetime | None) -> Json | None:
    """The tally of an inspection with the addresses behind each number; None when there is none of that slug. Whoever runs commands sees all."""
    inspection = Inspection.objects.filter(slug=slug).first()
    if inspection is None:
        return None
    tally = queries.tally(inspection, on, queries.position(inspection, known_at))
    return shaping.figures(inspection, tally, Day(on, on, known_at))


def figures_text(found: Json) -> str:
    """The tally for people."""
    known = f"，按 {found['known_at'].isoformat()} 所知" if found["known_at"] else ""
    lines = [f"{found['title']}　截至 {found['as_of']}（日志第 {found['position']} 条{known}）", f"合计 {found['total']['count']}"]
    rows = [(label(name, of="completion"), told) for name, told in found["completion"].items()]
    rows += [("其他原因销号", found["apart"])] if found["apart"]["count"] else []
    rows += [("已销号", found["struck_off"]), ("逾期", found["overdue"])]
    return "\n".join([*lines, *(f"{name} {told['count']}　{' '.join(told['items'])}".rstrip() for name, told in rows)])


def inspections() -> list[Json]:
    """Every inspection with its counts: one query."""
    rows = Inspection.objects.select_related("follows").annotate(
        main_count=Count("items", filter=MAIN), done_count=Count("items", filter=MAIN & Q(items__completion="completed")),
        gone_count=Count("items", filter=MAIN & Q(items__stage="struck_off")), parts_count=Count("items", filter=Q(items__parent__isnull=False)),
    ).order_by("-opened_on", "-pk")  # fmt: skip
    return [
        {
            "slug": one.slug, "title": one.title, "kind": one.kind, "opened_on": one.opened_on.isoformat(),
            "delivered_on": one.delivered_on.isoformat() if one.delivered_on else None, "follows": one.follows.slug if one.follows else None,
            "counts": {"items": one.main_count, "completed": one.done_count, "struck_off": one.gone_count, "parts": one.parts_count, "events": one.seq},
        }
        for one in rows
    ]  # fmt: skip


def inspections_text(rows: Sequence[Json]) -> str:
    """The list for people."""
    if not rows:
        return "还没有检查 / none yet"
    return "\n".join(
        f"{row['slug']:<16} {label(row['kind'], of='inspection')}　{row['title']}　{row['counts']['items']} 项，已销号 {row['counts']['struck_off']}" for row in rows
    )
