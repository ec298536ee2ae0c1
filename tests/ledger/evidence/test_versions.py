"""Versions, checks, days of expiry and pairs of evidence, as the law knows them and as the page shows them; all of it is sealed."""

from __future__ import annotations

from datetime import date, timedelta

import files_of_proof
import make
import pytest
from cast import Cast
from django.test import Client

from xiaohao.ledger import moves, proof
from xiaohao.ledger.item_page import item_page
from xiaohao.ledger.item_page.page import ItemPage
from xiaohao.ledger.models import Evidence, Item, Measure
from xiaohao.ledger.moves import Upload
from xiaohao.ledger.pages.days import Day
from xiaohao.lifecycle import Refused
from xiaohao.people.models import User

PLAN = [{"ordinal": "一是", "text": "修订流程", "criterion": "流程印发", "due_on": None}]


@pytest.fixture
def row(cast: Cast, today: date) -> Item:
    return make.item(cast, make.inspection(cast).items.order_by("position")[0], at="acknowledged")


@pytest.fixture
def planned(cast: Cast, row: Item) -> Measure:
    made(cast.hegong, row, "plan", {"measures": PLAN})
    return Measure.objects.get(item=row, ended_by__isnull=True)


def made(by: User, row: Item, move: str, given: dict[str, object], *files: Upload) -> object:
    return moves.make(move, Item.objects.get(pk=row.pk), by=by, on=make.DAY, now=make.NOW, given=given, files=files)


def sent(cast: Cast, row: Item, **of: object) -> Evidence:
    made(cast.hegong, row, "add_evidence", {}, Upload(**{"name": "照片.png", "chunks": [files_of_proof.photo("PNG", side=40)], **of}))  # type: ignore[arg-type]
    return Evidence.objects.latest("id")


def claim(cast: Cast, row: Item, *files: Upload) -> object:
    return made(cast.hegong, row, "claim_completion", {"ground": "rectified", "statement": "已整改到位", "signed_off_by": cast.lin.person_id}, *files)


def page(user: User, row: Item, today: date) -> ItemPage:
    return item_page(user, "demo-2026", row.address, Day(today, today), "zh")


def faults(row: Item) -> list[str]:
    return list(proof.replay_faults(row.inspection))


def test_what_is_said_of_a_file_is_kept_and_sealed(cast: Cast, row: Item, planned: Measure) -> None:
    kept = sent(cast, row, measure=planned.pk, kind="before", source="示例镇政府", expires_on=make.DAY)
    assert (kept.kind, kept.source, kept.expires_on, kept.media_type) == ("before", "示例镇政府", make.DAY, "image/png")
    assert "示例镇" not in str(kept.event.facts)
    assert faults(row) == []


@pytest.mark.parametrize("change", [{"kind": "after"}, {"source": "他人"}, {"name": "别的.png"}, {"expires_on": None}])
def test_what_is_said_of_a_file_is_not_changed_behind_the_ledger(cast: Cast, row: Item, planned: Measure, change: dict[str, object]) -> None:
    kept = sent(cast, row, kind="before", source="示例镇政府", expires_on=make.DAY)
    Evidence.objects.filter(pk=kept.pk).update(**change)
    assert any("evidence" in fault for fault in faults(row))


def test_a_check_and_a_version_are_not_put_there_behind_the_ledger(cast: Cast, row: Item) -> None:
    first, second = sent(cast, row), sent(cast, row, name="另一张.png")
    for change in ({"ended_by": second.event}, {"review": second.event}, {"replaces": first}):
        Evidence.objects.filter(pk=second.pk).update(**change)
        assert any("state of evidence" in fault for fault in faults(row))
        Evidence.objects.filter(pk=second.pk).update(ended_by=None, review=None, replaces=None)
    assert faults(row) == []


def test_a_kind_that_there_is_not_and_a_day_that_is_over_are_refused(cast: Cast, row: Item) -> None:
    for wrong in ({"kind": "proof"}, {"expires_on": make.DAY - timedelta(days=1)}):
        with pytest.raises(Refused) as refused:
            sent(cast, row, **wrong)
        assert refused.value.code == "bad_value"


def test_versions_stand_under_the_newest(cast: Cast, row: Item, planned: Measure, today: date) -> None:
    first = sent(cast, row, measure=planned.pk, kind="after")
    for n in (2, 3):
        old = Evidence.objects.latest("id")
        made(cast.hegong, row, "replace_evidence", {"evidence": old.pk, "reason": "拍得不清"}, make.proof(f"第{n}版.png"))
    (file,) = page(cast.hegong, row, today).plan[0].files
    assert (file.name, file.version, file.kind, [one.name for one in file.earlier]) == ("第3版.png", 3, "after", ["第2版.png", "照片.png"])
    assert {one.state for one in file.earlier} == {"replaced"}
    client = Client()
    client.force_login(cast.hegong)
    assert b"".join(client.get(f"/demo-2026/evidence/{first.pk}/").streaming_content) == files_of_proof.photo("PNG", side=40)  # type: ignore[attr-defined]
    assert faults(row) == []


def test_a_new_version_is_one_file(cast: Cast, row: Item) -> None:
    old = sent(cast, row)
    with pytest.raises(Refused) as refused:
        made(cast.hegong, row, "replace_evidence", {"evidence": old.pk, "reason": "不清"}, make.proof("甲.png"), make.proof("乙.png"))
    assert refused.value.code == "one_version"


def test_the_newest_check_counts_and_goes_when_it_is_annulled(cast: Cast, row: Item, planned: Measure, today: date) -> None:
    kept = sent(cast, row, measure=planned.pk)
    claim(cast, row)
    assert page(cast.sumin, row, today).plan[0].verdict == "unreviewed"
    made(cast.sumin, row, "review_evidence", {"evidence": kept.pk, "verdict": "insufficient", "opinion": "缺少印发日期"})
    wrong = made(cast.sumin, row, "review_evidence", {"evidence": kept.pk, "verdict": "accepted"})
    assert page(cast.sumin, row, today).plan[0].verdict == "accepted"
    assert faults(row) == []
    moves.annul(wrong, by=cast.sumin, on=make.DAY, now=make.NOW, reason="点错")  # type: ignore[arg-type]
    (measure,) = page(cast.sumin, row, today).plan
    check = measure.files[0].check
    assert measure.verdict == "insufficient"
    assert check is not None and (check.opinion, check.person) == ("缺少印发日期", cast.sumin.person.name)
    assert faults(row) == []


def test_what_has_expired_proves_nothing(cast: Cast, row: Item, planned: Measure, today: date) -> None:
    sent(cast, row, measure=planned.pk, expires_on=make.DAY)
    later = {"on": make.DAY + timedelta(days=1), "now": make.moment(make.DAY + timedelta(days=1))}
    given = {"ground": "rectified", "statement": "已整改到位", "signed_off_by": cast.lin.person_id}
    with pytest.raises(Refused) as refused:
        moves.make("claim_completion", Item.objects.get(pk=row.pk), by=cast.hegong, given=given, **later)  # type: ignore[arg-type]
    assert (refused.value.code, refused.value.facts["ordinals"]) == ("evidence_expired", ("一是",))
    (measure,) = page(cast.hegong, row, today).plan
    assert measure.wants_proof and measure.files[0].state == "expired"
    assert claim(cast, row)  # on the day itself it still does


def test_nothing_is_struck_off_on_expired_evidence(cast: Cast, row: Item, planned: Measure) -> None:
    sent(cast, row, measure=planned.pk, expires_on=make.DAY)
    claim(cast, row)
    made(cast.handu, row, "pass_gate", {"opinion": "属实", "checked_on": make.DAY})
    day = make.DAY + timedelta(days=1)
    with pytest.raises(Refused) as refused:
        moves.make("strike_off", Item.objects.get(pk=row.pk), by=cast.sumin, on=day, now=make.moment(day), given={"authority": "区委会议"})
    assert refused.value.code == "evidence_expired"
    made(cast.sumin, row, "strike_off", {"authority": "区委会议"})
    assert moves.void(Item.objects.get(pk=row.pk), now=make.moment(day)) is None  # expiry alone voids nothing


def test_photos_of_before_and_after_stand_side_by_side(cast: Cast, row: Item, planned: Measure, today: date) -> None:
    for kind in ("before", "after", "before"):
        sent(cast, row, measure=planned.pk, kind=kind, name=f"{kind}.png")
    pairs = page(cast.hegong, row, today).pairs
    assert [(one.ordinal, bool(one.before), bool(one.after)) for one in pairs] == [("一是", True, True), ("一是", True, False)]
    client = Client()
    client.force_login(cast.hegong)
    assert client.get(f"/demo-2026/items/{row.address}/").content.decode().count("?size=large") == 3


def test_a_form_gives_kind_source_and_last_day(cast: Cast, row: Item, planned: Measure, today: date) -> None:
    client = Client()
    client.force_login(cast.hegong)
    key = f"files-{planned.pk}"
    data = {
        f"{key}-before": make_file("前.jpg"), f"{key}-after": [make_file("后.jpg"), make_file("后2.jpg")], f"{key}-source": "示例镇政府", f"{key}-expires": "2027-01-01",
    }  # fmt: skip
    assert client.post(f"/demo-2026/items/{row.address}/add-evidence/", data).status_code == 303
    assert [(one.name, one.kind, one.source, one.expires_on, one.measure_id) for one in Evidence.objects.order_by("id")] == [
        (name, kind, "示例镇政府", date(2027, 1, 1), planned.pk) for name, kind in (("前.jpg", "before"), ("后.jpg", "after"), ("后2.jpg", "after"))
    ]
    answer = client.post(f"/demo-2026/items/{row.address}/add-evidence/", {key: make_file("又.jpg"), f"{key}-expires": "明年"})
    assert answer.status_code == 409
    assert "明年" in answer.content.decode()


def make_file(name: str) -> object:
    return files_of_proof.uploaded(name, files_of_proof.photo(side=40))
