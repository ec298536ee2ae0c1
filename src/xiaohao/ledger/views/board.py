"""台账页: the table, and the same rows to take away."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date

from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from xiaohao.ledger import access
from xiaohao.ledger.models import Inspection
from xiaohao.ledger.pages import board as pages
from xiaohao.ledger.pages import days
from xiaohao.ledger.views.asked import account
from xiaohao.people.models import User
from xiaohao.shell import respond
from xiaohao.shell.templatetags.shell import language
from xiaohao.wording import label

FORMULA = ("=", "+", "-", "@", "\t", "\r")


@login_required
@require_safe
def board(request: HttpRequest, slug: str) -> HttpResponse | StreamingHttpResponse:
    """The ledger of one inspection; `format=csv` or `json` gives the same rows, all of them."""
    today = timezone.localdate()
    user = account(request)
    inspection = access.inspection(user, slug, today)
    query = {**request.GET.dict(), "columns": ",".join(request.GET.getlist("columns"))}
    day = days.asked(query, today)
    if query.get("format"):
        return taken_away(inspection, user, day, query)
    value = pages.board(inspection, user, day, query)
    shown = {"board": value, "inspection": inspection, "day": day, "nav": "inspections", "tab": "ledger", "page": value.page}
    if value.is_printed:
        return respond.page(request, "ledger/board_print.html", shown)
    return respond.page(request, "ledger/board.html", shown, fragment="ledger/_board.html")


def taken_away(inspection: Inspection, user: User, day: days.Day, query: dict[str, str]) -> HttpResponse | StreamingHttpResponse:
    """Every row that the filters leave, as CSV (with a byte-order mark, as sheets want it) or JSON."""
    rows = pages.every(inspection, user, day, query)
    match query["format"]:
        case "json":
            items = [facts(row) for row in rows]
            return respond.json({"inspection": inspection.slug, "as_of": day.on.isoformat(), "position": day.position(inspection), "items": items})
        case "csv":
            return respond.stream(table(rows, heads(), language()), f"{inspection.slug}-{day.on.isoformat()}.csv", "text/csv; charset=utf-8")
    raise BadRequest("format")


def facts(row: pages.Row) -> dict[str, object]:
    """One row for programs: codes and days."""
    return {
        "address": row.address, "number": row.number, "aspect": row.aspect, "finding": row.finding, "text": row.text, "leader": row.leader,
        "lead_unit": row.lead_unit, "units": row.units, "first_due_on": row.first_due_on, "due_on": row.clock.due_on, "timeliness": row.clock.tone,
        "completion": row.completion, "stage": row.stage, "track": row.track, "cycle": row.cycle, "progress": row.progress,
        "struck_off_on": row.struck_off_on,
    }  # fmt: skip


def heads() -> list[str]:
    """The names of the columns that are taken away."""
    return [
        gettext("编号"), gettext("方面"), gettext("问题"), gettext("具体问题"), gettext("责任领导"), gettext("牵头单位"), gettext("责任单位"), gettext("原定时限"),
        gettext("现行时限"), gettext("完成情况"), gettext("阶段"), gettext("整改类型"), gettext("整改进展"), gettext("销号日期"), gettext("地址"),
    ]  # fmt: skip


def table(rows: Iterable[pages.Row], names: list[str], lang: str) -> Iterator[str]:
    """The rows as lines of CSV, in the words of the page; the language is given, for the lines are written after the page was left."""
    yield "\ufeff" + line(names)
    for row in rows:
        yield line([
            row.number, row.aspect, row.finding, row.text, row.leader, row.lead_unit, row.units, iso(row.first_due_on), iso(row.clock.due_on),
            label(row.completion, lang, of="completion"), label(row.stage, lang, of="stage"), label(row.track, lang, of="track") if row.track else "",
            row.progress, iso(row.struck_off_on), row.address,
        ])  # fmt: skip


def line(cells: list[str]) -> str:
    """One line; no cell is taken for a formula by a sheet."""
    text = io.StringIO()
    csv.writer(text).writerow([f"'{cell}" if cell.startswith(FORMULA) else cell for cell in cells])
    return text.getvalue()


def iso(day: date | None) -> str:
    """YYYY-MM-DD, or nothing."""
    return day.isoformat() if day else ""
