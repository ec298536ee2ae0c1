"""规范形式: one value, one run of bytes, on every machine and in every version of the language. Version 1 of the form.

It is JSON (RFC 8259) in UTF-8 with keys in order of their code points, no white space, nothing escaped that need not be. Days stand as
YYYY-MM-DD, moments in UTC with six digits of a second, decimals as plain digits without trailing zeros. A day and its text have the same
form on purpose: a record read back from a store of JSON has the digest it was written with. Text is not normalised: other code points
are other words.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal

VERSION = 1


def canonical(value: object) -> bytes:
    """The value as bytes. Raises TypeError for what has no one form (floats, sets, moments without a zone), ValueError for broken text."""
    return json.dumps(plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode("utf-8")


def plain(value: object) -> object:
    """The value with days, moments and decimals as text. Raises TypeError for what has no one form."""
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, str):
        return str(value)
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise TypeError("a moment without a zone has no one form")
        return value.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return digits(value)
    if isinstance(value, Mapping):
        if not all(isinstance(key, str) for key in value):
            raise TypeError("keys are text")
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, (bytes, bytearray)):
        return [plain(one) for one in value]
    raise TypeError(f"{type(value).__name__} has no canonical form")


def digits(value: Decimal) -> str:
    """A decimal as plain digits, the same for 1.50 and 1.5. Raises TypeError for what is no number."""
    if not value.is_finite():
        raise TypeError(f"{value} has no canonical form")
    if not value:
        return "0"
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def digest(value: object) -> str:
    """SHA-256 of the canonical form, in hexadecimal (FIPS 180-4)."""
    return hashlib.sha256(canonical(value)).hexdigest()


def new_salt() -> str:
    """128 random bits in hexadecimal: without it a short fact could be guessed from its digest."""
    return secrets.token_hex(16)


def salted(value: object, salt: str | bytes) -> str:
    """The digest of a fact with its salt: it proves the words while they are kept, and tells nothing once both are erased."""
    return digest([salt.hex() if isinstance(salt, bytes) else salt, value])
