"""django-import-export's view of a document: any file the readers know, as one table."""

import tablib
from import_export.formats.base_formats import Format

from assignments.intake.stored import dataset_of, read_bytes, rows_of


class NoticeFormat(Format):
    """A notice, a sheet or a saved page. `filename` tells the readers what the bytes are."""

    def __init__(self, encoding=None, filename: str = "notice.txt"):
        self.encoding = encoding
        self.filename = filename

    def get_title(self) -> str:
        return "公文、表格或网页"

    def can_import(self) -> bool:
        return True

    def create_dataset(self, in_stream: bytes) -> tablib.Dataset:
        """The document's rows. Raises UnreadableDocument with a Chinese message."""
        return dataset_of(rows_of(read_bytes(in_stream, self.filename), {}))
