"""目标的话: what is asked about figures, what a claim lacks; within the sentence of a refusal each is one clause."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, tuple[str, str]] = {
    "lacks": ("{ordinal}缺{wants}。", "{ordinal} lacks {wants}."),
    "short_of": ("{noun}的目标是{goal}{unit}，现为{value}{unit}。", "{noun}: the goal is {goal} {unit}, it stands at {value} {unit}."),
    "short_of_parts": (
        "{noun}的目标是{goal}{unit}，现为{value}{unit}，{missing}没有达到。", "{noun}: the goal is {goal} {unit}, it stands at {value} {unit}; {missing} not reached."
    ),
    "parts_do_not_sum": (
        "{noun}各部分合计{parts}{unit}，与总数{whole}{unit}不符。", "{noun}: the parts come to {parts} {unit}, the whole is {whole} {unit}."
    ),
    "goal_beyond_base": ("{noun}的目标{goal}{unit}超过总数{base}{unit}。", "{noun}: the goal of {goal} {unit} is beyond the whole of {base} {unit}."),
    "against_direction": (
        "{noun}这次是{value}{unit}，上次是{last}{unit}，与目标的方向相反。", "{noun}: {value} {unit} now and {last} {unit} before runs against the direction of its target."
    ),
    "beyond_base": ("{noun}累计{value}{unit}，超过总数{base}{unit}。", "{noun}: {value} {unit} is beyond the base of {base} {unit}."),
    "goal_due_passed": (
        "{noun}的时限已过，目标{goal}{unit}，现为{value}{unit}。", "{noun}: its day has passed; the goal is {goal} {unit}, it stands at {value} {unit}."
    ),
    "prose_says_done": (
        "文字说“{words}”，而{noun}的目标是{goal}{unit}，现为{value}{unit}。", "The report says “{words}”, yet {noun} stands at {value} of {goal} {unit}."
    ),
    "prose_says_otherwise": (
        "文字所写{noun}“{words}”，与读数{value}{unit}对不上。", "The report says “{words}” of {noun}, which no reading bears out; it stands at {value} {unit}."
    ),
}
