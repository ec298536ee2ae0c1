"""总树、签名和证据包: what was signed is held against what stands; a bundle proves itself, and each way of tampering is named."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import full
import pytest
from cast import Cast
from django.core.management import CommandError, call_command
from django.db import connection

from xiaohao.cli import proving as command
from xiaohao.ledger import journal, law
from xiaohao.ledger.heads import bundling, key, proving, tree
from xiaohao.ledger.models import Event, EventFact, Inspection, Item, SignedHead, TreeLeaf
from xiaohao.seal import bundle, link, merkle, signing


@pytest.fixture
def inspection(cast: Cast, settings: Any, tmp_path: Path) -> Inspection:
    settings.SEAL_KEY = tmp_path / "keys" / "installation.pem"
    made = full.inspection(cast)
    full.walked(cast, made.items.order_by("position")[0], "strike_off", through=True)
    made.refresh_from_db()
    return made


def signed() -> SignedHead:
    head = tree.append_and_sign(full.make.NOW)
    assert head is not None
    return head


def test_a_head_covers_every_event_and_file_and_is_made_once(inspection: Inspection) -> None:
    head = signed()
    assert head.size == Event.objects.count() + inspection.items.filter(evidence__isnull=False).values("evidence").count() == TreeLeaf.objects.count()
    assert signed() == head and list(proving.faults()) == []
    event = Event.objects.order_by("seq")[4]
    path = tree.inclusion(event, head)
    assert merkle.includes(tree.leaf_of_event(event.digest), TreeLeaf.objects.get(event=event).place, head.size, path, bytes.fromhex(head.root))


def test_a_later_head_goes_on_from_an_earlier_one(cast: Cast, inspection: Inspection) -> None:
    before = signed()
    full.walked(cast, inspection.items.order_by("position")[1], "claim_completion", through=True)
    after = signed()
    path = merkle.consistency(before.size, after.size, tree.node)
    assert merkle.goes_on(before.size, after.size, bytes.fromhex(before.root), bytes.fromhex(after.root), path)


def test_a_journal_written_anew_to_its_end_is_named(cast: Cast, inspection: Inspection) -> None:
    """Every digest from some event on is computed again, and the head with them: the chain alone would hold."""
    signed()
    law.remove(connection)
    try:
        head = ""
        for event in Event.objects.filter(inspection=inspection).order_by("seq"):
            event.previous = head
            event.facts = {**event.facts, "number": "99"} if event.seq == 1 else event.facts
            event.digest = head = link(head, journal.record(event))
            event.save()
        Inspection.objects.filter(pk=inspection.pk).update(head=head)
    finally:
        law.install(connection)
    assert any("has been written anew" in fault for fault in proving.faults())
    with pytest.raises(CommandError):
        call_command("chain")


def test_a_forged_signature_and_another_key_are_named(inspection: Inspection) -> None:
    signed()
    SignedHead.objects.update(root="0" * 64)
    assert "the signature is not that of the key" in " ".join(proving.faults())
    other = signing.new_key()
    SignedHead.objects.update(key=signing.public_of(other))
    assert "signed with another key" in " ".join(proving.faults())


def test_sm3_is_signed_too(inspection: Inspection, settings: Any) -> None:
    settings.SEAL_DIGEST = "sm3"
    assert signed().algorithm == "sm3" and list(proving.faults()) == []


def test_the_key_is_its_owners_alone(inspection: Inspection, settings: Any) -> None:
    assert signing.fingerprint(key.public()) == signing.fingerprint(key.public())
    assert Path(settings.SEAL_KEY).stat().st_mode & 0o777 == 0o600


def bundled(inspection: Inspection, path: Path, **options: Any) -> Path:
    with path.open("wb") as file:
        bundling.write(file, inspection, **options)
    return path


def faults(path: Path, trusted: str = "") -> list[tuple[str, str]]:
    return bundle.verify(path, trusted)[1]


@pytest.mark.parametrize("personal", [False, True])
def test_a_bundle_proves_itself_and_twice_the_same_bytes(inspection: Inspection, tmp_path: Path, personal: bool) -> None:
    one = bundled(inspection, tmp_path / "a.zip", personal=personal)
    assert faults(one, key.public()) == faults(one, signing.fingerprint(key.public())) == []
    assert one.read_bytes() == bundled(inspection, tmp_path / "b.zip", personal=personal).read_bytes()
    assert ("仍有异味" in one.read_bytes().decode("latin-1")) is False


def test_an_item_tells_nothing_of_the_others(cast: Cast, inspection: Inspection, tmp_path: Path) -> None:
    item = inspection.items.order_by("position")[0]
    path = bundled(inspection, tmp_path / "item.zip", item=item, personal=True)
    assert faults(path) == []
    with zipfile.ZipFile(path) as archive:
        told = [json.loads(line) for line in archive.read("records.jsonl").splitlines()]
    assert {line["record"]["item_id"] for line in told if "record" in line} == {item.pk} and len(told) == inspection.seq


def test_what_the_law_erased_leaves_the_bundle_whole(inspection: Inspection, tmp_path: Path) -> None:
    EventFact.objects.filter(event__inspection=inspection, name="narrative").update(value="", salt="", erased_at=full.make.NOW)
    assert faults(bundled(inspection, tmp_path / "a.zip", personal=True)) == []


def changed(path: Path, change: Callable[[dict[str, bytes]], None], signer: bytes | None = None) -> Path:
    """The bundle with its parts changed; signed anew where a forger has a key."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    if signer:
        told = json.loads(parts["manifest.json"])["statement"]
        lines = [json.loads(line) for line in parts["records.jsonl"].splitlines()]
        told |= {"key": signing.public_of(signer), "records": len(lines), "parts": {n: hashlib.sha256(b).hexdigest() for n, b in parts.items() if n != "manifest.json"}}
        parts["manifest.json"] = json.dumps({"statement": told, "signature": signing.sign(told, signer)}).encode()
    target = path.with_name("changed.zip")
    with zipfile.ZipFile(target, "w") as archive:
        for name, raw in parts.items():
            archive.writestr(name, raw)
    return target


def with_lines(change: Callable[[list[dict[str, Any]]], None]) -> Callable[[dict[str, bytes]], None]:
    def changing(parts: dict[str, bytes]) -> None:
        lines = [json.loads(line) for line in parts["records.jsonl"].splitlines()]
        change(lines)
        parts["records.jsonl"] = b"".join(json.dumps(line).encode() + b"\n" for line in lines)

    return changing


def swapped(parts: dict[str, bytes]) -> None:
    name = next(one for one in parts if one.startswith("files/"))
    parts[name] = b"another"


TAMPERED: dict[str, tuple[Callable[[dict[str, bytes]], None], str]] = {
    "edited": (with_lines(lambda lines: lines[3]["record"].update(move="plan")), "edited"),
    "inserted": (with_lines(lambda lines: lines.insert(3, dict(lines[2]))), "reordered"),
    "deleted": (with_lines(lambda lines: lines.pop(3) and None), "missing"),
    "reordered": (with_lines(lambda lines: lines.insert(2, lines.pop(4))), "reordered"),
    "tail cut": (with_lines(lambda lines: lines.pop() and None), "tail"),
    "file swapped": (swapped, "part_changed"),
    "file taken out": (lambda parts: parts.pop(next(one for one in parts if one.startswith("files/"))) and None, "file_missing"),
    "file put in": (lambda parts: parts.update({"files/zz": b"x"}), "part_unknown"),
}


@pytest.mark.parametrize("name", TAMPERED)
def test_each_way_of_tampering_is_named(inspection: Inspection, tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    change, kind = TAMPERED[name]
    path = changed(bundled(inspection, tmp_path / "a.zip"), change)
    assert kind in {one for one, _ in faults(path)}
    assert command.verify([str(path), "--lang", "en"]) == 1 and "It does not hold" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["edited", "inserted", "deleted", "reordered"])
def test_even_who_signs_anew_with_another_key_is_named(inspection: Inspection, tmp_path: Path, name: str) -> None:
    change, kind = TAMPERED[name]
    path = changed(bundled(inspection, tmp_path / "a.zip"), change, signing.new_key())
    kinds = {one for one, _ in faults(path, key.public())}
    assert {"wrong_key", kind} <= kinds and "unsigned" not in kinds


@pytest.mark.parametrize("raw", [b"", b"PK\x05\x06" + bytes(18), b"no zip at all"])
def test_what_is_no_bundle_gets_a_sentence(tmp_path: Path, raw: bytes, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(raw)
    assert command.verify([str(path)]) == 2 and "这不是证据包" in capsys.readouterr().err


def test_the_commands_make_and_verify_a_bundle(inspection: Inspection, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "out.zip"
    item = Item.objects.filter(inspection=inspection).order_by("position")[0]
    call_command("bundle", f"{inspection.slug}/{item.address}", "--out", str(path))
    call_command("key")
    public = capsys.readouterr().out.split()[-2]
    assert command.verify([str(path), "--key", public]) == 0
    with pytest.raises(CommandError):
        call_command("bundle", inspection.slug, "--out", str(path))
    with pytest.raises(CommandError):
        call_command("bundle", "nowhere", "--out", str(tmp_path / "n.zip"))


def test_nothing_is_signed_where_nothing_is(db: None, settings: Any, tmp_path: Path) -> None:
    settings.SEAL_KEY = tmp_path / "key.pem"
    assert tree.append_and_sign(full.make.NOW) is None
