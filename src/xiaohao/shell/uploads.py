"""收件的上限: a file that is too large stops being taken in as soon as that is known; nothing of it fills the disk."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

DROPPED = "xiaohao.too_large"


def too_large(request: HttpRequest) -> str:
    """The name of a file that was dropped on its way in; empty when all were taken."""
    return str(request.META.get(DROPPED, ""))


class Limited(FileUploadHandler):
    """Stands before Django's own handlers. A file over the limit is dropped, and `too_large(request)` names it."""

    taken = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """The count begins anew with each file."""
        super().new_file(*args, **kwargs)
        self.taken = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Hand the bytes on while they are within the limit."""
        self.taken += len(raw_data)
        if self.taken > settings.UPLOAD_LIMIT:
            if self.request is not None:
                self.request.META[DROPPED] = self.file_name or ""
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> UploadedFile[Any] | None:
        """The next handler makes the file."""
        return None
