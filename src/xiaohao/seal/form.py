"""规范形式: one value, one run of bytes, on every machine and in every version of the language. Version 1 of the form."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal

VERSION = 1


def canonical(value: object) -> bytes:
    """The value as bytes: JSON in UTF-8, keys sorted, no white space, days as YYYY-MM-DD, moments in UTC with microseconds.

    Floating numbers have no one form and are refused (TypeError); write decimals as text or `Decimal`.
    """
    return json.dumps(plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode("utf-8")


def plain(value: object) -> object:
    """The value with days, moments and decimals as text. Raises TypeError for what has no one form."""
    if value is None or isinstance(value, (bool, int, str)):
        return str(value) if isinstance(value, str) else value
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise TypeError("a moment without a zone has no one form")
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, Mapping):
        if not all(isinstance(key, str) for key in value):
            raise TypeError("keys are text")
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, (bytes, bytearray)):
        return [plain(one) for one in value]
    raise TypeError(f"{type(value).__name__} has no canonical form")


def digest(value: object) -> str:
    """SHA-256 of the canonical form, in hexadecimal (FIPS 180-4)."""
    return hashlib.sha256(canonical(value)).hexdigest()


def new_salt() -> str:
    """128 random bits in hexadecimal: without it a short fact could be guessed from its digest."""
    return secrets.token_hex(16)


def salted(value: str, salt: str) -> str:
    """The digest of a fact with its salt: it proves the words while they are kept, and tells nothing once they are erased."""
    return hashlib.sha256(f"{salt}\n{value}".encode()).hexdigest()
