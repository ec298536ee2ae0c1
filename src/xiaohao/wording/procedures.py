"""不成程序的话: why rules that an office has written are no procedure, and what would make them one. Said within "bad_procedure"."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, tuple[str, str]] = {
    "procedure_verifies_nothing": (
        "没有核验关口，任何事项都不可能认定为已完成。请至少把一道关口标为核验。",
        "No gate verifies, so nothing could ever become completed. Mark one gate at least as the one that does.",
    ),
    "procedure_gate_twice": (
        "有两道关口的代号相同。请改成不同的代号。",
        "Two gates have the same key. Give each its own.",
    ),
    "procedure_never_ends": (
        "没有写明由谁销号，或者“整改到位”不在销号依据之中。请补上。",
        "Nobody is named who strikes off, or “rectified” is not among the grounds. Add what is missing.",
    ),
    "procedure_nobodys_hand": (
        "公众、查阅人员和台账本身不作决定。请把关口、销号和答复申请交给有权决定的身份。",
        "The public, readers and the ledger itself decide nothing. Give gates, strike-off and answers to a hand that may decide.",
    ),
    "procedure_strange_ground": (
        "合并、拆分、移出、误报不是报请销号的依据。请从所列依据中选择。",
        "Merging, splitting, moving out and a mistaken finding are no grounds of a claim. Choose from those listed.",
    ),
    "procedure_unknown_request": (
        "答复申请一栏中有不认识的申请种类。请从所列种类中选择。",
        "Who decides is named for a kind of request that there is not. Choose from those listed.",
    ),
    "procedure_notice_without_days": (
        "有公示关口，却没有规定公示期。请填写“公示期”的天数。",
        "A gate is a public notice, and nothing says how long. Fill in the days of the notice.",
    ),
    "procedure_notice_asks": (
        "公示关口只公示已经核验的内容，不能同时作为核验关口，也不能另设所需内容或核查要点。请把这些放到另一道关口。",
        "A public notice shows what was verified: it cannot be the gate that verifies, nor ask for opinions or points of its own. Put these at another gate.",
    ),
    "procedure_time_unknown": (
        "期限规则中有不认识的、重复的，或不足一天的。请逐条核对。",
        "A time rule is unknown, stands twice, or has no day. Look at each of them.",
    ),
    "procedure_time_in_months": (
        "公示期和提前申请延期的期限不能按月计。请改用工作日或日。",
        "A notice, and the time ahead of a deadline, cannot be counted in months. Give working days or days.",
    ),
    "procedure_time_in_workdays": (
        "最长延期不能按工作日计。请改用日或月。",
        "The longest extension cannot be counted in working days. Give days or months.",
    ),
    "procedure_unreadable": (
        "有一栏没有填写，或填写的内容无法识别。请逐栏核对。",
        "Something is left empty, or what stands there cannot be understood. Look at each field.",
    ),
}
