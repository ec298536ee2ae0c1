"""OSCAL 整改计划: a plan of action and milestones (NIST OSCAL, JSON) as the table that auditors keep of it. Every word is the file's own."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from xiaohao.notice.drawn import Drawn
from xiaohao.notice.limits import Limits
from xiaohao.notice.unreadable import Unreadable

ROOT = "plan-of-action-and-milestones"
HEAD = ("POA&M ID", "Recommendation", "Status", "Target date", "Owner", "Milestones")
IDENTITY = frozenset({"poam-id", "poam_id", "poamid", "poa&m-id"})
DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?=T|$)")
Json = dict[str, Any]


def draw(text: str, limits: Limits) -> Drawn | None:
    """The items of a plan as a table below its title; None for any other text. Raises Unreadable: too_many_rows."""
    if f'"{ROOT}"' not in text:
        return None
    try:
        whole = json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        return None
    plan = inner(whole, ROOT) if isinstance(whole, dict) else {}
    items = entries(plan, "poam-items")
    if not items:
        return None
    if len(items) > limits.rows:
        raise Unreadable("too_many_rows", limit=limits.rows)
    known = Plan(plan)
    made = Drawn()
    made.line(words(inner(plan, "metadata"), "title"))
    made.line("")
    made.table([HEAD, *(known.row(item) for item in items)])
    return made


def entries(thing: Json, name: str) -> list[Json]:
    """The objects of a list."""
    listed = thing.get(name)
    return [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []


def inner(thing: Json, name: str) -> Json:
    """An object within, an empty one where it is none."""
    found = thing.get(name)
    return found if isinstance(found, dict) else {}


def words(thing: Json, name: str) -> str:
    """A text, on one line."""
    found = thing.get(name)
    return " ".join(found.split()) if isinstance(found, str) else ""


def day(said: str) -> str:
    """The day of a moment, as the file says it."""
    found = DAY.match(said)
    return found[0] if found else said


def several(said: Iterator[str] | list[str]) -> str:
    """Words in their order, each once."""
    return "; ".join(dict.fromkeys(one for one in said if one))


def titled(thing: Json) -> str:
    """The title and the description of a thing; one of them where the other is missing or says the same."""
    title, description = words(thing, "title"), words(thing, "description")
    if not title or not description or description.startswith(title):
        return description or title
    return f"{title}: {description}"


class Plan:
    """整改计划: what its items refer to, by the identity of each."""

    def __init__(self, plan: Json) -> None:
        about = inner(plan, "metadata")
        self.risks = {words(one, "uuid"): one for one in entries(plan, "risks")}
        self.findings = {words(one, "uuid"): one for one in entries(plan, "findings")}
        parties = [*entries(about, "parties"), *entries(inner(plan, "local-definitions"), "parties")]
        self.parties = {words(one, "uuid"): words(one, "name") or words(one, "short-name") for one in parties}
        self.roles = {words(one, "id"): words(one, "title") for one in entries(about, "roles")}
        self.holders = {words(one, "role-id"): self.named(one) for one in entries(about, "responsible-parties")}

    def row(self, item: Json) -> tuple[str, ...]:
        """The cells of an item; what the file does not say is empty."""
        found = [self.findings[uuid] for uuid in related(item, "related-findings", "finding-uuid") if uuid in self.findings]
        uuids = [uuid for thing in (item, *found) for uuid in (*related(thing, "related-risks", "risk-uuid"), *related(thing, "associated-risks", "risk-uuid"))]
        risks = [self.risks[uuid] for uuid in dict.fromkeys(uuids) if uuid in self.risks]
        remedies = [remedy for risk in risks for remedy in (*entries(risk, "remediations"), *entries(risk, "responses"))]
        tasks = [task for remedy in remedies for task in entries(remedy, "tasks")]
        return (
            identity(item), titled(item), several(words(risk, "status") for risk in risks) or several(state(one) for one in found),
            several(day(words(risk, "deadline")) for risk in risks), several(owner for thing in (item, *risks, *remedies, *tasks) for owner in self.owners(thing)),
            several(milestone(task) for task in tasks if words(task, "type") in ("milestone", "")),
        )  # fmt: skip

    def owners(self, thing: Json) -> Iterator[str]:
        """Who answers for a thing: parties by name; a role whose holders the plan does not name by its title."""
        for one in (*entries(thing, "responsible-roles"), *entries(thing, "responsible-parties")):
            role = words(one, "role-id")
            yield from self.named(one) or self.holders.get(role, []) or [self.roles.get(role) or role]

    def named(self, thing: Json) -> list[str]:
        """The names of the parties of a role."""
        listed = thing.get("party-uuids")
        return [self.parties.get(one, "") for one in listed if isinstance(one, str)] if isinstance(listed, list) else []


def related(thing: Json, name: str, key: str) -> list[str]:
    """The identities that a thing refers to."""
    return [words(one, key) for one in entries(thing, name)]


def identity(item: Json) -> str:
    """The number that people call an item by, else the one that programs do."""
    named = (words(one, "value") for one in entries(item, "props") if words(one, "name").lower() in IDENTITY)
    return next(named, "") or words(item, "uuid")


def state(finding: Json) -> str:
    """Whether the control of a finding holds."""
    status = inner(inner(finding, "target"), "status")
    return words(status, "state") or words(inner(finding, "objective-status"), "state")


def milestone(task: Json) -> str:
    """A step and the day by which it is due."""
    timing = inner(task, "timing")
    upto = day(words(inner(timing, "within-date-range"), "end") or words(inner(timing, "on-date"), "date"))
    title = words(task, "title") or words(task, "description")
    return f"{title} ({upto})" if title and upto else title or upto
