"""格式: documents that are no text files, each drawn into plain text by a process of its own, with limits of memory and time.

`drawn(kind, raw, name, limits)` runs `alone.py KIND` (`python -m xiaohao.notice.formats KIND` without the rules) and takes what it draws; a module here is one kind, with one function
`draw(raw, name, limits) -> (Drawn, media type)`. Whatever becomes of that process, the answer is a text or one reason why not.
"""

from xiaohao.notice.formats.worker import drawn

__all__ = ["drawn"]
