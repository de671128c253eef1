"""What people type or paste is mended before anything reads it: boxes, addresses, names of
files."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.request import UnreadablePostError

from assignments.rules.characters import clean_text, clean_typed

# boxes with this in their name hold no text: old passwords stay as they were typed
PASSWORD = "password"


def mended(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Each form would have to mend its own boxes, and the next one would forget it. NUL stays in a
    box, so that the form can say it and give back what was typed; a search only leaves it out."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.COOKIES = {
            name: clean_text(text) for name, text in request.COOKIES.items()
        }
        request.GET = mend(request.GET, clean_text)
        if request.method == "POST":
            mend_posted(request)
        return get_response(request)

    return middleware


def mend_posted(request: HttpRequest) -> None:
    try:
        posted, files = request.POST, request.FILES
    except UnreadablePostError:  # who sent it is gone; the form is empty from here on
        return
    request.POST = mend(posted, clean_typed)
    for _, sent in files.lists():
        for file in sent:
            file.name = clean_text(file.name or "")


def mend(
    query: QueryDict, clean: Callable[[str], str]
) -> Any:  # the stubs know one that none can make
    """The same query with every text mended; itself where nothing is to mend."""
    wanted = {
        name: texts if PASSWORD in name else [clean(text) for text in texts]
        for name, texts in query.lists()
    }
    if wanted == dict(query.lists()):
        return query
    mended = QueryDict(mutable=True, encoding=query.encoding)
    for name, texts in wanted.items():
        mended.setlist(name, texts)
    mended._mutable = False
    return mended
