"""证据包: records, files and a signed list of them in one .zip that proves itself: no server is asked, and nothing outside of it but a key that one trusts.

`manifest.json` names each part with its digest, tells which records there are and the head of their chain, and is signed. `records.jsonl` holds
the records of the journal in order; of an item alone the others stand as their digests only, so that the chain is whole and says nothing of them.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from xiaohao.seal.chain import link
from xiaohao.seal.form import salted
from xiaohao.seal.signing import fingerprint, is_signed, sign

FORMAT = "xiaohao.bundle/1"
MANIFEST, RECORDS, FACTS = "manifest.json", "records.jsonl", "facts.jsonl"
MOST_PARTS, MOST_MANIFEST, MOST_LINE = 200_000, 64 * 1024 * 1024, 8 * 1024 * 1024
CHUNK = 1 << 20
FIXED = (1980, 1, 1, 0, 0, 0)  # the same input gives the same bytes

Line = Mapping[str, Any]


class Unbundled(ValueError):  # noqa: N818 (an answer: the file is none of ours)
    """不是证据包: the file cannot be read as a bundle."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.code = "unbundled"
        self.facts: dict[str, object] = {"why": why}


def write(
    target: IO[bytes], about: Mapping[str, object], records: Iterable[Line], facts: Iterable[Line], files: Iterable[tuple[str, Callable[[], IO[bytes]]]],
    private: bytes, public: str, algorithm: str = "sha256",
) -> None:  # fmt: skip
    """Write a bundle. `about` says what it is of; each record is {seq, previous, digest, record?}; `files` are (sha256, how to open it)."""
    parts: dict[str, str] = {}
    count, head, first = 0, "", None
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open(entry(RECORDS), "w", force_zip64=True) as out:
            counted = hashlib.sha256()
            for line in records:
                raw = encoded(line)
                out.write(raw)
                counted.update(raw)
                count, head = count + 1, str(line["digest"])
                first = first if first is not None else line["seq"]
            parts[RECORDS] = counted.hexdigest()
        with archive.open(entry(FACTS), "w", force_zip64=True) as out:
            counted = hashlib.sha256()
            for line in facts:
                raw = encoded(line)
                out.write(raw)
                counted.update(raw)
            parts[FACTS] = counted.hexdigest()
        for sha256, opened in files:
            name = f"files/{sha256}"
            if name not in parts:
                with archive.open(entry(name), "w", force_zip64=True) as out, opened() as source:
                    while chunk := source.read(CHUNK):
                        out.write(chunk)
                parts[name] = sha256
        statement = {"format": FORMAT, "about": dict(about), "records": count, "head": head, "parts": parts, "key": public, "algorithm": algorithm}
        signed = {"statement": statement, "signature": sign(statement, private, algorithm)}
        archive.writestr(entry(MANIFEST), json.dumps(signed, ensure_ascii=False, sort_keys=True, indent=1).encode())


def entry(name: str) -> zipfile.ZipInfo:
    """A part with a moment that never changes."""
    made = zipfile.ZipInfo(name, FIXED)
    made.compress_type = zipfile.ZIP_DEFLATED
    return made


def encoded(line: Line) -> bytes:
    """A line of JSON."""
    return json.dumps(line, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str).encode() + b"\n"


def verify(path: Path, trusted: str = "") -> tuple[Mapping[str, Any], list[tuple[str, str]]]:
    """What a bundle says of itself, and each fault as (kind, where): none when it proves itself. `trusted` is a public key, or its fingerprint.

    Kinds: wrong_key, unsigned, part_missing, part_unknown, part_changed, edited, missing, reordered, tail, fact_changed, file_missing. Raises Unbundled.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            if len(names) != len(set(names)) or len(names) > MOST_PARTS:
                raise Unbundled("a part stands in it twice, or there are too many")
            if MANIFEST not in names or archive.getinfo(MANIFEST).file_size > MOST_MANIFEST:
                raise Unbundled("it has no list of its parts")
            signed = json.loads(archive.read(MANIFEST))
            statement = signed["statement"]
            if statement["format"] != FORMAT:
                raise Unbundled(f"its format is {statement['format']}")
            return statement, list(faults(archive, names, signed, trusted))
    except (zipfile.BadZipFile, KeyError, TypeError, AttributeError, ValueError, OSError, NotImplementedError, RuntimeError, EOFError) as fault:
        if isinstance(fault, Unbundled):
            raise
        raise Unbundled(str(fault)[:200] or type(fault).__name__) from None


def faults(archive: zipfile.ZipFile, names: list[str], signed: Mapping[str, Any], trusted: str) -> Iterator[tuple[str, str]]:
    """Each thing that does not hold."""
    statement, parts = signed["statement"], signed["statement"]["parts"]
    key = str(statement["key"])
    if not is_signed(statement, str(signed.get("signature", "")), key, str(statement.get("algorithm", ""))):
        yield "unsigned", MANIFEST
    if trusted and trusted not in (key, fingerprint(key)):
        yield "wrong_key", fingerprint(key)
    yield from (("part_missing", name) for name in parts if name not in names)
    yield from (("part_unknown", name) for name in names if name not in parts and name != MANIFEST)
    for name in names:
        if name in parts and digest_of(archive, name) != parts[name]:
            yield "part_changed", name
    if RECORDS in names:
        sealed: dict[int, Mapping[str, str]] = {}
        wanted: set[str] = set()
        yield from of_records(archive, statement, sealed, wanted)
        yield from of_facts(archive, sealed) if FACTS in names else ()
        yield from (("file_missing", sha256) for sha256 in sorted(wanted) if f"files/{sha256}" not in names)


def of_records(archive: zipfile.ZipFile, statement: Mapping[str, Any], sealed: dict[int, Mapping[str, str]], wanted: set[str]) -> Iterator[tuple[str, str]]:
    """The chain: each record's digest from its words and the digest before it; `sealed` and `wanted` take what the records seal."""
    head, place, seen = "", 0, set()
    for line in lines(archive, RECORDS):
        place += 1
        seq, record = int(line["seq"]), line.get("record")
        if seq != place:
            yield ("reordered" if seq in seen or seq < place else "missing"), str(place)
            place = seq
        seen.add(seq)
        if line["previous"] != head or (record is not None and link(str(line["previous"]), record) != line["digest"]):
            yield "edited", str(seq)
        head = str(line["digest"])
        if record is not None:
            sealed[seq] = record.get("digests") or {}
            wanted.update(one["sha256"] for one in (record.get("facts") or {}).get("files", ()))
    if head != statement["head"] or place != statement["about"].get("seq", place):
        yield "tail", str(place)


def of_facts(archive: zipfile.ZipFile, sealed: Mapping[int, Mapping[str, str]]) -> Iterator[tuple[str, str]]:
    """Words that may name somebody, against what the records sealed; those that were erased by law are simply not there."""
    for line in lines(archive, FACTS):
        held = sealed.get(int(line["seq"]), {}).get(str(line["name"]))
        if held is None or salted(line["value"], str(line["salt"])) != held:
            yield "fact_changed", f"{line['seq']} {line['name']}"


def lines(archive: zipfile.ZipFile, name: str) -> Iterator[Line]:
    """The lines of a part. Raises ValueError for one that is too long or no JSON."""
    with archive.open(name) as source:
        while raw := source.readline(MOST_LINE + 1):
            if len(raw) > MOST_LINE:
                raise ValueError(f"{name}: a line is too long")
            yield json.loads(raw)


def digest_of(archive: zipfile.ZipFile, name: str) -> str:
    """SHA-256 of a part; read piece by piece, whatever it says of its size."""
    counted = hashlib.sha256()
    with archive.open(name) as source:
        while chunk := source.read(CHUNK):
            counted.update(chunk)
    return counted.hexdigest()
