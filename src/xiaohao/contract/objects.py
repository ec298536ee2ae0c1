"""一个对象: the notice as JSON. Fields may be added; none is renamed or changes its meaning without a new format number."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from xiaohao.figures import Check, Count, Figure, counts, of, reconcile
from xiaohao.notice import Dated, Doubt, Item, Notice, Place, Progress
from xiaohao.wording import say
from xiaohao.workdays import Calendar

FORMAT = "xiaohao.notice/1"
SCHEMA_FILE = Path(__file__).parent / "notice-1.schema.json"
Json = dict[str, Any]


def as_object(notice: Notice, lang: str = "zh", calendar: Calendar | None = None) -> Json:
    """The notice with its counts, figures, checks and doubts, as the format says; sentences in `lang`, working days by `calendar` where one is given."""
    source = notice.source
    visit = notice.inspection
    found = of(notice)
    return {
        "format": FORMAT,
        "source": {
            "name": source.name, "sha256": source.sha256, "media_type": source.media_type, "encoding": source.encoding, "characters": len(source.text),
        },
        "kind": notice.kind.value,
        "title": place(notice.title), "issuer": place(notice.issuer), "published_on": dated(notice.published_on), "as_of": dated(notice.as_of),
        "inspection": {
            "body": place(visit.body), "inspected": place(visit.inspected), "from_on": dated(visit.from_on), "to_on": dated(visit.to_on),
            "delivered_on": dated(visit.delivered_on),
        },
        "contacts": [{"kind": one.kind, **words(one)} for one in notice.contacts],
        "aspects": [{"id": one.id, "number": one.number, **words(one)} for one in notice.aspects],
        "findings": [{"id": one.id, "number": one.number, "aspect": one.aspect, **words(one)} for one in notice.findings],
        "items": [item(one) for one in notice.items],
        "progress": [progress(one) for one in notice.progress],
        "counts": [count(one) for one in counts(notice)],
        "figures": [figure(one) for one in found],
        "instruments": [
            {"title": one.text, "action": one.action, "item": one.item, "start": one.start, "end": one.end} for one in notice.instruments
        ],
        "checks": [check(one, lang) for one in reconcile(notice, found, calendar)],
        "doubts": [doubt(one, lang) for one in notice.doubts],
    }  # fmt: skip


def words(one: Place) -> Json:
    """Text and place."""
    return {"text": one.text, "start": one.start, "end": one.end}


def place(one: Place | None) -> Json | None:
    """A place, or null."""
    return words(one) if one else None


def dated(one: Dated | None) -> Json | None:
    """A dated place, or null; `inferred` only where it is so."""
    if one is None:
        return None
    return {**words(one), "value": one.value, **({"inferred": True} if one.inferred else {})}


def item(one: Item) -> Json:
    """One item."""
    return {
        "id": one.id, "number": one.number, "aspect": one.aspect, "finding": one.finding, **words(one), "progress": one.progress, "track": one.track,
        "completion": one.completion, "leader": place(one.leader), "lead_unit": place(one.lead_unit), "units": [words(unit) for unit in one.units],
        "due": dated(one.due),
    }  # fmt: skip


def progress(one: Progress) -> Json:
    """One answer with its measures."""
    return {
        "id": one.id, "items": list(one.items), "start": one.start, "end": one.end,
        "measures": [{"ordinal": measure.ordinal, **words(measure)} for measure in one.measures],
    }  # fmt: skip


def count(one: Count) -> Json:
    """One headline count."""
    return {"label": one.label, "value": one.value, "unit": one.unit, "of": one.of, "start": one.start, "end": one.end}


def figure(one: Figure) -> Json:
    """One figure; money with its value in 元."""
    made: Json = {
        "text": one.text, "value": one.value, "unit": one.unit, "kind": one.kind, "qualifier": one.qualifier, "item": one.item, "start": one.start,
        "end": one.end,
    }  # fmt: skip
    if one.base_value is not None:
        made["base_value"] = one.base_value
    return made


def check(one: Check, lang: str) -> Json:
    """One check with its sentence."""
    named = {"stated": one.stated or "", "computed": one.computed or "", **one.facts}
    return {
        "kind": one.kind, "verdict": one.verdict.value, "stated": one.stated, "computed": one.computed, "code": one.code,
        "spans": [[span.start, span.end] for span in one.spans], "message": say(one.code, lang, **named), "facts": dict(one.facts),
    }  # fmt: skip


def doubt(one: Doubt, lang: str) -> Json:
    """One doubt with its sentence."""
    return {"code": one.code, "message": say(one, lang), "facts": dict(one.facts), "start": one.start, "end": one.end}
