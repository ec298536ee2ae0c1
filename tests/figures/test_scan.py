"""扫描: whatever the text, figures are found in order, slice back to it, and cost the same time a character."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from notices import ODD

from xiaohao.figures import counts, due, find, of, reconcile, tally
from xiaohao.notice import Source, read

DAY = date(2024, 9, 20)
SPOKEN = (
    "完成", "其中", "共", "合计", "余下", "剩余", "已办结", "未完成", "整改率", "占", "约", "超过", "等", "、", "，", "。", "；", "\n", "（", "）", "《", "》", "“", "”", "一是", "三是", "年底前", "上半年", "2021年", "2021-2023年", "三年行动",
    "6月31日", "3月", "前", "1", "12", "1,234", "0.348", "３．２％", "95多%", "100%", "个", "件", "万元", "亿元", "公顷", "户", "人", "问题", "方面", "项目", "市场", "上述", "反馈的", "第", "-", "〔", "٣", "²", "🙂", "\u3000", "\x00", "由", "下降到", "下降", "个百分点", "近六成", "公示期", "个工作日", "2024年9月1日至9月3日", "亩", "（", "三分之二", "百分之五", "廿", "两", "合计\t", "\t", "已完成", "正在施工", "尚未完成", "受理的", "第3、4批", "‰", "2-", "至",
)  # fmt: skip
TEXTS = st.text(max_size=200) | st.lists(st.sampled_from((*SPOKEN, *ODD)), max_size=40).map("".join)


@given(TEXTS, st.integers(0, 10_000))
@example("95多%", 0)
@example("13.2019年", 3)
def test_figures_slice_back_to_their_text_and_stand_in_order(text: str, offset: int) -> None:
    at = offset
    for one in find(text, offset=offset, published_on=DAY):
        assert at <= one.start < one.end <= offset + len(text)
        assert text[one.start - offset : one.end - offset] == one.text
        at = one.end


@given(TEXTS)
@example("整改情况：排查44处，整改４０处，整改率３．２％。")
@example("整改情况：排查44处，整改40处，整改率95多%。")
def test_no_text_is_too_odd_to_be_checked(text: str) -> None:
    made = read(Source("n.txt", f"示例区关于巡察整改情况的通报\n\n一、整改情况\n1.甲，共12户。\n整改情况：{text}\n\n2.乙。\n整改情况：{text}"))
    for check in reconcile(made):
        assert check.spans
        assert all(0 <= one.start < one.end <= len(made.source.text) for one in check.spans)
    assert len(reconcile(made)) == len(reconcile(made, of(made)))
    counts(made), tally(made), due(made)


PIECES = {
    "digits": "1", "counts": "完成12件，", "rows of digits": "1,234,", "dates": "2021年4月1日至5月，", "titles": "《《甲》", "rates": "整改4件，完成率5%，", "lists": "甲村、乙村2个村，", "left": "共9户，已办4户，余下5户，",
    "words": "三年行动六个市场，", "undone": "5%的甲未完成乙，", "years": "2021年至2023年分三年预计",
    "numerals": "一百二十", "fractions": "三分之", "ranges": "3至", "columns": "1\t2\t合计\n", "tenths": "近六成，共9户，", "changes": "由9件下降到8件，下降5%，", "back": "受理的9件信访件",
    "display": "公示期2024年9月1日至9月2日10个工作日，", "two units": "2公顷（30亩）", "named parts": "其中甲5个、", "ordinal rows": "第1、2、", "standings": "正在施工",
}  # fmt: skip


@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES)
def test_ten_times_the_text_takes_about_ten_times_the_time(piece: str) -> None:
    def seconds(size: int) -> float:
        made = read(Source("n.txt", f"示例区关于巡察整改情况的通报\n\n一、整改情况\n1.甲。\n整改情况：{piece * (size // len(piece))}。\n"))
        taken = []
        for _ in range(3):
            started = time.process_time()
            reconcile(made)
            taken.append(time.process_time() - started)
        return min(taken)

    # a quadratic search would take a hundred times as long; small times are mostly noise
    assert seconds(40_000) < 40 * seconds(4_000) + 0.05
