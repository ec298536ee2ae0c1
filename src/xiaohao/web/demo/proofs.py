"""演示的佐证: small files that look like evidence: a photograph of one colour, a record of one page, an extract of a ledger."""

from __future__ import annotations

import struct
import zlib

from xiaohao.ledger.moves import Upload

WIDTH, HEIGHT = 96, 64


def picture(shade: int) -> bytes:
    """A small PNG of one colour."""
    row = b"\x00" + bytes((shade % 200, 140, 200 - shade % 200 // 2)) * WIDTH

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(row * HEIGHT)) + chunk(b"IEND", b"")


def record(text: str) -> bytes:
    """A PDF of one page and one line; the reader's own Chinese type is used (ISO 32000-1, 9.7.5.2)."""
    drawn = f"BT /F1 16 Tf 72 760 Td <{text.encode('utf-16-be').hex()}> Tj ET".encode("ascii")
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [6 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>",
    )
    body, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    tail = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(body))
    return body + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + tail


def extract(text: str) -> bytes:
    """A few lines of plain text."""
    return f"示例区整改台账摘录\n\n{text}\n".encode()


def proof(kind: int, number: str, place: int, measure: int | None = None) -> Upload:
    """A file for an item: photographs, records and extracts in turn."""
    about = f"第{number}项 佐证材料{place}"
    name, content = (
        (f"现场照片{place}.png", picture(kind * 41 + place * 60)), (f"验收记录{place}.pdf", record(about)), (f"台账摘录{place}.txt", extract(about)),
    )[kind % 3]  # fmt: skip
    return Upload(name, [content], measure)
