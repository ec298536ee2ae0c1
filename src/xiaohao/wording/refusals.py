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
        "不能办理“{move}”：措施的完成标准还缺佐证：{lacking}。请逐条补充后再报请。",
        "“{move}” is refused: criteria are not proved yet: {lacking}. Attach what each asks for and request again.",
    ),
    "unreached": (
        "不能办理“{move}”：目标还没有达到：{targets}。请完成后再报请；确有原因的，在“{need}”中说明。",
        "“{move}” is refused: a target is not reached: {targets}. Reach it first, or say under “{need}” why it is claimed nevertheless.",
    ),
    "questioned": (
        "暂不办理“{move}”，请先核对：{questions}。填错的请改正；确实如此的，在“{need}”中说明原因后再提交。",
        "“{move}” is not made yet; please look again: {questions}. Mend what is wrong, or say under “{need}” why it is so, and send again.",
    ),
    "nothing_to_read": (
        "不能报送方案：“{text}”要以读数为佐证，却没有写目标。请补充目标，或另选佐证。",
        "The plan is refused: “{text}” is to be proved by readings, yet it has no target. Give it a target, or choose another proof.",
    ),
    "falls_from_nothing": (
        "不能报送方案：“{noun}”是要减少的，却没有写基数。请写明从多少减起。",
        "The plan is refused: “{noun}” is to fall, yet its base is missing. Say from how much it falls.",
    ),
    "owner_not_of_item": (
        "不能报送方案：“{text}”的承办单位不是该事项的牵头单位或责任单位。请另选单位，或先由牵头单位分办。",
        "The plan is refused: the unit that is to carry out “{text}” does not answer for the item. Choose one that does, or hand the work down first.",
    ),
    "read_ahead": (
        "读数的日期{on}晚于生效日{effective_on}。请核对两个日期。",
        "The reading is dated {on}, after {effective_on} on which the report is to count. Please look at both days again.",
    ),
    "no_evidence": (
        "不能办理“{move}”：还没有任何佐证材料。请至少上传一份材料后再报请。",
        "“{move}” is refused: there is no evidence at all. Attach at least one file and request again.",
    ),
    "evidence_expired": (
        "不能办理“{move}”：第 {ordinals} 条措施的佐证材料已过有效期。请补充仍然有效的材料。",
        "“{move}” is refused: the evidence for measures {ordinals} has expired. Add evidence that is still valid.",
    ),
    "all_expired": (
        "不能办理“{move}”：佐证材料都已过有效期。请补充仍然有效的材料。",
        "“{move}” is refused: all the evidence has expired. Add evidence that is still valid.",
    ),
    "one_version": (
        "“{move}”一次只换一份材料。请只选一个文件；其他材料请另行补充。",
        "“{move}” takes one file, the new version of one. Choose a single file and add others as evidence of their own.",
    ),
    "file_kind": (
        "“{name}”的内容不是可以接收的类型。可接收：{allowed}。请转换后再上传。",
        "What is in “{name}” is of a kind that is not taken. These are: {allowed}. Convert it and upload it again.",
    ),
    "file_not_as_named": (
        "“{name}”的扩展名与内容不符：内容是{allowed}。请核对文件，改正扩展名后再上传。",
        "“{name}” is not what its name says: in it: {allowed}. Check the file, correct its ending and upload it again.",
    ),
    "picture_too_large": (
        "“{name}”的像素超过上限（{limit_mp} 百万）。请缩小图片后再上传。",
        "“{name}” has more pixels than the {limit_mp} million that are taken. Make the picture smaller and upload it again.",
    ),
    "file_infected": (
        "“{name}”未通过病毒检查（{virus}），没有保存。请在本机杀毒后换一份文件。",
        "“{name}” did not pass the virus scan ({virus}) and was not kept. Clean it and send another file.",
    ),
    "scanner_away": (
        "病毒检查暂时没有应答，“{name}”没有保存。请稍后再试，或请管理员检查。",
        "The virus scanner does not answer, so “{name}” was not kept. Try again later, or ask the administrator to look.",
    ),
    "file_damaged": (
        "“{name}”早已保存过，但库里的那一份已被改动（摘要 {sha256}）。请立即告知管理员。",
        "“{name}” was kept before, and what stands in the store is no longer what was sent (digest {sha256}). Tell the administrator at once.",
    ),
    "cannot_strip": (
        "“{name}”中的隐含信息无法全部去除，不能提供公开用的副本。请另存为图片、PDF 或 Word 再上传。",
        "What “{name}” holds besides what is seen cannot all be taken off, so there is no copy for publication. Save it as a picture, PDF or Word file and upload that.",
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
        "“{need}”不能晚于生效日期：所填{checked_on}晚于{effective_on}。请核对两个日期。",
        "“{need}” must not lie after the effective day: {checked_on} is after {effective_on}. Please look at both days again.",
    ),
    "due_before": (
        "“{need}”太早：所填{due_on}早于{effective_on}。请给出{effective_on}或以后的日期。",
        "“{need}” is too early: {due_on} is before {effective_on}. Give {effective_on} or a later day.",
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
    "gate_by_notice": (
        "不能办理“{move}”：这一环节“{gate}”以公示的方式通过。请办理“公示”，期满无未答复的异议后办理“结束公示”。",
        "“{move}” is refused: the step “{gate}” is passed by a public notice. Put it on notice, and end the notice when its days are over.",
    ),
    "not_this_gate": (
        "不能办理“{move}”：目前的环节是“{gate}”。请先办理这一环节。",
        "“{move}” is refused: the step that stands next is “{gate}”. Pass that one first.",
    ),
    "not_reported_up": (
        "不能办理“{move}”：“{gate}”要以上级的答复为据，还没有登记上报。请先办理“上报申请销号”，收到答复后再办理。",
        "“{move}” is refused: “{gate}” rests on the answer of the higher body, and no application to it is recorded. Record it first.",
    ),
    "point_unmet": (
        "不能办理“{move}”：核查要点“{points}”不符合。请办理“退回整改”，整改后重新报请。",
        "“{move}” is refused: “{points}” on the check-list is not met. Return the item for work; it can be claimed again.",
    ),
    "request_pending": (
        "不能办理“{move}”：已有一份同类申请等待答复。请等待答复，或先撤回原申请。",
        "“{move}” is refused: a request of this kind still waits for its answer. Wait for it, or withdraw it first.",
    ),
    "no_request": (
        "不能办理“{move}”：没有等待答复的申请或异议。请先核对该事项的变动记录；有新的申请或异议后再办理。",
        "“{move}” is refused: no request and no objection waits for an answer. See the item's history; it can be made once there is one.",
    ),
    "no_such_request": (
        "不能办理“{move}”：所选的申请或异议不存在，或已经答复。请从列出的记录中选择。",
        "“{move}” is refused: the request or objection that was chosen is none, or has its answer. Choose one of those listed.",
    ),
    "request_open": (
        "不能办理“{move}”：还有申请没有答复：{requests}。请等待答复，或先撤回申请。",
        "“{move}” is refused: something asked for waits for its answer: {requests}. Wait for it, or withdraw the request first.",
    ),
    "no_plan_filed": (
        "不能办理“{move}”：没有等待审定的方案。请由牵头单位先报整改措施。",
        "“{move}” is refused: no plan waits for approval. The lead unit has to file its measures first.",
    ),
    "plan_not_approved": (
        "不能办理“{move}”：整改方案还没有审定。请先由整改办审定方案。",
        "“{move}” is refused: the plan has not been approved. Have the office approve it first.",
    ),
    "no_deadline": (
        "不能办理“{move}”：该事项没有整改时限，不存在延期。需要时限的，请整改办在“明确责任”中填写。",
        "“{move}” is refused: the item has no deadline to move. Where it should have one, the office sets it as it assigns.",
    ),
    "asked_too_late": (
        "不能办理“{move}”：延期须在时限前至少 {count} {unit}提出，距时限{due_on}已不足 {count} {unit}。"
        "请抓紧整改并如实报送进展；需要长期推进的，可申请转为长期坚持。",
        "“{move}” is refused: an extension is asked for at least {count} {unit} before the deadline, and {due_on} is nearer than that. "
        "Report what was done; what takes years may be made continuing.",
    ),
    "extended_enough": (
        "不能办理“{move}”：按程序本轮最多延期 {times} 次，已经用完。需要长期推进的，请申请转为长期坚持；否则请如实报告未完成原因。",
        "“{move}” is refused: the procedure lets a deadline be moved {times} times, and that is done. Ask to make it continuing, or say why it is late.",
    ),
    "not_later": (
        "不能办理“{move}”：新的时限须晚于现时限{due_on}。请另填日期。",
        "“{move}” is refused: the new deadline has to lie after {due_on}. Give another day.",
    ),
    "extended_too_far": (
        "不能办理“{move}”：按程序，每次最多延长 {count} {unit}（现时限是{due_on}），所填日期超出。请另填较早的日期。",
        "“{move}” is refused: the procedure lets a deadline be moved by {count} {unit} at most, from {due_on} on. Give an earlier day.",
    ),
    "notice_short": (
        "不能办理“{move}”：按工作日历，所给的公示期只有 {counted} {unit}，程序要求 {wanted} {unit}。请推后公示末日。",
        "“{move}” is refused: by the calendar the notice has {counted} {unit}, and the procedure asks for {wanted}. Give a later last day.",
    ),
    "notice_running": (
        "不能办理“{move}”：公示到{ends_on}为止（含异议期间停计的天数）。请在次日或以后办理。",
        "“{move}” is refused: the notice runs to {ends_on}, with the days on which an objection stopped its clock. End it on a day after.",
    ),
    "objection_open": (
        "不能办理“{move}”：还有 {count} 件公示异议没有答复。请逐件核查并答复。",
        "“{move}” is refused: {count} objections are not answered yet. Look into each and answer it.",
    ),
    "objection_upheld": (
        "不能办理“{move}”：有公示异议经核查成立。请办理“退回整改”。",
        "“{move}” is refused: an objection was upheld. Return the item for work.",
    ),
    "changed_since_claim": (
        "不能办理“{move}”：报请以后内容有变动：{changed}。报请什么就核验什么，请退回后重新报请。",
        "“{move}” is refused: since the claim something has changed: {changed}. What is passed is what was claimed: return it, and have it claimed again.",
    ),
    "split_in_two": (
        "不能办理“{move}”：拆分后至少要有两项。请补充后再提交。",
        "“{move}” is refused: an item is split into two at least. Add another and send again.",
    ),
    "not_below": (
        "不能办理“{move}”：只能分办给本单位的下级单位。请另选单位；需要其他单位参与的，请整改办明确责任。",
        "“{move}” is refused: work is handed down to units below your own. Choose one of them; for any other unit, ask the office to assign it.",
    ),
    "not_of_item": (
        "所选的“{need}”不属于该事项，或已经结束。请从列出的内容中选择。",
        "What was chosen for “{need}” is not of this item, or has ended. Choose one of those listed.",
    ),
    "nothing_there": (
        "不能办理“{move}”：该事项没有可选的“{need}”。不必办理。",
        "“{move}” is refused: the item has no “{need}” to choose. There is nothing to be done.",
    ),
    "calendar_not_yours": (
        "不能改动工作日历：工作日历由整改办和管理员维护，您今天没有整改办的任职。请转请整改办办理。",
        "This is refused: the calendar is kept by the rectification office and by administrators, and you hold no post there today. Ask the office.",
    ),
    "calendar_reason": (
        "不能改动{day}：没有写明缘由和依据。请写明是谁安排的、依据什么文件。",
        "{day} is not changed: no reason is given. Say who arranged it so, and by which document.",
    ),
    "day_as_it_is": (
        "不必修改：{day}本来就是这样。请核对日期。",
        "There is nothing to change: {day} is so already. Check the day.",
    ),
    "day_not_set": (
        "没有可以撤回的设置：{day}按国务院安排执行，没有另行设置。请核对日期。",
        "There is nothing to take back: {day} is as the State Council arranged it. Check the day.",
    ),
    "day_set_here": (
        "{day}已在本机另行设置，恢复为国务院安排的，撤回该设置即可。",
        "{day} is set here already. To have it as the State Council arranged it, take that setting back.",
    ),
    "year_known": (
        "{year}年的安排已在日历中。需要改动的，请逐日修改；录入有误的，撤回后重新录入。",
        "The arrangement of {year} is in the calendar already. Change single days; if it was entered wrongly, take it back and enter it anew.",
    ),
    "year_not_entered": (
        "没有可以撤回的安排：{year}年的安排不是在本机录入的，或已经撤回。请刷新页面核对。",
        "There is nothing to take back: the arrangement of {year} was not entered here, or was taken back already. Reload the page and look again.",
    ),
    "not_an_arrangement": (
        "无法识别这份安排：{fault}。",
        "This arrangement cannot be understood. {fault}.",
    ),
    "bad_procedure": (
        "这样的程序不能成立：{fault}。修改后再保存。",
        "These rules do not hold together. {fault}. Then save again.",
    ),
    "same_rules": (
        "与现行版本完全相同，没有新的内容可以保存。请先修改。",
        "This is the version that stands already: there is nothing to save. Change something first.",
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
