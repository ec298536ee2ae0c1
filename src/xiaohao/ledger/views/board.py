"""台账页: the table, and the same rows to take away."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date

from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from xiaohao.ledger import access
from xiaohao.ledger.models import Inspection
from xiaohao.ledger.pages import board as pages
from xiaohao.ledger.pages import days
from xiaohao.people.models import User
from xiaohao.shell import respond
from xiaohao.shell.templatetags.shell import language
from xiaohao.wording import label

BATCH = 500


@login_required
@require_safe
def board(request: HttpRequest, slug: str) -> HttpResponse:
    """The ledger of one inspection; `format=csv` or `json` gives the same rows, all of them."""
    today = timezone.localdate()
    user: User = request.user  # type: ignore[assignment]  # signed in
    inspection = access.inspection(user, slug, today)
    query = request.GET.dict()
    day = days.asked(query, today)
    if query.get("format"):
        return taken_away(inspection, user, day, query)
    value = pages.board(inspection, user, day, query)
    return respond.page(
        request, "ledger/board.html", {"board": value, "inspection": inspection, "day": day, "nav": "inspections", "tab": "ledger", "page": value.page},
        fragment="ledger/_board.html",
    )  # fmt: skip


def taken_away(inspection: Inspection, user: User, day: days.Day, query: dict[str, str]) -> HttpResponse:
    """Every row that the filters leave, as CSV (with a byte-order mark, as sheets want it) or JSON."""
    name = f"{inspection.slug}-{day.on.isoformat()}"
    rows = list(every(inspection, user, day, query))
    if query["format"] == "json":
        return respond.json({"inspection": inspection.slug, "as_of": day.on.isoformat(), "position": day.position(inspection), "items": rows})
    if query["format"] != "csv":
        raise BadRequest("format")
    text = io.StringIO()
    heads = {
        "number": gettext("编号"), "aspect": gettext("方面"), "finding": gettext("问题"), "text": gettext("具体问题"), "leader": gettext("责任领导"),
        "lead_unit": gettext("牵头单位"), "units": gettext("责任单位"), "first_due_on": gettext("原定时限"), "due_on": gettext("现行时限"),
        "completion": gettext("完成情况"), "stage": gettext("阶段"), "track": gettext("整改类型"), "progress": gettext("整改进展"),
        "struck_off_on": gettext("销号日期"), "address": gettext("地址"),
    }  # fmt: skip
    writer = csv.writer(text)
    writer.writerow(heads.values())
    for row in rows:
        writer.writerow([harmless(str(row[key] or "")) for key in heads])
    return respond.download("\ufeff" + text.getvalue(), f"{name}.csv", "text/csv; charset=utf-8")


def harmless(cell: str) -> str:
    """A cell that no sheet takes for a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


def every(inspection: Inspection, user: User, day: days.Day, query: dict[str, str]) -> Iterator[dict[str, object]]:
    """The rows, a batch of pages at a time."""
    lang = language()
    asked = {**query, "sort": "", "after": ""}
    while True:
        value = pages.board(inspection, user, day, asked, size=BATCH, whole_progress=True)
        for row in value.rows:
            yield {
                "address": row.address, "number": row.number, "aspect": row.aspect, "finding": row.finding, "text": row.text, "leader": row.leader,
                "lead_unit": row.lead_unit, "units": row.units, "first_due_on": iso(row.first_due_on), "due_on": iso(row.clock.due_on),
                "completion": label(row.completion, lang, of="completion"), "stage": label(row.stage, lang, of="stage"),
                "track": label(row.track, lang, of="track") if row.track else "", "progress": row.progress, "struck_off_on": iso(row.struck_off_on),
            }  # fmt: skip
        if not value.page.after:
            return
        asked["after"] = value.page.after


def iso(day: date | None) -> str:
    """YYYY-MM-DD, or nothing."""
    return day.isoformat() if day else ""
