"""The cast that everyone knows: the same people play the tests, the demo and the screenshots. All of them are invented.

林书记 leads, 苏敏 keeps the ledger, 何工 does the work at the housing bureau, 周兰 at the market bureau, 韩督 verifies, 戴双 holds two posts at once,
老马 is a citizen without an account.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from xiaohao.people.models import Appointment, Person, Substitution, Unit, User
from xiaohao.people.tree import plant, replant

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


@dataclass(frozen=True, slots=True)
class Wide:
    """Those above, below and beside the cast: a central body, a province, a town with two villages, a bureau that has merged, readers, and who acts for others."""

    central: Unit
    province: Unit
    congress: Unit
    town: Unit
    willow: Unit
    poplar: Unit
    estates: Unit
    minister: User
    governor: User
    secretary: User
    reader: User
    zhenzhang: User
    liucun: User
    yangcun: User
    fangchan: User
    fuqu: User
    daiban: User
    daiguo: User
    daifu: User

    @property
    def users(self) -> tuple[User, ...]:
        return (
            self.minister, self.governor, self.secretary, self.reader, self.zhenzhang, self.liucun, self.yangcun, self.fangchan, self.fuqu, self.daiban,
            self.daiguo, self.daifu,
        )  # fmt: skip


def widen(cast: Cast, today: date) -> Wide:
    """All of them, around the cast. 代办 acts for 苏敏 today, 代过 did until yesterday, 代副 acts for 副区, who leads items without a post at any of their units."""
    central = plant(name="示例中央单位", kind=Unit.Kind.GOVERNMENT, code="zy", level=Unit.Level.CENTRAL)
    province = plant(name="示例省委", kind=Unit.Kind.COMMITTEE, code="sw", level=Unit.Level.PROVINCE, parent=central)
    replant(cast.district, province)
    for one in (cast.district, cast.office, cast.group, cast.supervision, cast.verifiers, cast.housing, cast.market, cast.finance):
        one.refresh_from_db()
    congress = unit("示例区人大", Unit.Kind.OTHER, "rd", cast.district)
    town = plant(name="示例镇政府", kind=Unit.Kind.TOWN, code="zz", level=Unit.Level.TOWN, parent=cast.district)
    willow, poplar = (plant(name=name, kind=Unit.Kind.VILLAGE, code=code, level=Unit.Level.VILLAGE, parent=town) for name, code in (("柳村", "lc"), ("杨村", "yc")))
    estates = unit("示例区房产局", Unit.Kind.BUREAU, "fcj", cast.district)
    board = unit("示例区政府", Unit.Kind.GOVERNMENT, "qzf", cast.district)
    elsewhere = unit("示例区气象局", Unit.Kind.BUREAU, "qxj", cast.district)
    aside = [user(name, words, (elsewhere, "科员", False)) for name, words in (("daiban", "代办"), ("daiguo", "代过"), ("daifu", "代副"))]
    fuqu = user("fuqu", "副区", (board, "副区长", False))
    sumin, held = (Appointment.objects.get(person=one.person) for one in (cast.sumin, fuqu))
    yesterday = today - timedelta(days=1)
    for post, one, first, last in ((sumin, aside[0], today, today), (sumin, aside[1], SINCE, yesterday), (held, aside[2], SINCE, today)):
        Substitution.objects.create(appointment=post, person=one.person, from_on=first, to_on=last)
    return Wide(
        central=central, province=province, congress=congress, town=town, willow=willow, poplar=poplar, estates=estates,
        minister=user("minister", "部长", (central, "部长", True)), governor=user("governor", "省长", (province, "书记", True)),
        secretary=user("secretary", "区书记", (cast.district, "书记", True)), reader=user("reader", "查阅员", (congress, "委员", False)),
        zhenzhang=user("zhenzhang", "镇长", (town, "镇长", True)), liucun=user("liucun", "柳主任", (willow, "主任", True)),
        yangcun=user("yangcun", "杨主任", (poplar, "主任", True)), fangchan=user("fangchan", "房科", (estates, "科长", False)),
        fuqu=fuqu, daiban=aside[0], daiguo=aside[1], daifu=aside[2],
    )  # fmt: skip
