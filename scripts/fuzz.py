"""Coverage-guided fuzzing of the reader: `python scripts/fuzz.py TARGET [--seconds N]`; the targets and their laws are in `tests/fuzzed.py`.

Inputs grow in `.venv/fuzz/TARGET/`, beginning from those that are kept in `tests/fuzz/TARGET/`. What breaks a law, or takes longer than twenty seconds, is
written to `.venv/fuzz/` as TARGET-crash-… or TARGET-timeout-…, and the exit status is not 0. With `--keep` the grown inputs that reach code which no smaller one
reaches replace the kept ones; a test replays those. Needs `atheris` (`pip install -e .[fuzz]`), keeping does not.
"""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))
GROWN, KEPT = ROOT / ".venv" / "fuzz", ROOT / "tests" / "fuzz"
LONGEST, SLOWEST, MEMORY = 4096, 20, 3072  # bytes of an input, seconds and MB for one
MOST = 40  # inputs that are kept of a target
WORDS = (  # what inputs are put together from, beside what they hold
    "整改情况：", "责任领导：", "责任单位：", "牵头单位：", "整改时限：", "完成情况：", "反馈问题：", "销号情况：", "一、", "（一）", "1.", "（1）", "①", "一是", "二是", "2024年12月底前",
    "立行立改", "长期坚持", "已完成", "正在整改", "个", "万元", "%", "其中", "余", "《", "》", "“", "”", "、", "；", "。", "　　", "截至", "合计", "序号", "2024年6月30日",
)  # fmt: skip
MARKS = {
    "text": (), "csv": ('"', '""', "sep=", "\\x09", "\\x0d\\x0a", '="1"'),
    "html": ("<p>", "</p>", "<div>", "<table>", "<tr>", "<td rowspan=2>", "<td colspan=3>", "</table>", "<br>", "&nbsp;", "&#12288;", "<!--", "-->", "<h1>", "<script>", "</script>", "<li>", "<a href=#>"),
    "docx": (
        "<w:p>", "</w:p>", "<w:r><w:t>", "</w:t></w:r>", "<w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr></w:pPr>", "<w:tbl>", "<w:tr>", "<w:tc>", "</w:tc>", "</w:tr>",
        "</w:tbl>", "<w:gridSpan w:val='2'/>", "<w:vMerge/>", "<w:vMerge w:val='restart'/>", "<w:ins>", "<w:del>", "<w:delText>", "<w:tab/>", "<w:br/>", "<w:footnoteReference w:id='1'/>",
        "<w:lvl w:ilvl='0'>", "<w:numFmt w:val='chineseCounting'/>", "<w:lvlText w:val='%1、'/>", "<w:sdt>", "<mc:AlternateContent>", "<w:txbxContent>", "#! numbering\\x0a", "#! styles\\x0a",
    ),
    "xlsx": (
        "<sheetData>", "<row r='1'>", "<c r='A1' t='s'>", "<c r='B2' t='inlineStr'><is><t>", "</t></is></c>", "<v>0</v>", "<v>45000</v>", "<f>1+1</f>", "<mergeCell ref='A1:B2'/>", "t='e'", "t='b'",
        "<si><t>", "<numFmt numFmtId='164' formatCode='yyyy-m-d'/>", "<xf numFmtId='164'/>", "#! sharedStrings\\x0a", "#! styles\\x0a", "#! sheet2\\x0a", "hidden='1'", "_xD800_",
    ),
}  # fmt: skip


def fuzz(target: str, seconds: int) -> None:
    """Run the target for so long; never returns, the exit status says whether something broke."""
    atheris: Any = import_module("atheris")
    grown = GROWN / target
    for folder in (grown, KEPT / target):
        folder.mkdir(parents=True, exist_ok=True)
    dictionary = GROWN / f"{target}.dict"
    dictionary.write_text("".join(f'"{quoted(word)}"\n' for word in (*WORDS, *MARKS[target])), "utf-8")
    with atheris.instrument_imports(include=["xiaohao.notice", "xiaohao.figures", "xiaohao.contract"]):
        one = import_module("fuzzed").TARGETS[target]
    atheris.Setup([
        sys.argv[0], f"-max_total_time={seconds}", f"-max_len={LONGEST}", f"-timeout={SLOWEST}", f"-rss_limit_mb={MEMORY}", f"-dict={dictionary}",
        f"-artifact_prefix={GROWN}/{target}-", "-reload=0", "-print_final_stats=1", str(grown), str(KEPT / target),
    ], one)  # fmt: skip
    atheris.Fuzz()


def quoted(word: str) -> str:
    """A word as a dictionary of libFuzzer writes it: bytes beyond ASCII by their numbers."""
    return "".join(f"\\x{byte:02x}" if byte > 0x7E or byte < 0x20 else {"\"": '\\"'}.get(chr(byte), chr(byte)) for byte in word.encode())


def reached(target: str, raw: bytes) -> frozenset[tuple[str, int]]:
    """The lines of the reader that an input reaches."""
    lines: set[tuple[str, int]] = set()
    ours: dict[CodeType, bool] = {}

    def within(frame: FrameType, event: str, _: object) -> Any:
        code = frame.f_code
        if code not in ours:
            ours[code] = "xiaohao" in code.co_filename
        if not ours[code]:
            return None
        lines.add((code.co_filename, frame.f_lineno))
        return within

    one = import_module("fuzzed").TARGETS[target]
    sys.settrace(within)
    try:
        one(raw)
    finally:
        sys.settrace(None)
    return frozenset(lines)


def keep(target: str) -> None:
    """Keep the smallest inputs that together reach all that is reached, at most so many: first whichever adds the most lines for its size."""
    pool = {file.read_bytes() for folder in (KEPT / target, GROWN / target) if folder.is_dir() for file in folder.iterdir() if file.is_file()}
    known = {raw: reached(target, raw) for raw in sorted(pool, key=lambda raw: (len(raw), raw)) if len(raw) <= LONGEST}
    chosen: list[bytes] = []
    covered: set[tuple[str, int]] = set()
    while len(chosen) < MOST:
        gain, best = max(((len(lines - covered) / (64 + len(raw)), raw) for raw, lines in known.items()), default=(0, b""))
        if not gain:
            break
        chosen.append(best)
        covered |= known.pop(best)
    folder = KEPT / target
    folder.mkdir(parents=True, exist_ok=True)
    for file in folder.iterdir():
        file.unlink()
    for number, raw in enumerate(chosen, 1):
        (folder / f"{number:02}").write_bytes(raw)
    print(f"{target}: kept {len(chosen)} of {len(pool)} inputs, {sum(map(len, chosen))} bytes, {len(covered)} lines reached")


def main(argv: list[str]) -> int:
    """Fuzz a target, or keep what it found."""
    words = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    words.add_argument("target", choices=sorted(MARKS))
    words.add_argument("--seconds", type=int, default=60)
    words.add_argument("--keep", action="store_true", help="replace the kept inputs by the smallest that reach as much")
    told = words.parse_args(argv)
    if told.keep:
        keep(told.target)
    else:
        fuzz(told.target, told.seconds)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
