"""OSCAL 整改计划: items with what they refer to, missing parts, and JSON that is no plan."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiaohao.notice import Limits, Unreadable, decode

CORPUS = Path(__file__).parents[2] / "corpus"
HEAD = ["POA&M ID", "Recommendation", "Status", "Target date", "Owner", "Milestones"]


def rows(plan: object) -> list[list[str]]:
    """The cells of the table that a plan is drawn into."""
    source = decode(json.dumps({"plan-of-action-and-milestones": plan}).encode(), "plan.json")
    (table,) = source.tables
    assert source.media_type == "application/json"
    return [line.split("\t") for line in source.text[table.start : table.end].split("\n")]


def test_a_plan_is_a_table_below_its_title() -> None:
    source = decode((CORPUS / "plan_of_action.json").read_bytes(), "plan_of_action.json")
    (table,) = source.tables
    cells = [line.split("\t") for line in source.text[table.start : table.end].split("\n")]
    assert source.text.startswith("Sampleton records system: plan of action and milestones\n\n")
    assert cells[0] == HEAD
    assert cells[1] == [
        "V-1", "Gateway without support: The gateway no longer receives security updates.", "remediating", "2024-12-31", "Network Team",
        "Order the new gateway (2024-10-15); Switch over (2024-12-20)",
    ]  # fmt: skip
    assert cells[3] == ["V-3", "Backups of the archive are not tested.", "", "", "", ""]


ITEMS: list[tuple[str, dict[str, Any], list[str]]] = [
    ("nothing but an identity", {"poam-items": [{"uuid": "u1"}]}, ["u1", "", "", "", "", ""]),
    ("a status of the finding alone", {"findings": [{"uuid": "f", "target": {"status": {"state": "not-satisfied"}}}], "poam-items": [{"title": "t", "related-findings": [{"finding-uuid": "f"}]}]}, ["", "t", "not-satisfied", "", "", ""]),
    ("a role by the parties that the plan names for it", {
        "metadata": {"parties": [{"uuid": "p", "name": "Records Office"}], "responsible-parties": [{"role-id": "lead", "party-uuids": ["p"]}]},
        "risks": [{"uuid": "r", "remediations": [{"tasks": [{"type": "action", "responsible-roles": [{"role-id": "lead"}]}]}]}], "poam-items": [{"title": "t", "related-risks": [{"risk-uuid": "r"}]}],
    }, ["", "t", "", "", "Records Office", ""]),
    ("a role that nobody holds by its title", {
        "metadata": {"roles": [{"id": "lead", "title": "Lead"}]}, "poam-items": [{"title": "t", "responsible-roles": [{"role-id": "lead"}]}],
    }, ["", "t", "", "", "Lead", ""]),
    ("things of the wrong kind", {"risks": {"uuid": "r"}, "metadata": [], "poam-items": [7, {"title": 5, "description": "d\n e", "related-risks": "r", "props": [{"name": "POAM-ID", "value": None}]}]}, ["", "d e", "", "", "", ""]),
]  # fmt: skip


@pytest.mark.parametrize(("title", "plan", "wanted"), ITEMS, ids=[one[0] for one in ITEMS])
def test_an_item_says_what_the_file_says(title: str, plan: dict[str, Any], wanted: list[str]) -> None:
    assert rows(plan)[1:] == [wanted]


@pytest.mark.parametrize("text", ['{"a": 1}', '{"plan-of-action-and-milestones": ', '{"plan-of-action-and-milestones": {"poam-items": []}}', '{"plan-of-action-and-milestones": 3}', '{"x": "' + "[" * 9 + '"plan-of-action-and-milestones"', '{"plan-of-action-and-milestones": ' + "[" * 100_000])
def test_what_is_no_plan_is_a_text(text: str) -> None:
    source = decode(text.encode(), "a.json")
    assert (source.text, source.media_type, source.tables) == (text, "text/plain", ())


def test_a_plan_has_no_more_items_than_a_table_rows() -> None:
    with pytest.raises(Unreadable) as refused:
        decode(json.dumps({"plan-of-action-and-milestones": {"poam-items": [{"title": "t"}] * 11}}).encode(), "a.json", limits=Limits(rows=10))
    assert refused.value.code == "too_many_rows"


JSON = st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=5), lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(
    ["poam-items", "risks", "findings", "metadata", "parties", "roles", "uuid", "title", "description", "props", "name", "value", "related-risks", "risk-uuid", "remediations", "tasks", "timing", "on-date", "deadline", "target", "status", "state", "responsible-roles", "party-uuids", "role-id"]
), inner, max_size=6), max_leaves=30)  # fmt: skip


@given(JSON, JSON)
def test_any_json_in_place_of_a_plan_is_read(plan: object, items: object) -> None:
    whole = {"plan-of-action-and-milestones": {**plan, "poam-items": items} if isinstance(plan, dict) else plan}
    assert decode(json.dumps(whole).encode(), "a.json").text
