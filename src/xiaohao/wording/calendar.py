"""放假通知读不通的话: what in an announced arrangement cannot be read, and what to look at. Said within "not_an_arrangement"."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, tuple[str, str]] = {
    "arrangement_no_title": (
        "没有“国务院办公厅关于某年部分节假日安排的通知”这一标题。请连同标题粘贴通知全文。",
        "The title of the State Council notice is missing. Paste the whole notice with its title.",
    ),
    "arrangement_no_number": (
        "没有发文字号“国办发明电〔年〕号”。请连同发文字号粘贴。",
        "The document number of the notice is missing. Paste it too.",
    ),
    "arrangement_not_dated": (
        "没有单独成行的成文日期。请连同落款粘贴。",
        "The day of the notice, on a line of its own at the end, is missing. Paste it too.",
    ),
    "arrangement_holiday_missing": (
        "没有{missing}的安排。请粘贴通知全文。",
        "Nothing is said of {missing}. Paste the whole notice.",
    ),
    "arrangement_no_days": (
        "{name}一条没有写明放假的日期。请对照通知原文核对。",
        "The days off of {name} are not said. Compare with the notice.",
    ),
    "arrangement_backwards": (
        "{name}一条的末日{last}早于首日{first}。请对照通知原文核对。",
        "{name} ends on {last}, before it begins on {first}. Compare with the notice.",
    ),
    "arrangement_length": (
        "{name}一条写“{stated}天”，按日期是{computed}天。请对照通知原文核对。",
        "{name} is said to have {stated} days, and by its dates has {computed}. Compare with the notice.",
    ),
    "arrangement_weekday": (
        "{on}写的是星期{stated}，应是星期{computed}。请核对年份和日期。",
        "{on} is said to be another day of the week than it is. Look at the year and the day.",
    ),
    "arrangement_no_such_day": (
        "没有{words}这一天。请对照通知原文核对。",
        "There is no such day as {words}. Compare with the notice.",
    ),
    "arrangement_unreadable": (
        "有一处不成安排（{what}）：假期须在当年，调休上班日须是周末且不在假期内。请对照通知原文核对。",
        "One place is no arrangement ({what}): holidays lie in their year, and a make-up day is a weekend day that is not off. Compare with the notice.",
    ),
    "arrangement_too_long": (
        "超过{most}字，不像一份放假通知。请只粘贴通知全文。",
        "It has more than {most} characters, which no such notice has. Paste the notice alone.",
    ),
}
