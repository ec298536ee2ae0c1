"""The whole procedure through the door: every move has its act, and an item goes through all gates of the environment preset."""

from __future__ import annotations

from datetime import timedelta

import full
import pytest
from callers import signed_in
from cast import Cast
from django.core.management import call_command

from xiaohao.ledger import moves, proof
from xiaohao.ledger.models import Event, Evidence, Item, Lineage, Measure
from xiaohao.lifecycle import MOVES, Refused

BY_PERSON = sorted(name for name, move in MOVES.items() if move.by_person and name != "admit")


def test_every_move_has_its_act() -> None:
    assert {full.move_of(name) for name in full.ACTS} == set(BY_PERSON)


@pytest.mark.parametrize("name", full.ACTS)
def test_each_act_can_be_made_and_the_rows_follow(cast: Cast, name: str) -> None:
    inspection = full.inspection(cast)
    row = full.walked(cast, inspection.items.order_by("position")[0], name, through=True)
    assert row.last_event.move == full.move_of(name)
    assert list(proof.replay_faults(inspection)) == []
    inspection.refresh_from_db()
    assert proof.chain_break(inspection) is None


@pytest.mark.parametrize("name", [name for name in full.ACTS if name != "annul"])
def test_what_is_annulled_never_was(cast: Cast, name: str) -> None:
    inspection = full.inspection(cast)
    row = full.walked(cast, inspection.items.order_by("position")[0], name)
    before = {key: value for key, value in vars(row).items() if key in ("stage", "gate", "completion", "due_on", "lead_unit_id", "text", "procedure_version_id")}
    event = full.do(cast, row, name)
    on = event.effective_on
    try:
        moves.annul(event, by=cast.sumin, on=on, now=full.make.moment(on, 2), reason="误登")
    except Refused as refused:
        # A split has successors; a reopening's own cycle is that of the annulment.
        assert (name, refused.code) in {("split", "no_such_event"), ("split", "not_your_move")}
        return
    after = vars(Item.objects.get(pk=row.pk))
    assert {key: after[key] for key in before} == before
    assert list(proof.replay_faults(inspection)) == []


def test_a_touched_seal_voids_the_strike_off(cast: Cast) -> None:
    inspection = full.inspection(cast)
    row = full.walked(cast, inspection.items.order_by("position")[0], "strike_off", through=True)
    evidence = Evidence.objects.filter(item=row).order_by("id")[0]
    on = full.FIRST + timedelta(days=20)
    moves.make("replace_evidence", row, by=cast.hegong, on=on, now=full.make.moment(on), given={"evidence": evidence.pk, "reason": "更清晰"}, files=[full.make.proof("新.png")])
    row.refresh_from_db()
    assert (row.stage, row.cycle, row.last_event.move, row.last_event.facts) == ("open", 2, "void", {"changed": ["evidence"]})
    assert list(proof.replay_faults(inspection)) == []


SQL = {
    "text": "UPDATE ledger_item SET text = '已改' WHERE id = {item}",
    "measures": "UPDATE ledger_measure SET criterion = '随意' WHERE item_id = {item} AND ended_by_id IS NULL",
    "evidence": "UPDATE ledger_evidence SET sha256 = '00' WHERE item_id = {item}",
    "procedure": "UPDATE ledger_event SET move = move WHERE 1 = 0",
}


@pytest.mark.parametrize("what", ["text", "measures", "evidence", "file"])
def test_what_is_changed_behind_the_door_voids_it_too(cast: Cast, what: str) -> None:
    inspection = full.inspection(cast)
    row = full.walked(cast, inspection.items.order_by("position")[0], "strike_off", through=True)
    now = full.make.moment(full.FIRST + timedelta(days=20))
    assert moves.void(row, now=now) is None
    match what:
        case "text":
            Item.objects.filter(pk=row.pk).update(text="已改")
        case "measures":
            Measure.objects.filter(item=row, ended_by__isnull=True).update(criterion="随意")
        case "evidence":
            Evidence.objects.filter(item=row).update(sha256="0" * 64)
        case "file":
            moves.store.path_of(Evidence.objects.filter(item=row)[0].sha256).write_bytes(b"other")
    event = moves.void(row, now=now)
    assert event is not None and event.facts["changed"] == [what]
    row.refresh_from_db()
    assert row.stage == "open"


def test_what_changed_since_the_claim_passes_no_gate(cast: Cast) -> None:
    inspection = full.inspection(cast)
    row = full.walked(cast, inspection.items.order_by("position")[0], "pass_gate")
    Item.objects.filter(pk=row.pk).update(text="已改")
    with pytest.raises(Refused) as refused:
        full.do(cast, row, "pass_gate")
    assert refused.value.code == "changed_since_claim" and refused.value.facts["changed"] == ("text",)


def test_a_split_leaves_successors_that_point_back(cast: Cast) -> None:
    inspection = full.inspection(cast)
    row = full.walked(cast, inspection.items.order_by("position")[0], "split", through=True)
    born = Item.objects.filter(predecessors__from_item=row).order_by("position")
    assert [(one.number, one.text, one.stage, one.is_counted) for one in born] == [("1-1", "前一半", "open", True), ("1-2", "后一半", "open", True)]
    assert Lineage.objects.count() == 2


def test_an_objection_stops_the_clock_and_must_be_answered(cast: Cast) -> None:
    inspection = full.inspection(cast)
    row = full.walked(cast, inspection.items.order_by("position")[0], "answer", through=False)
    on = full.FIRST + timedelta(days=14)
    with pytest.raises(Refused) as refused:
        full.do(cast, row, "end_notice")
    assert refused.value.code == "objection_open"
    full.do(cast, row, "answer", on=full.FIRST + timedelta(days=3), now=full.make.moment(full.FIRST + timedelta(days=3)))
    with pytest.raises(Refused) as refused:
        full.do(cast, row, "end_notice", on=on, now=full.make.moment(on))
    assert (refused.value.code, str(refused.value.facts["ends_on"])) == ("notice_running", "2026-03-17")
    over = full.FIRST + timedelta(days=16)
    full.do(cast, row, "end_notice", on=over, now=full.make.moment(over))


def test_the_public_objects_without_an_account(cast: Cast) -> None:
    inspection = full.inspection(cast)
    row = full.walked(cast, inspection.items.order_by("position")[0], "put_on_notice", through=True)
    on = full.FIRST + timedelta(days=1)
    event = moves.make("object", row, by=None, on=on, now=full.make.moment(on), given={"channel_kind": "page", "grounds": "仍有异味"})
    assert (event.capacity, event.by_user_id) == ("public", None)
    with pytest.raises(Refused):
        moves.make("strike_off", row, by=None, on=on, now=full.make.moment(on), given={"authority": "无"})
    assert Event.objects.filter(item=row, move="object").count() == 1


def test_the_command_looks_under_every_seal(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    inspection = full.inspection(cast)
    first, second, _ = inspection.items.order_by("position")
    for row in (first, second):
        full.walked(cast, row, "strike_off", through=True)
    Evidence.objects.filter(item=second).update(sha256="0" * 64)
    call_command("seals")
    assert capsys.readouterr().out == f"{inspection.slug}/{second.address}: void (evidence)\n2 looked at, 1 void\n"
    call_command("seals", inspection.slug)
    assert capsys.readouterr().out == "1 looked at, 0 void\n"
    first.refresh_from_db()
    assert first.stage == "struck_off"


def test_an_accepted_risk_is_void_when_its_day_has_gone_by(cast: Cast) -> None:
    inspection = full.make.inspection(cast, kind="international", slug="gao-2026")
    row = full.make.item(cast, inspection.items.order_by("position")[0], at="reported")
    given = {"ground": "risk_accepted", "statement": "接受风险", "signed_off_by": cast.lin.person_id}
    with pytest.raises(Refused) as refused:
        moves.make("claim_completion", row, by=cast.hegong, on=full.FIRST, now=full.make.NOW, given=given, files=[full.make.proof()])
    assert (refused.value.code, refused.value.facts["need"]) == ("missing", "acceptor")
    given |= {"acceptor": cast.lin.person_id, "expires_on": full.LAST}
    moves.make("claim_completion", row, by=cast.hegong, on=full.FIRST, now=full.make.NOW, given=given, files=[full.make.proof()])
    moves.make("pass_gate", row, by=cast.handu, on=full.FIRST, now=full.make.NOW, given={"opinion": "属实", "checked_on": full.FIRST})
    inspector = full.make.user_at(cast.inspectors, "xunshi")
    moves.make("strike_off", row, by=inspector, on=full.FIRST, now=full.make.NOW, given={"authority": "复函"})
    assert moves.void(row, now=full.make.moment(full.LAST)) is None
    event = moves.void(row, now=full.make.moment(full.LAST + timedelta(days=1)))
    assert event is not None and event.facts["changed"] == ["expiry"]


def test_where_nobody_is_left_the_fallback_hand_decides_by_a_letter(cast: Cast) -> None:
    inspection = full.make.inspection(cast)
    row = full.make.assigned(cast, inspection.items.order_by("position")[0])
    for doer in (cast.hegong, cast.daishuang):
        moves.make("report_progress", row, by=doer, on=full.FIRST, now=full.make.NOW, given={"narrative": "已办"})
    moves.make("claim_completion", row, by=cast.hegong, on=full.FIRST, now=full.make.NOW, given=full.CLAIM(cast, row), files=[full.make.proof()])
    inspector = full.make.user_at(cast.inspectors, "xunshi")
    given = {"opinion": "属实", "checked_on": full.FIRST}
    with pytest.raises(Refused) as refused:
        moves.make("pass_gate", row, by=inspector, on=full.FIRST, now=full.make.NOW, given=given)
    assert refused.value.code == "not_your_move"
    cast.handu.is_active = False
    cast.handu.save()
    with pytest.raises(Refused) as refused:
        moves.make("pass_gate", row, by=inspector, on=full.FIRST, now=full.make.NOW, given=given)
    assert (refused.value.code, refused.value.facts["need"]) == ("missing", "letter")
    event = moves.make("pass_gate", row, by=inspector, on=full.FIRST, now=full.make.NOW, given={**given, "letter": "示巡函〔2026〕1号"})
    assert (event.capacity, "letter" in event.digests) == ("inspecting_body", True)
    page = signed_in(cast.sumin).get(f"/{inspection.slug}/items/{row.address}/").content.decode()
    assert "无人可办，由上一级凭函决定" in page
