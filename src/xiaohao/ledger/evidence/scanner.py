"""查毒: asks a ClamAV daemon about a file before it is kept (INSTREAM, clamd(8)). Off unless an address is set; then nothing enters unlooked at."""

from __future__ import annotations

import socket
import struct
from typing import BinaryIO

PIECE = 65536
SECONDS = 60.0
LONGEST_ANSWER = 4096


class UnreachableError(Exception):
    """The daemon does not answer, or not in words that are known."""


def found(file: BinaryIO, address: str) -> str:
    """The name of what the daemon found in the file; empty for nothing. `address` is `unix:/path` or `tcp:host:port`. Raises UnreachableError."""
    file.seek(0)
    try:
        with connected(address) as line:
            line.sendall(b"zINSTREAM\0")
            while piece := file.read(PIECE):
                line.sendall(struct.pack(">I", len(piece)) + piece)
            line.sendall(struct.pack(">I", 0))
            return understood(answer(line))
    except (OSError, ValueError) as problem:
        raise UnreachableError(str(problem)) from None


def connected(address: str) -> socket.socket:
    """A line to the daemon. Raises OSError, and ValueError for an address that is none."""
    way, _, place = address.partition(":")
    if way == "unix":
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(SECONDS)
        try:
            line.connect(place)
        except OSError:
            line.close()
            raise
        return line
    host, _, port = place.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=SECONDS)


def answer(line: socket.socket) -> str:
    """What the daemon says, up to its closing zero."""
    told = b""
    while b"\0" not in told and len(told) < LONGEST_ANSWER and (piece := line.recv(1024)):
        told += piece
    return told.split(b"\0")[0].decode("utf-8", "replace").strip()


def understood(told: str) -> str:
    """`stream: OK` is nothing found, `stream: NAME FOUND` names it. Raises UnreachableError for all else."""
    words = told.removeprefix("stream:").strip()
    if words == "OK":
        return ""
    if words.endswith(" FOUND"):
        return words.removesuffix(" FOUND")
    raise UnreachableError(told or "no answer")
