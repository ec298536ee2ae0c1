"""书写: the tree back to text, and texts of our own. `write(read(source)) == source.text` for any text whatever."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from xiaohao.notice.reading import read
from xiaohao.notice.tree import Leaf, Notice, Role, Source
from xiaohao.numerals import chinese


def write(notice: Notice) -> str:
    """The text: every leaf, in order."""
    return "".join(leaf.text for leaf in notice.leaves)


def outline(notice: Notice) -> dict[str, Any]:
    """What a notice says, without places: two texts say the same when their outlines are equal."""
    aspects = {one.id: one.number for one in notice.aspects}
    findings = {one.id: one.number for one in notice.findings}
    told = {one.id: notice.source.text[one.start : one.end] for one in notice.progress}
    measures = {one.id: [m.text for m in one.measures] for one in notice.progress}
    return {
        "title": notice.title.text if notice.title else None,
        "as_of": notice.as_of.value if notice.as_of else None,
        "aspects": [(one.number, one.text) for one in notice.aspects],
        "findings": [(aspects.get(one.aspect or ""), one.number, one.text) for one in notice.findings],
        "items": [
            {
                "number": one.number, "aspect": aspects.get(one.aspect or ""), "finding": findings.get(one.finding or ""), "text": one.text,
                "progress": told.get(one.progress or ""), "measures": measures.get(one.progress or "", []), "completion": one.completion,
                "leader": one.leader.text if one.leader else None, "lead_unit": one.lead_unit.text if one.lead_unit else None,
                "units": [unit.text for unit in one.units], "due": one.due.text if one.due else None,
            }
            for one in notice.items
        ],
        "contacts": [(one.kind, one.text) for one in notice.contacts],
    }  # fmt: skip


@dataclass(slots=True)
class Writer:
    """拟文: a notice in the usual layout, paragraph by paragraph: 一、 then (一) then 1. then (1), then 整改情况 and labelled lines."""

    pieces: list[tuple[str, Role]] = field(default_factory=list)
    sections: int = 0

    def line(self, *parts: tuple[str, Role]) -> None:
        """One paragraph."""
        self.pieces += [*parts, ("\n", Role.FURNITURE)]

    def title(self, text: str) -> None:
        """The title, alone on its line."""
        self.line((text, Role.TITLE))
        self.pieces.append(("\n", Role.FURNITURE))

    def dateline(self, text: str) -> None:
        """发布时间：2026-09-30."""
        self.line((text, Role.FURNITURE))
        self.pieces.append(("\n", Role.FURNITURE))

    def paragraph(self, text: str) -> None:
        """A paragraph of prose."""
        self.line(("　　", Role.FURNITURE), (text, Role.PROSE))

    def section(self, text: str) -> None:
        """一、: numbered by itself."""
        self.sections += 1
        self.line(("　　", Role.FURNITURE), (f"{chinese(self.sections)}、", Role.MARK), (text, Role.PROSE))

    def aspect(self, number: str, text: str) -> None:
        """（一）反馈问题：…"""
        self.line(("　　", Role.FURNITURE), (f"（{number}）", Role.MARK), ("反馈问题：", Role.LABEL), (text, Role.ASPECT))

    def finding(self, number: str, text: str) -> None:
        """1.…"""
        self.line(("　　", Role.FURNITURE), (f"{number}.", Role.MARK), (text, Role.FINDING))

    def item(self, number: str, text: str) -> None:
        """（1）…"""
        self.line(("　　", Role.FURNITURE), (f"（{number}）", Role.MARK), (text, Role.ITEM))

    def progress(self, text: str) -> None:
        """整改情况：…"""
        self.line(("　　", Role.FURNITURE), ("整改情况：", Role.LABEL), (" ".join(text.split()), Role.PROGRESS))

    def labelled(self, label: str, value: str) -> None:
        """完成情况：已完成。"""
        self.line(("　　", Role.FURNITURE), (f"{label}：", Role.LABEL), (value, Role.FIELD), ("。", Role.PROSE))

    def contacts(self, invitation: str, rows: Sequence[tuple[str, str]]) -> None:
        """The closing paragraph: an invitation, then 联系电话：…；电子邮箱：…"""
        self.paragraph(invitation + "；".join(f"{label}：{value}" for label, value in rows) + "。")

    @property
    def text(self) -> str:
        """The text so far."""
        return "".join(text for text, _ in self.pieces)

    def notice(self, name: str = "notice.txt", *, published_on: str | None = None) -> Notice:
        """What our own reader makes of the text: places, items, answers."""
        return read(Source(name, self.text), published_on=published_on)

    def leaves(self) -> tuple[Leaf, ...]:
        """The pieces as leaves."""
        at, made = 0, []
        for text, role in self.pieces:
            made.append(Leaf(at, at + len(text), text, role))
            at += len(text)
        return tuple(made)
