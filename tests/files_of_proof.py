"""Files as people send them as evidence, made on the spot; and two servers that answer on this machine: a scanner, and a bucket."""

from __future__ import annotations

import io
import socket
import struct
import threading
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

SECRET = "示例镇王某某"


def photo(kind: str = "JPEG", *, side: int = 300, turned: int = 0) -> bytes:
    """A picture with the name of its maker, a place and a camera in it."""
    made = Image.linear_gradient("L").resize((side, side // 2)).convert("RGB")
    exif = Image.Exif()
    exif[0x013B], exif[0x0110] = "Maker Name", "Camera 9"
    exif.get_ifd(0x8825).update({1: "N", 2: (30.0, 15.0, 0.0), 3: "E", 4: (120.0, 10.0, 0.0)})
    if turned:
        exif[0x0112] = turned
    out = io.BytesIO()
    made.save(out, kind, exif=exif, **({"comment": b"Maker Name"} if kind == "JPEG" else {}))
    return out.getvalue()


def bomb(side: int = 30_000) -> bytes:
    """A PNG of a few hundred bytes that says that it has very many pixels."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")


def package(parts: dict[str, bytes]) -> bytes:
    """A zip of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


class Scanner:
    """A clamd that finds its virus in every file with EICAR in it."""

    def __init__(self, said: bytes = b"") -> None:
        self.said, self.line = said, socket.create_server(("127.0.0.1", 0))
        self.seen: list[bytes] = []
        self.address = f"tcp:127.0.0.1:{self.line.getsockname()[1]}"
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self) -> None:
        while True:
            try:
                peer, _ = self.line.accept()
            except OSError:
                return
            with peer, peer.makefile("rb") as told:
                assert told.read(10) == b"zINSTREAM\0"
                content = b""
                while length := struct.unpack(">I", told.read(4))[0]:
                    content += told.read(length)
                self.seen.append(content)
                peer.sendall((self.said or (b"stream: Test.Eicar FOUND" if b"EICAR" in content else b"stream: OK")) + b"\0")


@contextmanager
def scanning(said: bytes = b"") -> Iterator[Scanner]:
    """The scanner, while the test lasts."""
    made = Scanner(said)
    try:
        yield made
    finally:
        made.line.close()


class Bucket(BaseHTTPRequestHandler):
    """As much of S3 as keeps and gives back: PUT, HEAD, GET of one bucket, with a signature that is there."""

    objects: ClassVar[dict[str, bytes]] = {}
    puts: ClassVar[list[str]] = []

    def do_PUT(self) -> None:
        content = self.rfile.read(int(self.headers["Content-Length"]))
        if "aws-chunked" in self.headers.get("Content-Encoding", ""):
            content = unchunked(content)
        self.puts.append(self.path)
        self.objects[self.path] = content
        self.answer(200 if self.headers.get("Authorization", "").startswith("AWS4-HMAC-SHA256") else 403)

    def do_HEAD(self) -> None:
        self.answer(200 if self.path in self.objects else 404, self.objects.get(self.path, b""), body=False)

    def do_GET(self) -> None:
        self.answer(200 if self.path in self.objects else 404, self.objects.get(self.path, b""))

    def answer(self, status: int, content: bytes = b"", *, body: bool = True) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("ETag", '"0"')
        self.send_header("Last-Modified", "Tue, 24 Nov 2026 08:00:00 GMT")
        self.end_headers()
        if body:
            self.wfile.write(content)

    def log_message(self, *args: object) -> None:
        """Quiet."""


def unchunked(content: bytes) -> bytes:
    """The body of a request whose pieces carry their lengths."""
    out, at = b"", 0
    while True:
        end = content.index(b"\r\n", at)
        length = int(content[at:end].split(b";")[0], 16)
        if not length:
            return out
        out += content[end + 2 : end + 2 + length]
        at = end + length + 4


@contextmanager
def bucket() -> Iterator[str]:
    """The address of a bucket, empty at first, as XIAOHAO_S3 has it."""
    Bucket.objects, Bucket.puts = {}, []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Bucket)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://key:secret@127.0.0.1:{server.server_port}/evidence"
    finally:
        server.shutdown()
        server.server_close()


def uploaded(name: str, content: bytes) -> SimpleUploadedFile:
    """A file of a form."""
    return SimpleUploadedFile(name, content)
