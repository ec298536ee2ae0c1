"""列名: the words that stand at the head of a column, and what such a column holds.

A head is known by its whole words, after space, brackets and what is put before or behind out of habit are taken away; never by a character in it.
The forms are those of rectification ledgers, audit follow-up, hazard and letter lists, and the recommendation lists of English auditors.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from xiaohao.notice.folding import folded

# What a column may hold. All but those that Item has a field for are known so that they are no questions: an office may name any of them for a head.
ROLES = (
    "number", "aspect", "problem", "detail", "task", "recommendation", "goal", "demand", "measures", "progress", "completion", "struck_off", "track", "due", "when",
    "leader", "person", "contact", "lead_unit", "units", "responsible", "priority", "amount", "evidence", "reason", "next_steps", "remark", "aside",
)  # fmt: skip
LONGEST = 40  # characters; a longer cell is no head
BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|〔[^〔〕]*〕|<[^<>]*>")
SPACE = re.compile(r"\s+")
PLAIN = re.compile(r"[^a-z0-9#]")  # what stands between English words
EDGES = "*:;,.、。★☆-_/"

BY = (  # who found it, how, and how it is called: words that stand before 问题 and do not change what the column is
    r"(?:本次|此次|本轮|上级|中央|省委?|市委?|区委?|县委?|党委|党组|纪委|第[一二三四五六七八九十\d]+[轮批次]|巡视|巡察|审计|督察|督导|督查|考核|环保|生态环境|专项|检查|排查|自查|核查|抽查"
    r"|安全|生产|消防|整改|反馈|移交|交办|转办|下发|通报|查出|发现|查摆|指出|提出|存在|反映|涉及|意见|组|的|所|主要|突出|共性|个性|典型|有关|相关|违规|违纪|违法)*"
)
WHO = r"(?:整改|主要|具体|直接|主体|落实|承办|实施|执行|包保|挂牌)*"
BODY = r"(?:单位|部门|科室|处室|股室|机构)"
WORDS: tuple[tuple[str, str], ...] = (  # in order: the first whose shape is the whole head decides
    ("number", r"(?:问题|隐患|整改|项目|任务|清单|台账|反馈|销号|原|总|事项|受理|交办|信访件?|举报件?|案件|流水)*(?:序号|编号|编码|项号|件号|顺序号)"
               r"|(?:item|finding|issue|rec|recommendation|observation|action|ref|reference|audit|serial|s|sr|report|poam|weakness|risk|control)?(?:no|nos|number|id|ref|reference|#|code)|sn"),
    ("next_steps", r"(?:下一?步|后续|今后)(?:的)?(?:工作|整改|推进)?(?:打算|计划|措施|安排|工作|举措|思路|要求)(?:及时限|安排)?|nextsteps?"),
    ("reason", r"(?:尚?未|没有|未能)(?:按期|按时|全部)?(?:完成|整改|整改到位|整改完成|完成整改|办结|销号)(?:的)?(?:主要)?(?:原因|事由)(?:说明|分析)?"
               r"|(?:主要|产生|问题)?原因(?:分析)?|(?:存在的?)?困难(?:及原因|和原因|问题)?|reasons?(?:fordelay)?|rootcauses?|causes?"),
    ("evidence", r"(?:整改|相关|附件|支撑|印证|证明|佐证|完成)*(?:佐证|证明|支撑|印证|备查|支撑性)(?:材料|资料|附件|文件)(?:清单|目录|名称|编号)?|附件(?:材料|清单)?|evidence"
                 r"|supporting(?:documents?|evidence)"),
    ("struck_off", r"(?:是否|已|申请|同意|可|能否|计划)*销号(?:情况|状态|与否|意见|结果|时间|日期|文号|编号)?|dateclosed|closed(?:on|date)|closuredate"),
    ("track", r"整改(?:类型|类别|分类|方式|性质|形式|时效)|(?:完成|时限)类型"),
    ("priority", r"(?:隐患|风险|问题|事件)?(?:等级|级别|严重程度|风险程度|重要程度|优先级)|(?:risk)?(?:priority|rating|severity|ranking)(?:level|rating)?|risk(?:level|rating)?|significance"),
    ("completion", r"(?:整改)?完成(?:情况|状态|与否)|整改(?:状态|与否|完成情况|完成状态|到位情况|落实状态|是否到位|是否完成)|(?:目前|当前|问题|任务|办理|办结|进展|进度|落实|工作|销号)?状态"
                   r"|是否(?:已经?|均|全部)?(?:按期|按时)?(?:完成|整改|落实|办结|到位|解决)(?:整改|到位|完成|完毕|落实|落实到位)*|办结(?:情况|状态|与否)"
                   r"|(?:current|implementation|overall|action|recommendation|completion)?status"),
    ("detail", r"(?:BY)(?:问题|隐患|事项)?(?:的)?(?:具体表现|主要表现|表现形式|具体情形|具体情况|突出表现)(?:形式)?|(?:BY)具体(?:问题|事项)(?:表现|描述|内容)?|具体内容"
               r"|(?:BY)(?:问题|隐患|事实|情况)(?:的)?(?:具体)?(?:描述|摘要|表现|详情|详述|表现形式)|(?:details?|description)(?:of(?:the)?(?:finding|issue|observation)s?)?"
               r"|(?:finding|issue|observation)(?:details?|description)"),
    ("goal", r"(?:整改|工作|阶段性?|预期|任务|完成)*(?:目标|目标任务|任务目标|目标要求|目标及要求|整改标准|验收标准|完成标准)|objectives?"),
    ("task", r"(?:整改|工作|重点|主要|年度)*(?:任务|整改事项|任务内容|任务名称|整改内容)|事项(?:名称|内容)?|整改任务及?内容"),
    ("problem", r"(?:BY)(?:问题|隐患|不足|短板)(?:和不足|及不足|及隐患|与不足|隐患)?(?:清单|内容|名称|事项|要点|原文|表述|概述|概况|简述|情况|基本情况|及表现)?|(?:BY)反馈意见(?:原文|内容)?"
                r"|(?:信访|举报|投诉|反映|交办|受理|转办)(?:件)?(?:的)?(?:主要)?(?:内容|事项|问题(?:基本情况)?|基本情况)"
                r"|(?:audit|key|review)?(?:findings?|issues?|observations?|problems?|weakness(?:es)?|deficienc(?:y|ies)|exceptions?)(?:summary|title|identified|raised|noted)?"),
    ("aspect", r"(?:存在|问题|反馈|涉及|所属|整改|巡察|巡视|具体)*方面|(?:问题|工作|所属|涉及)?(?:领域|板块)|(?:问题|隐患|风险|反馈问题|违规)?(?:类别|类型|分类|大类|种类|性质)"
               r"|category|area|theme"),
    ("recommendation", r"(?:审计|整改|处理|检查|工作|监督|监管|对策|意见)*建议(?:意见|内容)?|意见建议|(?:audit)?recommendations?(?:summary|text|made)?"),
    ("demand", r"(?:整改|处理|监管|工作|具体|审计|督办)*(?:要求|整改意见|处理意见|审计意见)(?:及建议|和建议|建议)?"),
    ("due", r"(?:整改|计划|拟|要求|预计|规定|办理|办结|完成|限期|限定|目标|承诺|应|最后|原定|完成整改|任务|反馈)*"
            r"(?:时限|期限|截止时间|截止日期|截止日|到期日|到期时间|时间要求|时间节点|时限要求|时限安排)"
            r"|(?:整改)?(?:计划|拟|要求|预计|预定|限定|承诺|应)(?:整改|办结)?(?:完成|办结|整改)(?:的)?(?:时间|日期)|计划(?:整改)?时间|限期(?:整改)?(?:时间|日期)"
            r"|(?:original|revised|agreed|current|target|planned|estimated|expected|proposed)?(?:due|target|implementation|completion|targetcompletion|targetimplementation|resolution)(?:date|by)?"
            r"|deadline|timeline|timeframe|targetdate|bywhen"),
    ("when", r"(?:整改)?(?:完成|办结|落实|整改)(?:整改)?(?:时间|日期)|(?:完成)?时间|date|target|(?:completed|completion)on"),
    ("aside", r"(?:实际|已|最终)(?:整改)?(?:完成|办结)(?:时间|日期)|actual(?:completion|implementation)?date|date(?:completed|implemented|raised|issued|reported|identified)"),
    ("lead_unit", r"(?:整改)?(?:牵头|主责|主办|第一责任)(?:责任|整改|负责)?(?:BODY)|牵头责任BODY|lead(?:agency|department|unit|office)"),
    ("units", r"WHO(?:责任|配合|协办|协同|协助|参与|参加|实施|整改责任|整改|承办|落实|督办整改)(?:责任|整改)?(?:BODY|主体|BODY[/、及和或]?BODY)"
              r"|(?:action|risk)?owners?|responsible(?:party|parties|persons?|official|officer|department|unit|manager|office|individual|owner|team|entity|staff)?"
              r"|responsibility|assignedto|bywhom?|accountable(?:officer|person)?|lead|(?:action|lead)officer|department|division|business(?:unit|area)"),
    ("leader", r"(?:整改|问题|督办|主要|第一责任|责任|分管|包案|牵头|包保|包联|包抓|挂钩|挂点|联系|主管|县级|区级|市级|厅级|处级|校级|院级|县|区|市|校|局|委)*领导(?:干部)?(?:姓名)?|包案人"),
    ("person", r"WHO(?:第一|部门|单位|整改)*(?:责任人|负责人|责任人员|责任人姓名)(?:姓名)?"),
    ("contact", r"(?:责任)?(?:联系人|联络员|经办人|填报人|承办人)(?:及)?(?:姓名|电话|联系方式|联系电话)*|(?:联系)?电话|联系方式|手机号?码?"),
    ("measures", r"(?:拟|已|将|采取|主要|重点|具体|工作|整改|防范|管控|治理|处置|落实|推进|问题|计划|的)*(?:措施|举措|对策|方案|整改办法)(?:内容|名称|及要求|及计划)?|整改计划"
                 r"|(?:agreed|management|auditee|agency|client|unit|corrective|planned|proposed|remedial|mitigating|required|audit)*(?:actions?|actionplans?|actionsrequired|responses?|comments?andactions?|measures|remediation(?:plan)?)"
                 r"|milestones?|correctiveactionplan"),
    ("progress", r"(?!问题[及和与])(?:截[至止][^,]{1,14}?)?(?:目前|当前|最新|阶段性?|已|问题|项目|任务|本月|本期|本季度|整改|落实|工作|办理|处理|处置|推进|完成|核处|查处|反馈|措施|和|及|与|的)*"
                 r"(?:进展|进度|整改情况|落实情况|工作情况|办理情况|处理情况|处置情况|推进情况|进展情况|进度情况|成效|整改结果|处理结果|办理结果|整改效果|整改现状|整改落实|完成情况(?:及|和)成效|完成情况说明)"
                 r"(?:情况|成效|及成效|和成效|说明|描述|内容)?|(?:latest|current|management|status|progress|quarterly)*(?:progress|updates?|actionstaken|actiontaken)(?:todate|notes?|report)?"),
    ("amount", r"(?:涉及|涉案|问题|整改|违规|审计|查出|已整改|所需|需要|经费|投入|资金|整改到位)*(?:金额|资金|资金数|资金额|经费)(?:合计)?|amount|cost|value"),
    ("remark", r"备注|备考|说明|情况说明|其他|其它|附注|其他说明|comments?|notes?|remarks?"),
    ("aside", r"(?:被|受)(?:检查|巡察|巡视|审计|督察|督查|整改|监督)(?:单位|部门|对象|学院|村|党组织)(?:名称)?|(?:单位|部门|项目|企业|工程|场所)(?:名称)?|"
              r"(?:具体)?(?:地点|位置|部位|地址|区域|行政区域|隐患部位|所在地|乡镇|街道)"
              r"|(?:整改)?(?:前|后|前后)?(?:图片|照片)(?:资料)?|整改[前后](?:图片|照片)|(?:检查|发现|排查|反馈|复查|复核|验收|核查|交办|受理|登记|填报|审核|上报)"
              r"(?:时间|日期|人|人员|组|单位|部门|结果|结论|意见|情况|来源)"
              r"|(?:问题)?来源|(?:调查|核查|核实)+情况|污染类型|(?:定性|法规|法律|相关)?依据|(?:审计|检查|整改)?(?:通知书|决定书|报告|文件)?文号|审计项目(?:名称)?|日期|来件类型|是否属实|责任人被处理情况|问责情况|追责问责情况|audit(?:area|name|title|report)?|report(?:title|name)?"),
)  # fmt: skip
SHAPES = tuple((role, re.compile(shape.replace("BODY", BODY).replace("WHO", WHO).replace("BY", BY))) for role, shape in WORDS)
JOINED = re.compile(r"及其|[及和与、/]|并")
ORDERED = ("progress", "measures")  # of a head that names both (整改措施及进展情况) the first of these


def normalised(words: str) -> str:
    """A head's words as they are compared and saved: half-width, lower case, without space, brackets and marks at the ends."""
    bare = SPACE.sub("", folded(words)).lower()
    without = BRACKETED.sub("", bare).strip(EDGES)
    if without.isascii():
        without = PLAIN.sub("", without)
    return without or bare.strip(EDGES)


@lru_cache(maxsize=4096)
def role_of(words: str) -> str:
    """What a column holds whose head is these normalised words; empty where they are not known."""
    if not words or len(words) > LONGEST:
        return ""
    found = known(words)
    if found or words.isascii():
        return found
    parts = [known(part) for part in JOINED.split(words)]
    if len(parts) < 2 or not all(parts):
        return ""
    if len(set(parts)) == 1:
        return parts[0]
    if set(parts) <= {"units", "lead_unit", "person", "leader", "contact"}:
        return "responsible"
    return next((role for role in ORDERED if role in parts and set(parts) <= {*ORDERED, "completion", "goal", "due"}), "")


def known(words: str) -> str:
    """The role of a head that names one thing."""
    return next((role for role, shape in SHAPES if shape.fullmatch(words)), "")


def chosen(path: tuple[str, ...], columns: Mapping[str, str]) -> str | None:
    """What a person has said of this head, by all its words or by the lowest alone; None where nobody has."""
    return columns.get("/".join(path), columns.get(path[-1])) if path else None
