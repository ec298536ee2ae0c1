"""日期: whatever day a page shows, its weekday is on hover."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path

from django.utils import translation

import xiaohao
from xiaohao.shell.templatetags.shell import dated, moment, spelled, zh_date

SOURCE = Path(xiaohao.__file__).parent
BARE = re.compile(r'\{\{[^}]*\|date:"[^}]*\}\}|=[\w.]+\|date:"')
ALLOWED = re.compile(r"(?:<time\b[^>]*>|<text\b[^>]*>|<option\b[^>]*>)$")  # the first says it itself; no mark-up may stand in the others


def test_a_day_and_a_moment_show_their_weekday() -> None:
    assert dated(date(2026, 6, 30)) == '<time title="星期二">2026-06-30</time>' == dated(datetime(2026, 6, 29, 17, tzinfo=UTC))
    assert moment(datetime(2026, 6, 29, 17, 5, tzinfo=UTC)) == '<time title="星期二">2026-06-30 01:05</time>'
    assert zh_date(date(2026, 6, 30)) == '<time title="星期二">2026年6月30日</time>'
    with translation.override("en"):
        assert zh_date(date(2026, 6, 30)) == '<time title="Tue">30 Jun 2026</time>'


def test_no_day_shows_nothing() -> None:
    assert (dated(None), moment(None), zh_date(None), spelled(None)) == ("", "", "", "")


def test_no_template_writes_a_day_without_it() -> None:
    """A record of sign-ins shows seconds and is no day of the ledger."""
    texts = {path.name: path.read_text("utf-8") for path in sorted(SOURCE.rglob("*.html")) if path.name != "_records.html"}
    bare = [f"{name}: {hit.group()}" for name, text in texts.items() for hit in BARE.finditer(text) if not ALLOWED.search(text[: hit.start()])]
    assert bare == []
