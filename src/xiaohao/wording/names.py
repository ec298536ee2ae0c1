"""名称: the words for moves, needs, hands and kinds, Chinese and English side by side. Stages and completions have local words: label packs."""

from __future__ import annotations

from collections.abc import Mapping

Names = Mapping[str, tuple[str, str]]

MOVES: Names = {
    "admit": ("立账", "Admit"),
    "assign": ("明确责任", "Assign"),
    "acknowledge": ("签收", "Acknowledge"),
    "plan": ("报整改措施", "File measures"),
    "report_progress": ("报送进展", "Report progress"),
    "recognise": ("认定进度", "Recognise progress"),
    "claim_completion": ("报请销号", "Request strike-off"),
    "pass_gate": ("核验通过", "Pass the check"),
    "return_for_work": ("退回整改", "Return for work"),
    "strike_off": ("销号", "Strike off"),
    "reopen": ("重新立账", "Reopen"),
    "annul": ("更正", "Annul"),
    "follow_parts": ("随分项变动", "Follow the parts"),
    "change_mandate": ("变更承担单位", "Change who acts"),
    "accept": ("受理", "Accept"),
    "take_up": ("着手办理", "Take up"),
    "conclude": ("办结", "Conclude"),
    "conclude_stage": ("阶段性办结", "Conclude for now"),
    "send_back": ("退回办理", "Send back"),
    "check": ("核对数字", "Check figures"),
    "approve": ("审定", "Approve"),
    "publish": ("公开", "Publish"),
    "compose": ("拟稿", "Compose"),
    "record": ("登记", "Record"),
    "order": ("督办", "Follow-up order"),
    "decline": ("不采纳", "Decline"),
    "answer": ("答复", "Answer"),
    "supersede": ("以新通报更正", "Supersede"),
    "return_draft": ("退回修改", "Return the draft"),
}
NEEDS: Names = {
    "leader": ("责任领导", "Responsible leader"),
    "lead_unit": ("牵头单位", "Lead unit"),
    "units": ("责任单位", "Responsible units"),
    "unit": ("单位", "Unit"),
    "person": ("人员", "Person"),
    "due_on": ("整改时限", "Deadline"),
    "track": ("整改类型", "Track"),
    "measures": ("整改措施", "Measures"),
    "measure": ("所证明的措施", "Measure proved"),
    "narrative": ("进展情况", "Progress made"),
    "files": ("佐证材料", "Evidence"),
    "completion": ("完成情况", "Completion"),
    "reason": ("理由", "Reason"),
    "ground": ("销号依据", "Ground"),
    "statement": ("整改情况说明", "Statement"),
    "signed_off_by": ("签批领导", "Signed off by"),
    "opinion": ("核查意见", "Opinion"),
    "checked_on": ("核查日期", "Checked on"),
    "authority": ("批准依据", "Authority"),
    "basis": ("重新立账的由来", "Basis for reopening"),
    "event": ("有误的记录", "Wrong event"),
    "capacity": ("承担", "Capacity"),
    "struck_off_on": ("销号日期", "Struck off on"),
    "opening": ("期初数", "Opening balance"),
    "effective_on": ("生效日期", "Effective on"),
    "reply": ("答复", "Reply"),
    "subject": ("事由", "Subject"),
    "words": ("字句", "Words"),
    "explanation": ("差异说明", "Explanation"),
    "successor": ("新通报", "New notice"),
}
COLUMNS: Names = {
    "number": ("编号", "Number"),
    "aspect": ("方面、类别", "Aspect"),
    "problem": ("问题", "Problem"),
    "detail": ("具体表现", "Details"),
    "task": ("整改任务", "Task"),
    "recommendation": ("建议", "Recommendation"),
    "goal": ("整改目标", "Goal"),
    "demand": ("整改要求", "Demand"),
    "measures": ("整改措施", "Measures"),
    "progress": ("整改情况", "Progress"),
    "completion": ("完成情况", "Completion"),
    "struck_off": ("销号情况", "Strike-off"),
    "track": ("整改类型", "Track"),
    "due": ("整改时限", "Deadline"),
    "when": ("完成时间（时限或已完成之日）", "Day (a deadline, or when it was done)"),
    "leader": ("责任领导", "Responsible leader"),
    "person": ("责任人", "Person responsible"),
    "contact": ("联系人", "Contact"),
    "lead_unit": ("牵头单位", "Lead unit"),
    "units": ("责任单位", "Responsible units"),
    "responsible": ("责任单位和责任人", "Units and persons"),
    "priority": ("等级", "Priority"),
    "amount": ("金额", "Amount"),
    "evidence": ("佐证材料", "Evidence"),
    "reason": ("未完成原因", "Reason"),
    "next_steps": ("下步打算", "Next steps"),
    "remark": ("备注", "Remark"),
    "aside": ("其他已知栏目", "Other known column"),
}
DIFFERENCES: Names = {
    "text": ("表述", "Words"),
    "leader": ("责任领导", "Responsible leader"),
    "lead_unit": ("牵头单位", "Lead unit"),
    "units": ("责任单位", "Responsible units"),
    "due_on": ("整改时限", "Deadline"),
    "track": ("整改类型", "Track"),
    "completion": ("完成情况", "Completion"),
    "told": ("整改情况", "What was done"),
}
# What a form says beside a field: when it is needed, what it looks like; by move and need, or by need alone.
HINTS: Names = {
    "assign.due_on": ("立行立改、限期整改必填；长期坚持可不填。", "Needed for immediate and staged work; what continues may go without."),
    "assign.leader": ("分管这项工作的领导，不从核验、巡视巡察人员中选。", "Who leads this work; nobody who verifies or inspects is offered."),
    "claim_completion.signed_off_by": (
        "牵头单位负责人或责任领导，不能是报请人自己。", "A head of the lead unit or the responsible leader; not the one who makes the request."
    ),
    "claim_completion.files": (
        "至少要有一份材料；写有完成标准的措施，逐条附上。已报送过的不必重复上传。",
        "At least one file, and one for each measure with a criterion; what was sent before counts.",
    ),
    "authority": ("例如：区委常委会会议2026年第5次、整改领导小组会议纪要第3期。", "For example: Standing committee, meeting 5 of 2026."),
    "checked_on": ("到现场或查阅材料的日期，不晚于生效日。", "When it was looked at; not after the effective day."),
    "reopen.due_on": ("新一轮的时限，不早于生效日。", "The deadline of the new cycle; not before the effective day."),
}
TRACKS: Names = {
    "immediate": ("立行立改", "Immediate"),
    "staged": ("限期整改", "Staged"),
    "continuing": ("长期坚持", "Continuing"),
}
GROUNDS: Names = {
    "rectified": ("整改到位", "Rectified"),
    "not_applicable": ("不再适用", "No longer applicable"),
    "merged": ("合并", "Merged"),
    "transferred": ("移出", "Transferred"),
    "risk_accepted": ("风险接受", "Risk accepted"),
    "closed_not_implemented": ("未落实关闭", "Closed without implementation"),
}
CAPACITIES: Names = {
    "office": ("整改办", "rectification office"),
    "leading_group": ("领导小组", "leading group"),
    "supervision_group": ("督查组", "supervision group"),
    "verifier": ("核验组", "verifier"),
    "inspecting_body": ("巡视巡察或审计机构", "inspecting body"),
    "responsible_leader": ("责任领导", "responsible leader"),
    "lead_unit": ("牵头单位", "lead unit"),
    "responsible_unit": ("责任单位", "responsible unit"),
    "supporting_unit": ("配合单位", "supporting unit"),
    "reader": ("查阅人员", "reader"),
    "public": ("公众", "public"),
    "system": ("台账自动记录", "the ledger itself"),
}
BASES: Names = {
    "look_back": ("回头看", "Look-back"),
    "complaint": ("群众反映", "Complaint"),
    "other": ("其他", "Other"),
}
DOCUMENTS: Names = {
    "progress_notice": ("整改进展情况通报", "Progress notice"),
    "feedback": ("反馈意见", "Feedback"),
    "plan": ("整改方案", "Rectification plan"),
    "ledger": ("台账", "Ledger"),
    "strike_off_notice": ("销号公示", "Notice of strike-off"),
    "audit_report": ("审计整改报告", "Audit report"),
    "bulletin": ("信访件办理情况", "Bulletin of petitions"),
    "unknown": ("未能识别的文件", "Unknown document"),
}
INSPECTIONS: Names = {
    "disciplinary": ("巡视", "Disciplinary inspection"),
    "local_disciplinary": ("巡察", "Local disciplinary inspection"),
    "audit": ("审计", "Audit"),
    "environmental": ("环保督察", "Environmental protection inspection"),
    "safety": ("安全检查", "Safety inspection"),
    "petition": ("信访督办", "Petitions"),
    "international": ("国际审计", "International audit"),
}
REFERRALS: Names = {
    "received": ("已收到", "Received"),
    "accepted": ("已受理", "Accepted"),
    "assigned": ("已交办", "Assigned"),
    "in_hand": ("正在办理", "In hand"),
    "concluded": ("已办结", "Concluded"),
}
NOTICES: Names = {
    "draft": ("起草中", "Draft"),
    "checked": ("已核对", "Checked"),
    "approved": ("已审定", "Approved"),
    "published": ("已公开", "Published"),
    "superseded": ("已被更正", "Superseded"),
}
VERDICTS: Names = {
    "agrees": ("相符", "Agrees"),
    "differs": ("不符", "Differs"),
    "cannot_tell": ("无法核对", "Cannot tell"),
}
TIMELINESS: Names = {
    "on_schedule": ("时序进度正常", "On schedule"),
    "near_due": ("临近时限", "Near due"),
    "behind": ("进度滞后", "Behind"),
    "overdue": ("逾期", "Overdue"),
    "extended": ("已延期", "Extended"),
}
