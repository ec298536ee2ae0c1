"""不予办理的话: what the law of moves says when it refuses: what was refused, why, and what would make it possible."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, tuple[str, str]] = {
    "unknown_move": (
        "没有“{move}”这种办理。请从事项页上列出的办理中选择。",
        "There is no move called “{move}”. Choose one of those that the item's page offers.",
    ),
    "not_admitted": (
        "不能办理“{move}”：该事项还没有立账。请先录入文件并立账。",
        "“{move}” is refused: the item is not in the ledger yet. Take in its document and admit it first.",
    ),
    "already_admitted": (
        "不能重复立账：该事项已在台账中，目前为“{stage}”。如需续办，请办理“重新立账”。",
        "It cannot be admitted twice: it stands in the ledger already, as “{stage}”. To take it up again, reopen it.",
    ),
    "wrong_stage": (
        "不能办理“{move}”：目前为“{stage}”，到“{allowed}”时才能办理。",
        "“{move}” is refused: it now stands at “{stage}”; the move can be made once it stands at “{allowed}”.",
    ),
    "has_parts": (
        "不能办理“{move}”：该事项分为几个分项，阶段随分项变动。请在各分项上办理。",
        "“{move}” is refused: the item has parts and its stage follows theirs. Make the move on each part.",
    ),
    "not_your_move": (
        "不能办理“{move}”：这一步由{hands}办理，您今天没有这一身份。请转请有此身份的人办理，或由整改办补充任职。",
        "“{move}” is refused: it is for the {hands}, and you do not act in that capacity today. Ask someone who does, or have the office add the appointment.",
    ),
    "own_work": (
        "不能办理“{move}”：您办过该事项，或在其责任单位任职，自己的工作不能由自己把关。请由没有经办过的人办理；确实无人时，由{fallback}决定。",
        "“{move}” is refused: you worked on this item or hold a post at one of its units, and nobody passes work of their own. "
        "Have someone do it who took no part; if there is nobody left, the {fallback} decides.",
    ),
    "not_assigned": (
        "不能办理“{move}”：还没有明确牵头单位和责任领导。请先由整改办办理“明确责任”。",
        "“{move}” is refused: no lead unit and leader are named yet. The office has to assign the item first.",
    ),
    "own_signature": (
        "不能办理“{move}”：签批人不能是报请人自己。请选择牵头单位负责人或责任领导签批。",
        "“{move}” is refused: nobody signs a request of their own. Choose a head of the lead unit or the responsible leader.",
    ),
    "not_a_signer": (
        "不能办理“{move}”：签批人应当是牵头单位负责人或责任领导。请从所列人员中选择。",
        "“{move}” is refused: it is signed by a head of the lead unit or by the responsible leader. Choose one of those offered.",
    ),
    "acknowledged": (
        "不必再次签收：本轮责任已经签收。责任变动后可以再签收。",
        "There is nothing to acknowledge: the present duty has been acknowledged. It can be done again once the duty changes.",
    ),
    "missing": (
        "不能办理“{move}”：缺少“{need}”。请补充后再提交。",
        "“{move}” is refused: “{need}” is missing. Fill it in and send again.",
    ),
    "bad_value": (
        "“{need}”填写的内容无法识别：“{value}”。请按提示重新填写。",
        "What was given for “{need}” cannot be understood: “{value}”. Please fill it in again as the form asks.",
    ),
    "no_measures": (
        "不能办理“{move}”：整改方案至少要有一条措施。请补充措施后再报送。",
        "“{move}” is refused: a plan has at least one measure. Add a measure and file it again.",
    ),
    "unproved": (
        "不能办理“{move}”：第 {ordinals} 条措施的完成标准还没有佐证材料。请逐条补充材料后再报请。",
        "“{move}” is refused: there is no evidence yet for the criteria of measures {ordinals}. Attach evidence to each and request again.",
    ),
    "no_evidence": (
        "不能办理“{move}”：还没有任何佐证材料。请至少上传一份材料后再报请。",
        "“{move}” is refused: there is no evidence at all. Attach at least one file and request again.",
    ),
    "recognise_completed": (
        "不能认定为“已完成”：完成由核验环节认定。请由责任单位报请销号，经核验通过后自动记为已完成。",
        "It cannot be recognised as completed: only verification does that. Have the unit request strike-off; passing the check makes it completed.",
    ),
    "gate_missing": (
        "不能办理“{move}”：“{gate}”还没有通过。请先由{hands}办理。",
        "“{move}” is refused: “{gate}” has not been passed. It has to be passed by the {hands} first.",
    ),
    "no_gate_left": (
        "不能办理“{move}”：各环节都已通过。下一步是“销号”。",
        "“{move}” is refused: every step has been passed. The next move is to strike the item off.",
    ),
    "moved_on": (
        "暂未办理“{move}”：您打开表单之后，该事项又有变动：{later}，最近一次是{person}于{on}办理。请先看清变动；填写的内容仍在，无误后可以再次提交。",
        "“{move}” was not made yet: since you opened the form the item has moved on: {later}, last by {person} on {on}. "
        "See what happened first; what you typed is kept and can be sent again.",
    ),
    "office_needed": (
        "不能变更：一次检查始终要有整改办，且须是“整改办”类的单位。请选择一个整改办。",
        "The change is refused: an inspection always has an office, and that is a unit of the kind “rectification office”. Choose one.",
    ),
    "holds_already": (
        "不必变更：自该日起“{capacity}”本来就是这样。请核对所选的单位和日期。",
        "There is nothing to change: from that day on the {capacity} is as you ask. Check the unit and the day.",
    ),
    "mandate_too_early": (
        "日期太早：原承担单位已经以“{capacity}”身份办理过，或尚未开始承担。请改为{first}或以后的日期。",
        "The day is too early: whoever was the {capacity} has acted since, or has not begun yet. Give {first} or later.",
    ),
    "future_day": (
        "日期不能晚于今天：{effective_on}尚未到来，今天是{today}。请改为今天或更早的日期。",
        "The day must not lie in the future: {effective_on} has not come, today is {today}. Give today or an earlier day.",
    ),
    "out_of_order": (
        "生效日期不能倒退：{effective_on}早于该事项上一变动的{last}。请改为{last}或以后的日期；若上一变动有误，请先办理“更正”。",
        "The effective day must not run backwards: {effective_on} is before {last}, the day of the item's last event. "
        "Give {last} or later; if that event was wrong, annul it first.",
    ),
    "checked_after": (
        "核查日期{checked_on}晚于通过日期{effective_on}。请核对两个日期。",
        "The check is dated {checked_on}, after {effective_on} on which it is to count. Please look at both days again.",
    ),
    "due_before": (
        "整改时限{due_on}早于{effective_on}。请给出{effective_on}或以后的时限。",
        "The deadline {due_on} is before {effective_on}. Give a deadline on or after {effective_on}.",
    ),
    "not_before_opening": (
        "不能承接：期初数只能用于启用日{opened_on}以前，而所给日期是{effective_on}。请改为更早的日期，或按正常程序办理销号。",
        "The opening balance is refused: it is only for days before {opened_on}, when the ledger was opened, and {effective_on} is not. "
        "Give an earlier day, or strike the item off by the usual way.",
    ),
    "opening_uncompleted": (
        "不能承接：文件说已销号，又说“{completion}”，两者不符。请核对原文，或写明其他销号依据。",
        "The opening balance is refused: it says struck off and “{completion}”, which do not go together. Look at the source again, or name another ground.",
    ),
    "past_cycle": (
        "不能更正：这条记录属于以前的轮次。以前轮次不再改动，请办理“重新立账”。",
        "It cannot be annulled: the event belongs to a past cycle. Past cycles stay as they are; reopen the item instead.",
    ),
    "would_break": (
        "不能更正：后面的“{later}”以这条记录为依据。请先更正“{later}”。",
        "It cannot be annulled: “{later}”, which came after it, rests on it. Annul “{later}” first.",
    ),
    "unexplained": (
        "不能办理“{move}”：还有 {count} 处数字不符没有说明。请逐处说明或改正后再办理。",
        "“{move}” is refused: {count} differing figures are not explained yet. Explain or mend each, then try again.",
    ),
    "content_kept": (
        "问题线索不登记内容。请只填编号、日期和去向。",
        "The content of a clue is never kept. Give its number, days and addressee only.",
    ),
    "unconfirmed": (
        "{year}年的节假日安排尚未公布，无法计算工作日。请在安排公布并录入后再算。",
        "The holidays of {year} are not announced yet, so working days cannot be counted. Try again once the arrangement is entered.",
    ),
}
