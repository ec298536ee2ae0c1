"""How long a large workbook takes to be drawn: `python scripts/bench_sheet.py [ROWS]`; a line for each way in which workbooks keep their words.

The targets for 100,000 rows of twelve columns are under 20 s, with the process that draws them under 300 MB.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import xlsxwriter

from xiaohao.notice import decode

ROWS = 100_000
HEAD = ["序号", "反馈问题", "具体表现", "整改措施", "责任领导", "牵头单位", "责任单位", "整改时限", "整改类型", "完成率", "完成情况", "备注"]


def make(path: Path, rows: int, *, shared: bool) -> None:
    """A ledger with that many rows, its words in the cells or shared among them."""
    book = xlsxwriter.Workbook(path, {"constant_memory": not shared})
    sheet = book.add_worksheet("整改台账")
    day, share = book.add_format({"num_format": 'yyyy"年"m"月"d"日"'}), book.add_format({"num_format": "0.00%"})
    sheet.write_row(0, 0, HEAD)
    for n in range(1, rows + 1):
        sheet.write_row(n, 0, [
            n, f"示例区第{n}号问题整改不够到位，台账不清、责任不明", f"第{n}户拖欠租金{n % 97}万元", f"一是制定管理办法{n}；二是排查{n % 50}处并逐一整改到位",
            f"第{n % 20}位分管领导", "区甲局", f"区乙局、第{n % 30}街道",
        ])  # fmt: skip
        sheet.write_number(n, 7, 45000 + n % 900, day)
        sheet.write(n, 8, "限期整改")
        sheet.write_number(n, 9, n % 1000 / 1000, share)
        sheet.write_row(n, 10, ["已完成" if n % 3 else "正在整改", f"备注{n}"])
    book.close()


def drawn(file: Path) -> str:
    """One line of figures. Called in a process of its own: what a child needs at most is counted from what its parent held."""
    raw = file.read_bytes()
    started = time.perf_counter()
    source = decode(raw, file.name)
    taken = time.perf_counter() - started
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    rows = source.text.count("\n")
    return (
        f"{file.stem:16}{rows:>8} rows x {len(HEAD)}  {taken:6.2f} s  {used.ru_utime + used.ru_stime:6.2f} s of the processor  {rows / taken:8.0f} rows/s  "
        f"child at most {used.ru_maxrss // 1024} MB  {len(source.text)} characters\n"
    )


def main(argv: list[str]) -> int:
    """Print the lines."""
    if argv and argv[0] == "--one":
        sys.stdout.write(drawn(Path(argv[1])))
        return 0
    rows = int(argv[0]) if argv else ROWS
    with tempfile.TemporaryDirectory() as folder:
        for name, shared in (("words shared", True), ("words in cells", False)):
            file = Path(folder) / f"{name}.xlsx"
            make(file, rows, shared=shared)
            subprocess.run([sys.executable, __file__, "--one", str(file)], check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
