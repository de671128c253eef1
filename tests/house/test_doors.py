"""Every address: closed to strangers unless listed as open, and known by one name in four
places."""

import ast
import inspect
import re
import textwrap

import pytest
from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, URLResolver, get_resolver, path
from django.views.decorators.http import require_POST

from tests.house.laws import ROOMS
from tests.house.source import ROOT

OPEN = {
    "login": "where a stranger becomes a user",
    "admin:login": "sends on to the sign-in page",
    "boards:public_livelihood": "opened by a setting; name, unit, figure and date alone",
    "boards:public_livelihood_csv": "the same as data",
    "boards:public_photo": (
        "opened by the same setting; a picture that the office has marked public"
    ),
}
"""Addresses a stranger may open, each with its reason."""

SIGN_IN = ("/accounts/login/", "/admin/login/")
SAMPLES = {
    "key": "1",
    "int": "1",
    "str": "x",
    "slug": "x",
    "path": "x",
    "uuid": "00000000-0000-4000-8000-000000000000",
}


def walk(patterns, prefix="", namespace="") -> list[tuple[str, str, URLPattern]]:
    """(name with namespace, an address, pattern) of every address below these patterns."""
    found = []
    for entry in patterns:
        where = prefix + filled(entry.pattern)
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            found += walk(entry.url_patterns, where, inner)
        else:
            found.append((f"{namespace}{entry.name or ''}", where, entry))
    return found


def filled(pattern) -> str:
    """A part of an address with a sample in each of its gaps."""
    text = str(pattern)
    if hasattr(pattern, "_route"):
        return re.sub(
            r"<(?:(\w+):)?\w+>", lambda gap: SAMPLES.get(gap[1] or "str", "x"), text
        )
    return (
        re.sub(r"\(\?P<\w+>[^)]*\)", "x", text)
        .strip("^$")
        .replace(r"\.", ".")
        .replace("\\Z", "")
    )


def open_addresses(addresses) -> set[str]:
    """The names of the addresses that ask nobody to sign in."""
    return {
        name
        for name, _, entry in addresses
        if not getattr(entry.callback, "login_required", True)
    }


ADDRESSES = walk(get_resolver().url_patterns)
ROOM_ADDRESSES = [
    (name, entry) for name, _, entry in ADDRESSES if name.split(":")[0] in ROOMS
]


def test_only_listed_addresses_are_open():
    assert open_addresses(ADDRESSES) == set(OPEN)


@pytest.mark.django_db
def test_strangers_are_sent_to_sign_in(client):
    """Asked of the running product, not of its marks: GET and POST, with and without htmx."""
    wrong = []
    for name, where, _ in ADDRESSES:
        if name in OPEN:
            continue
        for ask in (client.get, client.post):
            answer = ask("/" + where)
            if answer.status_code != 302 or not answer["Location"].startswith(SIGN_IN):
                wrong.append(f"{ask.__name__} /{where} ({name}): {answer.status_code}")
    assert len(ADDRESSES) > 10
    assert wrong == []


def test_an_open_address_would_be_found():
    @login_not_required
    def leak(request): ...

    def shut(request): ...

    addresses = walk(
        [path("leak/<int:pk>/", leak, name="leak"), path("shut/", shut, name="shut")]
    )
    assert [where for _, where, _ in addresses] == ["leak/1/", "shut/"]
    assert open_addresses(addresses) == {"leak"}


# ---- One name in four places


def rendered(view) -> set[str]:
    """The templates that a view's own lines name."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(inspect.unwrap(view))))
    texts = {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    return {text for text in texts if text.endswith(".html")}


def is_action(view) -> bool:
    """Whether a view only does something, for the page that its button stands on."""
    return "@require_POST" in inspect.getsource(inspect.unwrap(view))


def misnamed(room: str, name: str, view, root=ROOT) -> list[str]:
    """Where the view, its template or its test goes by another name than its address, or the view
    stands in another room. An action is tested with its page."""
    home, module = f"assignments.{room}", view.__module__
    if is_action(view):
        is_known = module.startswith(f"{home}.") and view.__name__ == name
        return [] if is_known else [f"{room}:{name} is {module}.{view.__name__}"]
    found = []
    if view.__name__ != name or not module.startswith(f"{home}."):
        found.append(f"{room}:{name} is {module}.{view.__name__}")
    own = {f"{room}/{name}.html", f"{room}/_{name}.html"}
    shown = rendered(view)
    if shown and not shown & own:
        found.append(f"{room}:{name} shows {sorted(shown)}")
    found += [
        f"templates/{template} is missing"
        for template in shown
        if not (root / "templates" / template).exists()
    ]
    if not (root / "tests" / room / f"test_{name}.py").exists():
        found.append(f"tests/{room}/test_{name}.py is missing")
    return found


def test_an_address_has_one_name_in_four_places():
    wrong = [
        told
        for name, entry in ROOM_ADDRESSES
        for told in misnamed(*name.split(":"), entry.callback)
    ]
    assert ROOM_ADDRESSES
    assert wrong == []


def test_a_misnamed_address_would_be_found(tmp_path):
    def board(request):
        return "boards/other.html"

    told = misnamed("boards", "board", board, root=tmp_path)
    assert len(told) == 4


def test_an_action_of_another_room_would_be_found(tmp_path):
    @require_POST
    def close(request): ...

    assert len(misnamed("boards", "close", close, root=tmp_path)) == 1
