"""What every journey in a browser needs: a picture to send, a person to choose."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

from playwright.sync_api import Page


def photo(path: Path) -> Path:
    """A real picture file."""
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    rows = b"\x00" + b"\x40\x90\xc0" * 32
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 32, 24, 8, 2, 0, 0, 0)) + chunk(b"IDAT", zlib.compress(rows * 24)) + chunk(b"IEND", b"")
    )
    return path


def choose(page: Page, key: str, words: str, *, prefix: str = "#need-") -> None:
    """Choose a person or a unit by name, also where the list is searched."""
    field = page.locator(f"{prefix}{key}")
    value = field.locator("option", has_text=words).first.get_attribute("value")
    field.evaluate("(one, value) => { one.value = value; one.dispatchEvent(new Event('change', {bubbles: true})); }", value)
