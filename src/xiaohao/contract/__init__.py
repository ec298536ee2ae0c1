"""通报格式: the published format `xiaohao.notice/1`, as scripts and sheets rely on it.

Knows how a notice, its figures and checks stand in one JSON object. Never knows how they were found.
Doors: `as_object`, `as_record`, `Lines`, `SCHEMA_FILE`.
"""

from xiaohao.contract.objects import FORMAT, SCHEMA_FILE, as_object
from xiaohao.contract.record import Lines, as_record

__all__ = ["FORMAT", "SCHEMA_FILE", "Lines", "as_object", "as_record"]
