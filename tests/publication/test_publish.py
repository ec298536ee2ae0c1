"""The way of a notice out of the house: drafted, held against itself, approved by another hand, frozen; and what stops it on the way."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Any

import make
import pytest
from cast import Cast

from xiaohao.figures import Verdict
from xiaohao.ledger import moves
from xiaohao.ledger.models import Inspection
from xiaohao.lifecycle import Refused
from xiaohao.oversight import record
from xiaohao.people.models import User
from xiaohao.publication import publish, queries
from xiaohao.publication.agreement import checked
from xiaohao.publication.compose import Front
from xiaohao.publication.models import NoticeDraft, PublishedNotice

DAYS = timedelta(days=1)
NOW = make.moment(make.DAY, 3)
WRONG = "共排查50处，完成整改20处，整改率50%。"
STATES = "截至2026年3月2日，巡视反馈9个具体问题，已完成整改9个。"


@pytest.fixture
def differing(desk: Any, inspection: Inspection) -> NoticeDraft:
    """A draft with a paragraph whose parts do not make its whole."""
    draft = desk.rewritten(desk.draft(inspection), next_steps=WRONG)
    assert open_keys(draft)
    return draft


def open_keys(draft: NoticeDraft) -> list[str]:
    """The differences that nobody explained."""
    return [one.key for one in publish.marked(draft) if one.is_open]


def refused(door: Any, *args: Any, **given: Any) -> Refused:
    """What the door says no with; no draft and no notice is other than before."""
    before = (list(NoticeDraft.objects.order_by("pk").values()), PublishedNotice.objects.count())
    with pytest.raises(Refused) as caught:
        door(*args, **given)
    assert (list(NoticeDraft.objects.order_by("pk").values()), PublishedNotice.objects.count()) == before
    return caught.value


def test_a_draft_says_of_what_day_and_place_it_is(cast: Cast, desk: Any, inspection: Inspection) -> None:
    draft = desk.draft(inspection, make.DAY)
    assert (draft.number, draft.stage, draft.as_of, draft.seq, draft.head) == (1, "draft", make.DAY, inspection.seq, inspection.head)
    assert (draft.drafted_by, draft.drafted_at, list(draft.writers.all())) == (cast.sumin, NOW, [cast.sumin])
    assert draft.title == "示例区委关于巡视整改进展情况的通报"


def test_numbers_run_by_inspection(cast: Cast, desk: Any, inspection: Inspection) -> None:
    other = make.inspection(cast, 1, slug="other-2026")
    assert [desk.draft(one).number for one in (inspection, inspection, other, inspection)] == [1, 2, 1, 3]


def test_only_the_office_drafts_and_writes(cast: Cast, desk: Any, others: Any, inspection: Inspection) -> None:
    draft = desk.draft(inspection)
    for by in (cast.lin, cast.hegong, cast.zhoulan, cast.handu, cast.stranger, others.watcher, others.visitor, others.above, others.former):
        assert refused(publish.draft, inspection, make.DAY, by=by, now=NOW).code == "not_your_move"
        assert refused(publish.rewrite, draft, Front.of(draft.front), by=by, now=NOW).code == "not_your_move"
        assert refused(publish.withhold, draft, "第2类事项", "秘密", by=by, now=NOW).code == "not_your_move"
        assert refused(publish.explain, draft, "x", "故", by=by, now=NOW).code == "not_your_move"


def test_a_day_to_come_is_not_told(desk: Any, inspection: Inspection) -> None:
    assert refused(desk.draft, inspection, make.DAY + DAYS).code == "future_day"


def test_a_day_before_the_ledger_began_has_nothing_to_tell(desk: Any, inspection: Inspection) -> None:
    assert refused(desk.draft, inspection, make.DAY - DAYS).code == "nothing_by_then"


def test_the_next_draft_begins_with_the_paragraphs_of_the_last(desk: Any, inspection: Inspection) -> None:
    desk.rewritten(desk.draft(inspection), issuer="示例区委办公室", contacts=[["联系电话", "0000-1"]])
    assert desk.draft(inspection).front["issuer"] == "示例区委办公室"


def test_paragraphs_are_written_anew_and_numbers_stay(desk: Any, inspection: Inspection) -> None:
    draft = desk.draft(inspection)
    counted = [one["value"] for one in draft.counts]
    draft = desk.rewritten(draft, title="新的标题", organisation="只此一段。")
    assert draft.title == "新的标题" and "　　只此一段。\n" in draft.text
    assert [one["value"] for one in draft.counts] == counted
    assert all(draft.text[one["start"] : one["end"]] == str(one["value"]) for one in draft.counts)


def test_nothing_is_checked_while_a_difference_is_unexplained(desk: Any, differing: NoticeDraft) -> None:
    found = refused(desk.move, differing, "check")
    assert (found.code, found.facts["count"]) == ("unexplained", len(open_keys(differing)))


def test_a_difference_that_is_explained_lets_the_draft_go_on(cast: Cast, desk: Any, inspection: Inspection) -> None:
    draft = desk.rewritten(desk.draft(inspection), organisation=WRONG)
    for key in open_keys(draft):
        draft = publish.explain(draft, key, "含结转。", by=cast.sumin, now=NOW)
    made = desk.move(draft, "check", "approve", "publish")
    assert [one["why"] for one in made.explanations] == ["含结转。"] * len(made.explanations)
    assert made.explanations and all(checked(one).verdict is Verdict.DIFFERS for one in made.explanations)


def test_an_explanation_is_taken_back_by_empty_words(cast: Cast, differing: NoticeDraft) -> None:
    key = open_keys(differing)[0]
    explained = publish.explain(differing, key, " 另行统计 ", by=cast.sumin, now=NOW)
    assert explained.explanations == {key: "另行统计"} and key not in open_keys(explained)
    assert key in open_keys(publish.explain(differing, key, "  ", by=cast.sumin, now=NOW))


def test_an_explanation_is_of_a_difference_that_stands(cast: Cast, desk: Any, differing: NoticeDraft) -> None:
    assert refused(publish.explain, differing, "0" * 16, "故", by=cast.sumin, now=NOW).code == "no_such_difference"


def test_an_explanation_holds_for_the_numbers_it_was_given_for(cast: Cast, desk: Any, differing: NoticeDraft) -> None:
    for key in open_keys(differing):
        differing = publish.explain(differing, key, "另行统计", by=cast.sumin, now=NOW)
    other = desk.rewritten(differing, next_steps=WRONG.replace("50%", "45%"))
    assert open_keys(other)
    assert not open_keys(desk.rewritten(other, next_steps=WRONG))


def test_counts_that_people_write_for_the_same_day_are_refused(desk: Any, inspection: Inspection) -> None:
    draft = desk.rewritten(desk.draft(inspection), organisation=STATES)
    while keys := open_keys(draft):
        draft = publish.explain(draft, keys[0], "故", by=desk.cast.sumin, now=NOW)
    assert refused(desk.move, draft, "check").code == "figures_unbound"


def test_a_draft_is_approved_by_another_hand_than_the_drafter(cast: Cast, desk: Any, inspection: Inspection) -> None:
    draft = desk.draft(inspection)
    desk.move(draft, "check")
    assert refused(publish.move, "approve", draft, by=cast.sumin, now=NOW).code == "own_work"
    assert publish.move("approve", draft, by=cast.daishuang, now=NOW).approved_by == cast.daishuang


@pytest.mark.parametrize("act", ["rewrite", "explain", "withhold"])
def test_whoever_wrote_a_word_does_not_approve(cast: Cast, desk: Any, inspection: Inspection, act: str) -> None:
    draft, by = desk.rewritten(desk.draft(inspection), organisation=WRONG), cast.daishuang
    for key in open_keys(draft):
        publish.explain(draft, key, "故", by=by if act == "explain" else cast.sumin, now=NOW)
    draft.refresh_from_db()
    if act == "rewrite":
        publish.rewrite(draft, Front.of(draft.front), by=by, now=NOW)
    if act == "withhold":
        publish.withhold(draft, "第2类事项", "秘密", by=by, now=NOW)
    desk.move(draft, "check")
    assert "approve" not in publish.open_moves(draft, by, NOW, publish.marked(draft))
    assert refused(publish.move, "approve", draft, by=by, now=NOW).code == "own_work"
    assert desk.move(draft, "approve").approved_by == cast.lin


def test_a_checker_who_wrote_nothing_may_approve(cast: Cast, desk: Any, inspection: Inspection) -> None:
    draft = desk.draft(inspection)
    publish.move("check", draft, by=cast.daishuang, now=NOW)
    assert publish.move("approve", draft, by=cast.daishuang, now=NOW).stage == "approved"


OPEN = {
    "draft": {"sumin": ("check",), "daishuang": ("check",)},
    "checked": {"sumin": ("return_draft",), "daishuang": ("approve", "return_draft"), "lin": ("approve", "return_draft")},
    "approved": {"sumin": ("return_draft", "publish"), "daishuang": ("return_draft", "publish"), "lin": ("return_draft",)},
    "published": {},
}  # fmt: skip


def test_the_moves_that_are_offered_are_those_that_are_allowed(cast: Cast, desk: Any, others: Any, inspection: Inspection) -> None:
    draft = desk.draft(inspection)
    people: dict[str, User] = {user.username: user for user in (*cast.users, others.watcher, others.visitor, others.above, others.former)}
    for step, stage in zip(("", "check", "approve", "publish"), OPEN, strict=True):
        desk.move(draft, *filter(None, [step]))
        checks = publish.marked(draft)
        found = {name: publish.open_moves(draft, user, NOW, checks) for name, user in people.items()}
        assert (draft.stage, {name: moves for name, moves in found.items() if moves}) == (stage, OPEN[stage])
        for name in ("sumin", "daishuang", "lin", "ducha", "handu"):
            for move in {"check", "approve", "return_draft", "publish"} - set(found[name]):
                refused(publish.move, move, draft, by=people[name], now=NOW, given={"reason": "再核"})


def test_nothing_is_offered_while_a_difference_is_unexplained(cast: Cast, differing: NoticeDraft) -> None:
    assert publish.open_moves(differing, cast.sumin, NOW, publish.marked(differing)) == ()


def test_there_is_no_other_move(cast: Cast, desk: Any, inspection: Inspection) -> None:
    draft = desk.draft(inspection)
    for move in ("supersede", "delete", "", "draft"):
        assert refused(publish.move, move, draft, by=cast.sumin, now=NOW, given={"reason": "再核"}).code in ("unknown_move", "wrong_stage")


def test_what_has_left_the_drafter_is_not_written_in(cast: Cast, desk: Any, inspection: Inspection) -> None:
    draft = desk.draft(inspection)
    for step in ("check", "approve", "publish"):
        desk.move(draft, step)
        assert refused(desk.rewritten, draft, title="改").code == "not_a_draft"
        assert refused(publish.withhold, draft, "第2类事项", "秘密", by=cast.sumin, now=NOW).code == "not_a_draft"
        assert refused(publish.explain, draft, "x", "故", by=cast.sumin, now=NOW).code == "not_a_draft"


def test_a_draft_goes_back_with_its_reason_and_is_approved_again(cast: Cast, desk: Any, inspection: Inspection) -> None:
    draft = desk.draft(inspection)
    desk.move(draft, "check", "approve")
    assert refused(publish.move, "return_draft", draft, by=cast.lin, now=NOW).code == "missing"
    desk.move(draft, "return_draft")
    assert (draft.stage, draft.reason, draft.approved_by, draft.approved_at) == ("draft", "再核", None, None)
    assert desk.move(draft, "check", "approve", "publish").approved_by == cast.lin


def test_a_ledger_that_moved_on_since_does_not_touch_the_draft(cast: Cast, desk: Any, inspection: Inspection) -> None:
    draft = desk.draft(inspection)
    desk.move(draft, "check", "approve")
    make.item(cast, inspection.items.get(number="2"), at="struck_off")
    made = desk.move(draft, "publish")
    assert (made.text, made.seq, made.head) == (draft.text, inspection.seq, inspection.head)


def tampered(draft: NoticeDraft) -> None:
    NoticeDraft.objects.filter(pk=draft.pk).update(text=draft.text.replace("长期整改1个", "长期整改2个"))


def recounted(draft: NoticeDraft) -> None:
    NoticeDraft.objects.filter(pk=draft.pk).update(counts=[{**one, "items": []} for one in draft.counts])


@pytest.mark.parametrize("by_the_way", [tampered, recounted])
def test_a_text_that_the_rows_no_longer_yield_is_refused(desk: Any, inspection: Inspection, by_the_way: Any) -> None:
    draft = desk.draft(inspection)
    desk.move(draft, "check", "approve")
    by_the_way(draft)
    assert refused(desk.move, draft, "publish").code in ("ledger_moved", "unexplained")


def test_a_report_that_is_annulled_since_sends_the_draft_back(cast: Cast, desk: Any, inspection: Inspection) -> None:
    row = make.item(cast, inspection.items.get(number="2"), at="acknowledged")
    told = moves.make("report_progress", row, by=cast.hegong, on=make.DAY, now=make.NOW, given={"narrative": "误报的进展"})
    draft = desk.draft(inspection)
    desk.move(draft, "check", "approve")
    moves.annul(told, by=cast.sumin, on=make.DAY, now=make.moment(make.DAY, 4), reason="误报")
    assert refused(desk.move, draft, "publish").code == "ledger_moved"
    desk.move(draft, "return_draft")
    assert "误报的进展" not in desk.rewritten(draft).text
    assert isinstance(desk.move(draft, "check", "approve", "publish"), PublishedNotice)


def test_a_meeting_recorded_since_is_not_of_the_draft(cast: Cast, desk: Any, inspection: Inspection) -> None:
    draft = desk.draft(inspection)
    record.review(inspection, kind="thematic", subject="补登", words="", items=[], by=cast.sumin, on=make.DAY, now=make.moment(make.DAY, 4))
    assert "专题会议" not in desk.move(draft, "check", "approve", "publish").text


def test_what_is_published_is_the_draft_with_its_digests(cast: Cast, desk: Any, inspection: Inspection) -> None:
    draft = desk.draft(inspection)
    made = desk.move(draft, "check", "approve", "publish", now=NOW)
    row = PublishedNotice.objects.get()
    assert (row.text, row.items, row.reading, row.as_of, row.known_at, row.issuer) == (draft.text, draft.items, draft.reading, draft.as_of, NOW, "示例区委")
    assert (row.drafted_by, row.approved_by, row.published_by, row.published_on) == (cast.sumin, cast.lin, cast.sumin, make.DAY)
    assert row.sha256 == hashlib.sha256(draft.text.encode()).hexdigest()
    assert row.digest == made.digest == publish.digest_of(row)


HANDS = {
    "document_number": "示整改〔2026〕9号", "supersedes_id": 1, "drafted_by_id": 0, "approved_by_id": 0, "approved_at": NOW - DAYS, "published_by_id": 0,
    "published_at": NOW - DAYS, "published_on": make.DAY - DAYS,
}  # fmt: skip


def test_a_digest_covers_whatever_the_notice_states(desk: Any, inspection: Inspection) -> None:
    made = desk.published(inspection)
    for name, value in {"title": "改", "counts": [], "items": [], "as_of": make.DAY - DAYS, "seq": 1, "withheld": [], "correction": "改", "sha256": "0" * 64, **HANDS}.items():
        before, _ = getattr(made, name), setattr(made, name, value)
        assert before != value, name
        assert publish.digest_of(made) != made.digest, name
        setattr(made, name, before)
    assert publish.digest_of(made) == made.digest


def test_a_digest_leaves_out_only_what_others_cover() -> None:
    kept = {field.attname for field in PublishedNotice._meta.concrete_fields}
    # the text stands in its own digest, the reading follows from the text, the inspection is told by its name
    assert kept - set(publish.FROZEN) == {"id", "text", "reading", "inspection_id", "digest"}


def test_a_record_has_its_digest_when_it_is_read_back(desk: Any, inspection: Inspection) -> None:
    old = desk.published(inspection)
    desk.published(inspection, supersedes=old, reason="误")
    for row in PublishedNotice.objects.select_related("inspection"):
        assert publish.digest_of(row) == row.digest


def test_a_correction_takes_the_place_of_the_old_one_which_stays(cast: Cast, desk: Any, inspection: Inspection) -> None:
    old = desk.published(inspection)
    kept = PublishedNotice.objects.values().get()
    draft = publish.supersede(old, make.DAY, reason="一处有误。", by=cast.sumin, now=NOW)
    assert NoticeDraft.objects.get(number=old.number).stage == "published"
    new = desk.move(draft, "check", "approve", "publish")
    assert (new.supersedes, new.correction, new.number) == (old, "一处有误。", 2)
    assert PublishedNotice.objects.filter(pk=old.pk).values().get() == kept
    assert NoticeDraft.objects.get(number=old.number).stage == "superseded"


def test_a_correction_says_why_and_is_the_office_s(cast: Cast, desk: Any, inspection: Inspection) -> None:
    old = desk.published(inspection)
    assert refused(publish.supersede, old, make.DAY, reason=" ", by=cast.sumin, now=NOW).code == "missing"
    assert refused(publish.supersede, old, make.DAY, reason="误", by=cast.lin, now=NOW).code == "not_your_move"


def test_only_the_newest_of_a_line_is_corrected_and_once(cast: Cast, desk: Any, inspection: Inspection) -> None:
    old = desk.published(inspection)
    first, second = (publish.supersede(old, make.DAY, reason="误", by=cast.sumin, now=NOW) for _ in range(2))
    desk.move(first, "check", "approve", "publish")
    assert refused(publish.supersede, old, make.DAY, reason="误", by=cast.sumin, now=NOW).code == "notice_superseded"
    desk.move(second, "check", "approve")
    assert refused(desk.move, second, "publish").code == "notice_superseded"


def test_a_notice_of_another_inspection_is_not_corrected(cast: Cast, desk: Any, inspection: Inspection) -> None:
    other = make.inspection(cast, 1, slug="other-2026")
    old = desk.published(other)
    assert refused(desk.draft, inspection, supersedes=old, reason="误").code == "notice_superseded"


def test_a_draft_is_read_beside_the_newest_standing_notice(cast: Cast, desk: Any, inspection: Inspection) -> None:
    assert queries.before(desk.draft(inspection)) is None
    first = desk.published(inspection)
    second = desk.move(publish.supersede(first, make.DAY, reason="误", by=cast.sumin, now=NOW), "check", "approve", "publish")
    assert queries.before(desk.draft(inspection, make.DAY + 3 * DAYS, now=make.moment(make.DAY + 3 * DAYS))) == second
    assert queries.before(publish.supersede(second, make.DAY, reason="误", by=cast.sumin, now=NOW)) == second


def test_the_difference_between_notices_names_what_came_and_went(cast: Cast, desk: Any, inspection: Inspection) -> None:
    first = desk.published(inspection)
    row = make.item(cast, inspection.items.get(number="3"), at="struck_off", on=make.DAY + 2 * DAYS)
    record.review(inspection, kind="thematic", subject="会", words="", items=[], by=cast.sumin, on=make.DAY + DAYS, now=make.moment(make.DAY + DAYS))
    draft = desk.draft(inspection, make.DAY + 2 * DAYS, now=make.moment(make.DAY + 2 * DAYS, 3))
    moved = {one.words: one for one in queries.difference(first.counts, draft.counts)}
    assert {words: (one.before, one.now, one.came, one.went, one.are_items) for words, one in moved.items()} == {
        "召开专题会议": (0, 1, ("2026-03-03",), (), False), "已完成整改": (0, 1, (row.address,), (), True), "未完成整改": (2, 1, (), (row.address,), True),
    }  # fmt: skip
    assert queries.difference(draft.counts, draft.counts) == ()


def test_the_difference_of_letters_is_only_their_number(desk: Any, inspection: Inspection) -> None:
    desk.hand(inspection, "petition", "信1")
    first = desk.published(inspection)
    desk.hand(inspection, "petition", "信2")
    moved = queries.difference(first.counts, desk.draft(inspection).counts)
    assert {(one.before, one.now, one.came, one.went) for one in moved} == {(1, 2, (), ())}
