"""问门的表单: a form whose answer is a door's: what the door refuses is said above the fields, and what was typed stays."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django import forms

from xiaohao.lifecycle import Refused
from xiaohao.shell.templatetags.shell import language
from xiaohao.wording import say

Made = TypeVar("Made")
CONFLICT, UNPROCESSABLE = 409, 422


class DoorForm(forms.Form):
    """表单. `refused` is what the door answered, as a sentence."""

    refused = ""

    def ask(self, door: Callable[[], Made]) -> Made | None:
        """What the door made; None where a field or the door refuses it."""
        if not self.is_valid():
            return None
        try:
            return door()
        except Refused as why:
            self.refused = say(why, language())
            return None

    @property
    def status(self) -> int:
        """With which status the form is shown again."""
        return CONFLICT if self.refused else UNPROCESSABLE if self.errors else 200
