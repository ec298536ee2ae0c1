"""One item along its way, and what is refused on it."""

from __future__ import annotations

from datetime import timedelta

import make
import pytest
from cast import Cast, user

from xiaohao.ledger import case, moves, proof, queries
from xiaohao.ledger.models import Event, Item
from xiaohao.lifecycle import Refused


@pytest.fixture
def row(cast: Cast) -> Item:
    return make.inspection(cast).items.order_by("position")[0]


def whole(item: Item) -> None:
    """Rows equal events, and the journal is unbroken."""
    assert list(proof.replay_faults(item.inspection)) == []
    item.inspection.refresh_from_db()
    assert proof.chain_break(item.inspection) is None
    assert list(proof.fact_faults(item.inspection)) == []


def test_an_item_is_struck_off_by_different_hands(cast: Cast, row: Item) -> None:
    done = make.item(cast, row, at="struck_off")
    assert (done.stage, done.completion, done.struck_off_on) == ("struck_off", "completed", make.DAY)
    assert list(Event.objects.filter(item=row).values_list("move", flat=True)) == [
        "admit", "assign", "acknowledge", "report_progress", "claim_completion", "pass_gate", "strike_off",
    ]  # fmt: skip
    whole(done)


def test_a_claim_without_evidence_is_refused_and_writes_nothing(cast: Cast, row: Item) -> None:
    row = make.item(cast, row, at="reported")
    given = {"ground": "rectified", "statement": "已整改", "signed_off_by": cast.lin.person_id}
    with pytest.raises(Refused) as refused:
        moves.make("claim_completion", row, by=cast.hegong, on=make.DAY, now=make.NOW, given=given)
    assert refused.value.code == "no_evidence"
    assert Event.objects.filter(item=row, move="claim_completion").count() == 0


def test_who_holds_a_post_at_the_lead_unit_may_not_verify(cast: Cast, row: Item) -> None:
    row = make.item(cast, row, at="claimed")
    with pytest.raises(Refused) as refused:
        moves.make("pass_gate", row, by=cast.daishuang, on=make.DAY, now=make.NOW, given={"opinion": "好", "checked_on": make.DAY})
    assert refused.value.code == "own_work"


def test_the_doer_may_not_strike_off(cast: Cast, row: Item) -> None:
    row = make.item(cast, row, at="verified")
    with pytest.raises(Refused) as refused:
        moves.make("strike_off", row, by=cast.daishuang, on=make.DAY, now=make.NOW, given={"authority": "会议"})
    assert refused.value.code == "own_work"


def test_no_strike_off_before_the_gate(cast: Cast, row: Item) -> None:
    row = make.item(cast, row, at="claimed")
    with pytest.raises(Refused) as refused:
        moves.make("strike_off", row, by=cast.sumin, on=make.DAY, now=make.NOW, given={"authority": "会议"})
    assert refused.value.code == "gate_missing"


def test_a_return_sends_the_item_back_and_a_new_claim_starts_over(cast: Cast, row: Item) -> None:
    row = make.item(cast, row, at="claimed")
    moves.make("return_for_work", row, by=cast.handu, on=make.DAY, now=make.NOW, given={"reason": "佐证不足"})
    row.refresh_from_db()
    assert (row.stage, row.completion, row.gate) == ("open", "not_completed", 0)
    whole(row)


def test_a_reopened_item_begins_a_second_cycle(cast: Cast, row: Item) -> None:
    row = make.item(cast, row, at="struck_off")
    due = make.DAY + timedelta(days=200)
    moves.make("reopen", row, by=cast.sumin, on=make.DAY, now=make.NOW, given={"basis": "look_back", "reason": "问题反弹", "due_on": due})
    row.refresh_from_db()
    assert (row.stage, row.cycle, row.due_on, row.first_due_on) == ("open", 2, due, make.DAY + timedelta(days=90))
    whole(row)


def test_an_annulled_event_never_was_from_then_on(cast: Cast, row: Item) -> None:
    row = make.assigned(cast, row)
    wrong = moves.make("recognise", row, by=cast.sumin, on=make.DAY, now=make.NOW, given={"completion": "long_term", "reason": "误认"})
    inspection = row.inspection
    inspection.refresh_from_db()
    before = inspection.seq
    moves.annul(wrong, by=cast.sumin, on=make.DAY, now=make.NOW, reason="认定有误")
    inspection.refresh_from_db()
    assert len(queries.tally(inspection, make.DAY).completion("long_term")) == 0
    assert len(queries.tally(inspection, make.DAY, before).completion("long_term")) == 1
    whole(row)


def test_an_event_that_later_ones_rest_on_is_not_annulled(cast: Cast, row: Item) -> None:
    row = make.item(cast, row, at="verified")
    claim = Event.objects.get(item=row, move="claim_completion")
    with pytest.raises(Refused) as refused:
        moves.annul(claim, by=cast.sumin, on=make.DAY, now=make.NOW, reason="误报")
    assert refused.value.code == "would_break"


def test_the_day_of_effect_may_not_run_backwards_nor_lie_ahead(cast: Cast, row: Item) -> None:
    row = make.assigned(cast, row)
    for days, code in ((-1, "out_of_order"), (1, "future_day")):
        with pytest.raises(Refused) as refused:
            moves.make("acknowledge", row, by=cast.hegong, on=make.DAY + timedelta(days=days), now=make.NOW)
        assert refused.value.code == code


def test_a_stranger_may_not_move_it(cast: Cast, row: Item) -> None:
    with pytest.raises(Refused) as refused:
        moves.make("assign", row, by=cast.stranger, on=make.DAY, now=make.NOW, given={})
    assert refused.value.code == "not_your_move"


@pytest.mark.parametrize(
    ("signer", "code"), [("hegong", "own_signature"), ("zhoulan", "not_a_signer"), ("daishuang", "not_a_signer"), ("lin", "")],
)  # fmt: skip
def test_a_claim_is_signed_by_another_who_heads_the_unit_or_leads(cast: Cast, row: Item, signer: str, code: str) -> None:
    item = make.item(cast, row, at="reported")
    given = {"ground": "rectified", "statement": "已整改", "signed_off_by": getattr(cast, signer).person_id}

    def claim() -> None:
        moves.make("claim_completion", item, by=cast.hegong, on=make.DAY, now=make.NOW, given=given, files=[make.proof()])

    if code:
        with pytest.raises(Refused) as refused:
            claim()
        assert refused.value.code == code
    else:
        claim()


def test_heads_of_the_lead_unit_come_before_the_leader_and_others_only_where_there_is_neither(cast: Cast, row: Item) -> None:
    item = make.item(cast, row, at="reported")
    people = {name: getattr(cast, name).person_id for name in ("lin", "hegong", "daishuang")}
    assert case.signers(item, make.DAY, people["hegong"]) == (people["lin"],)
    assert case.signers(item, make.DAY, people["lin"]) == (people["hegong"], people["daishuang"])
    head = user("head", "梁栋", (cast.housing, "局长", True)).person_id
    assert case.signers(item, make.DAY, people["hegong"]) == (head, people["lin"])
