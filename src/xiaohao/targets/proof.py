"""所需佐证: which kind of proof a criterion asks for, and whether what is there will do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar


class Wants(StrEnum):
    """所需佐证: what shows that a criterion is met."""

    ANY = ""  # 任一材料
    DOCUMENT = "document"  # 文件
    PHOTO = "photo"  # 照片
    BEFORE_AFTER = "before_after"  # 整治前后对比照片
    READING = "reading"  # 读数


@dataclass(frozen=True, slots=True)
class Lack:
    """所缺佐证: a measure whose criterion is not proved, and what it asks for."""

    ordinal: str
    wants: str

    code: ClassVar[str] = "lacks"


def lacking(wants: Wants, kinds: Sequence[str], *, is_read: bool = False) -> bool:
    """Whether the proof that is there is not enough. `kinds` are the media types of the files that prove the measure, `is_read` whether its target was read."""
    pictures = sum(kind.startswith("image/") for kind in kinds)
    match wants:
        case Wants.DOCUMENT:
            return pictures == len(kinds)
        case Wants.PHOTO:
            return pictures < 1
        case Wants.BEFORE_AFTER:
            return pictures < 2
        case Wants.READING:
            return not is_read
        case _:
            return not kinds
