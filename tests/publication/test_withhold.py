"""What the public is not told: names, numbers that find a person, chosen words, letters, clues. Each is counted and said, but of clues nothing at all."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import make
import pytest
from cast import Cast, user

from xiaohao.ledger import moves
from xiaohao.ledger.models import Inspection, Item
from xiaohao.lifecycle import Refused
from xiaohao.publication import publish
from xiaohao.publication.models import NoticeDraft
from xiaohao.publication.withhold import NUMBERS, Hidden, Screen, screen

ID, CARD, MOBILE, PLATE = "11010119900307123X", "6222020200112233445", "13800138000", "京A·12345"


def reported(cast: Cast, row: Item, narrative: str) -> Item:
    """The item with these words told of it."""
    row = make.item(cast, row, at="acknowledged")
    moves.make("report_progress", row, by=cast.hegong, on=make.DAY, now=make.NOW, given={"narrative": narrative})
    return row


def rows(draft: NoticeDraft, code: str) -> list[dict[str, Any]]:
    """What is said to be withheld, by code."""
    return [one for one in draft.withheld if one["code"] == code]


@pytest.fixture
def row(cast: Cast) -> Item:
    """The second of two items."""
    return make.inspection(cast, 2).items.get(number="2")


@pytest.mark.parametrize("number", [ID, ID.lower(), "110101900307123", CARD, "6222 0202 0011 2233 445", "6222-0202-0011-2233", MOBILE, "138 0013 8000", "138-0013-8000",
                                    "+86 138 0013 8000", "８６１３８００１３８０００", "１３８００１３８０００", PLATE, "京A12345", "粤BD12345", "苏E1234警"])  # fmt: skip
def test_a_number_that_finds_a_person_is_left_out(number: str) -> None:
    assert Screen(None, ()).told(f"联系（{number}）办理。", "a1").count("××") == 1
    assert number not in Screen(None, ()).told(f"联系{number}办理。", "a1")


@pytest.mark.parametrize("words", ["2026年3月2日", "投入1234567.89万元", "13800138000.00元", "15000000000元", "第20260302号", "文件〔2026〕12号", "0000-1234567", "GB/T 9704-2012", "A4纸"])
def test_a_number_that_finds_nobody_stays(words: str) -> None:
    assert Screen(None, ()).told(words, "a1") == words
    assert NUMBERS.search(words) is None


def test_numbers_are_left_out_of_the_text_and_counted_with_their_items(cast: Cast, desk: Any, row: Item) -> None:
    reported(cast, row, f"退款至{CARD}，联系{MOBILE}，身份证{ID}，车{PLATE}。")
    draft = desk.draft(row.inspection)
    assert not any(secret in draft.text for secret in (ID, CARD, MOBILE, PLATE))
    assert rows(draft, "withheld_number") == [{"code": "withheld_number", "why": "", "count": 4, "items": [row.address]}]


def test_who_answers_or_wrote_is_not_named(cast: Cast, desk: Any, row: Item) -> None:
    reported(cast, row, "林书记带队，何工、周兰参加，苏敏汇总，路人围观。")
    draft = desk.draft(row.inspection)
    assert "林某某带队，何某、周兰参加，苏某汇总，路人围观。" in draft.text
    assert rows(draft, "withheld_name")[0]["count"] == 3
    assert rows(draft, "withheld_name")[0]["items"] == [row.address]


def test_of_names_within_names_the_longer_is_masked_whole(cast: Cast, inspection: Inspection) -> None:
    long = user("wangwei", "林书记员", (cast.housing, "科长", False))
    moves.make("report_progress", make.item(cast, inspection.items.get(number="2"), at="acknowledged"), by=long, on=make.DAY, now=make.NOW, given={"narrative": "已办"})
    assert screen(inspection, ()).told("林书记员与林书记到场", "a1") == "林某某某与林某某到场"


def test_names_in_headings_and_items_are_masked_too(cast: Cast, desk: Any) -> None:
    made = make.inspection(cast, text=make.notice(2).replace("工作推进不力", "林书记推进不力").replace("第2类事项办理", "苏敏对第2类事项办理"))
    make.assigned(cast, made.items.get(number="1"))
    draft = desk.draft(made)
    assert "林书记" not in draft.text and "苏敏" not in draft.text
    assert draft.items[1]["text"] == "苏某对第2类事项办理不够规范。"
    assert [one for one in publish.marked(draft) if one.is_open] == []


def withheld(cast: Cast, draft: NoticeDraft, words: str, why: str) -> NoticeDraft:
    """The draft after the office took words out, or put them back."""
    return publish.withhold(draft, words, why, by=cast.sumin, now=make.NOW)


def test_chosen_words_are_left_out_with_their_reason(cast: Cast, desk: Any, row: Item) -> None:
    draft = withheld(cast, desk.draft(row.inspection), "第2类事项", "涉及商业秘密。")
    assert "第2类事项" not in draft.text
    assert rows(draft, "withheld_words") == [{"code": "withheld_words", "why": "涉及商业秘密", "count": 2, "items": [row.address]}]
    assert draft.items[1]["text"] == "××办理不够规范。"
    assert [one for one in publish.marked(draft) if one.is_open] == []


def test_words_are_put_back_by_an_empty_reason(cast: Cast, desk: Any, row: Item) -> None:
    draft = desk.draft(row.inspection)
    before = draft.text
    draft = withheld(cast, withheld(cast, draft, "第2类事项", "秘密"), " 第2类事项 ", " ")
    assert (draft.text, draft.hidden, rows(draft, "withheld_words")) == (before, [], [])


def test_a_reason_may_be_said_anew(cast: Cast, desk: Any, row: Item) -> None:
    draft = withheld(cast, withheld(cast, desk.draft(row.inspection), "第2类事项", "秘密"), "第2类事项", "涉及商业秘密")
    assert draft.hidden == [{"words": "第2类事项", "why": "涉及商业秘密"}]
    assert rows(draft, "withheld_words")[0]["why"] == "涉及商业秘密"


def test_what_cannot_be_withheld_changes_nothing(cast: Cast, desk: Any, row: Item) -> None:
    draft = desk.draft(row.inspection)
    before = NoticeDraft.objects.values().get()
    for words, why, code in (("没有的字句", "秘密", "words_not_found"), (" ", "秘密", "missing"), ("第2类事项", "", "missing")):
        with pytest.raises(Refused) as caught:
            withheld(cast, draft, words, why)
        assert (caught.value.code, NoticeDraft.objects.values().get()) == (code, before)


def test_what_is_withheld_stays_so_when_the_text_is_written_anew(cast: Cast, desk: Any, row: Item) -> None:
    draft = withheld(cast, desk.draft(row.inspection), "第2类事项", "秘密")
    assert "第2类事项" not in desk.rewritten(draft, next_steps="继续。").text


def test_words_within_words_are_left_out_one_after_the_other(inspection: Inspection) -> None:
    found = screen(inspection, (Hidden("甲公司", "秘密"), Hidden("公司", "秘密")))
    assert found.told("甲公司与乙公司", "a1") == "××与乙××"
    assert found.rows() == [{"code": "withheld_words", "why": "秘密", "count": 2, "items": ["a1"]}]


def test_letters_are_told_to_the_public_only_as_counts(desk: Any, inspection: Inspection) -> None:
    desk.hand(inspection, "petition", "信-A77", "信-B88", concluded=1, text="来信人反映某事")
    made = desk.published(inspection)
    of_letters = [one for one in made.counts if one["key"].startswith("referral:petition")]
    assert [(one["value"], one["items"]) for one in of_letters] == [(2, []), (1, []), (1, [])]
    kept = str({field.name: getattr(made, field.name) for field in made._meta.concrete_fields})
    assert not any(secret in kept for secret in ("信-A77", "信-B88", "来信人"))
    assert {"code": "withheld_petition", "why": "", "count": 2, "items": []} in made.withheld


def test_fix_at_once_matters_are_told_with_their_numbers(desk: Any, inspection: Inspection) -> None:
    desk.hand(inspection, "immediate", "立1", "立2", concluded=2)
    assert next(one for one in desk.published(inspection).counts if one["key"] == "referral:immediate:done")["items"] == ["立1", "立2"]


def test_the_desk_knows_of_clues_and_the_text_does_not(desk: Any, inspection: Inspection) -> None:
    before = desk.draft(inspection)
    desk.hand(inspection, "clue", "索-C99", "索-D00")
    draft = desk.draft(inspection)
    assert rows(draft, "withheld_clue")[0]["count"] == 2
    assert (draft.text, draft.counts, draft.items) == (before.text, before.counts, before.items)


def test_a_published_notice_is_the_same_whether_there_are_clues_or_none(cast: Cast, desk: Any) -> None:
    one, other = make.inspection(cast, slug="one"), make.inspection(cast, slug="one-too")
    desk.hand(other, "clue", "索-C99", "索-D00", concluded=1)
    without, with_ = desk.published(one), desk.published(other)
    assert with_.withheld == without.withheld
    assert with_.counts == without.counts and with_.text.replace("one-too", "one") == without.text


def test_what_is_withheld_is_counted_by_the_day_of_the_notice(desk: Any, inspection: Inspection) -> None:
    later = make.DAY + timedelta(days=5)
    desk.hand(inspection, "petition", "信1")
    desk.hand(inspection, "petition", "信2", on=later)
    counted = [rows(desk.draft(inspection, day, now=make.moment(later, 3)), "withheld_petition")[0]["count"] for day in (make.DAY, later)]
    assert counted == [1, 2]
