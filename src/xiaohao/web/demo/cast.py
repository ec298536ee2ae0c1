"""演示的角色: the invented people of 示例区 and the units at which they hold their posts. No real person, place or number."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from xiaohao.people import posts as of_posts
from xiaohao.people import units as of_units
from xiaohao.people.models import Appointment, Person, Unit, User
from xiaohao.people.tree import plant
from xiaohao.roster import handover

SINCE = date(2022, 1, 1)
UNITS = (  # code, name, short name, kind, code of the unit above
    ("sq", "中共示例区委", "区委", "committee", ""), ("sqzf", "示例区政府", "区政府", "government", "sq"), ("zgb", "示例区委整改办", "整改办", "office", "sq"),
    ("ldxz", "示例区巡视整改工作领导小组", "领导小组", "leading_group", "sq"), ("dcz", "示例区整改督查组", "督查组", "other", "sq"),
    ("hyz", "示例区整改核验组", "核验组", "other", "sq"), ("zjj", "示例区住建局", "住建局", "bureau", "sqzf"), ("sjj", "示例区市监局", "市监局", "bureau", "sqzf"),
    ("czj", "示例区财政局", "财政局", "bureau", "sqzf"), ("hbj", "示例区生态环境局", "生态环境局", "bureau", "sqzf"), ("yjj", "示例区应急局", "应急局", "bureau", "sqzf"),
    ("nyj", "示例区农业农村局", "农业农村局", "bureau", "sqzf"), ("zrj", "示例区自然资源局", "自然资源局", "bureau", "sqzf"),
    ("jyj", "示例区教育局", "教育局", "bureau", "sqzf"), ("zzb", "示例区组织部", "组织部", "bureau", "sq"), ("jwj", "示例区纪委监委机关", "纪委监委", "bureau", "sq"),
    ("dhjd", "示例区东湖街道办事处", "东湖街道", "subdistrict", "sqzf"), ("lasq", "柳岸社区", "柳岸社区", "village", "dhjd"),
    ("bhz", "示例区北河镇政府", "北河镇", "town", "sqzf"), ("xhc", "杏花村", "杏花村", "village", "bhz"), ("stc", "石塘村", "石塘村", "village", "bhz"),
    ("xsz", "示例省委第七巡视组", "省委巡视组", "inspecting_body", ""), ("sjt", "示例省审计厅", "省审计厅", "inspecting_body", ""),
    ("hbdc", "示例省第二生态环境保护督察组", "省督察组", "inspecting_body", ""), ("ajz", "示例省安全生产检查组", "省安全检查组", "inspecting_body", ""),
)  # fmt: skip
PEOPLE = (  # account, name, ((unit, post, head), …), what they are in the play
    ("admin", "管理员", (("zgb", "系统管理员", False),), "管理员"),
    ("lin", "林书记", (("ldxz", "组长", True), ("sq", "书记", True)), "领导小组组长"),
    ("sumin", "苏敏", (("zgb", "主任", True),), "整改办"),
    ("hegong", "何工", (("zjj", "联络员", False),), "牵头单位联络员"),
    ("zhoulan", "周兰", (("sjj", "联络员", False),), "责任单位联络员"),
    ("handu", "韩督", (("hyz", "组长", True),), "核验组"),
    ("daishuang", "戴双", (("zjj", "副局长", False), ("hyz", "组员", False), ("zgb", "副主任", False)), "身兼两职，不能核验本单位事项"),
    ("ducha", "方明", (("dcz", "组长", True),), "督查组"),
    ("xunshi", "巡视联络员", (("xsz", "联络员", False),), "巡视组"),
)  # fmt: skip
LEVELS = {
    "sq": "county", "sqzf": "county", "dhjd": "town", "bhz": "town", "lasq": "village", "xhc": "village", "stc": "village", "xsz": "province", "sjt": "province",
    "hbdc": "province", "ajz": "province",
}  # fmt: skip
LIAISONS = {"czj": "钱会计", "hbj": "江海", "yjj": "石安", "nyj": "田禾", "zrj": "山峰", "jyj": "文渊", "zzb": "张罗", "jwj": "郑直"}
HEADS = {"zjj": "梁栋", "sjj": "平准", "czj": "仓实", "hbj": "碧水", "yjj": "安澜", "nyj": "丰年", "zrj": "界石", "jyj": "书同", "zzb": "荐才", "jwj": "守廉"}
LEADERS = (("邹区长", "sqzf", "区长"), ("顾副书记", "sq", "副书记"), ("陆常委", "sq", "常委"))


@dataclass(frozen=True, slots=True)
class Cast:
    """Units by code, accounts by name, persons by name, and the liaison of each unit."""

    units: dict[str, Unit]
    users: dict[str, User]
    persons: dict[str, Person]
    liaisons: dict[int, User]
    heads: dict[int, User]

    def unit(self, name: str) -> Unit:
        """The unit of that full name. Raises StopIteration for one that is not in the play."""
        return next(unit for unit in self.units.values() if unit.name == name)


def assemble() -> tuple[Cast, tuple[tuple[str, str, str, str], ...]]:
    """The cast in an empty database, and (account, password, name, part) of those who may sign in; passwords are made anew each time."""
    units: dict[str, Unit] = {}
    for position, (code, name, short, kind, above) in enumerate(UNITS):
        units[code] = plant(name=name, short_name=short, kind=kind, code=code, parent=units.get(above), position=position, level=LEVELS.get(code, ""))
    users: dict[str, User] = {}
    persons: dict[str, Person] = {}
    accounts = []
    for account, name, posts, part in PEOPLE:
        persons[name] = person(name, [(units[code], post, head) for code, post, head in posts])
        password = secrets.token_urlsafe(8)
        users[account] = User.objects.create_user(account, person=persons[name], password=password, is_administrator=account == "admin")
        accounts.append((account, password, name, part))
    liaisons = {units["zjj"].pk: users["hegong"], units["sjj"].pk: users["zhoulan"]}
    for code, name in LIAISONS.items():
        persons[name] = person(name, [(units[code], "联络员", False)])
        liaisons[units[code].pk] = User.objects.create_user(f"liaison-{code}", person=persons[name])
    heads: dict[int, User] = {}
    for code, name in HEADS.items():
        persons[name] = person(name, [(units[code], "主要负责人", True)])
        heads[units[code].pk] = User.objects.create_user(f"head-{code}", person=persons[name])
    for name, code, post in LEADERS:
        persons[name] = person(name, [(units[code], post, True)])
    return Cast(units, users, persons, liaisons, heads), tuple(accounts)


def change(cast: Cast, today: date, now: datetime) -> None:
    """沿革与代理: a village that has another name and has taken another in, and a head for whom somebody acts these days."""
    by = cast.users["sumin"]
    village = of_units.rename(cast.units["xhc"], on=date(2026, 5, 1), by=by, now=now, name="杏花新村", short_name="杏花新村")
    handover.merge(cast.units["stc"], village, on=date(2026, 9, 1), by=by, now=now)
    head = Appointment.objects.get(person=cast.persons["梁栋"])
    of_posts.substitute(head, cast.persons["戴双"], from_on=today, to_on=today + timedelta(days=20), authority="局党组会议纪要", by=by, now=now)


def person(name: str, posts: list[tuple[Unit, str, bool]]) -> Person:
    """A person with posts."""
    made = Person.objects.create(name=name)
    Appointment.objects.bulk_create(Appointment(person=made, unit=unit, post=post, is_head=head, from_on=SINCE) for unit, post, head in posts)
    return made
