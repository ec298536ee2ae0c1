"""汉字数词: quantities and days written in words: 二十余次, 两百五十一件, 三分之二, 百分之九十五, 七成, 二〇二四年三月. Slogans and ordinals are none."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator

from xiaohao.figures.exactness import how_exact
from xiaohao.figures.quantity import KIND_OF, Seen, in_base
from xiaohao.figures.units import begins_a_word, unit_at
from xiaohao.numerals import number

ONES = "一二两三四五六七八九"
WORDS = re.compile(
    rf"(?P<base>[{ONES}十百千][{ONES}十百千万亿零]{{0,9}})分之(?P<top>[{ONES}十百千零]{{1,6}}(?:点[{ONES}零]{{1,4}})?)"
    rf"|(?P<year>[一二][〇○零{ONES}]{{3}}年)(?:(?P<month>[{ONES}十]{{1,2}}月)(?P<day>[{ONES}十]{{1,3}}日)?)?"
    rf"|(?P<number>[{ONES}十百千廿卅][{ONES}十百千万亿零廿卅]{{0,14}}(?:点[{ONES}零]{{1,4}})?)(?P<more>余|多)?(?P<scale>万|亿)?(?P<more2>余|多)?"
)
POWERS = frozenset("十百千万亿廿卅点")
# What stands before a number that is an ordinal, a part of another word or of a longer number.
NOT_BEFORE = frozenset("第初周期拜几数同逐统唯单之月0123456789.〇○零十百千万亿点")
ORDINAL = re.compile(r"第[一二三四五六七八九十百\d]{1,5}[、,至到和及~—–-]$")
NUMBERED = re.compile(r"(?:附件|序号|编号)$")
QUOTED = frozenset("“‘「『\"'〔[")
LONE = frozenset(["个", "名", "家", "户", "件", "起", "处", "次", "场", "份", "台", "辆", "栋", "座", "宗", "批", "期", "轮", "人", "项", "条", "所", "间", "套", "篇", "人次", "例", "种", "块", "支", "艘", "棵", "年", "个月", "天", "个工作日", "工作日", "小时", "周", "个季度", "分钟"])
MORE = LONE | frozenset(["%", "公里", "千米", "米", "亩", "公顷", "平方米", "平方公里", "吨", "公斤", "元", "倍", "岁", "立方米", "株", "盏", "本", "册", "组", "张", "片", "头", "只", "袋", "桶", "位", "笔", "幢", "口", "根", "对", "款", "类"])
# Names that have a number in them: each is one thing, not so many.
SLOGAN = re.compile(
    r"个(?:意识|自信|维护|确立|全面|代表|必须|坚持|务必|带头|区分|不放过|到位|严禁|一(?!般)|百年|凡是|统一|结合|转变|革命|倡导|更加|如何|抓手|如实|率先|服从|大局|不得|不准|导向|看齐|善于|决不|"
    r"不动摇|高质量|振兴|责任(?!人|单位|部门)|关键|为主|文明|现代化|自我|务实|体系|免于|先锋|示范|规范|延伸|提升|下沉|到底|主体|多|少)"
    r"|项(?:规定|纪律|制度|基本|监督|权利|注意|原则)|条(?:禁令|规定|红线|底线|主线|战线|心)|种(?:形态|人|能力|精神)|次(?:党代会|代表|分配|创业)|场(?:硬仗|战役|攻坚)"
    r"|年(?:规划|计划|行动|攻坚|来|如|之计)|家(?:班子|人)|座大山|件(?:大事|实事)|人(?:行|士|格|生|心|为)|期工程"
)


def spelled(flat: str) -> Iterator[Seen]:
    """Every figure in words, in order. A lone 一 counts nothing, and lone digits only with plain units, outside quotation marks."""
    for found in WORDS.finditer(flat):
        one = dated(flat, found) if found["year"] else shared(flat, found) if found["base"] else counted(flat, found)
        if one is not None:
            yield one


def dated(flat: str, found: re.Match[str]) -> Seen | None:
    """二〇二四年三月十五日; a year alone is a period."""
    year = number(found["year"][:-1])
    if not isinstance(year, int) or not 1900 <= year < 2100:
        return None
    month = number(found["month"][:-1]) if found["month"] else None
    day = number(found["day"][:-1]) if found["day"] else None
    if not isinstance(month, int):
        return Seen(found.start(), found.end("year"), f"{year:04d}", None, "period")
    if not 1 <= month <= 12 or (isinstance(day, int) and not 1 <= day <= monthrange(year, month)[1]):
        return None
    value = f"{year:04d}-{month:02d}" + (f"-{day:02d}" if isinstance(day, int) else "")
    return Seen(found.start(), found.end(), value, None, "date", how_exact(flat, found.start(), found.end()))


def shared(flat: str, found: re.Match[str]) -> Seen | None:
    """百分之九十五 is 95 %, 千分之三 is 3 ‰, 三分之二 two thirds without a unit."""
    base, top = number(found["base"]), number(found["top"])
    if base is None or top is None or base <= 0 or (base not in (100, 1000) and top >= base):
        return None
    unit = {100: "%", 1000: "‰"}.get(int(base))
    value = top if unit else round(top / base, 6)
    end = found.end()
    return Seen(found.start(), end, value, unit, "share", how_exact(flat, found.start(), end))


def counted(flat: str, found: re.Match[str]) -> Seen | None:
    """二十余次, 三家企业, 五十万元, 七成; none for slogans, ordinals and what begins in quotation marks."""
    start, words = found.start(), found["number"]
    scale = found["scale"] or ""
    for power in ("亿", "万"):
        if not scale and words.endswith(power) and len(words) > 1:
            words, scale = words.removesuffix(power), power
    at = found.end()
    unit = unit_at(flat, at)
    value = number(words)
    if not unit or value is None or excluded(flat, start, at, words, scale, unit, is_hedged=bool(found["more"] or found["more2"])):
        return None
    end, kind = at + len(unit), KIND_OF[unit]
    qualifier = "at_least" if found["more"] or found["more2"] else how_exact(flat, start, end)
    return Seen(start, end, value, scale + unit, kind, qualifier, in_base(float(value), scale + unit, kind))


def excluded(flat: str, start: int, at: int, words: str, scale: str, unit: str, *, is_hedged: bool) -> bool:
    """Whether a number in words with its unit is a name, an ordinal or an article."""
    before = flat[max(0, start - 8) : start]
    if before and (before[-1] in QUOTED or before[-1] in NOT_BEFORE) or ORDINAL.search(before) or NUMBERED.search(before):
        return True
    if begins_a_word(flat, unit, at + len(unit)):
        return True
    is_lone = len(words) == 1 and not scale
    if unit == "成":
        return not is_lone or words in "一两十百千"
    # 百余名 is a number, 百名 is not; 三五个 and 二三 are none; a lone 一 is an article
    if (words[0] in "百千" and not is_hedged) or (len(words) > 1 and not set(words) & POWERS) or (is_lone and words == "一"):
        return True
    return unit not in (LONE if is_lone and not is_hedged else MORE) or (len(words) <= 2 and SLOGAN.match(flat, at) is not None)
