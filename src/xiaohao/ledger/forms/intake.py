"""录入表单: a document that is sent or pasted, changes to a proposed row, answers to doubts. The doors judge; the forms carry."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.translation import gettext

from xiaohao.ledger import given as givens
from xiaohao.ledger import intake as intakes
from xiaohao.ledger.models import Intake
from xiaohao.lifecycle import Completion, Refused
from xiaohao.people.models import User
from xiaohao.wording import say

LONGEST_NAME = 120
VERDICTS = ("explained", "accepted", "open")


class UploadForm:
    """送件表单: a file, or words that were pasted. `refused` is what the door answered."""

    def __init__(self, *, lang: str, data: QueryDict | None = None, file: UploadedFile[Any] | None = None, dropped: str = "") -> None:
        self.lang, self.data, self.file, self.dropped = lang, data, file, dropped
        self.refused: Refused | None = None

    def propose(self, *, by: User, now: datetime) -> Intake | None:
        """Read the document and keep it with its proposal; None where it is refused."""
        try:
            raw, name = self.content()
            return intakes.propose(raw, name, by=by, now=now)
        except Refused as refused:
            self.refused = refused
            return None

    def content(self) -> tuple[bytes, str]:
        """The bytes and the name. Raises Refused: file_too_large, file_empty."""
        if self.dropped:
            raise Refused("file_too_large", name=self.dropped, limit_mb=settings.UPLOAD_LIMIT // 1024 // 1024)
        if self.file is None:
            text = self.pasted.replace("\r\n", "\n")
            name = (self.name or gettext("粘贴的文字"))[:LONGEST_NAME]
            if not text.strip():
                raise Refused("file_empty", name=name)
            return text.encode(), name if "." in name else f"{name}.txt"
        name = self.file.name or ""
        if not self.file.size:
            raise Refused("file_empty", name=name)
        return self.file.read(), name

    @property
    def pasted(self) -> str:
        """The words that were pasted."""
        return self.data.get("text", "") if self.data is not None else ""

    @property
    def name(self) -> str:
        """The name given to them."""
        return self.data.get("name", "").strip() if self.data is not None else ""

    @property
    def sentence(self) -> str:
        """Why it was refused; empty when it was not."""
        return say(self.refused, self.lang) if self.refused else ""

    @property
    def known(self) -> int | None:
        """The earlier intake of the same document."""
        found = self.refused.facts.get("intake") if self.refused else None
        return found if isinstance(found, int) else None


class ChangeForm:
    """修改表单: one act on the proposal. `do` names it: row, answers, or such as skip:KEY, unskip:KEY, join:KEY, split:KEY."""

    def __init__(self, intake: Intake, *, lang: str, data: QueryDict) -> None:
        self.intake, self.lang, self.data = intake, lang, data
        self.refused: Refused | None = None
        self.do, _, self.key = data.get("do", "").partition(":")

    def edit(self, *, by: User, now: datetime) -> Intake | None:
        """Change the proposal; None where it is refused."""
        try:
            return intakes.edit(self.intake, self.changes(), by=by, now=now)
        except Refused as refused:
            self.refused = refused
            return None

    @property
    def sentence(self) -> str:
        """Why it was refused; empty when it was not."""
        return say(self.refused, self.lang) if self.refused else ""

    def changes(self) -> list[Mapping[str, Any]]:
        """What is to be changed. Raises Refused(bad_change)."""
        match self.do:
            case "skip" | "unskip":
                return [{"op": "skip", "key": self.key, "value": self.do == "skip"}]
            case "join":
                return [{"op": "join", "key": self.key}]
            case "split":
                return [{"op": "split", "key": self.key, "value": self.data.get("place") or self.data.get("cut") or ""}]
            case "row":
                return self.row_changes()
            case "known":
                return [{"op": "known", "key": self.key, "value": self.data.get("known", "")}]
            case "answers":
                return self.answers()
            case _:
                raise Refused("bad_change", op=self.do)

    def row_changes(self) -> list[Mapping[str, Any]]:
        """Each field that now says something else than the row."""
        proposal = self.intake.proposal
        row = next((one for one in (*proposal["items"], *proposal["headings"]) if one["key"] == self.key), None)
        if row is None:
            raise Refused("no_such_row", key=self.key)
        changes: list[Mapping[str, Any]] = []
        chosen = self.data.get("known")
        if chosen is not None and chosen != proposal.get("known", {}).get(self.key, ""):
            changes.append({"op": "known", "key": self.key, "value": chosen})
        for op, stands in (
            ("text", row["text"]), ("number", row["number"]), ("parent", row.get("parent_number") or ""), ("weight", str(row.get("weight", ""))),
            ("heading", row.get("heading") or ""),
        ):  # fmt: skip
            typed = self.data.get(op)
            if typed is not None and typed.strip().replace("\r\n", "\n") != stands:
                changes.append({"op": op, "key": self.key, "value": typed.replace("\r\n", "\n")})
        if "completion" in self.data and (opening := self.opening()) != (row.get("opening") or None):
            changes.append({"op": "opening", "key": self.key, "value": opening})
        return changes

    def opening(self) -> dict[str, str] | None:
        """The stated standing that is taken over (承接), if any is named. Raises Refused(bad_value)."""
        found = {name: self.data.get(name, "").strip() for name in ("completion", "struck_off_on", "authority")}
        if not found["completion"]:
            return None
        if found["completion"] not in set(Completion):
            raise Refused("bad_value", need="completion", value=found["completion"][:60])
        if found["struck_off_on"]:
            givens.day(found["struck_off_on"], Refused("bad_value", need="struck_off_on", value=found["struck_off_on"][:60]))
        return {name: value for name, value in found.items() if value}

    def answers(self) -> list[Mapping[str, Any]]:
        """The doubts that were answered, each explained in words, accepted as printed, or kept open. Raises Refused(missing) for an explanation without words."""
        found: list[Mapping[str, Any]] = []
        for name in self.data:
            if name.startswith("verdict-") and self.data[name] in VERDICTS:
                key = name.removeprefix("verdict-")
                note = " ".join(self.data.get(f"note-{key}", "").split())[:300]
                if self.data[name] == "explained" and not note:
                    raise Refused("missing", move="answer", need="explanation")
                answer = f"{self.data[name]}|{note}"
                if self.intake.answers.get(key) != answer:
                    found.append({"op": "answer", "key": key, "value": answer})
        return found
