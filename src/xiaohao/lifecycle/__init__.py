"""事项的生命: what may happen to a thing, in what order, at whose hand.

Knows order and hands: stages, gates, capacities, the tables of moves, what each leaves behind. Never knows rows, users or clocks.
Doors, of items: the words of the law; `refusals`, `check`, `open_moves`, `needs`, `hands`, `next_gate`, `outcome`, `replay`, `breaks`,
`parts_state`, `parts_given`, `turn`, `place`; of referrals and notices: `REFERRAL`, `PUBLICATION` and their words; `diagram` of any table;
the presets: `procedure`, `procedures`, `rules_from`, `as_object`, `label_pack`.
"""

from xiaohao.lifecycle.course import KIND_ASKED, KIND_DECIDED, REQUESTS, Step, course
from xiaohao.lifecycle.item import DOERS_ACTS, MOVES, NEVER_ANNULLED, PROVING, SEALING, hands, needs, next_gate, primary_hands
from xiaohao.lifecycle.laws import ITEM, check, open_moves, refusals
from xiaohao.lifecycle.machine import Table, diagram
from xiaohao.lifecycle.outcome import outcome, parts_given
from xiaohao.lifecycle.past import breaks, replay
from xiaohao.lifecycle.presets import as_object, label_pack, procedure, procedures, rules_from
from xiaohao.lifecycle.publication import PUBLICATION, PUBLICATION_MOVES, PublicationFacts, PublicationStage
from xiaohao.lifecycle.recurring import months_later
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
    "DOERS_ACTS", "ITEM", "KIND_ASKED", "KIND_DECIDED", "MOVES", "PLACES", "PROVING", "REQUESTS", "SEALING", "NEVER_ANNULLED", "Cadence", "Counted", "Course", "GateKind", "Objection",
    "OnNotice", "Point", "TimeRule", "TimeUnit", "course", "months_later", "primary_hands",
    "PUBLICATION", "PUBLICATION_MOVES", "REFERRAL", "REFERRAL_MOVES", "Capacity", "Completion", "Facts", "Gate", "Ground",
    "Move", "Need", "NeedKind", "PublicationFacts", "PublicationStage", "ReferralFacts", "ReferralStage", "ReferralState", "Refused", "Rules", "Stage",
    "State", "Step", "Table", "Track", "as_object", "breaks", "check", "diagram", "parts_given", "hands", "label_pack", "least", "needs", "next_gate",
    "open_moves", "outcome", "parts_state", "place", "procedure", "procedures", "referral_needs", "referral_outcome", "refusals", "replay",
    "rules_from", "turn",
]  # fmt: skip
