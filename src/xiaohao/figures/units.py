"""单位: the unit right behind a number, or none where the words only begin like one; and what stands before a number that counts nothing."""

from __future__ import annotations

import re

from xiaohao.figures.quantity import KIND_OF, PERIODS

LONGEST = max(map(len, KIND_OF))
BY_FIRST: dict[str, tuple[str, ...]] = {}
for _unit in sorted(KIND_OF, key=lambda name: (-len(name), name)):
    BY_FIRST[_unit[0]] = (*BY_FIRST.get(_unit[0], ()), _unit)

# Characters that count, and the words that they begin where they do not.
NO_UNIT_BEFORE = {
    "级": re.compile(r"以上|领导|干部|联动|书记"), "年": re.compile(r"级|代"), "部": re.compile(r"门|分|队|署|委"), "台": re.compile(r"账|帐|阶"), "种": re.compile(r"植"),
    "所": re.compile(r"属|有|在|以|需"), "起": re.compile(r"诉|草|步|重"), "人": re.compile(r"大|民|社|口|员|数|居"), "次": re.compile(r"年|日|月|数"), "家": re.compile(r"庭|属"),
    "批": re.compile(r"复|准|示|评"), "本": re.compile(r"级|市|区|县|省|年|月|单位|地|次"), "对": re.compile(r"应|照|策|象|口|接"), "组": re.compile(r"织|成|长|建"), "条": re.compile(r"例|件"),
    "分": re.compile(r"别|管|类|解|成|之|局|公司|所|店|支|级|布|包|期|散|步"), "类": re.compile(r"似|别"), "位": re.compile(r"于|置|一体"), "度": re.compile(r"过|汛"), "道": re.compile(r"路|德|理"),
    "节": re.compile(r"约|假|点|日"), "门": re.compile(r"牌|店|诊"), "处": re.compile(r"理|置|分|罚|级|长|室|警|于|科"), "张": re.compile(r"贴"), "支": re.compile(r"出|付|持|部|行|队|撑"),
    "则": re.compile(r"为|是"), "期": re.compile(r"间|限|望|末"), "名": re.compile(r"录|单|义|称"), "份": re.compile(r"额"), "项": re.compile(r"目"), "户": re.compile(r"籍|外|口"),
    "间": re.compile(r"隔|接"), "例": re.compile(r"如|会|行"), "口": re.compile(r"径|头|岸|号|碑"), "片": re.compile(r"区|面"),
    "套": re.compile(r"取|现|路"), "座": re.compile(r"谈|位"), "场": re.compile(r"所|地|景|馆"), "根": re.compile(r"据|本|治"), "块": re.compile(r"状"),
    "封": re.compile(r"闭|山|存|堵"), "眼": re.compile(r"前|下"), "升": re.compile(r"级|至|到|为"), "字": re.compile(r"号|样|第"), "页": re.compile(r"面"), "卷": re.compile(r"宗"),
    "顶": re.compile(r"部|层|格"), "列": re.compile(r"入|为|出|支|席"), "笔": re.compile(r"记|录|试"), "轮": re.compile(r"换|训|流"),
    "只": re.compile(r"有|是|能|要"), "篇": re.compile(r"幅"), "成": re.compile(r"立|果|为|员|效|本|功|绩|品|人|都|长|就|熟|交|年|分|因|套|型|片|了|[一二三四五六七八九十]"),
    "日": re.compile(r"常|前|益|报|志|游"), "天": re.compile(r"然|津"), "周": re.compile(r"边|围|期|转"), "层": re.compile(r"面|级"), "米": re.compile(r"[面粉]"),
    "元": re.compile(r"旦|件|素|月"), "遍": re.compile(r"布|及"), "款": re.compile(r"待|项"),
}  # fmt: skip
COHORT = re.compile(r"(?:19|20)\d\d")  # 2021级 names a year's students
CLOCK = re.compile(r"[时点:度]\d{0,2}$|小时$")  # 9时30分, 28度15分: minutes of something, no marks
SERIES = frozenset(("批", "期", "轮"))
DOUBTED = SERIES | {"日", "分", "度"}
SERIAL = re.compile(r"\d[至到~—–、-]$")  # 2-17批: the second to the seventeenth
BEARING = re.compile(r"[经纬]\D{0,2}$|[EWNS]$")  # 北纬28度


def unit_at(flat: str, at: int) -> str:
    """The longest unit that stands at a place; nothing where none does."""
    for unit in BY_FIRST.get(flat[at : at + 1], ()):
        if flat.startswith(unit, at):
            return unit
    return ""


def begins_a_word(flat: str, unit: str, end: int) -> bool:
    """Whether the unit is only the beginning of a word: 12部门, 3处理, 5人大代表."""
    shape = NO_UNIT_BEFORE.get(unit)
    return shape is not None and shape.match(flat, end) is not None


def counts_nothing(flat: str, start: int, digits: str, scale: str, unit: str, end: int) -> bool:
    """Whether number and unit are a name or the end of something else: 百年, 5号, 3日 of a month whose year nobody knows, 2021级, 12部门."""
    if unit == "号" or (scale in ("千", "百") and unit in PERIODS) or (unit == "级" and COHORT.fullmatch(digits) is not None):
        return True
    if unit in DOUBTED:
        before = flat[max(0, start - 4) : start]
        if unit in SERIES and SERIAL.search(before):
            return True
        if unit == "日" and before.endswith("月") or unit == "分" and CLOCK.search(before) or unit == "度" and BEARING.search(before):
            return True
    return begins_a_word(flat, unit, end)
