"""The invented notices of 示例区, and what becomes of a notice that is cut, shuffled and added to."""

from __future__ import annotations

from pathlib import Path

from hypothesis import strategies as st

from xiaohao.notice import decode

CORPUS = Path(__file__).parent / "corpus"
NOTICES = tuple(sorted(path for path in CORPUS.iterdir() if path.suffix in (".txt", ".md") and path.with_suffix(".expected.json").is_file()))
ODD = (
    "　　整改情况：", "整改情况:一是。二是。", "（一）", "1.", "(3)", "（35-1）", "1.2019年", "13.2019年以来，有3个问题。", "责任领导：", "整改时限：10月前。", "“", "《", "》",
    "《甲<乙>》", "\x00", "\ufeff", "截至6月30日，反馈9个问题，已完成4个，未完成5个。", "完成率为95%，5个中3个。", "一、", "二十一、", "序号十：", "①一②二", "\t\t", "2024年13月40日", "2024年2月30日前",
    "整改时限：0年0月", "联系电话：000-00000000", "完成情况：已完成。责任单位：甲、乙等。", "٣. 问题", "𝟑. 问题", "1,000,000万元", "999999999999999999999999万亿元", "0%", "100个中0个，占0%",
)  # fmt: skip


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """A notice of the corpus with lines deleted, doubled, moved and put in, and with its ends cut off."""
    notice = draw(st.sampled_from(NOTICES))
    lines = decode(notice.read_bytes(), notice.name).text.splitlines(keepends=True)
    for _ in range(draw(st.integers(1, 6))):
        place = draw(st.integers(0, max(0, len(lines) - 1)))
        match draw(st.sampled_from(["delete", "double", "move", "insert", "join", "cut"])):
            case "delete":
                lines = lines[:place] + lines[place + draw(st.integers(1, 5)) :]
            case "double":
                lines = lines[:place] + lines[place : place + 2] * 2 + lines[place + 2 :]
            case "move":
                moved = lines[place : place + 2]
                lines = moved + lines[:place] + lines[place + 2 :]
            case "insert":
                lines.insert(place, draw(st.sampled_from(ODD)) + draw(st.sampled_from(["", "\n", "\r\n"])))
            case "join" if lines:
                lines[place] = lines[place].rstrip("\n")
            case "cut" if lines:
                lines[place] = lines[place][draw(st.integers(0, 40)) :]
            case _:
                pass
    text = "".join(lines)
    return text[draw(st.integers(0, 30)) : len(text) - draw(st.integers(0, 30))]
