"""单位人员的话: what is said when a change of units, people or posts is refused, and of the rows of a list that comes in."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, tuple[str, str]] = {
    "not_registrar": (
        "不能变更单位和人员：这由整改办或管理员办理，您今天没有这一身份。请转请他们办理。",
        "Units and people are changed by a rectification office or an administrator, and you are neither today. Ask one of them.",
    ),
    "code_taken": (
        "代码“{code}”已属于“{unit}”（现在的或从前的代码都不重复使用）。请换一个代码。",
        "The code “{code}” belongs to “{unit}”; codes of now and of old are used once. Choose another.",
    ),
    "unit_gone": (
        "“{unit}”到{last}为止已经撤销或并入其他单位，此后不能再变更。请选择仍在的单位，或改为更早的日期。",
        "“{unit}” ended on {last} and cannot be changed after that. Choose a unit that stands, or an earlier day.",
    ),
    "unit_changed_since": (
        "日期太早：“{unit}”在{last}已有变更，沿革按先后登记。请改为{first}或以后的日期；如只是更正笔误，请不填日期。",
        "The day is too early: “{unit}” changed on {last}, and its past is told in order. Give {first} or later; leave the day empty to put a slip right.",
    ),
    "unchanged": (
        "不必登记：“{unit}”本来就是这样。请核对所填内容。",
        "There is nothing to record: “{unit}” is so already. Check what you filled in.",
    ),
    "under_itself": (
        "“{unit}”不能归到“{parent}”：那是它自己或它的下级。请另选一个单位。",
        "“{unit}” cannot go to “{parent}”, which is itself or stands below it. Choose another unit.",
    ),
    "units_below": (
        "“{unit}”还有下级单位：{units}。请先把下级单位改归其他单位，或先撤销它们。",
        "“{unit}” still has units below it: {units}. Move or dissolve those first.",
    ),
    "holders_left": (
        "“{unit}”还有人任职：{people}。请先办理卸任和交接。",
        "People still hold posts at “{unit}”: {people}. End their posts and hand over first.",
    ),
    "days_turned": (
        "止日{last}早于起日{first}。请核对两个日期。",
        "The last day {last} is before the first day {first}. Please look at both again.",
    ),
    "post_held": (
        "不必重复登记：{person}自{since}起已任“{unit}”{post}。如职务有变，请先登记原职务的任职止。",
        "{person} has held the post “{post}” at “{unit}” since {since}. End that first if the post has changed.",
    ),
    "post_over": (
        "{person}在“{unit}”的任职或代理到{last}为止，所填日期不在其中。请改为这以前的日期。",
        "The post or substitution of {person} at “{unit}” lasts until {last}, and the day given does not fall within it. Give an earlier one.",
    ),
    "substitute_late": (
        "代理不能补登：以前由谁办理，就记在谁名下。请从{first}或以后开始。",
        "A substitution is not recorded afterwards: what was done stays with whoever did it. Begin on {first} or later.",
    ),
    "substitute_long": (
        "一次代理最长 {days} 天。更久的，请另行任职，或到期再续。",
        "A substitution lasts {days} days at most. Appoint someone for longer, or renew it when it ends.",
    ),
    "own_substitute": (
        "{person}不能代理自己的职务。请选择另一个人。",
        "{person} cannot act for themselves. Choose another person.",
    ),
    "substituted": (
        "这一职务在{first}至{last}已由{person}代理。请先终止原来的代理，或另选日期。",
        "{person} acts in this post from {first} to {last} already. End that first, or choose other days.",
    ),
    "duties_left": (
        "不能办理：{who}还有未了的责任没有人接：{duties}。请先移交，或写明接任的人。",
        "Refused: {who} would leave duties without anyone: {duties}. Hand them over first, or name a successor.",
    ),
    "no_successor": (
        "接任的人不能是{person}自己。请选择另一个人。",
        "{person} cannot be their own successor. Choose another person.",
    ),
    "post_ahead": (
        "{person}在“{unit}”的任职从{first}才开始，单位届时已经并入。请先改在新单位任职。",
        "{person}'s post at “{unit}” begins on {first} only, when the unit has merged. Appoint them at the new unit instead.",
    ),
    "no_roster": (
        "在“{name}”里没有找到单位表或人员表：第一行要有“代码、名称”或“姓名、单位代码、职务”。请用下载的模板填写。",
        "There is no list of units or people in “{name}”: its first row needs “code, name” or “person, unit code, post”. Fill in the template.",
    ),
    "roster_long": (
        "一次最多导入 {most} 行，这份文件有 {count} 行。请分成几份。",
        "At most {most} rows come in at once, and this file has {count}. Please divide it.",
    ),
    "roster_moved": (
        "没有导入：预览之后单位或人员又有变动。请看清下面新的预览，再确认一次。",
        "Nothing came in: units or people have changed since the preview. Look at the new one and confirm again.",
    ),
    "roster_stale": (
        "没有导入：预览已经过期，或不是您打开的那一份。请重新上传。",
        "Nothing came in: the preview is too old, or not the one that you opened. Send the file again.",
    ),
    "roster_refused": (
        "没有导入任何一行：第 {line} 行不能办理（{reason}）。请改正这一行，再上传。",
        "No row came in: row {line} is refused ({reason}). Mend it and send the file again.",
    ),
    "row_missing": (
        "缺少“{field}”。请填写后再上传。",
        "“{field}” is missing. Fill it in and send the file again.",
    ),
    "row_word": (
        "“{field}”不能是“{value}”。请从这些词里选：{choices}。",
        "“{field}” cannot be “{value}”. Choose one of: {choices}.",
    ),
    "row_day": (
        "“{field}”的日期无法识别：“{value}”。请写成 2026-03-02 的样子。",
        "The day in “{field}” cannot be understood: “{value}”. Write it as 2026-03-02.",
    ),
    "row_long": (
        "“{field}”太长，最多 {most} 个字。请缩短。",
        "“{field}” is too long; {most} characters at most.",
    ),
    "row_twice": (
        "与第 {line} 行重复。请只留一行。",
        "It repeats row {line}. Keep one of them.",
    ),
    "row_no_unit": (
        "没有代码为“{code}”的单位，本文件里也没有新增它。请核对代码，或先列出这个单位。",
        "There is no unit with the code “{code}”, and this file adds none. Check the code, or list the unit first.",
    ),
    "row_circle": (
        "上级单位绕回了自己：{codes}。请核对上级代码。",
        "The units above lead back to it: {codes}. Check the codes of the units above.",
    ),
    "row_namesakes": (
        "有 {count} 个人叫“{name}”，分不清是哪一个。请在“电话”栏写明。",
        "There are {count} people called “{name}”. Tell which one by the phone.",
    ),
    "row_ends_post": (
        "卸任要先交接，不能用表格登记。请在“{name}”的人员页上办理。",
        "A post ends with a handover, not by a list. Do it on the page of “{name}”.",
    ),
}
