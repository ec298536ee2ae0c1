"""台账的表: the rows of the ledger and the truth they are the shadow of."""

from xiaohao.ledger.models.beside import Lineage, Remainder
from xiaohao.ledger.models.calendar import CalendarDay, CalendarYear
from xiaohao.ledger.models.event import Delivery, Event, EventFact, Period
from xiaohao.ledger.models.inspection import Inspection, Mandate
from xiaohao.ledger.models.intake import Intake, IntakePicture, StatedFigure
from xiaohao.ledger.models.item import Heading, Item, Responsibility, Sight
from xiaohao.ledger.models.procedure import Procedure, ProcedureVersion
from xiaohao.ledger.models.progress import Evidence, Measure, Progress, Wait
from xiaohao.ledger.models.referral import Referral
from xiaohao.ledger.models.state import STATE_COLUMNS, STATE_FIELDS, columns
from xiaohao.ledger.models.suggestion import ColumnMap, Suggestion
from xiaohao.ledger.models.target import PlanObject, Reading, Target
from xiaohao.ledger.models.tree import SignedHead, TreeLeaf, TreeNode

__all__ = [
    "STATE_COLUMNS", "STATE_FIELDS", "CalendarDay", "CalendarYear", "ColumnMap", "Delivery", "Event", "EventFact", "Evidence", "Heading", "Inspection", "Intake", "IntakePicture",
    "Item", "Lineage", "Mandate", "Measure", "Period", "PlanObject", "Procedure", "ProcedureVersion", "Progress", "Reading", "Referral", "Remainder", "Responsibility", "Sight", "SignedHead", "StatedFigure",
    "Suggestion", "Target", "TreeLeaf", "TreeNode", "Wait", "columns",
]  # fmt: skip
