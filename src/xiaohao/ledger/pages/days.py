"""所看之日: the day that a page is asked for, and the moment of knowledge; from the head of the page, the same for every list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode

from django.core.exceptions import BadRequest
from django.utils import timezone

from xiaohao.ledger import queries
from xiaohao.ledger.models import Inspection

YEARS = range(1900, 2200)  # beyond them a moment cannot be told in every time zone


@dataclass(frozen=True, slots=True)
class Day:
    """The day looked at, the moment of knowledge (None: now), and the rest of the address that its form keeps."""

    on: date
    today: date
    known_at: datetime | None = None
    kept: tuple[tuple[str, str], ...] = ()

    @property
    def is_past(self) -> bool:
        return self.on != self.today or self.known_at is not None

    @property
    def is_then(self) -> bool:
        """Whether what was known at the end of that very day is asked for."""
        return self.known_at == end_of(self.on)

    @property
    def query(self) -> str:
        """The day as a query for links; nothing for today."""
        asked = {}
        if self.on != self.today:
            asked["as_of"] = self.on.isoformat()
        if self.known_at:
            asked["known_at"] = self.known_at.isoformat()
        return f"?{urlencode(asked)}" if asked else ""

    @property
    def joined(self) -> str:
        """The same, to be put behind other parts of a query."""
        return self.query.replace("?", "&", 1)

    def position(self, inspection: Inspection) -> int:
        """The place in the journal that the page filters by."""
        return queries.position(inspection, self.known_at)


def end_of(day: date) -> datetime:
    """The last moment of a day."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time())) - timedelta(microseconds=1)


def moment(text: str, on: date, today: date) -> datetime | None:
    """What `known_at` asks for: a moment, or `day` for the end of the day looked at. Nothing, and the end of today, are now. Raises ValueError."""
    if text == "day":
        return end_of(on) if on < today else None
    known = datetime.fromisoformat(text) if text else None
    if known is not None and known.year not in YEARS:
        raise ValueError(text)
    return timezone.make_aware(known) if known is not None and timezone.is_naive(known) else known


def asked(query: Mapping[str, str], today: date) -> Day:
    """The day that an address asks for. Raises BadRequest(as_of) for what is no day, or lies ahead, BadRequest(known_at) for what is no moment."""
    try:
        on = date.fromisoformat(query["as_of"]) if query.get("as_of") else today
    except ValueError:
        raise BadRequest("as_of") from None
    if on > today:
        raise BadRequest("as_of")
    try:
        known = moment(query.get("known_at", ""), on, today)
    except (ValueError, OverflowError):
        raise BadRequest("known_at") from None
    kept = tuple((name, value) for name, value in query.items() if value and name not in ("as_of", "known_at", "after", "lang", "format"))
    return Day(on, today, known, kept)
