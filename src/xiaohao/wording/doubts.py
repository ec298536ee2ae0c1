"""存疑的话: what each doubt of the reader says, Chinese and English side by side, by code."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, tuple[str, str]] = {}
