"""合计句: the sentence that says how all stands, as a notice prints it, each number with the rows that it counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from xiaohao.ledger.models import Inspection, Referral
from xiaohao.ledger.queries import Tally, TallyRow
from xiaohao.lifecycle import Completion, label_pack

ORDER = (Completion.COMPLETED, Completion.SUBSTANTIALLY_COMPLETED, Completion.LONG_TERM, Completion.NOT_COMPLETED)
SOURCE = {
    "disciplinary": ("巡视反馈", "raised by the inspection"), "local_disciplinary": ("巡察反馈", "raised by the local inspection"),
    "audit": ("审计发现", "found by the audit"), "environmental": ("督察反馈", "raised by the environmental inspection"),
    "safety": ("检查发现", "found by the safety check"), "petition": ("信访交办", "referred from petitions"), "international": ("审计提出", "recommended by the audit"),
}  # fmt: skip
REFERRED = {
    Referral.Kind.IMMEDIATE: ("立行立改问题", "个", "fix-at-once matters"), Referral.Kind.PETITION: ("信访件", "件", "petition letters"),
    Referral.Kind.CLUE: ("问题线索", "件", "clues"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """句中一段: words, and behind them a number with its rows; `query` is how the ledger filters to them. `key` names the figure."""

    before: str
    count: int | None = None
    after: str = ""
    query: str = ""
    key: str = ""
    rows: tuple[str, ...] = ()


def pack_of(inspection: Inspection) -> str:
    """The label pack of the inspection's procedure."""
    return str(inspection.procedure_version.rules.get("labels", "party"))


def addresses(rows: tuple[TallyRow, ...]) -> tuple[str, ...]:
    """The addresses of rows."""
    return tuple(row.address for row in rows)


def sentence(inspection: Inspection, tally: Tally, referred: Mapping[str, tuple[int, int]], lang: str = "zh") -> tuple[Said, ...]:
    """截至6月30日，巡视反馈42个具体问题，已完成整改23个…; the slices that left on other grounds are named apart, so that the parts make the whole."""
    words = label_pack(pack_of(inspection))["completion"]
    source = SOURCE[inspection.kind]
    day = tally.day
    parts: list[Said] = []
    if lang == "en":
        parts.append(Said(f"As of {day.day} {day:%B} {day.year}, ", tally.total, f" items {source[1]}: ", "counted=1", "total", addresses(tally.rows)))
    else:
        parts.append(Said(f"截至{day.year}年{day.month}月{day.day}日，{source[0]}", tally.total, "个具体问题", "counted=1", "total", addresses(tally.rows)))
    for value in ORDER:
        rows = tally.completion(value.value)
        query = f"counted=1&completion={value.value}"
        name = words[value.value]
        if lang == "en":
            parts.append(Said(", " if value is not ORDER[0] else "", len(rows), f" {name['en'].lower()}", query, value.value, addresses(rows)))
        else:
            parts.append(Said(f"，{printed(name['zh'])}", len(rows), "个", query, value.value, addresses(rows)))
    apart = tally.apart()
    if apart:
        before, after = (", ", " closed on other grounds") if lang == "en" else ("，因不再适用等原因销号", "个")
        parts.append(Said(before, len(apart), after, "counted=1&apart=1", "apart", addresses(apart)))
    return (*parts, *referred_words(referred, lang), Said("." if lang == "en" else "。"))


def printed(name: str) -> str:
    """已完成 is printed 已完成整改; a word that says it already stays."""
    return name if name.endswith(("整改", "坚持", "治理", "进度", "办结", "化解", "落实")) else f"{name}整改"


def referred_words(referred: Mapping[str, tuple[int, int]], lang: str) -> list[Said]:
    """；移交的6个立行立改问题，已完成整改6个；移交的251件信访件，已办结248件，正在办理3件."""
    said: list[Said] = []
    for kind, (name, unit, english) in REFERRED.items():
        total, done = referred.get(kind.value, (0, 0))
        if not total:
            continue
        key = f"referral:{kind.value}"
        done_word = "已完成整改" if kind is Referral.Kind.IMMEDIATE else "已办结"
        if lang == "en":
            said.append(Said("; ", total, f" {english} referred, ", "", key))
            said.append(Said("", done, " concluded", "", f"{key}:done"))
        else:
            said.append(Said("；移交的", total, f"{unit}{name}", "", key))
            said.append(Said(f"，{done_word}", done, unit, "", f"{key}:done"))
            if total > done:
                said.append(Said("，正在办理", total - done, unit, "", f"{key}:open"))
    return said


def text_of(said: tuple[Said, ...]) -> str:
    """The sentence as plain words."""
    return "".join(f"{part.before}{'' if part.count is None else part.count}{part.after}" for part in said)
