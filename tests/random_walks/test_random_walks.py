"""Arbitrary moves by arbitrary people on arbitrary days: whatever is tried, what must hold holds after each step."""

from __future__ import annotations

from datetime import timedelta

import make
import pytest
from cast import Cast
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xiaohao.ledger import case, moves, proof, queries
from xiaohao.ledger.models import Event, Inspection, Item
from xiaohao.lifecycle import MOVES, Refused

NAMES = sorted(name for name, move in MOVES.items() if move.by_person and name != "admit")
STEPS = st.lists(
    st.tuples(st.sampled_from(NAMES), st.integers(0, 6), st.integers(0, 3), st.integers(0, 4), st.booleans(), st.sampled_from(["rectified", "not_applicable"])),
    min_size=4, max_size=22,
)  # fmt: skip
PARTS = """中共示例区委关于巡视整改进展情况的通报

一、整改进展情况

(一)反馈问题:履行职责存在差距

1.工作推进不力

(1)流程不够规范。

整改情况:一是完善流程。

(2-1)台账不全。

整改情况:补齐台账。

(2-2)归档不及时。

整改情况:限期归档。
"""


def given_for(cast: Cast, move: str, item: Item, ground: str) -> dict[str, object]:
    """Values with which the move could be made."""
    day = item.inspection.opened_on + timedelta(days=200)
    newest = Event.objects.filter(item=item).order_by("-seq").values_list("pk", flat=True)[:1]
    return {
        "assign": {"leader": cast.lin.person_id, "lead_unit": cast.housing.pk, "units": [cast.market.pk], "track": "staged", "due_on": day},
        "plan": {"measures": [{"ordinal": "一是", "text": "完善制度", "criterion": "", "due_on": ""}]},
        "report_progress": {"narrative": "正在推进"},
        "recognise": {"completion": "long_term", "reason": "长期坚持"},
        "claim_completion": {"ground": ground, "statement": "已整改", "signed_off_by": cast.lin.person_id},
        "pass_gate": {"opinion": "属实", "checked_on": item.inspection.opened_on},
        "return_for_work": {"reason": "补充佐证"},
        "strike_off": {"authority": "常委会会议"},
        "reopen": {"basis": "look_back", "reason": "反弹", "due_on": day},
        "annul": {"event": newest[0], "reason": "误登"},
    }.get(move, {})  # fmt: skip


def holds(inspection: Inspection, day_count: int) -> None:
    """Rows equal events; nothing is struck off but by other hands than those that did the work; tallies sum."""
    inspection.refresh_from_db()
    assert list(proof.replay_faults(inspection)) == []
    assert proof.chain_break(inspection) is None
    for item in inspection.items.filter(stage="struck_off", parts__isnull=True):
        events = case.standing(tuple(Event.objects.filter(item=item, cycle=item.cycle).order_by("seq")))
        doers = {event.by_person_id for event in events if event.move in case.DOERS_ACTS}
        verifiers = {event.by_person_id for event in events if event.move == "pass_gate"}
        assert verifiers
        assert not verifiers & doers
    day = inspection.opened_on + timedelta(days=day_count)
    tally = queries.tally(inspection, day)
    parts = [tally.completion(name) for name in ("completed", "substantially_completed", "long_term", "not_completed")]
    assert sum(map(len, parts)) + len(tally.apart()) == tally.total == inspection.items.filter(is_counted=True).count()


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(steps=STEPS, number=st.integers(0, 10**9))
def test_whatever_is_tried_the_ledger_holds(cast: Cast, steps: list[tuple[str, int, int, int, bool, str]], number: int) -> None:
    text = PARTS + f"\n(3)第{number}号样本{len(steps)}。\n\n整改情况:推进。\n" + "".join(f"{step[0][:2]}{step[1:]}" for step in steps)
    while Inspection.objects.filter(slug=f"w-{number}").exists():
        number += 1
    inspection = make.inspection(cast, slug=f"w-{number}", text=text + str(number))
    items = list(inspection.items.order_by("position"))
    ahead = 0
    for move, who, which, days, with_file, ground in steps:
        ahead += days
        on = make.DAY + timedelta(days=ahead)
        item = Item.objects.select_related("inspection").get(pk=items[which % len(items)].pk)
        files = (make.proof(),) if with_file and move in ("claim_completion", "report_progress") else ()
        try:
            moves.make(move, item, by=cast.users[who], on=on, now=make.moment(on), given=given_for(cast, move, item, ground), files=files)
        except Refused:
            continue
        holds(inspection, ahead)


@pytest.mark.parametrize("at", ["assigned", "claimed", "struck_off"])
def test_every_page_of_an_item_renders_for_every_member_of_the_cast(cast: Cast, at: str) -> None:
    inspection = make.inspection(cast)
    item = make.item(cast, inspection.items.order_by("position")[0], at=at)
    for user in cast.users:
        client = Client()
        client.force_login(user)
        for address in ("/", "/inspections/", f"/{inspection.slug}/", f"/{inspection.slug}/ledger/", f"/{inspection.slug}/items/{item.address}/", "/units/", "/people/"):
            assert client.get(address).status_code in (200, 404), (user.username, address)
