"""没有旁路: every way in which anything can be written, against each condition of a strike-off missing in turn.

Two lists are kept. Refused: all of the product (pages, programs, imports, bulk, commands) and what the database itself does not let happen.
Detected: what is written with full rights over the database, triggers taken away, and named by the proofs. Nothing may be in neither.
"""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import full
import pytest
from callers import Caller, signed_in
from cast import Cast
from django.core.management import CommandError, call_command, get_commands
from django.db import Error, connection, transaction
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from xiaohao.ledger import intake, journal, law, moves, proof
from xiaohao.ledger.models import STATE_FIELDS, Event, Evidence, Inspection, Item, columns
from xiaohao.lifecycle import Capacity, Completion, Ground, Refused, State, outcome
from xiaohao.people.models import User

ON = full.FIRST + timedelta(days=30)
AUTHORITY = {"authority": "区委常委会会议"}


def touched(cast: Cast, row: Item) -> None:
    """The finding's words are written over behind the door."""
    Item.objects.filter(pk=row.pk).update(text="悄悄改过的表述")


def burnt(cast: Cast, row: Item) -> None:
    """The bytes of a file are no longer there."""
    moves.store.path_of(Evidence.objects.filter(item=row).order_by("id")[0].sha256).unlink()


def emptied(cast: Cast, row: Item) -> None:
    """The evidence is taken away behind the door."""
    Evidence.objects.filter(item=row).update(ended_by=row.last_event)


def nothing(cast: Cast, row: Item) -> None:
    """The item stands as it was walked to."""


@dataclass(frozen=True)
class Missing:
    """One condition that is not met: how far the item is, what is spoilt then, by whose hand the strike-off is tried, with what."""

    at: str
    spoil: Callable[[Cast, Item], None] = nothing
    by: tuple[str, ...] = ("sumin", "hegong", "handu", "lin", "daishuang", "zhoulan", "stranger")
    given: tuple[tuple[str, str], ...] = tuple(AUTHORITY.items())


MISSING = {
    "assignment": Missing("assign"),
    "approval of the plan": Missing("approve_plan"),
    "claim": Missing("claim_completion"),
    "first review": Missing("pass review"),
    "acceptance": Missing("pass_gate"),
    "public notice": Missing("put_on_notice"),
    "end of the notice": Missing("end_notice"),
    "answer to an objection": Missing("answer"),
    "approval": Missing("pass approval"),
    "application to the higher body": Missing("report_up"),
    "answer of the higher body": Missing("pass filing"),
    "another hand than the doer's": Missing("strike_off", by=("hegong", "daishuang")),
    "the right hand": Missing("strike_off", by=("handu", "lin", "zhoulan", "stranger")),
    "the authority": Missing("strike_off", given=()),
    "the words that were claimed": Missing("strike_off", touched),
    "the bytes that were claimed": Missing("strike_off", burnt),
    "the evidence that was claimed": Missing("strike_off", emptied),
}  # fmt: skip


@pytest.fixture(params=MISSING)
def missing(request: pytest.FixtureRequest) -> Missing:
    return MISSING[request.param]


@pytest.fixture
def row(cast: Cast, missing: Missing, monkeypatch: pytest.MonkeyPatch) -> Item:
    """The item, brought to where one thing is missing."""
    item = full.walked(cast, full.inspection(cast, 1).items.order_by("position")[0], missing.at)
    missing.spoil(cast, item)
    monkeypatch.setattr(timezone, "now", lambda: full.make.moment(ON, 2))
    return Item.objects.select_related("procedure_version", "inspection").get(pk=item.pk)


def stage(row: Item) -> str:
    """Where the item stands by its row and by its newest event, which are the same."""
    return Item.objects.values_list("stage", flat=True).get(pk=row.pk)


def users(cast: Cast, missing: Missing) -> Iterator[User]:
    """Whoever tries."""
    return (getattr(cast, name) for name in missing.by)


def test_the_door_is_shut_to_everybody(cast: Cast, missing: Missing, row: Item) -> None:
    for user in users(cast, missing):
        with pytest.raises(Refused):
            moves.make("strike_off", row, by=user, on=ON, now=full.make.moment(ON), given=dict(missing.given))
    assert stage(row) != "struck_off"


def test_every_address_is_shut_to_everybody(cast: Cast, missing: Missing, row: Item) -> None:
    asked = list(addresses(row))
    assert len(asked) > 40, "the addresses of the product, found by walking them"
    if missing not in EVERYWHERE:
        asked = [address for address in asked if "strike-off" in address]
    for user in users(cast, missing):
        client = signed_in(user)
        for address in asked:
            client.post(address, payload(row, missing))
    assert stage(row) != "struck_off"


def addresses(row: Item) -> Iterator[str]:
    """Every address that there is, with this item in it; moves besides strike-off are left out, for they may be lawful."""
    values = {
        "slug": row.inspection.slug, "address": row.address, "move": "strike-off", "pk": str(row.pk), "number": "1", "form": "docx", "path": "x", "digest": "0" * 64,
        "name": "x", "key": "x", "day": ON.isoformat(), "year": "2026", "token": "x", "id": "1",
    }  # fmt: skip

    def walk(patterns: list[Any], before: str) -> Iterator[str]:
        for one in patterns:
            route = before + str(one.pattern).lstrip("^").rstrip("$")
            if isinstance(one, URLResolver):
                yield from walk(one.url_patterns, route)
            elif isinstance(one, URLPattern):
                yield route

    for route in walk(get_resolver().url_patterns, "/"):
        if any(word in route for word in ("sign-out", "speak")):
            continue  # ends the session, or changes its language
        filled = route
        for name in ("slug", "int", "str", "uuid", "path"):
            for key, value in values.items():
                filled = filled.replace(f"<{name}:{key}>", value)
        for key, value in values.items():
            filled = filled.replace(f"<{key}>", value).replace(f"(?P<{key}>[-\\w]+)", value).replace(f"(?P<{key}>\\d{{1,9}})", value)
        yield filled.replace("\\.(?P<form>txt|docx)", ".docx").replace("\\", "")


def payload(row: Item, missing: Missing) -> dict[str, Any]:
    """All at once that any form may take for a strike-off."""
    return {
        "move": "strike_off", "item": row.address, "stage": "struck_off", "completion": "completed", "struck_off_on": ON.isoformat(), "gate": "5",
        "op": "opening", "effective_on": ON.isoformat(), "on": ON.isoformat(), "ground": "rectified", **dict(missing.given),
    }  # fmt: skip


def test_programs_are_refused(cast: Cast, missing: Missing, row: Item) -> None:
    for user in users(cast, missing):
        body = {"move": "strike_off", "on": ON.isoformat(), "given": dict(missing.given)}
        answer = Caller(user).client.post(f"/api/items/{row.inspection.slug}/{row.address}/moves", body, content_type="application/json")
        assert answer.status_code in (404, 409, 422), answer.status_code
    assert stage(row) != "struck_off"


def test_a_document_that_says_so_changes_nothing(cast: Cast, missing: Missing, row: Item) -> None:
    text = full.make.notice(1, name=row.inspection.slug).replace("二是开展培训。", "二是开展培训。已完成并于2026年3月20日销号。")
    taken = intake.propose(text.encode(), "再来.txt", by=cast.sumin, now=full.make.moment(ON))
    intake.admit(taken, by=cast.sumin, on=ON, now=full.make.moment(ON), inspection=row.inspection)
    assert stage(row) != "struck_off"


# What is missing while every address is tried; with the others those that name the move.
EVERYWHERE = (MISSING["answer of the higher body"], MISSING["another hand than the doer's"], MISSING["the evidence that was claimed"])
QUIET = frozenset({"serve", "demo"})  # they start a server, or build another place


def test_no_command_strikes_off(cast: Cast, missing: Missing, row: Item) -> None:
    ours = sorted(name for name, app in get_commands().items() if str(app).startswith("xiaohao") and name not in QUIET)
    assert {"replay", "chain", "seals"} <= set(ours)
    for name in ours:
        for words in ([], [row.inspection.slug], ["--check"], [row.inspection.slug, row.address]):
            with contextlib.suppress(CommandError, SystemExit, TypeError, Error, Refused, OSError), transaction.atomic():
                call_command(name, *words, stdout=io.StringIO(), stderr=io.StringIO())
    assert stage(row) != "struck_off"


def forged(row: Item, missing: Missing, by: User) -> journal.Act:
    """A strike-off as the door would have written it, had it been lawful."""
    state = outcome("strike_off", row.state, row.procedure_version.as_rules, {}, ON)
    claim = Event.objects.filter(item=row, move="claim_completion").order_by("-seq").first()
    return journal.Act(
        move="strike_off", effective_on=ON, capacity=Capacity.OFFICE, item_id=row.pk, state=completed(state), by_user_id=by.pk, by_person_id=by.person_id,
        personal=dict(missing.given), seal=claim.seal if claim else "",
    )  # fmt: skip


def completed(state: State) -> State:
    """The state as the tables' own checks want one that is struck off."""
    return replace(state, completion=Completion.COMPLETED, ground=state.ground or Ground.RECTIFIED)


def writes(cast: Cast, row: Item, missing: Missing, by: User) -> Iterator[tuple[str, Callable[[], object]]]:
    """Every way past the door that the database sees: each by itself must fail, or leave the item where it was."""
    act = forged(row, missing, by)
    assert act.state is not None
    state = columns(act.state)
    yield "queryset update", lambda: Item.objects.filter(pk=row.pk).update(**state)
    yield "save", lambda: Item(**{**{field.attname: getattr(row, field.attname) for field in Item._meta.concrete_fields}, **state}).save()
    yield "bulk update", lambda: Item.objects.bulk_update([with_values(Item.objects.get(pk=row.pk), state)], STATE_FIELDS)
    yield "raw update", lambda: sql("UPDATE ledger_item SET stage = 'struck_off', completion = 'completed', ground = 'rectified', struck_off_on = %s WHERE id = %s", ON, row.pk)
    yield "raw update with another event", lambda: sql(
        "UPDATE ledger_item SET stage = 'struck_off', completion = 'completed', ground = 'rectified', struck_off_on = %s, last_event_id = %s WHERE id = %s",
        ON, Event.objects.filter(item=row).order_by("seq")[0].pk, row.pk,
    )
    yield "an older event changed", lambda: Event.objects.filter(item=row).update(**state)
    yield "an admission with an opening balance", lambda: journal.append(
        Inspection.objects.get(pk=row.inspection_id), [journal.Act("admit", ON, Capacity.OFFICE, item_id=row.pk, state=act.state)], now=full.make.moment(ON)
    )
    yield "a parent's move", lambda: journal.append(
        Inspection.objects.get(pk=row.inspection_id), [journal.Act("follow_parts", ON, Capacity.SYSTEM, item_id=row.pk, state=act.state)], now=full.make.moment(ON)
    )
    yield "an item with the same place", lambda: Item.objects.bulk_create([
        Item(**{**{f.attname: getattr(row, f.attname) for f in Item._meta.concrete_fields if f.attname != "id"}, "address": "z", "position": 999, **state})
    ])


def with_values(row: Item, values: dict[str, object]) -> Item:
    """The row with these values."""
    for name, value in values.items():
        setattr(row, name, value)
    return row


def sql(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_the_database_refuses_each_write_past_the_door(cast: Cast, missing: Missing, row: Item) -> None:
    for name, write in writes(cast, row, missing, getattr(cast, missing.by[0])):
        try:
            with transaction.atomic():
                write()
        except (Error, ValueError):
            continue
        assert stage(row) != "struck_off", name
        pytest.fail(f"{name} was not refused")


def test_a_forged_strike_off_is_refused_or_detected(cast: Cast, missing: Missing, row: Item) -> None:
    """An event in the right form, and the row after it: by the database, or else by the proofs."""
    try:
        with transaction.atomic():
            put(forged(row, missing, getattr(cast, missing.by[0])), row)
    except Error:
        return
    assert named(row), "neither refused nor detected"


def test_what_is_forged_without_the_triggers_is_detected(cast: Cast, missing: Missing, row: Item) -> None:
    """Full rights over the database: the triggers are taken away, the event is written in its place with a digest to match, the head with it."""
    law.remove(connection)
    try:
        put(forged(row, missing, getattr(cast, missing.by[0])), row)
        assert stage(row) == "struck_off"
        assert named(row), "nobody would know"
        assert list(law.faults(connection)), "triggers that are gone are named too"
    finally:
        law.install(connection)


def put(act: journal.Act, row: Item) -> None:
    """The event with its words, the head of the journal and the row, by the product's own hand, which has every right."""
    (event,) = journal.append(Inspection.objects.get(pk=row.inspection_id), [act], now=full.make.moment(ON))
    journal.follow([journal.Change(Item.objects.get(pk=row.pk), event, event.state, None)])


def named(row: Item) -> list[str]:
    """What the proofs say of the item's inspection."""
    inspection = Inspection.objects.get(pk=row.inspection_id)
    broken = proof.chain_break(inspection)
    voided = moves.void(row, now=full.make.moment(ON, 3))
    return [
        *(fault for fault in proof.replay_faults(inspection) if "period" not in fault), *proof.fact_faults(inspection), *([str(broken)] if broken else []),
        *([f"void: {voided.facts['changed']}"] if voided else []),
    ]  # fmt: skip
