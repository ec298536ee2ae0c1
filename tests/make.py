"""Short makers: each returns what it made, walked there through the doors. Days and moments are always given."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from cast import Cast

from xiaohao.ledger import intake, moves, procedures
from xiaohao.ledger.models import Inspection, Item, ProcedureVersion
from xiaohao.lifecycle import Capacity, Rules
from xiaohao.people.models import Appointment, Person, Unit, User
from xiaohao.web.demo.proofs import picture

DAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


def moment(day: date, hour: int = 1) -> datetime:
    """A moment of the day (in China) to record at."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def notice(items: int = 3, *, name: str = "示例") -> str:
    """A small notice in the usual layout, with so many items."""
    lines = [f"中共{name}区委关于巡视整改进展情况的通报", "", "一、巡视反馈问题整改进展情况", "", "(一)反馈问题:履行职责存在差距", "", "1.工作推进不力", ""]
    for n in range(1, items + 1):
        lines += [f"({n})第{n}类事项办理不够规范。", "", f"整改情况:一是完善第{n}类事项流程。二是开展培训。", ""]
    return "\n".join(lines)


def opening(cast: Cast, slug: str = "demo-2026", **changes: object) -> intake.Opening:
    """A party inspection of 示例区 with all its mandates."""
    fields: dict[str, object] = {
        "slug": slug, "title": "示例省委巡视示例区", "kind": Inspection.Kind.DISCIPLINARY, "inspected_body": cast.district,
        "inspecting_body_name": "示例省委第七巡视组", "opened_on": DAY, "delivered_on": DAY,
        "mandates": (
            (Capacity.LEADING_GROUP, cast.group), (Capacity.SUPERVISION_GROUP, cast.supervision), (Capacity.VERIFIER, cast.verifiers),
            (Capacity.INSPECTING_BODY, cast.inspectors),
        ),
    }  # fmt: skip
    return intake.Opening(**{**fields, **changes})  # type: ignore[arg-type]  # a maker's shorthand


def inspection(cast: Cast, items: int = 3, *, slug: str = "demo-2026", on: date = DAY, text: str = "", **changes: object) -> Inspection:
    """An inspection whose notice was taken in and admitted on the day."""
    raw = (text or notice(items, name=slug)).encode()
    taken = intake.propose(raw, f"{slug}.txt", by=cast.sumin, now=moment(on))
    return intake.admit(taken, by=cast.sumin, on=on, now=moment(on), opening=opening(cast, slug, opened_on=on, delivered_on=on, **changes))


def assigned(cast: Cast, item: Item, *, on: date = DAY, days: int = 90, units: Sequence[int] = ()) -> Item:
    """The item with a leader, the housing bureau as lead unit, and a deadline."""
    given = {"leader": cast.lin.person_id, "lead_unit": cast.housing.pk, "units": list(units) or [cast.market.pk], "due_on": on + timedelta(days=days), "track": "staged"}
    moves.make("assign", item, by=cast.sumin, on=on, now=moment(on), given=given)
    return Item.objects.get(pk=item.pk)


def version(key: str, rules: Rules | None = None) -> ProcedureVersion:
    """The version of a preset that stands now, or of these rules under its key."""
    return procedures.current(key, made_at=NOW) if rules is None else procedures.kept(rules, made_at=NOW)


def user_at(unit: Unit, username: str) -> User:
    """A new person with a post at the unit."""
    person = Person.objects.create(name=username)
    Appointment.objects.create(person=person, unit=unit, post="组员", from_on=date(2020, 1, 1))
    return User.objects.create_user(username, person=person)


def proof(name: str = "照片.png", measure: int | None = None) -> moves.Upload:
    """A small picture as evidence."""
    return moves.Upload(name, [picture(7) + name.encode()], measure)


STEPS = ("assigned", "acknowledged", "reported", "claimed", "verified", "struck_off")


def item(cast: Cast, row: Item, *, at: str, on: date = DAY, by: User | None = None) -> Item:
    """The item, walked by the right hands to the named step of STEPS."""
    doer = by or cast.hegong
    claim = {"ground": "rectified", "statement": "已整改到位", "signed_off_by": cast.lin.person_id}
    acts = {
        "acknowledged": ("acknowledge", doer, {}, ()),
        "reported": ("report_progress", doer, {"narrative": "已完成流程修订"}, ()),
        "claimed": ("claim_completion", doer, claim, (proof(),)),
        "verified": ("pass_gate", cast.handu, {"opinion": "现场核查属实", "checked_on": on}, ()),
        "struck_off": ("strike_off", cast.sumin, {"authority": "区委常委会会议2026年第5次"}, ()),
    }
    row = assigned(cast, row, on=on)
    for step in STEPS[1 : STEPS.index(at) + 1]:
        move, hand, given, files = acts[step]
        moves.make(move, row, by=hand, on=on, now=moment(on), given=given, files=files)
    return Item.objects.get(pk=row.pk)
