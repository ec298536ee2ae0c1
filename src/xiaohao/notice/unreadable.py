"""读不了: why a file cannot be read at all. The sentence for each code is in `wording`."""

from __future__ import annotations


class Unreadable(Exception):  # noqa: N818 (an answer about a document, not a fault of ours)
    """读不了: a code (empty, too_large, not_text, wrong_kind, encrypted, damaged …) and the facts of its sentence."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts: dict[str, object] = facts
