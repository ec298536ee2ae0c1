"""核对的话: what each check of figures says, Chinese and English side by side, by code."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, tuple[str, str]] = {
    "parts_make_whole": ("{parts} = {whole}，分项之和与合计相符。", "{parts} = {whole}: the parts make the whole."),
    "parts_do_not_make_whole": ("{parts} = {sum}，与所写的{whole}不符。", "{parts} = {sum}, yet {whole} is stated."),
    "part_exceeds_whole": ("分项{sum}大于合计{whole}。", "The part {sum} is larger than the whole {whole}."),
    "remainder_agrees": ("{whole} - {done} = {left}，与所写的余数相符。", "{whole} - {done} = {left}, as stated."),
    "remainder_differs": ("{whole} - {done} = {computed}，与所写的余数{left}不符。", "{whole} - {done} = {computed}, yet {left} is said to be left."),
    "said_otherwise": ("前文写{first}，此处写{second}，前后不一致。", "{first} before, {second} here: one number said in two ways."),
    "part_without_count": (
        "{parts} = {sum}，已等于或超过所写的{whole}，但还有{silent}个部分没有写数量。",
        "{parts} = {sum} already reaches the stated {whole}, yet {silent} further part(s) print no count.",
    ),
    "aspects_printed": ("所写方面数{stated}，正文列出{computed}个方面。", "{stated} aspects are stated, {computed} are printed."),
    "findings_printed": ("所写问题数{stated}，正文列出{computed}个问题标题。", "{stated} problems are stated, {computed} headings are printed."),
    "items_printed": ("所写具体问题数{stated}，正文主编号{computed}个。", "{stated} items are stated, {computed} main numbers are printed."),
    "number_missing": ("编号{after}之后是{before}，缺少{missing}。", "Number {after} is followed by {before}; {missing} is missing."),
    "number_repeated": ("编号{number}连续出现两次。", "Number {number} stands twice in a row."),
    "ordinal_missing": ("“{after}”之后是“{before}”，缺少“{missing}”。", "{after} is followed by {before}; {missing} is missing."),
    "items_of_finding": ("所写问题数{stated}，其下列出{computed}个事项，相符。", "{stated} problems are stated and {computed} items stand under the heading."),
    "items_of_finding_differ": ("所写问题数{stated}，其下列出{computed}个事项，不符。", "{stated} problems are announced, {computed} items stand under the heading."),
    "aspects_listed": ("所写方面数{stated}，其下列出{computed}个部分，相符。", "{stated} aspects are stated and {computed} parts are printed."),
    "share_agrees": ("{top} ÷ {base} = {rate}{sign}，与所写相符。", "{top} / {base} = {rate} {sign}, as stated."),
    "share_rounded": ("{top} ÷ {base} = {share}{sign}，四舍五入为{rate}{sign}，与所写相符。", "{top} / {base} = {share} {sign}, rounded {rate} {sign}, as stated."),
    "share_truncated": ("{top} ÷ {base} = {share}{sign}，截去尾数为{rate}{sign}，与所写相符。", "{top} / {base} = {share} {sign}, cut off {rate} {sign}, as stated."),
    "share_differs": ("{top} ÷ {base} = {computed}{sign}，与所写的{stated}{sign}不符。", "{top} / {base} = {computed} {sign}, yet {stated} {sign} is stated."),
    "hint_agrees": ("{top} ÷ {base} = {share}%，与所写的“{rate}”相符。", "{top} / {base} = {share} %, which fits {rate}."),
    "hint_differs": ("{top} ÷ {base} = {share}%，与所写的“{rate}”不符。", "{top} / {base} = {share} %, which does not fit {rate}."),
    "change_agrees": ("由{old}到{new}，变化{computed}{unit}，与所写相符。", "From {old} to {new} is a change of {computed}{unit}, as stated."),
    "change_differs": ("由{old}到{new}，变化{computed}{unit}，与所写的{by}{unit}不符。", "From {old} to {new} is a change of {computed}{unit}, yet {by}{unit} is stated."),
    "converted_agrees": ("{first}合{computed}{unit}，与所写的{second}相符。", "{first} is {computed} {unit}, as stated ({second})."),
    "converted_differs": ("{first}合{computed}{unit}，与所写的{second}不符。", "{first} is {computed} {unit}, yet {second} is stated."),
    "column_agrees": ("“{column}”一列{rows}行之和{sum}，与合计{whole}相符。", "The {rows} rows of the column “{column}” make {sum}, as its total says."),
    "column_differs": ("“{column}”一列{rows}行之和{sum}，与合计{whole}不符。", "The {rows} rows of the column “{column}” make {sum}, yet its total says {whole}."),
    "struck_off_beyond_done": ("已销号{struck_off}，多于已完成{done}。", "{struck_off} are struck off, more than the {done} that are completed."),
    "status_yet_open": ("第{number}项写作“{status}”，整改情况却写“{told}”。", "Item {number} is said to be “{status}”, yet its answer says “{told}”."),
    "status_counted": ("所写{stated}，逐项完成情况{computed}个，相符。", "{stated} are stated, and {computed} items print this status."),
    "status_counted_differ": ("所写{stated}，逐项完成情况{computed}个，不符。", "{stated} are stated, yet {computed} items print this status."),
    "working_days_agree": ("{first}至{last}为{computed}个工作日，与所写的{claimed}相符。", "{first} to {last} are {computed} working days, as stated ({claimed})."),
    "working_days_differ": ("{first}至{last}为{computed}个工作日（首日不计为{exclusive}个），与所写的{claimed}不符。", "{first} to {last} are {computed} working days ({exclusive} without the first), yet {claimed} is stated."),
    "days_agree": ("{first}至{last}为{computed}天，与所写的{claimed}相符。", "{first} to {last} are {computed} days, as stated ({claimed})."),
    "days_differ": ("{first}至{last}为{computed}天（首日不计为{exclusive}天），与所写的{claimed}不符。", "{first} to {last} are {computed} days ({exclusive} without the first), yet {claimed} is stated."),
    "no_calendar": ("没有{year}年的工作日历，{first}至{last}是否为{claimed}无从判断。", "No calendar of {year} is known: whether {first} to {last} are {claimed} cannot be told."),
    "due_before_feedback": ("第{number}项的时限“{due}”早于反馈之日（{delivered}）。", "Item {number} was due ({due}) before the findings were handed over ({delivered})."),
    "list_agrees": ("列出{computed}项，与所写的{stated}相符。", "{computed} are named, as stated."),
    "list_too_long": ("列出{computed}项，多于所写的{stated}。", "{computed} are named, more than the stated {stated}."),
    "more_are_answered": (
        "问题中列出{stated}个（{names}），整改情况中写了{computed}个，多出：{extra}。", "{stated} are named in the finding ({names}), {computed} in its answer; further: {extra}."
    ),
    "said_again": ("{stated}前后两处一致。", "{stated} is said twice, the same."),
    "days_in_order": ("各日期先后顺序正确。", "The days are in order."),
    "days_out_of_order": ("日期先后颠倒：{first}应不晚于{second}。", "The days are out of order: {first} should not come after {second}."),
    "no_such_day": ("没有{day}这一天。", "There is no such day as {day}."),
    "years_agree": ("起止年份与所写的{stated}年相符。", "The years named are {stated}, as stated."),
    "years_differ": ("{first}年至{last}年为{computed}年，与所写的{stated}年不符。", "{first} to {last} are {computed} years, yet {stated} are stated."),
    "expected_day_passed": ("预计“{expected}”完成，但发布时（{published}）已过期，结果未写。", "Expected for {expected}, which had passed at publication ({published}); the outcome is not told."),
    "acted_before_feedback": ("“{acted}”的工作早于反馈之日（{delivered}），写作了对反馈问题的整改。", "Done in {acted}, before the findings were handed over ({delivered}), yet told as rectification."),
    "pending_counted_as_done": ("写作已完成的{whole}，其中{pending}仍在办理。", "{whole} is told as done, yet {pending} of it is still to come."),
    "left_beyond_plan": ("计划期为{plan}，余下部分却安排在{later}。", "The plan is for {plan}, yet what is left is set for {later}."),
    "years_yet_year_end": ("写“{years}”，又写“{finish}”，前后不一致。", "Spread over years ({years}), yet to be finished at the end of this one ({finish})."),
    "done_before_found": (
        "反馈指出{rate}未落实“{matter}”，整改情况却写此前已“{said}”。", "The finding says that {rate} is not done ({matter}); the answer says that it was, in years before the finding ({said})."
    ),
}  # fmt: skip
