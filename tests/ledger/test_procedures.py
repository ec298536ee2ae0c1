"""销号程序: presets drawn, a copy edited, versions kept, an inspection put under another, items moved deliberately."""

from __future__ import annotations

from typing import Any

import full
import pytest
from callers import signed_in
from cast import Cast

from xiaohao.ledger import procedures as kept
from xiaohao.ledger.forms.procedures import value_of
from xiaohao.ledger.models import Event, Item, ProcedureVersion
from xiaohao.lifecycle import Refused, procedure, procedures


def form_of(version: ProcedureVersion, **changes: Any) -> dict[str, Any]:
    """What the page's form would send of a version, unchanged but for what is named."""
    value = value_of(version)
    data: dict[str, Any] = {
        "key": version.procedure.key, "name_zh": value["name_zh"], "name_en": value["name_en"], "strikes_off": value["strikes_off"], "fallback": value["fallback"],
        "labels": value["labels"], "grounds": value["grounds"], "extensions": str(value["extensions"] or ""),
    }  # fmt: skip
    if value["approves_plan"]:
        data["approves_plan"] = "on"
    for kind, hands in value["decides"].items():
        data[f"decides-{kind}"] = hands
    for rule in value["times"]:
        data |= {f"time-{rule['key']}-count": rule["count"], f"time-{rule['key']}-unit": rule["unit"], f"time-{rule['key']}-source": rule["source"]}
        if rule["counts_first"]:
            data[f"time-{rule['key']}-counts_first"] = "on"
    for place, gate in enumerate(value["gates"], 1):
        name = f"gate-{place}"
        data |= {f"{name}-{key}": gate[key] for key in ("key", "name_zh", "name_en", "hand", "kind")} | {f"{name}-order": place}
        data[f"{name}-needs"] = [need["key"] for need in gate["needs"]]
        data[f"{name}-points"] = "\n".join(f"{one['name_zh']} | {one['name_en']}" for one in gate["points"])
        data |= {f"{name}-{key}": "on" for key in ("verifies", "bars_own_work") if gate[key]}
    return data | changes


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("key", [rules.key for rules in procedures()])
def test_every_preset_has_its_page_with_a_drawing(cast: Cast, key: str, lang: str) -> None:
    version = full.make.version(key)
    page = signed_in(cast.hegong).get(f"/procedures/{version.pk}/", headers={"accept-language": lang}).content.decode()
    assert page.count("<g class=\"box") == len(procedure(key).gates) + 2
    assert "采用此版本" not in page


def test_the_list_shows_every_preset(cast: Cast) -> None:
    page = signed_in(cast.hegong).get("/procedures/").content.decode()
    assert all(rules.name_zh in page for rules in procedures())


def test_a_copy_edited_becomes_the_next_version_and_what_is_in_hand_keeps_its_own(cast: Cast) -> None:
    inspection = full.inspection(cast)
    before = inspection.procedure_version
    client = signed_in(cast.sumin)
    answer = client.post(f"/procedures/{before.pk}/edit/", form_of(before, **{"time-notice-count": "7", "gate-6-name_zh": "档案归集", "gate-6-hand": "office", "gate-6-kind": "check", "gate-6-needs": ["opinion"], "gate-6-bars_own_work": "on"}))
    made = ProcedureVersion.objects.get(procedure=before.procedure, number=2)
    assert answer.status_code == 303 and made.made_by == cast.sumin
    rules = made.as_rules
    assert (rules.time("notice").count, rules.gates[-1].name_zh, len(rules.gates)) == (7, "档案归集", 6)  # type: ignore[union-attr]
    assert rules.gates[1] == before.as_rules.gates[1].__class__(**{**{name: getattr(before.as_rules.gates[1], name) for name in before.as_rules.gates[1].__slots__}, "points": rules.gates[1].points})
    assert kept.current("environment", made_at=full.make.NOW) == made
    assert {item.procedure_version_id for item in Item.objects.filter(inspection=inspection)} == {before.pk}


def test_an_unchanged_copy_is_not_kept_twice(cast: Cast) -> None:
    version = full.make.version("party")
    answer = signed_in(cast.sumin).post(f"/procedures/{version.pk}/edit/", form_of(version))
    assert answer.status_code == 409 and "没有新的内容" in answer.content.decode()
    assert ProcedureVersion.objects.filter(procedure=version.procedure).count() == 1


@pytest.mark.parametrize("changes", [{"gate-1-verifies": ""}, {"strikes_off": []}, {"grounds": ["not_applicable"]}, {"fallback": "nobody"}])
def test_rules_that_do_not_hold_together_are_refused(cast: Cast, changes: dict[str, Any]) -> None:
    version = full.make.version("party")
    data = form_of(version, **changes)
    data.pop("gate-1-verifies", None) if changes.get("gate-1-verifies") == "" else None
    assert signed_in(cast.sumin).post(f"/procedures/{version.pk}/edit/", data).status_code == 409
    assert ProcedureVersion.objects.filter(procedure=version.procedure).count() == 1


def test_a_notice_without_days_is_no_procedure(cast: Cast) -> None:
    version = full.make.version("environment")
    assert signed_in(cast.sumin).post(f"/procedures/{version.pk}/edit/", form_of(version, **{"time-notice-count": ""})).status_code == 409


def test_who_keeps_no_ledger_edits_nothing(cast: Cast) -> None:
    version = full.make.version("party")
    client = signed_in(cast.hegong)
    assert client.get(f"/procedures/{version.pk}/edit/").status_code == 404
    assert client.post(f"/procedures/{version.pk}/edit/", form_of(version, name_zh="另一套")).status_code == 404
    with pytest.raises(Refused):
        kept.edit("party", value_of(version) | {"name_zh": "另一套"}, by=cast.hegong, now=full.make.NOW)


def test_an_inspection_takes_a_version_for_what_comes(cast: Cast) -> None:
    inspection = full.inspection(cast)
    version = full.make.version("safety")
    assert signed_in(cast.hegong).post(f"/procedures/{version.pk}/use/", {"inspection": inspection.slug}).status_code == 404
    assert signed_in(cast.sumin).post(f"/procedures/{version.pk}/use/", {"inspection": inspection.slug}).status_code == 303
    inspection.refresh_from_db()
    assert inspection.procedure_version == version
    event = Event.objects.filter(inspection=inspection).order_by("-seq")[0]
    assert (event.move, event.facts["procedure"]) == ("use_procedure", version.digest)
    assert {item.procedure_version_id for item in inspection.items.all()} != {version.pk}
