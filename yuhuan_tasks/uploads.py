"""Uploads on their way to a view: a file that could not be put down ends the request, after all
that was typed beside it has been read, so that it can be given back."""

import contextlib
from collections.abc import Callable
from typing import Any

from django.core.files.uploadhandler import SkipFile, TemporaryFileUploadHandler
from django.http import HttpRequest, HttpResponse


class OnDisk(TemporaryFileUploadHandler):
    """Django's handler of big files. Where the disk is full, the file is let go and the rest of the
    form is read; the error waits in `request.lost_uploads`."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        try:
            super().new_file(*args, **kwargs)
        except OSError as error:
            self.let_go(error)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        try:
            super().receive_data_chunk(raw_data, start)
        except OSError as error:
            self.let_go(error)

    def file_complete(self, file_size: int) -> Any:
        try:
            return super().file_complete(file_size)  # writes what was waiting
        except OSError as error:
            self.note(error)
            return None

    def let_go(self, error: OSError) -> None:
        self.note(error)
        raise SkipFile

    def note(self, error: OSError) -> None:
        """Keep the error for later. Closing the file writes too; the second time it has nothing
        left to write."""
        request: Any = self.request
        request.lost_uploads = {**lost_uploads(request), self.file_name: error}
        with contextlib.suppress(OSError, AttributeError):
            self.file.close()


class WholeUploads:
    """Ends a request whose file did not arrive, before a view takes it for one without a file."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: Any) -> None:
        if request.method == "POST":
            request.POST  # noqa: B018  reads the form, files included
        for error in lost_uploads(request).values():
            raise error


def lost_uploads(request: Any) -> dict[str, OSError]:
    """{name: why} of the files of a request that could not be put down."""
    lost: dict[str, OSError] = getattr(request, "lost_uploads", {})
    return lost
