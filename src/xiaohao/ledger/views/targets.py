"""目标页: how far the targets of an inspection are, by unit, and the same rows to take away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from xiaohao.ledger import access
from xiaohao.ledger.pages import days
from xiaohao.ledger.pages import targets as pages
from xiaohao.ledger.views.asked import account
from xiaohao.ledger.views.board import iso, line
from xiaohao.shell import respond


@login_required
@require_safe
def targets(request: HttpRequest, slug: str) -> HttpResponse | StreamingHttpResponse:
    """The targets of one inspection; `format=csv` or `json` gives all rows."""
    today = timezone.localdate()
    user = account(request)
    inspection = access.inspection(user, slug, today)
    query = request.GET.dict()
    day = days.asked(query, today)
    match query.get("format", ""):
        case "":
            value = pages.targets(inspection, user, day, query)
            shown = {"targets": value, "inspection": inspection, "day": day, "nav": "inspections", "tab": "overview", "page": value.page}
            return respond.page(request, "ledger/targets.html", shown)
        case "json":
            rows = [facts(row) for row in pages.every(inspection, user, day)]
            return respond.json({"inspection": inspection.slug, "as_of": day.on.isoformat(), "position": day.position(inspection), "targets": rows})
        case "csv":
            names = [
                gettext("承办单位"), gettext("编号"), gettext("措施"), gettext("目标"), gettext("单位"), gettext("总数"), gettext("目标数"), gettext("现有"),
                gettext("完成比例（%）"), gettext("进度"), gettext("时限"), gettext("最近读数日期"), gettext("地址"),
            ]  # fmt: skip
            found = pages.every(inspection, user, day)
            return respond.stream(table(found, names), f"{inspection.slug}-targets-{day.on.isoformat()}.csv", "text/csv; charset=utf-8")
    raise BadRequest("format")


def facts(row: pages.Row) -> dict[str, object]:
    """One target for programs."""
    return {
        "unit": row.unit, "address": row.address, "number": row.number, "ordinal": row.ordinal, "noun": row.noun, "measured_in": row.measured_in, "kind": row.kind,
        "direction": row.direction, "base": row.base or None, "goal": row.reached.goal, "value": row.reached.value or None, "share": row.reached.share,
        "standing": row.reached.tone, "due_on": row.reached.due_on, "last_on": row.last_on or None,
        "parts": [{"name": one.name, "goal": one.goal, "value": one.value or None, "due_on": one.due_on, "standing": one.tone} for one in row.parts],
    }  # fmt: skip


def table(rows: Iterable[pages.Row], names: list[str]) -> Iterator[str]:
    """The rows as lines of CSV; each part of a target has a line of its own below it."""
    yield "\ufeff" + line(names)
    for row in rows:
        for part in (row.reached, *row.parts):
            yield line([
                row.unit, row.number, row.ordinal, f"{row.noun} {part.name}".strip(), row.measured_in, row.base if part is row.reached else "", part.goal,
                part.value, str(part.share), part.tone, iso(part.due_on), row.last_on if part is row.reached else "", row.address,
            ])  # fmt: skip
