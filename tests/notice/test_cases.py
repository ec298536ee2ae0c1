"""小例: a title, a text, and the outline that it must give; a line of three dots stands for any lines between. A case is added by adding a file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from xiaohao.figures import reconcile
from xiaohao.notice import Notice, Source, outline, read, write

CASES = sorted((Path(__file__).parents[1] / "cases").glob("*.md"))
CASE = re.compile(r"# (?P<title>[^\n]+)\n\n```text\n(?P<text>.*?)```\n\n```outline\n(?P<outline>.*?)```\n", re.DOTALL)


def lines(notice: Notice) -> list[str]:
    """An outline as lines."""
    told = outline(notice)
    said = [f"kind {notice.kind.value}", f"title {told['title']}", f"as of {told['as_of']}"]
    said += [f"aspect {number} {text}" for number, text in told["aspects"]]
    said += [f"finding {aspect}/{number} {text}" for aspect, number, text in told["findings"]]
    for item, made in zip(told["items"], notice.items, strict=True):
        said.append(f"item {item['aspect'] or '-'}/{item['finding'] or '-'}/{item['number']} {item['text']}")
        said += [f"  {name} {item[name]}" for name in ("completion", "leader", "lead_unit") if item[name]]
        said += [f"  unit {unit}" for unit in item["units"]]
        said += [f"  due {item['due']} = {made.due.value}"] if made.due else []
        said += [f"  track {made.track}"] if made.track else []
        said += [f"  answer {' / '.join(item['progress'].splitlines())}"] if item["progress"] else []
        said += [f"  measure {' / '.join(measure.splitlines())}" for measure in item["measures"]]
    said += [f"contact {kind} {text}" for kind, text in told["contacts"]]
    said += [f"doubt {doubt.code} {' / '.join(notice.source.text[doubt.start : doubt.end].splitlines())}" for doubt in notice.doubts]
    return said + [f"{check.verdict.value} {check.code} {check.stated} {check.computed}" for check in reconcile(notice)]


def test_there_are_cases() -> None:
    assert len(CASES) >= 8


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_a_case_gives_its_outline(case: Path) -> None:
    found = CASE.fullmatch(case.read_text("utf-8"))
    assert found is not None, "a case is: # title, a text block, an outline block"
    notice = read(Source(case.stem, found["text"]))
    assert write(notice) == found["text"]
    said, at = lines(notice), 0
    free = False
    for wanted in found["outline"].splitlines():
        if wanted == "…":
            free = True
            continue
        if free:
            assert wanted in said[at:], f"{wanted!r} does not follow; there is\n" + "\n".join(said)
            at = said.index(wanted, at)
        assert said[at : at + 1] == [wanted], "\n".join(said)
        at, free = at + 1, False
    assert free or at == len(said), "\n".join(said[at:])
