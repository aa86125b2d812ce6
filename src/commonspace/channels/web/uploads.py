"""Reading what a browser sends, without letting one large file spoil the rest."""

from typing import TYPE_CHECKING

from django.core.files.uploadhandler import FileUploadHandler, SkipFile

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile


class SizeLimit(FileUploadHandler):
    """Drops a file as soon as it exceeds a limit, and keeps reading the rest of the form.

    Attributes:
        too_large: Names of the form fields whose file was dropped, with the file's name.
    """

    def __init__(self, max_bytes: int) -> None:
        super().__init__()
        self._max_bytes = max_bytes
        self.too_large: dict[str, str] = {}

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Pass ``raw_data`` on, or drop the file it belongs to."""
        if start + len(raw_data) > self._max_bytes:
            self.too_large[str(self.field_name)] = str(self.file_name)
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> "UploadedFile[bytes] | None":
        """Leave the making of the file to the handlers that follow."""
        return None
