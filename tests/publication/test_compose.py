"""The composed text: every number is counted from rows and stands where it is said to stand, and our own reader reads the rows back."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import make
import pytest
from cast import Cast

from xiaohao.figures import Verdict, counts
from xiaohao.ledger import intake, moves
from xiaohao.ledger.models import Event, Inspection, Item
from xiaohao.notice import Source, outline, read
from xiaohao.oversight import record
from xiaohao.publication import compose, publish
from xiaohao.publication.compose import Composed, Front
from xiaohao.publication.publish import marked

DAYS = timedelta(days=1)


def composed(inspection: Inspection, as_of: date = make.DAY, **more: Any) -> Composed:
    """The notice as the ledger yields it now."""
    inspection.refresh_from_db()
    return compose.compose(inspection, as_of, **more)


def told(found: Composed) -> dict[str, int]:
    """Each number by its key."""
    return {one["key"]: one["value"] for one in found.counts}


def visited(cast: Cast, inspection: Inspection) -> None:
    """Two meetings, a check and an order."""
    usual: dict[str, Any] = {"subject": "调度", "words": "", "items": [], "by": cast.sumin, "on": make.DAY, "now": make.NOW}
    record.review(inspection, kind="thematic", **usual)
    record.review(inspection, kind="thematic", **usual)
    record.check(inspection, is_full=True, **usual)
    record.order(inspection, to_unit=cast.housing, answer_due_on=make.DAY, **usual)


@pytest.fixture
def full(cast: Cast, desk: Any, inspection: Inspection) -> Inspection:
    """One struck off, and meetings, letters, clues and fix-at-once matters besides."""
    make.item(cast, inspection.items.get(number="1"), at="struck_off")
    visited(cast, inspection)
    desk.hand(inspection, "petition", "信1", "信2", "信3", concluded=2)
    desk.hand(inspection, "immediate", "立1", "立2", concluded=2)
    desk.hand(inspection, "clue", "索1", "索2")
    return inspection


def test_every_number_stands_at_its_place(full: Inspection) -> None:
    found = composed(full)
    assert len(found.counts) >= 12
    for one in found.counts:
        assert found.text[one["start"] : one["end"]] == str(one["value"]), one["words"]
        assert not found.text[one["end"]].isdigit() and not found.text[one["start"] - 1].isdigit()


def test_every_number_has_as_many_rows_as_it_says(full: Inspection) -> None:
    known = set(full.items.values_list("address", flat=True))
    for one in composed(full).counts:
        assert len(one["items"]) == len(set(one["items"])) == one["value"] or one["key"].startswith("oversight:")
        assert len(one["items"]) == one["value"]
        assert ":" in one["key"] or set(one["items"]) <= known


def test_no_number_of_the_sentences_is_left_unbound_but_the_day(full: Inspection) -> None:
    found = composed(full)
    bound = {place for one in found.counts for place in range(one["start"], one["end"])}
    for line in re.finditer("　　(?:截至2026年3月2日|建立定期)([^\n]*)", found.text):
        assert not [at for at in range(*line.span(1)) if found.text[at].isdigit() and at not in bound]


def test_the_numbers_are_those_of_the_ledger(full: Inspection) -> None:
    assert told(composed(full)) == {
        "oversight:thematic": 2, "oversight:full_check": 1, "oversight:order": 1, "total": 3, "completed": 1, "substantially_completed": 0, "long_term": 1,
        "not_completed": 1, "referral:immediate": 2, "referral:immediate:done": 2, "referral:petition": 3, "referral:petition:done": 2, "referral:petition:open": 1,
    }  # fmt: skip


def test_every_item_stands_at_its_place(full: Inspection) -> None:
    found = composed(full)
    assert [one["address"] for one in found.items] == list(full.items.order_by("position").values_list("address", flat=True))
    for one in found.items:
        assert found.text[one["start"] : one["end"]].endswith(one["text"])
        assert found.text[one["start"] : one["end"]] == f"（{one['number']}）{one['text']}"


def test_our_reader_reads_back_the_same_tree(full: Inspection) -> None:
    found = composed(full)
    again = read(Source("notice.txt", found.text))
    assert again == found.notice
    assert [(one.number, one.text) for one in again.items] == list(full.items.order_by("position").values_list("number", "text"))
    assert [(one.number, one.text) for one in again.findings] == list(full.headings.filter(level="finding").values_list("number", "text"))
    assert [one["completion"] for one in outline(again)["items"]] == ["completed", "long_term", "not_completed"]


def test_our_reader_reads_back_the_same_counts(full: Inspection) -> None:
    found = composed(full)
    wanted = [(one["value"], one["start"]) for one in found.counts if not one["key"].startswith("oversight:")]
    assert [(one.value, one.start) for one in counts(found.notice)] == wanted


def test_what_is_composed_agrees_with_itself(desk: Any, full: Inspection) -> None:
    verdicts = {one.check.verdict for one in marked(desk.draft(full))}
    assert Verdict.AGREES in verdicts and Verdict.DIFFERS not in verdicts


@pytest.mark.parametrize("kind", Inspection.Kind.values)
def test_the_figures_of_every_kind_of_inspection_agree(cast: Cast, desk: Any, kind: str) -> None:
    taken = intake.propose(make.notice(4).encode(), "n.txt", by=cast.sumin, now=make.NOW)
    made = intake.admit(taken, by=cast.sumin, on=make.DAY, now=make.NOW, opening=make.opening(cast, kind=kind, from_on=make.DAY - 60 * DAYS, to_on=make.DAY - 30 * DAYS))
    desk.hand(made, "petition", "信1", "信2", concluded=1)
    desk.hand(made, "immediate", "立1", concluded=1)
    moves.make("recognise", made.items.get(number="2"), by=cast.sumin, on=make.DAY, now=make.NOW, given={"completion": "substantially_completed", "reason": "按方案"})
    draft = desk.draft(made)
    assert [one for one in marked(draft) if one.is_open] == []
    assert desk.move(draft, "check").stage == "checked"


def test_an_earlier_day_is_told_as_it_was(cast: Cast, inspection: Inspection) -> None:
    make.item(cast, inspection.items.get(number="3"), at="struck_off", on=make.DAY + 5 * DAYS)
    then, now = composed(inspection), composed(inspection, make.DAY + 5 * DAYS)
    assert (told(then)["completed"], told(now)["completed"]) == (0, 1)
    assert "截至2026年3月2日" in then.text and "截至2026年3月7日" in now.text
    assert [[one["stage"] for one in found.items] for found in (then, now)] == [["open"] * 3, ["open", "open", "struck_off"]]


def test_an_earlier_position_is_told_as_it_was_known(cast: Cast, inspection: Inspection) -> None:
    known = inspection.seq
    before = composed(inspection)
    moves.make("recognise", inspection.items.get(number="3"), by=cast.sumin, on=make.DAY, now=make.moment(make.DAY, 5), given={"completion": "long_term", "reason": "补登"})
    assert told(composed(inspection))["long_term"] == 2
    assert composed(inspection, at=known) == before


def test_meetings_are_told_as_they_were_known(cast: Cast, inspection: Inspection) -> None:
    visited(cast, inspection)
    assert "先后召开专题会议2次，开展全面督查1次，发出督办单1份。" in composed(inspection).text
    assert "专题会议" not in composed(inspection, known_at=make.NOW - DAYS).text
    assert "专题会议" not in composed(inspection, make.DAY - DAYS).text


def test_letters_are_told_from_the_day_on_which_they_came(desk: Any, inspection: Inspection) -> None:
    before = inspection.seq
    desk.hand(inspection, "petition", "信1", on=make.DAY + 3 * DAYS)
    assert "信访件" in composed(inspection, make.DAY + 3 * DAYS).text
    for found in (composed(inspection, make.DAY + 2 * DAYS), composed(inspection, make.DAY + 3 * DAYS, at=before)):
        assert "信访件" not in found.text
        assert "withheld_petition" not in {one["code"] for one in found.withheld}


def withdrawn(cast: Cast, item: Item) -> None:
    """Out of the denominator."""
    given = {"addressee": "邻区整改办", "paper": "示整改〔2026〕6号", "reason": "不属本区"}
    moves.make("transfer_out", item, by=cast.sumin, on=make.DAY, now=make.NOW, given=given)


def test_what_was_withdrawn_is_neither_told_nor_counted(cast: Cast, inspection: Inspection) -> None:
    row = inspection.items.get(number="2")
    withdrawn(cast, row)
    found = composed(inspection)
    assert told(found)["total"] == 2
    assert row.text not in found.text and row.address not in str(found.counts) + str(found.items)


def gone(cast: Cast, row: Item) -> None:
    """Struck off as no longer applicable."""
    make.item(cast, row, at="reported")
    moves.make(
        "claim_completion", row, by=cast.hegong, on=make.DAY, now=make.NOW, files=(make.proof(),),
        given={"ground": "not_applicable", "statement": "项目取消", "signed_off_by": cast.lin.person_id},
    )  # fmt: skip
    moves.make("pass_gate", row, by=cast.handu, on=make.DAY, now=make.NOW, given={"opinion": "属实", "checked_on": make.DAY})
    moves.make("strike_off", row, by=cast.sumin, on=make.DAY, now=make.NOW, given={"authority": "会议"})


def test_what_left_on_another_ground_says_so_and_is_counted_apart(cast: Cast, desk: Any, inspection: Inspection) -> None:
    row = inspection.items.get(number="3")
    gone(cast, row)
    found = composed(inspection)
    assert (told(found)["apart"], told(found)["not_completed"], told(found)["total"]) == (1, 1, 3)
    assert found.text.count("完成情况：不再适用，予以销号。") == 1
    assert next(one for one in found.counts if one["key"] == "apart")["items"] == [row.address]
    assert desk.move(desk.draft(inspection), "check").stage == "checked"


PARTS = """通报

一、巡视反馈问题整改进展情况

(一)反馈问题:履行职责存在差距

1.工作推进不力

(1)第一类事项办理不够规范。

整改情况:一是完善流程。

(2-1)甲类事项办理不够规范。

整改情况:一是开展培训。

(2-2)乙类事项办理不够规范。

整改情况:一是开展检查。
"""


@pytest.fixture
def parted(cast: Cast) -> Inspection:
    """Number 2 is printed only in its parts."""
    made = make.inspection(cast, text=PARTS)
    assert list(made.items.order_by("position").values_list("number", "is_counted")) == [("1", True), ("2", True), ("2-1", False), ("2-2", False)]
    return made


def test_a_number_with_parts_is_counted_once_and_told_by_its_parts(cast: Cast, desk: Any, parted: Inspection) -> None:
    make.item(cast, parted.items.get(number="2-1"), at="struck_off")
    found = composed(parted)
    assert [one["number"] for one in found.items] == ["1", "2-1", "2-2"]
    assert (told(found)["total"], told(found)["completed"]) == (2, 0)
    assert [one["parent"] for one in found.items] == ["", *[parted.items.get(number="2").address] * 2]
    assert desk.move(desk.draft(parted), "check").stage == "checked"


def test_a_number_is_completed_with_the_last_of_its_parts(cast: Cast, parted: Inspection) -> None:
    for number in ("2-1", "2-2"):
        make.item(cast, parted.items.get(number=number), at="struck_off")
    found = composed(parted)
    assert (told(found)["completed"], [one["completion"] for one in found.items]) == (1, ["not_completed", "completed", "completed"])


def planned(cast: Cast, row: Item, text: str, on: date) -> Event:
    """A plan of one measure."""
    return moves.make("plan", row, by=cast.hegong, on=on, now=make.moment(on), given={"measures": [{"ordinal": "一是", "text": text}]})


def test_a_plan_is_told_from_its_day_on_and_until_the_next(cast: Cast) -> None:
    made = make.inspection(cast, text=make.notice(2).replace("整改情况:一是完善第2类事项流程。二是开展培训。\n", ""))
    row = make.assigned(cast, made.items.get(number="2"))
    planned(cast, row, "修订制度。", make.DAY + 2 * DAYS)
    wrong = planned(cast, row, "开展排查。", make.DAY + 4 * DAYS)
    said = [re.findall("整改情况：(.*)", composed(made, make.DAY + n * DAYS).text)[-1] for n in (1, 2, 4)]
    assert said == ["正在按整改方案推进。", "一是修订制度。", "一是开展排查。"]
    moves.annul(wrong, by=cast.sumin, on=make.DAY + 5 * DAYS, now=make.moment(make.DAY + 5 * DAYS), reason="误报")
    assert "整改情况：一是修订制度。" in composed(made, make.DAY + 4 * DAYS).text


PLAN = """关于巡视反馈意见的整改方案

一、巡视反馈问题

(一)反馈问题:履行职责存在差距

1.工作推进不力

(2-1)甲类事项办理不够规范。

(2-2)乙类事项办理不够规范。

整改措施:一是完善流程。二是开展培训。
"""


def test_what_is_planned_for_a_number_is_told_at_each_of_its_parts(cast: Cast) -> None:
    made = make.inspection(cast, text=PLAN)
    assert set(made.items.filter(measures__isnull=False).values_list("number", flat=True)) == {"2"}
    assert composed(made).text.count("整改情况：一是完善流程。二是开展培训。") == 2


def report(cast: Cast, row: Item, narrative: str, days: int, *, measure: int | None = None) -> Event:
    """A report of an item, so many days after the first, with a proof of a measure where one is named."""
    on = make.DAY + days * DAYS
    files = (make.proof(f"{days}.png", measure),) if measure else ()
    return moves.make("report_progress", row, by=cast.hegong, on=on, now=make.moment(on), given={"narrative": narrative}, files=files)


def answer(inspection: Inspection, row: Item, days: int) -> list[str]:
    """The paragraphs that answer an item as of so many days after the first, as our own reader reads them back."""
    found = composed(inspection, make.DAY + days * DAYS)
    (told,) = [one["progress"] for one in outline(read(Source("n.txt", found.text)))["items"] if one["number"] == row.number]
    return [line.strip() for line in told.split("\n")]


def test_a_report_is_told_behind_what_the_document_answered(cast: Cast, inspection: Inspection) -> None:
    row = make.item(cast, inspection.items.get(number="3"), at="acknowledged")
    own = "一是完善第3类事项流程。二是开展培训。"
    for n in (3, 6):
        report(cast, row, f"第{n}天\n已办", n)
    first, second = "2026年3月5日进展：第3天 已办。", "2026年3月8日进展：第6天 已办。"
    assert [answer(inspection, row, n) for n in (2, 3, 5, 6)] == [[own], [own, first], [own, first], [own, first, second]]


def test_reports_are_told_in_the_order_of_their_days_and_without_those_that_never_were(cast: Cast, inspection: Inspection) -> None:
    row = make.item(cast, inspection.items.get(number="3"), at="acknowledged")
    own = answer(inspection, row, 0)
    report(cast, row, "一是修订制度。二是开展排查。", 5)
    wrong = report(cast, row, "误报", 6)
    report(cast, row, "一是办结。", 7)
    moves.annul(wrong, by=cast.sumin, on=make.DAY + 8 * DAYS, now=make.moment(make.DAY + 8 * DAYS), reason="误报")
    assert answer(inspection, row, 9) == [*own, "2026年3月7日进展：一是修订制度。二是开展排查。", "2026年3月9日进展：一是办结。"]


def test_words_that_a_later_report_repeats_are_told_once(cast: Cast, inspection: Inspection) -> None:
    row = make.item(cast, inspection.items.get(number="3"), at="acknowledged")
    (own,) = answer(inspection, row, 0)
    report(cast, row, "已修订制度。", 3)
    report(cast, row, "已修订制度。另已开展排查。", 5)
    assert answer(inspection, row, 5) == [own, "2026年3月7日进展：已修订制度。另已开展排查。"]
    report(cast, row, f"{own}三是办结。", 8)
    assert answer(inspection, row, 8) == ["已修订制度。另已开展排查。", f"2026年3月10日进展：{own}三是办结。"]


def test_a_report_names_the_measures_that_it_proves(cast: Cast) -> None:
    made = make.inspection(cast, text=make.notice(2).replace("整改情况:一是完善第2类事项流程。二是开展培训。\n", ""))
    row = make.item(cast, made.items.get(number="2"), at="acknowledged")
    given = {"measures": [{"ordinal": "一是", "text": "修订制度。"}, {"ordinal": "二是", "text": "开展排查，逐处登记。"}]}
    moves.make("plan", row, by=cast.hegong, on=make.DAY, now=make.NOW, given=given)
    assert answer(made, row, 0) == ["一是修订制度。二是开展排查，逐处登记。"]
    second = row.measures.get(ordinal="二是")
    report(cast, row, "已排查50处", 3, measure=second.pk)
    assert answer(made, row, 3) == ["开展排查：已排查50处。"]
    report(cast, row, "又排查10处", 4, measure=second.pk)
    assert answer(made, row, 4) == ["开展排查：已排查50处。", "2026年3月6日进展（开展排查）：又排查10处。"]


def test_what_was_reported_since_leaves_the_figures_and_the_tree_as_they_are(cast: Cast, desk: Any, inspection: Inspection) -> None:
    row = make.item(cast, inspection.items.get(number="3"), at="acknowledged")
    for n, words in enumerate(("1.已办结。", "（一）已排查", "一是修订制度。二是开展排查。", "完成情况：正在办理"), 1):
        report(cast, row, words, n)
    draft = desk.draft(inspection, make.DAY + 5 * DAYS, now=make.moment(make.DAY + 5 * DAYS, 3))
    again = read(Source("n.txt", draft.text))
    assert [(one.number, one.text) for one in again.items] == [(one["number"], one["text"]) for one in draft.items]
    assert draft.unexplained == 0 and desk.move(draft, "check", now=make.moment(make.DAY + 5 * DAYS, 3)).stage == "checked"


def test_what_people_wrote_stands_as_paragraphs_of_their_own(inspection: Inspection) -> None:
    front = Front("某某通报", "示例区委", "第一段。\n\n  第二段。", "下一步。", "欢迎监督：", (("联系电话", "0000-1234567"), ("电子邮箱", "a@example.cn")))
    found = composed(inspection, front=front)
    assert found.text.startswith("某某通报\n")
    assert "\n　　第一段。\n　　第二段。\n" in found.text
    assert found.text.endswith("欢迎监督：联系电话：0000-1234567；电子邮箱：a@example.cn。\n")
    assert Front.of(front.as_object()) == front == found.front


def test_composing_writes_nothing(full: Inspection) -> None:
    before = (Event.objects.count(), full.seq, full.drafts.count())
    composed(full)
    assert (Event.objects.count(), full.seq, full.drafts.count()) == before


def test_the_same_rows_give_the_same_text(full: Inspection) -> None:
    assert composed(full) == composed(full)


@pytest.mark.parametrize("text", ["完成情况：已完成。整改情况：已办", "一、总体情况", "（二）反馈问题：另一方面", "3.另有一项", "截至2026年1月1日，反馈9个问题，已完成9个", "“引文”《文件》"])
def test_words_of_an_item_that_look_like_structure_are_never_passed_over(cast: Cast, desk: Any, text: str) -> None:
    made = make.inspection(cast, 2)
    row = make.item(cast, made.items.get(number="2"), at="acknowledged")
    moves.make("report_progress", row, by=cast.hegong, on=make.DAY, now=make.NOW, given={"narrative": text})
    draft = desk.draft(made)
    again = read(Source("n.txt", draft.text))
    same = [(one.number, one.text) for one in again.items] == [(one["number"], one["text"]) for one in draft.items]
    assert same or any(one.is_open for one in publish.marked(draft))
