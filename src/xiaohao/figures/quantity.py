"""数量: a figure as it is printed, its value, its unit and what sort of quantity it is."""

from __future__ import annotations

from dataclasses import dataclass

from xiaohao.notice import Place

COUNTED = (
    "人次", "件次", "家次", "户次", "起次", "场次", "批次", "辆次", "台次", "车次", "架次", "班次", "台套", "件套", "课时", "例次",
    "个", "项", "件", "起", "条", "家", "户", "人", "名", "次", "份", "处", "台", "套", "期", "场", "批", "宗", "座", "所", "辆", "艘", "棵", "株", "篇", "本", "册",
    "块", "栋", "幢", "间", "支", "例", "只", "头", "口", "组", "张", "部", "笔", "桩", "轮", "对", "盏", "根", "枚", "位", "款", "类", "种", "幅", "门", "节", "堂", "道",
    "片", "趟", "遍", "袋", "箱", "桶", "吨", "公斤", "千克", "立方米", "则",
)  # fmt: skip
MONEY = ("元", "美元", "港元", "欧元")
AREAS = ("平方公里", "平方千米", "平方米", "公顷", "亩", "㎡")
LENGTHS = ("公里", "千米", "厘米", "毫米", "延米", "米")
SHARES = ("个百分点", "%", "‰")
PERIODS = ("个工作日", "工作日", "个月", "年度", "个季度", "小时", "分钟", "年", "天", "日", "周")
OTHERS = ("倍", "岁", "度", "微克/立方米", "分", "千瓦", "级", "层", "楼", "号")
SCALES = {"万亿": 10**12, "亿": 10**8, "万": 10**4, "千": 10**3, "百": 10**2}
FIRST = frozenset(name[0] for name in SCALES)
KIND_OF = (
    dict.fromkeys(COUNTED, "count") | dict.fromkeys(MONEY, "money") | dict.fromkeys(AREAS, "area") | dict.fromkeys(LENGTHS, "length")
    | dict.fromkeys(SHARES, "share") | dict.fromkeys(PERIODS, "period") | dict.fromkeys(OTHERS, "other")
)  # fmt: skip
SAME = {"名": "人", "位": "人", "项": "个", "家": "个", "条": "个"}  # units that documents use for one another


@dataclass(frozen=True, slots=True)
class Figure(Place):
    """数: words and place, with the value as printed (without its scale), the unit with its scale, and how exact it is.

    kind: count money area length share date period other; qualifier: exact at_least at_most about; `base_value` is money in 元.
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
        """The value with 万 and 亿 multiplied out; NaN never, 0 for days."""
        if isinstance(self.value, str):
            return 0.0
        unit = self.unit or ""
        scale = next((power for name, power in SCALES.items() if unit.startswith(name)), 1) if unit[:1] in FIRST else 1
        return round(float(self.value) * scale, 6)

    @property
    def plain_unit(self) -> str:
        """The unit without its scale."""
        unit = self.unit or ""
        if unit[:1] not in FIRST:
            return unit
        return next((unit.removeprefix(name) for name in SCALES if unit.startswith(name)), unit)
