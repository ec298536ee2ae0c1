"""成批办理表单: one form for many items. Each is moved by itself under the same law; what is refused says so for itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.http import QueryDict

from xiaohao.ledger import moves
from xiaohao.ledger.forms.move import MoveForm
from xiaohao.ledger.models import Event, Item
from xiaohao.lifecycle import Need, Refused
from xiaohao.people.models import User
from xiaohao.wording import say


@dataclass(frozen=True, slots=True)
class Answer:
    """一件的结果: the event that was written, or why it was not."""

    item: Item
    event: Event | None
    sentence: str = ""


class ManyForm(MoveForm):
    """成批办理表单: the fields of the move, empty at first, for all the items. `items` are at least one."""

    def __init__(self, move: str, items: Sequence[Item], *, today: date, lang: str, by: User, data: QueryDict | None = None) -> None:
        super().__init__(move, items[0], today=today, lang=lang, data=data, by=by)
        self.items = tuple(items)

    def standing(self, need: Need) -> list[str]:
        """Nothing holds for all of them."""
        return []

    def make_all(self, *, by: User, now: datetime) -> tuple[Answer, ...]:
        """Each by itself, in a transaction of its own. Nothing at all where the form itself is wrong: then the refusal is kept to be shown."""
        answers, refusals = [], []
        for item in self.items:
            try:
                event = moves.make(self.move, item, by=by, on=self.effective_on(), now=now, given=self.given())
                answers.append(Answer(item, event))
            except Refused as refused:
                refusals.append(refused)
                answers.append(Answer(item, None, say(refused, self.lang, pack=item.procedure_version.as_rules.labels)))
        if len(refusals) == len(answers) and all(one.facts.get("need") for one in refusals):
            self.refused = refusals[0]
            return ()
        return tuple(answers)
