"""The cast that everyone knows: the same people play the tests, the demo and the screenshots. All of them are invented.

林书记 leads, 苏敏 keeps the ledger, 何工 does the work at the housing bureau, 周兰 at the market bureau, 韩督 verifies, 戴双 holds two posts at once,
老马 is a citizen without an account.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from xiaohao.people.models import Appointment, Person, Unit, User

SINCE = date(2020, 1, 1)


@dataclass(frozen=True, slots=True)
class Cast:
    """Units and users by short names."""

    district: Unit
    office: Unit
    group: Unit
    supervision: Unit
    verifiers: Unit
    inspectors: Unit
    housing: Unit
    market: Unit
    finance: Unit
    lin: User
    sumin: User
    hegong: User
    zhoulan: User
    handu: User
    daishuang: User
    stranger: User

    @property
    def users(self) -> tuple[User, ...]:
        return (self.lin, self.sumin, self.hegong, self.zhoulan, self.handu, self.daishuang, self.stranger)


def unit(name: str, kind: str, code: str, parent: Unit | None = None) -> Unit:
    """A unit at its place in the tree."""
    made = Unit.objects.create(name=name, kind=kind, code=code, parent=parent, path=f"new-{code}")
    made.path = f"{parent.path if parent else '/'}{made.pk}/"
    made.save(update_fields=["path"])
    return made


def user(username: str, name: str, *posts: tuple[Unit, str, bool]) -> User:
    """A person with an account that has no password, and posts (unit, post, head)."""
    person = Person.objects.create(name=name)
    for at, post, is_head in posts:
        Appointment.objects.create(person=person, unit=at, post=post, is_head=is_head, from_on=SINCE)
    return User.objects.create_user(username, person=person)


def assemble() -> Cast:
    """All of them, in an empty database."""
    district = unit("示例区委", Unit.Kind.COMMITTEE, "sq")
    office = unit("示例区整改办", Unit.Kind.OFFICE, "zgb", district)
    group = unit("示例区整改工作领导小组", Unit.Kind.LEADING_GROUP, "ldxz", district)
    supervision = unit("示例区整改督查组", Unit.Kind.OTHER, "dcz", district)
    verifiers = unit("示例区整改核验组", Unit.Kind.OTHER, "hyz", district)
    inspectors = unit("示例省委第七巡视组", Unit.Kind.INSPECTING_BODY, "xsz")
    housing = unit("示例区住建局", Unit.Kind.BUREAU, "zjj", district)
    market = unit("示例区市监局", Unit.Kind.BUREAU, "sjj", district)
    finance = unit("示例区财政局", Unit.Kind.BUREAU, "czj", district)
    return Cast(
        district=district, office=office, group=group, supervision=supervision, verifiers=verifiers, inspectors=inspectors, housing=housing,
        market=market, finance=finance,
        lin=user("lin", "林书记", (group, "组长", True)),
        sumin=user("sumin", "苏敏", (office, "主任", True)),
        hegong=user("hegong", "何工", (housing, "联络员", False)),
        zhoulan=user("zhoulan", "周兰", (market, "联络员", False)),
        handu=user("handu", "韩督", (verifiers, "组长", True)),
        daishuang=user("daishuang", "戴双", (housing, "副局长", False), (verifiers, "组员", False), (office, "副主任", False)),
        stranger=user("stranger", "路人", (finance, "联络员", False)),
    )  # fmt: skip
