"""What a forger with full rights writes into the rows beside the events is named row by row, and no proof ends in a traceback."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO

import make
import pytest
from cast import Cast
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from xiaohao.ledger import intake, law, moves, proof
from xiaohao.ledger.models import EventFact, Evidence, Inspection, IntakePicture, Item, Measure
from xiaohao.ledger.procedures import current


@pytest.fixture
def row(cast: Cast) -> Item:
    """An item with a plan, a report and evidence."""
    row = make.item(cast, make.inspection(cast).items.order_by("position")[0], at="acknowledged")
    measures = [{"ordinal": "", "text": "修订流程", "criterion": "流程印发", "due_on": "2026-05-01"}]
    moves.make("plan", row, by=cast.hegong, on=make.DAY, now=make.NOW, given={"measures": measures})
    moves.make("report_progress", row, by=cast.hegong, on=make.DAY, now=make.NOW, given={"narrative": "已印发"}, files=[make.proof()])
    return Item.objects.get(pk=row.pk)


def forged(statement: str) -> None:
    """Full rights over the database: lift the law, write, put it back."""
    law.remove(connection)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    law.install(connection)


def told(row: Item) -> list[str]:
    inspection = Inspection.objects.get(pk=row.inspection_id)
    return list(proof.replay_faults(inspection))


def test_an_untouched_ledger_has_no_faults(cast: Cast, row: Item) -> None:
    assert told(row) == []
    fact = EventFact.objects.get(event__item=row, event__move="admit", name="text")
    assert fact.value == row.text


FORGED = {
    "UPDATE ledger_item SET text = '已经改好' WHERE id = {item}": "a1-f1-1: the words are not those of its admission",
    "UPDATE ledger_item SET number = '99' WHERE id = {item}": "a1-f1-1: the number is not that of its admission",
    "UPDATE ledger_measure SET text = '别的' WHERE criterion <> ''": "the measures are not those that it named",
    "UPDATE ledger_measure SET criterion = '' WHERE criterion <> ''": "the measures are not those that it named",
    "UPDATE ledger_measure SET due_on = '2030-01-01' WHERE criterion <> ''": "the measures are not those that it named",
    "UPDATE ledger_measure SET text = '别的' WHERE criterion = '' AND item_id = {item}": "the measures are not those that it named",
    "UPDATE ledger_measure SET ended_by_id = NULL": "a1-f1-1: the plan in force is not what its events say",
    "UPDATE ledger_evidence SET sha256 = '00'": "the evidence is not that which it named",
    "UPDATE ledger_evidence SET measure_id = (SELECT MAX(id) FROM ledger_measure)": "the evidence is not that which it named",
    "DELETE FROM ledger_evidence": "the evidence is not that which it named",
    "UPDATE ledger_progress SET text = '别的' WHERE intake_id IS NULL": "the progress is not what it told",
    "UPDATE ledger_eventfact SET value = '[]' WHERE name = 'measures'": "the measures are not those that it named",
    "UPDATE ledger_responsibility SET from_on = '2020-01-01'": "a1-f1-1: the duties are not what its events say",
    "UPDATE ledger_procedureversion SET rules = '{{\"gates\": []}}'": "the rules are not those of their digest",
    "UPDATE ledger_procedureversion SET gate_count = 2": "another number of gates than its rules have",
    "UPDATE ledger_procedureversion SET digest = '00'": "the procedure is not that of its admission",
    "UPDATE ledger_item SET procedure_version_id = {other}": "the procedure is not that of its admission",
}  # fmt: skip


@pytest.mark.parametrize("statement", FORGED)
def test_replay_names_a_row_that_is_not_what_its_event_sealed(cast: Cast, row: Item, statement: str) -> None:
    other = current("petition", made_at=make.NOW).pk
    forged(statement.format(item=row.pk, other=other))
    assert any(FORGED[statement] in line for line in told(row)), told(row)
    with pytest.raises(CommandError):
        call_command("replay", check=True, stdout=StringIO(), stderr=StringIO())


def test_words_erased_by_law_are_passed_over(cast: Cast, row: Item) -> None:
    EventFact.objects.filter(event__item=row).update(value="", salt="", erased_at=make.NOW)
    Item.objects.filter(pk=row.pk).update(text="（依法删除）")
    Measure.objects.filter(item=row).update(text="")
    assert told(row) == []


UNREADABLE = (
    "UPDATE ledger_event SET item_id = {foreign} WHERE id = (SELECT MAX(id) FROM ledger_event WHERE item_id = {item})",
    "UPDATE ledger_procedureversion SET rules = '{{\"key\": \"x\", \"gates\": []}}'",
    "UPDATE ledger_procedureversion SET rules = '[]'",
    "UPDATE ledger_event SET facts = '[1]' WHERE move = 'assign'",
    "UPDATE ledger_event SET facts = '{{\"track\": \"?\", \"due_on\": \"soon\"}}' WHERE move = 'assign'",
    "UPDATE ledger_event SET facts = '{{\"files\": [1.5]}}' WHERE move = 'report_progress'",
    "UPDATE ledger_event SET digests = '[]' WHERE move = 'plan'",
    "UPDATE ledger_event SET move = 'recognise' WHERE move = 'acknowledge'",
    "UPDATE ledger_eventfact SET value = '[{{' WHERE name = 'measures'",
    "UPDATE ledger_eventfact SET value = '{{}}' WHERE name = 'measures'",
    "UPDATE ledger_measure SET event_id = (SELECT MAX(id) FROM ledger_event WHERE item_id = {foreign})",
)


@pytest.fixture
def foreign(cast: Cast, row: Item) -> int:
    """An item of another inspection."""
    return make.inspection(cast, slug="other").items.order_by("position")[0].pk


def lines(inspections: list[Inspection]) -> Iterator[str]:
    for one in inspections:
        yield from proof.replay_faults(one)
        yield from proof.fact_faults(one)
        if broken := proof.chain_break(one):
            yield str(broken)


@pytest.mark.parametrize("statement", UNREADABLE)
def test_what_cannot_be_read_is_a_line_and_no_traceback(cast: Cast, row: Item, foreign: int, statement: str) -> None:
    forged(statement.format(item=row.pk, foreign=foreign))
    assert list(lines(list(Inspection.objects.order_by("pk"))))


def test_a_fact_that_is_not_there_or_half_erased_is_named(cast: Cast, row: Item) -> None:
    forged(f"DELETE FROM ledger_eventfact WHERE name = 'narrative' AND event_id IN (SELECT id FROM ledger_event WHERE item_id = {row.pk})")
    assert [line.split(": ")[-1] for line in proof.fact_faults(row.inspection)] == ["narrative is missing"]



def test_pictures_of_a_document_are_sealed_with_the_item_in_whose_row_they_stand(cast: Cast) -> None:
    taken = intake.propose(make.notice().encode(), "甲.txt", by=cast.sumin, now=make.NOW)
    second = taken.proposal["items"][1]
    picture = IntakePicture.objects.create(intake=taken, name="图.png", media_type="image/png", size=20, sha256="ab" * 32, start=second["start"], end=second["end"])
    inspection = intake.admit(taken, by=cast.sumin, on=make.DAY, now=make.NOW, opening=make.opening(cast))
    (kept,) = Evidence.objects.all()
    assert (kept.item.number, kept.sha256) == (second["number"], picture.sha256)
    assert kept.event.facts["files"] == [{"sha256": picture.sha256, "size": 20, "measure": None, "kind": "photo", "expires_on": None}]
    assert list(proof.replay_faults(inspection)) == []
