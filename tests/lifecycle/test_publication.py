"""通报的公开: checked, approved by another hand, published, superseded; never while figures disagree unexplained."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest
from facts import DAY, codes

from xiaohao.lifecycle import PUBLICATION, PUBLICATION_MOVES, Capacity, PublicationFacts, PublicationStage, diagram

O, G = Capacity.OFFICE, Capacity.LEADING_GROUP  # noqa: E741
P = PublicationStage
ALLOWED = {
    ("check", P.DRAFT): {O},
    ("approve", P.CHECKED): {O, G},
    ("return_draft", P.CHECKED): {O, G},
    ("return_draft", P.APPROVED): {O, G},
    ("publish", P.APPROVED): {O},
    ("supersede", P.PUBLISHED): {O},
}
ASKED = PublicationFacts(P.DRAFT, frozenset({O}), DAY, effective_on=DAY, given={"reason": "数据更新"})


@pytest.mark.parametrize(("move", "stage"), list(product(PUBLICATION_MOVES, PublicationStage)), ids=str)
def test_a_notice_moves_only_where_and_by_whom_the_plan_says(move: str, stage: PublicationStage) -> None:
    for capacity in Capacity:
        asked = replace(ASKED, stage=stage, capacities=frozenset({capacity}))
        assert (not list(PUBLICATION.refusals(move, asked))) is (capacity in ALLOWED.get((move, stage), set()))


def test_whoever_drafted_a_notice_does_not_approve_it() -> None:
    assert codes(PUBLICATION.refusals("approve", replace(ASKED, stage=P.CHECKED, is_own_work=True))) == ["own_work"]
    assert not list(PUBLICATION.refusals("publish", replace(ASKED, stage=P.APPROVED, is_own_work=True)))


@pytest.mark.parametrize(("move", "stage"), [("check", P.DRAFT), ("publish", P.APPROVED)])
def test_nothing_goes_out_while_figures_disagree_unexplained(move: str, stage: PublicationStage) -> None:
    found = list(PUBLICATION.refusals(move, replace(ASKED, stage=stage, unexplained=2)))
    assert [(one.code, one.facts["count"]) for one in found] == [("unexplained", 2)]


def test_a_returned_draft_says_why() -> None:
    assert codes(PUBLICATION.refusals("return_draft", replace(ASKED, stage=P.CHECKED, given={}))) == ["missing"]


def test_a_notice_is_not_published_tomorrow() -> None:
    assert codes(PUBLICATION.refusals("publish", replace(ASKED, stage=P.APPROVED, effective_on=DAY + timedelta(days=1)))) == ["future_day"]


def test_what_is_published_never_becomes_a_draft_again() -> None:
    for move in PUBLICATION_MOVES.values():
        assert P.PUBLISHED not in move.sources or move.target is P.SUPERSEDED
        assert P.SUPERSEDED not in move.sources
    assert "approved --> published: publish\n" in diagram(PUBLICATION_MOVES)
