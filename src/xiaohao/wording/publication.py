"""通报的话: what is said when a notice of our own may not go on, where it differs, and what it does not tell; Chinese and English side by side, by code."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, tuple[str, str]] = {
    "too_many_objections": (
        "今天对这一项的网上异议已达 {count} 件。请明天再提交，或按公示文本上的电话、地址反映。",
        "Today {count} objections to this item have come by this page. Send yours tomorrow, or by the telephone or address of the notice.",
    ),
    "not_a_draft": (
        "不能修改：通报现在是“{stage}”，只有起草中的可以改。请先退回起草。",
        "It cannot be changed: the notice is {stage}, and only a draft can be edited. Return it to the drafter first.",
    ),
    "not_approved": ("不能公开：通报还没有审定。请先由起草人以外的人审定。", "It cannot be published: nobody has approved it yet. Somebody other than the drafter must approve it."),
    "figures_unbound": (
        "不能继续：文中的合计数（{printed}）与台账按同一天数出的（{counted}）不一致。请重新拟稿；手写段落里不要再写截至某日的合计数。",
        "It cannot go on: the counts in the text ({printed}) are not those of the ledger for the same day ({counted}). Compose it anew;"
        " paragraphs written by hand must not state counts as of a day.",
    ),
    "ledger_moved": (
        "不能继续：文稿不再是台账按同一天、同一处日志得出的文字，或者所依据的记录后来被更正。请退回起草，保存一次，重新核对。",
        "It cannot go on: the text is no longer what the ledger yields for the same day and the same place in the journal, or a record that it rests on was annulled since."
        " Return it, save it once, check it again.",
    ),
    "notice_superseded": ("不能更正：第{number}号通报已被更正，或不属于这次检查。请更正最新的一份。", "It cannot be superseded: notice {number} was superseded already, or belongs to another inspection. Supersede the newest one."),
    "nothing_by_then": (
        "不能拟稿：到{as_of}为止，台账里还没有这次检查的事项。请选晚一些的日子，或先录入反馈意见。",
        "It cannot be composed: by {as_of} the ledger holds no item of this inspection. Choose a later day, or take in the findings first.",
    ),
    "no_such_difference": ("不能说明：文稿里已没有这处差异。请刷新页面，看现有的差异。", "It cannot be explained: the draft no longer holds this difference. Load the page again to see those that stand."),
    "words_not_found": (
        "不能隐去：文稿的事项部分没有“{words}”。请照原文逐字填写。",
        "It cannot be withheld: the items of the draft do not hold the words {words}. Copy them exactly as they stand.",
    ),
    "number_taken": ("编号“{number}”已经登记过，或在表中重复。没有登记任何一件，请核对后重试。", "The number {number} is taken, or stands twice in the list. Nothing was entered; check the list and try again."),
    "of_another_inspection": (
        "不能登记：所选事项（{numbers}）不属于这次检查。请只选本次检查的事项。",
        "It cannot be recorded: the items chosen ({numbers}) belong to another inspection. Choose items of this one.",
    ),
    "answered_already": ("不能再登记答复：第{number}号督办单已于{on}答复。如有补充，请另行登记。", "It cannot be answered again: order {number} was answered on {on}. Record what is new by itself."),
    "next_unexplained": (
        "还有 {count} 处不符没有说明，逐处说明之后才能核对。",
        "Differing figures without an explanation: {count}. The figures can be checked once each of them has one.",
    ),
    "next_own_work": ("您参与了起草，“{move}”由没有参与起草的人办理。", "You took part in drafting; “{move}” is for somebody who did not."),
    "next_not_your_move": ("下一步“{move}”由{hands}办理。", "Next comes “{move}”, by the {hands}."),
    "reads_otherwise": (
        "第（{number}）条印出的文字与读回的不同：印的是“{stated}”，读出“{computed}”。",
        "Item {number} does not read back as it is printed: printed {stated}, read {computed}.",
    ),
    "withheld_duty": ("责任领导、联络员等个人信息：只在台账内部使用。", "Leaders, liaisons and other personal details: kept inside the ledger."),
    "withheld_clue": ("移交的问题线索{count}件：内容和件数都不对外公布。", "{count} clues referred: neither their content nor their number is told to the public."),
    "withheld_clues": ("移交的问题线索：内容和件数都不对外公布。", "Clues referred: neither their content nor their number is told to the public."),
    "withheld_petition": ("信访件的内容和来信来访人：只公布件数（{count}件）。", "Content and senders of petitions: only their number ({count}) is told."),
    "withheld_name": ("人名{count}处：以“某”代替。", "Names of persons, {count} places: a placeholder stands for each."),
    "withheld_number": ("身份证件、手机、银行账户、车牌等号码{count}处：隐去。", "Numbers of identity papers, mobile telephones, accounts and plates, {count} places: left out."),
    "withheld_words": ("按起草人要求隐去字句{count}处：{why}。", "Words left out at the drafter's wish, {count} places: {why}."),
}  # fmt: skip
