"""The laws of templates, stylesheets and scripts, as questions to their text.

Each checker takes a file's name (from templates/ or static/) and its text and returns violations.
"""

import re
from html.parser import HTMLParser

COMMENT = re.compile(
    r"{#.*?#}|{%\s*comment\b.*?%}.*?{%\s*endcomment\s*%}|<!--.*?-->", re.S
)
TAG = re.compile(r"{%.*?%}", re.S)
VALUE = re.compile(r"{{\s*(.*?)\s*}}", re.S)
CSS_COMMENT = re.compile(r"/\*.*?\*/", re.S)
MEDIA = re.compile(r"@media[^{]*{(?:[^{}]*{[^{}]*})*[^{}]*}", re.S)
WIDEST = 160
"""Characters of a template's line: more does not fit beside another file on a screen."""
UNLABELLED = {"hidden", "submit", "button", "image", "reset"}

REFUSED_BY_CSP = {
    "style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.S | re.I),
    "style element": re.compile(r"<style\b", re.I),
    "inline script": re.compile(
        r"<script\b(?![^>]*\bsrc\s*=)(?![^>]*type=.application/json)", re.S | re.I
    ),
    "event attribute": re.compile(r"<[^>]*\son[a-z]+\s*=", re.S | re.I),
    "hx-on attribute": re.compile(r"<[^>]*\shx-on\b", re.S | re.I),
    "script in a value": re.compile(r"[\"']\s*(?:javascript|js):", re.I),
    "file from elsewhere": re.compile(
        r"<(?:script|link|img|iframe|source)\b[^>]*\b(?:src|href)\s*=\s*[\"'](?:https?:)?//",
        re.S,
    ),
}

TOO_NEW_CSS = {
    ":has() (105)": r":has\(",
    ":is(), :where() (88)": r":(?:is|where)\(",
    ":not() of several (88)": r":not\([^()]*,",
    ":nth-child() of a selector (111)": r":nth-(?:last-)?child\([^()]*\bof\b",
    ":dir(), :user-valid, :modal (later)": r":(?:dir\(|user-valid|user-invalid|modal\b)",
    "nesting (112)": r"(?:^|[{;}])\s*&",
    (
        "@layer, @container, @scope, @starting-style (99 and later)"
    ): r"@(?:layer|container|scope|starting-style)\b",
    "container-type (105)": r"\bcontainer(?:-type|-name)?\s*:",
    "color-mix(), oklch(), oklab(), lch(), lab(), hwb(), light-dark() (101 and later)": (
        r"\b(?:color-mix|oklch|oklab|lch|lab|hwb|light-dark)\("
    ),
    "inset (87)": r"(?:^|[{;\s])inset(?:-block|-inline)?(?:-start|-end)?\s*:",
    "logical shorthands (87)": r"(?:^|[{;\s])(?:margin|padding|border)-(?:inline|block)\s*:",
    "thickness within text-decoration (89)": (
        r"(?:^|[{;\s])text-decoration\s*:[^;}]*\d(?:px|" r"em|rem)\b"
    ),
    "mask without its prefix (120)": r"(?:^|[{;\s])mask(?:-[a-z]+)?\s*:",
    "image-set(), round() and other mathematics (104 and later)": (
        r"(?<!-webkit-)\bimage-set\(|\b(?:round|mod|rem|sin|cos|tan|sqrt|pow|hypot)\("
    ),
    "aspect-ratio (88)": r"(?:^|[{;\s])aspect-ratio\s*:",
    "overflow: clip (90)": r"\boverflow(?:-[xy])?\s*:\s*clip\b",
    "single transforms (104)": r"(?:^|[{;\s])(?:translate|scale|rotate)\s*:",
    "dvh, svh, lvh, lh (108)": r"\d(?:[dsl]v[hwib]|r?lh)\b",
    "range media queries (104)": r"@media[^{]*[<>]",
    "text-wrap, scrollbar-gutter, field-sizing, subgrid (94 and later)": (
        r"\b(?:text-wrap|scrollbar-gutter|field-sizing)\s*:|\bsubgrid\b"
    ),
}

TOO_NEW_HTML = {
    "popover, inert, closedby, command (102 and later)": (
        r"<[a-z][^<>]*\s(?:popover|popovertarget|inert|closedby|commandfor)\b"
    ),
    "details that close each other by name (120)": r"<details\b[^<>]*\sname\s*=",
    "<search>, <selectlist> (118 and later)": r"<(?:search|selectlist|selectedcontent)\b",
}

TOO_NEW_JS = {
    "Array.at (92)": r"\.at\(",
    "structuredClone (98)": r"\bstructuredClone\(",
    "Object.hasOwn (93)": r"\bObject\.hasOwn\(",
    "findLast, toSorted, groupBy (97 and later)": (
        r"\.(?:findLast|findLastIndex|toSorted|toReversed|toSpliced|groupBy)\("
    ),
    "crypto.randomUUID (92)": r"\brandomUUID\(",
    "AbortSignal.timeout (103)": r"\bAbortSignal\.(?:timeout|any)\(",
    "showPicker, checkVisibility, popovers (99 and later)": (
        r"\.(?:showPicker|checkVisibility|(?:show|hide|toggle)Popover)\("
    ),
    "view transitions (111)": r"\bstartViewTransition\b",
    "private names asked with in (91)": r"#\w+\s+in\b",
    "static blocks (94)": r"\bstatic\s*\{",
    "await outside a function (89)": r"^(?!async\b)(?:\S.*[^\w.])?await\b",
    "Array.fromAsync, Promise.withResolvers, Object.groupBy (117 and later)": (
        r"\b(?:Array\.fromAsync|Promise\.(?:withResolvers|try)|(?:Object|Map)\.groupBy)\("
    ),
    "import of JSON or styles (91 and later)": r"\bimport\b.*\b(?:assert|with)\s*\{",
    "flags d and v of a regular expression (90 and later)": (
        r"[=(,:!&|?]\s*/(?![/*])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n])+/[gimsuy]*[dv]"
    ),
    "selectors of later (88 and later)": r":(?:(?:has|is|where)\(|modal\b)",
    "eval": r"\beval\(|\bnew Function\(",
}

OUTWORN_JS = {
    "var: const, or let where it changes": r"\bvar\s",
    "a function around it: a module has its own scope": r"^[;!]?\(\s*(?:function\b|\(\)\s*=>)",
    '"use strict": a module is strict': r"^\s*[\"']use strict[\"']",
    "the prototype's methods called on a list: [...list]": r"\bArray\.prototype\.",
}
"""What modules made unnecessary."""

IMPORTS = re.compile(
    r"^\s*import\b[^;]*;|^\s*export\b[^;]*?\bfrom\s*[\"'][^;]*;|\bimport\s*\([^;]*;",
    re.M,
)
HASHED_IMPORT = re.compile(r'import {[^}]+} from "\./([\w-]+\.js)";')
"""The only form that the storage of production (yuhuan_tasks/static_files.py) writes hashed names
into."""

OUR_SCRIPT = re.compile(r"<script\b[^>]*assignments/[^>]*>")


# ---- Templates


def bare(text: str) -> str:
    """The template without comments."""
    return COMMENT.sub("", text)


def strict_csp(name: str, text: str) -> list[str]:
    """Nothing that `default-src 'self'` refuses."""
    page = bare(text)
    return [
        f"{name}: {what}"
        for what, pattern in REFUSED_BY_CSP.items()
        if pattern.search(page)
    ]


def opens_with_comment(name: str, text: str) -> list[str]:
    """The first thing in a template, but for the frame it extends, says what its blocks and its
    context are."""
    opening = r"\s*(?:{%\s*extends\b[^%]*%}\s*)?(?:{#|{%\s*comment\b)"
    return [] if re.match(opening, text) else [f"{name}: begins without a comment"]


def narrow(name: str, text: str) -> list[str]:
    """No line is wider than a reader sees at once. Where a blank would be drawn, a line is
    broken inside a tag, between two attributes."""
    return [
        f"{name}:{number} has {len(line)} characters"
        for number, line in enumerate(text.splitlines(), 1)
        if len(line) > WIDEST
    ]


def fragments(name: str, text: str) -> list[str]:
    """A page extends a frame or is a whole document; what is included begins with an underscore and
    is neither."""
    page, own = bare(text), name.rsplit("/", 1)[-1]
    extends = re.search(r"{%\s*extends\b|<!doctype\b", page, re.I)
    found = []
    if own.startswith("_") and extends:
        found.append(f"{name}: a fragment is a page")
    if not own.startswith("_") and not extends:
        found.append(f"{name}: a fragment's name begins with _")
    for included in re.findall(r"{%\s*include\s+[\"']([^\"']+)[\"']", page):
        of_django = included.startswith(
            "django/forms/widgets/"
        )  # a widget around one of Django's
        if not included.rsplit("/", 1)[-1].startswith("_") and not of_django:
            found.append(f"{name}: includes {included}")
    return found


class PageReader(HTMLParser):
    """Collects what the laws of forms, tables and pictures ask for."""

    def __init__(self):
        super().__init__()
        self.fields: list[tuple[int, str, dict[str, str | None], bool]] = []
        self.labels: set[str | None] = set()
        self.told: list[str] = []
        self.tables = self.heads = self.depth = self.pictures = 0

    def handle_starttag(self, tag, attributes):
        found, line = dict(attributes), self.getpos()[0]
        if tag == "label":
            self.depth += 1
            self.labels.add(found.get("for"))
        elif tag in {"input", "select", "textarea"}:
            self.fields.append((line, tag, found, self.depth > 0))
        elif tag == "table":
            self.tables += 1
        elif tag == "th":
            self.heads += 1
            if "scope" not in found:
                self.told.append(f"{line} th without scope")
        elif tag == "img" and "alt" not in found:
            self.told.append(f"{line} img without alt")
        elif tag == "svg":
            if not self.pictures and not {
                "aria-hidden",
                "aria-label",
                "aria-labelledby",
            } & set(found):
                self.told.append(f"{line} svg without a name or aria-hidden")
            self.pictures += 1

    def handle_endtag(self, tag):
        if tag == "label":
            self.depth -= 1
        elif tag == "svg":
            self.pictures -= 1


def accessible(name: str, text: str) -> list[str]:
    """Tables have heads with a scope, fields have labels, pictures have words: as far as the source
    tells."""
    page = VALUE.sub(
        lambda value: "\u2039" + re.sub(r"[\"'<>\s]", "", value.group(1)) + "\u203a",
        bare(text),
    )
    page = TAG.sub(lambda tag: "\n" * tag.group().count("\n") + " ", page)
    reader = PageReader()
    reader.feed(page)
    found = [f"{name}:{told}" for told in reader.told]
    if reader.tables and not reader.heads and "{% include" not in text:
        found.append(f"{name}: a table without th")
    for line, tag, attributes, wrapped in reader.fields:
        named = {"aria-label", "aria-labelledby"} & set(attributes) or attributes.get(
            "type"
        ) in UNLABELLED
        if not (
            wrapped
            or named
            or (attributes.get("id") and attributes["id"] in reader.labels)
        ):
            found.append(f"{name}:{line} {tag} without a label")
    return found


# ---- Styles and scripts


def old_enough(name: str, text: str, features: dict[str, str]) -> list[str]:
    """No feature that came after Chromium 86; the table says which and since when."""
    code = re.sub(
        r"/\*.*?\*/",
        lambda comment: "\n" * comment.group().count("\n"),
        text,
        flags=re.S,
    )
    return [
        f"{name}:{code.count(chr(10), 0, match.start()) + 1} {what}"
        for what, pattern in features.items()
        for match in re.finditer(pattern, code, re.M)
    ]


def imports_known(name: str, text: str, scripts: set[str]) -> list[str]:
    """Scripts import in the form that gets hashed names, and only scripts that are there."""
    violations = []
    for line in IMPORTS.findall(CSS_COMMENT.sub("", text)):
        imported = HASHED_IMPORT.fullmatch(line.strip())
        if not imported or imported[1] not in scripts:
            violations.append(f"{name}: {line.strip()}")
    return violations


def modules(name: str, text: str) -> list[str]:
    """Our scripts are loaded as modules; htmx, which is not ours, is no module."""
    return [
        f"{name}: {tag}"
        for tag in OUR_SCRIPT.findall(bare(text))
        if 'type="module"' not in tag
    ]


def one_look(sheets: dict[str, str]) -> list[str]:
    """A class is drawn in one sheet: two sheets that use one name for two things spoil each other's
    pages.

    Takes every sheet's text by its name. What only narrows a class (`.form .quote`) or answers a
    screen's width may stand anywhere, and the sheet for the printer says of everything how it
    prints.
    """
    drawn: dict[str, set[str]] = {}
    for name, text in sheets.items():
        everywhere = MEDIA.sub("", CSS_COMMENT.sub("", text))
        for selectors in re.findall(r"([^{}]+){", everywhere):
            for selector in selectors.split(","):
                if found := re.fullmatch(r"\.([\w-]+)", selector.strip()):
                    drawn.setdefault(found[1], set()).add(name)
    return [
        f".{what}: {'、'.join(sorted(names))}"
        for what, names in sorted(drawn.items())
        if len(names) > 1
    ]


def no_elsewhere(name: str, text: str) -> list[str]:
    """Stylesheets fetch nothing from another host."""
    return [
        f"{name}: {found}"
        for found in re.findall(r"url\(\s*[\"']?(?:https?:)?//[^)]*|@import[^;]*", text)
    ]
