"""数量: a figure as it is printed, its value, its unit and what sort of quantity it is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from xiaohao.notice import Place

COUNTED = (
    "人次", "个次", "件次", "家次", "户次", "起次", "场次", "批次", "辆次", "台次", "车次", "架次", "班次", "班组", "台套", "件套", "课时", "学时", "例次", "套次", "处次", "点次",
    "个", "项", "件", "起", "条", "家", "户", "人", "名", "次", "份", "处", "台", "套", "期", "场", "批", "宗", "座", "所", "辆", "艘", "棵", "株", "篇", "本", "册",
    "块", "栋", "幢", "间", "支", "例", "只", "头", "口", "组", "张", "部", "笔", "桩", "轮", "对", "盏", "根", "枚", "位", "款", "类", "种", "幅", "门", "节", "堂", "道",
    "片", "趟", "遍", "袋", "箱", "桶", "吨", "公斤", "千克", "立方米", "立方", "则", "封", "羽", "眼", "升", "页", "字", "卷", "顶", "扇", "匹", "列", "名次", "人份",
)  # fmt: skip
MONEY = ("元", "美元", "港元", "欧元", "日元", "英镑", "块钱")
AREAS = ("平方公里", "平方千米", "平方米", "公顷", "亩", "㎡", "平米", "平方")
LENGTHS = ("公里", "千米", "厘米", "毫米", "延米", "米")
SHARES = ("个百分点", "百分点", "%", "‰", "成")
PERIODS = ("个工作日", "工作日", "个自然日", "自然日", "个月", "年度", "个季度", "季度", "个小时", "小时", "分钟", "年", "天", "日", "周", "个年度")
OTHERS = ("倍", "岁", "周岁", "度", "微克/立方米", "毫克/升", "分", "分贝", "千瓦", "千瓦时", "兆瓦", "级", "层", "楼", "号")
SCALES = {"万亿": 10**12, "千亿": 10**11, "百亿": 10**10, "亿": 10**8, "千万": 10**7, "百万": 10**6, "万": 10**4, "千": 10**3, "百": 10**2}
KIND_OF = (
    dict.fromkeys(COUNTED, "count") | dict.fromkeys(MONEY, "money") | dict.fromkeys(AREAS, "area") | dict.fromkeys(LENGTHS, "length")
    | dict.fromkeys(SHARES, "share") | dict.fromkeys(PERIODS, "period") | dict.fromkeys(OTHERS, "other")
)  # fmt: skip
SAME = {"名": "人", "位": "人", "项": "个", "家": "个", "条": "个"}  # units that documents use for one another
# Measures that are whole multiples of one another, so that sums of them stay exact. 亩 is a fifteenth of a 公顷 and stays by itself.
IN_BASE = {
    "平方公里": (10**6, "平方米"), "平方千米": (10**6, "平方米"), "公顷": (10**4, "平方米"), "㎡": (1, "平方米"), "平米": (1, "平方米"), "平方": (1, "平方米"),
    "公里": (1000, "米"), "千米": (1000, "米"), "公斤": (1, "千克"), "块钱": (1, "元"),
}  # fmt: skip
MU = 10_000 / 15  # square metres


@lru_cache(maxsize=1024)
def measured(unit: str) -> tuple[int, str]:
    """(how many of the base unit, the base unit): 万元 is 10,000 元, 公顷 10,000 平方米."""
    power = 1
    if unit not in KIND_OF:
        scale = next((name for name in SCALES if unit.startswith(name)), "")
        power, unit = SCALES.get(scale, 1), unit.removeprefix(scale)
    base, name = IN_BASE.get(unit, (1, unit))
    return power * base, name


@dataclass(frozen=True, slots=True)
class Figure(Place):
    """数: words and place, with the value as printed (without its scale), the unit with its scale, and how exact it is.

    kind: count money area length share date period other; qualifier: exact at_least at_most about; `base_value` is money in 元 and land in 平方米.
    """

    value: float | int | str = 0
    unit: str | None = None
    kind: str = "count"
    qualifier: str = "exact"
    item: str | None = None
    base_value: float | None = None
    inferred: bool = False  # a part of a day that does not stand in the text

    @property
    def amount(self) -> float:
        """The value in its base unit: 万 and 亿 multiplied out, 公顷 as 平方米; NaN never, 0 for days."""
        if isinstance(self.value, str):
            return 0.0
        power = measured(self.unit or "")[0]
        return float(self.value) if power == 1 else round(self.value * power, 6)

    @property
    def plain_unit(self) -> str:
        """The base unit: without its scale."""
        return measured(self.unit or "")[1]

    @property
    def like(self) -> str:
        """The base unit, with those that stand for one another made one."""
        unit = measured(self.unit or "")[1]
        return SAME.get(unit, unit)


class Seen(NamedTuple):
    """所见: what was found of a figure, before its words are taken from the text as printed and its item is known."""

    start: int
    end: int
    value: float | int | str
    unit: str | None
    kind: str
    qualifier: str = "exact"
    base_value: float | None = None
    inferred: bool = False

    def figure(self, text: str, offset: int = 0, item: str | None = None) -> Figure:
        """The figure, with its words as printed, at its place in a larger text."""
        start, end, value, unit, kind, qualifier, base, inferred = self
        return Figure(start + offset, end + offset, text[start:end], value, unit, kind, qualifier, item, base, inferred)


def in_base(value: float, unit: str, kind: str) -> float | None:
    """Money in 元 (other currencies stay what they are), land in 平方米; None for all else."""
    power, base = measured(unit)
    if kind == "money":
        return round(value * power, 4) if base in ("元", "") else None
    return round(value * power * (MU if base == "亩" else 1), 4) if kind == "area" else None
