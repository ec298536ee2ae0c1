"""事项的生命: what may happen to a thing, in what order, at whose hand.

Knows order and hands: stages, gates, capacities, the tables of moves, what each leaves behind. Never knows rows, users or clocks.
Doors, of items: the words of the law; `refusals`, `check`, `open_moves`, `needs`, `hands`, `next_gate`, `outcome`, `replay`, `breaks`,
`parts_state`, `parts_given`, `turn`, `place`, `course`, `following`; of referrals and notices: `REFERRAL`, `PUBLICATION` and their words; `diagram` of any table;
the presets: `procedure`, `procedures`, `rules_from`, `as_object`, `label_pack`.
"""

from xiaohao.lifecycle.course import KIND_ASKED, KIND_DECIDED, REQUESTS, Step, course
from xiaohao.lifecycle.item import (
    ANSWERS,
    CLOSING,
    DOERS_ACTS,
    MOVES,
    NEVER_ANNULLED,
    PROVING,
    SEALING,
    hands,
    needs,
    next_gate,
    primary_hands,
)
from xiaohao.lifecycle.laws import ITEM, check, open_moves, refusals
from xiaohao.lifecycle.machine import Table, diagram
from xiaohao.lifecycle.outcome import outcome, parts_given
from xiaohao.lifecycle.past import breaks, replay
from xiaohao.lifecycle.presets import TIMES, Unsound, as_object, label_pack, procedure, procedures, rules_from
from xiaohao.lifecycle.publication import PUBLICATION, PUBLICATION_MOVES, PublicationFacts, PublicationStage
from xiaohao.lifecycle.recurring import following, months_later
from xiaohao.lifecycle.referral import (
    REFERRAL,
    REFERRAL_MOVES,
    ReferralFacts,
    ReferralStage,
    ReferralState,
    referral_needs,
    referral_outcome,
)
from xiaohao.lifecycle.standing import PLACES, least, parts_state, place, turn
from xiaohao.lifecycle.terms import (
    Cadence,
    Capacity,
    Completion,
    Counted,
    Course,
    Facts,
    Gate,
    GateKind,
    Ground,
    Move,
    Need,
    NeedKind,
    Objection,
    OnNotice,
    Point,
    Refused,
    Rules,
    Stage,
    State,
    TimeRule,
    TimeUnit,
    Track,
)

__all__ = [
    "ANSWERS", "CLOSING", "DOERS_ACTS", "ITEM", "KIND_ASKED", "KIND_DECIDED", "MOVES", "NEVER_ANNULLED", "PLACES", "PROVING", "PUBLICATION", "PUBLICATION_MOVES",
    "REFERRAL", "REFERRAL_MOVES", "REQUESTS", "SEALING", "TIMES", "Cadence", "Capacity", "Completion", "Counted", "Course", "Facts", "Gate", "GateKind",
    "Ground", "Move", "Need", "NeedKind", "Objection", "OnNotice", "Point", "PublicationFacts", "PublicationStage", "ReferralFacts", "ReferralStage",
    "ReferralState", "Refused", "Rules", "Stage", "State", "Step", "Table", "TimeRule", "TimeUnit", "Track", "Unsound", "as_object", "breaks", "check", "course",
    "diagram", "following", "hands", "label_pack", "least", "months_later", "needs", "next_gate", "open_moves", "outcome", "parts_given", "parts_state",
    "place", "primary_hands", "procedure", "procedures", "referral_needs", "referral_outcome", "refusals", "replay", "rules_from", "turn",
]  # fmt: skip
