"""The laws of templates, stylesheets and scripts, asked of every one, and each shown failing."""

import re

import pytest

from tests.house import page_laws
from tests.house.source import ROOT, SCRIPTS, STYLES, TEMPLATES

TEMPLATE_LAWS = (
    page_laws.strict_csp,
    page_laws.opens_with_comment,
    page_laws.narrow,
    page_laws.fragments,
    page_laws.accessible,
    page_laws.modules,
)
ADMIN = "admin/"
DJANGO = "django/"
"""Templates in the place of Django's own, which have its names."""
"""Templates that replace ones of Django's admin keep the names and frames that it expects."""


def name_of(file):
    return file.path.relative_to(ROOT / "templates").as_posix()


@pytest.mark.parametrize("law", TEMPLATE_LAWS, ids=lambda law: law.__name__)
def test_templates_keep_the_law(law):
    files = [
        file
        for file in TEMPLATES
        if law is not page_laws.fragments
        or not name_of(file).startswith((ADMIN, DJANGO))
    ]
    assert files
    assert [
        violation for file in files for violation in law(name_of(file), file.text)
    ] == []


def test_styles_are_old_enough():
    assert STYLES
    assert [
        told
        for file in STYLES
        for told in page_laws.old_enough(file.name, file.text, page_laws.TOO_NEW_CSS)
    ] == []


def test_a_class_is_drawn_in_one_sheet():
    apart = {"print.css", "tokens.css", "admin.css"}
    sheets = {
        file.path.name: file.text for file in STYLES if file.path.name not in apart
    }
    assert len(sheets) > 5
    assert page_laws.one_look(sheets) == []


def test_styles_fetch_nothing():
    assert [
        told for file in STYLES for told in page_laws.no_elsewhere(file.name, file.text)
    ] == []


def test_scripts_are_old_enough():
    assert SCRIPTS
    assert [
        told
        for file in SCRIPTS
        for told in page_laws.old_enough(file.name, file.text, page_laws.TOO_NEW_JS)
    ] == []


def test_scripts_are_modules():
    names = {file.path.name for file in SCRIPTS}
    violations = []
    for file in SCRIPTS:
        violations += page_laws.old_enough(file.name, file.text, page_laws.OUTWORN_JS)
        violations += page_laws.imports_known(file.name, file.text, names)
    assert violations == []


def test_templates_are_old_enough():
    assert [
        told
        for file in TEMPLATES
        for told in page_laws.old_enough(
            name_of(file), page_laws.bare(file.text), page_laws.TOO_NEW_HTML
        )
    ] == []


def test_nothing_moves_on_the_screen():
    """Who asks the system for less motion need not be asked: there is none."""
    moving = re.compile(
        r"@keyframes|\b(?:animation|transition)[\w-]*\s*:|scroll-behavior\s*:\s*smooth"
    )
    assert [file.path.name for file in STYLES if moving.search(file.text)] == []


# ---- Each law can fail


@pytest.mark.parametrize(
    "text",
    [
        '<p style="width:3px">',
        "<style>p {}</style>",
        "<script>go()</script>",
        '<button onclick="go()">',
        "<button\n  onclick='go()'>",
        '<a href="javascript:go()">',
        '<div hx-on:click="go()">',
        "<div hx-vals='js:{a: 1}'>",
        '<script src="https://cdn.example/x.js"></script>',
        '<link href="//cdn.example/x.css">',
    ],
)
def test_what_csp_refuses_is_found(text):
    assert page_laws.strict_csp("boards/leader.html", text)


@pytest.mark.parametrize(
    "text",
    [
        '<script src="{% static "x.js" %}" defer></script>',
        '<script type="application/json" id="x">[]</script>',
        "{# never style= here #}<p class='style'>on = 1</p>",
        '<a href="https://www.yuhuan.gov.cn/">',
        "{% comment %}<style>{% endcomment %}",
    ],
)
def test_what_csp_allows_is_left_alone(text):
    assert page_laws.strict_csp("boards/leader.html", text) == []


def test_a_template_without_its_comment_is_found():
    assert page_laws.opens_with_comment("x.html", "<p>")
    assert page_laws.opens_with_comment(
        "x.html", '{% extends "base.html" %}{% load static %}{# Context: x. #}'
    )
    assert (
        page_laws.opens_with_comment(
            "x.html", '{% extends "base.html" %}\n{# Context: x. #}'
        )
        == []
    )
    assert page_laws.opens_with_comment("x.html", "\n{# Context: x. #}<p>") == []
    assert (
        page_laws.opens_with_comment("x.html", "{% comment %}Context{% endcomment %}")
        == []
    )


def test_a_wide_line_is_found():
    assert page_laws.narrow("x.html", "<p>\n" + "市" * 161) == [
        "x.html:2 has 161 characters"
    ]
    assert page_laws.narrow("x.html", "市" * 160 + "\n<p>") == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("boards/rows.html", "<tr></tr>"),
        ("boards/_rows.html", '{% extends "base.html" %}'),
        (
            "boards/leader.html",
            '{% extends "base.html" %}{% include "boards/rows.html" %}',
        ),
    ],
)
def test_misnamed_fragments_are_found(name, text):
    assert page_laws.fragments(name, text)


def test_named_fragments_are_left_alone():
    assert page_laws.fragments("base.html", "<!doctype html>") == []
    assert page_laws.fragments("boards/_rows.html", "<tr></tr>") == []
    assert (
        page_laws.fragments(
            "x.html", '{% extends "base.html" %}{% include "boards/_rows.html" %}'
        )
        == []
    )


@pytest.mark.parametrize(
    "text",
    [
        "<table><tr><th>名称</th></tr></table>",
        "<table><tr><td>名称</td></tr></table>",
        '<input type="text" name="q">',
        '<label for="a">甲</label><input id="b">',
        "<label>甲</label><select></select>",
        '<textarea id="{{ field.id }}"></textarea>',
        '<img src="x.png">',
        "<svg><path/></svg>",
    ],
)
def test_what_has_no_words_is_found(text):
    assert page_laws.accessible("x.html", text)


@pytest.mark.parametrize(
    "text",
    [
        '<table><tr><th scope="col">名称</th></tr></table>',
        '<input type="hidden" name="q"><button type="submit">查</button>',
        '<label for="{{ field.id }}">甲</label><input id="{{field.id}}">',
        "<label>甲 <select></select></label>",
        '<textarea aria-label="进展情况"></textarea>',
        '<img src="x.png" alt=""><svg aria-hidden="true"></svg>',
        "{# <input> #}",
        '<table>{% include "boards/_head.html" %}</table>',
    ],
)
def test_what_has_words_is_left_alone(text):
    assert page_laws.accessible("x.html", text) == []


@pytest.mark.parametrize(
    "text",
    [
        "p:has(a) {}",
        "a:is(.b, .c) {}",
        ".a { & .b {} }",
        ".a {\n  &:hover {}\n}",
        "@layer base;",
        "@container (min-width: 1px) {}",
        "a { color: color-mix(in srgb, red, blue) }",
        "a { color: oklch(1 2 3) }",
        "a { inset: 0 }",
        "a {inset-inline-start: 0}",
        "a { aspect-ratio: 1 }",
        "a { height: 100dvh }",
        "a { margin-inline: 1px }",
        "a { translate: 1px }",
        "@media (width >= 600px) {}",
        "a { overflow: clip }",
        "a:not(.b, .c) { gap: 0 }",
        "li:nth-child(2 of .b) { gap: 0 }",
        "a { text-decoration: underline 2px }",
        "a { mask: url(a.svg) }",
        "a { width: round(1px, 2px) }",
    ],
)
def test_new_css_is_found(text):
    assert page_laws.old_enough("x.css", text, page_laws.TOO_NEW_CSS)


@pytest.mark.parametrize(
    "text",
    [
        "/* never inset: 0 */ a { box-shadow: inset 0 0 1px red }",
        "a { transform: translate(1px) scale(2) }",
        "a:not(.b):focus-visible { gap: 4px; margin-left: 0 }",
        "a:not(.b) b, i:not(.c) { text-decoration: underline; -webkit-mask: url(a.svg) }",
        "@media (min-width: 600px) { a > b { height: 100vh; object-fit: contain } }",
        ".container { width: clamp(1px, 2vw, 3px) } /* & */",
        "a { content: '&' }",
    ],
)
def test_old_css_is_left_alone(text):
    assert page_laws.old_enough("x.css", text, page_laws.TOO_NEW_CSS) == []


def test_new_html_is_found_and_old_left_alone():
    for text in ("<div popover>", "<p inert>", '<details name="a">', "<search>"):
        assert page_laws.old_enough("x.html", text, page_laws.TOO_NEW_HTML)
    old = '<details class="name"><input type="search" name="inert"></details><dialog open>'
    assert page_laws.old_enough("x.html", old, page_laws.TOO_NEW_HTML) == []


@pytest.mark.parametrize(
    "text",
    [
        "rows.at(-1)",
        "structuredClone(a)",
        "const page = await fetch(address);",
        "await fetch(address);",
        "Array.fromAsync(rows)",
        'import words from "./words.json" with { type: "json" };',
        "const digits = /[/]\\d+/dg;",
        "form.querySelector(':has(input)')",
        "form.matches('p:is(.a, .b)')",
    ],
)
def test_new_script_is_found(text):
    assert page_laws.old_enough("x.js", text, page_laws.TOO_NEW_JS)


@pytest.mark.parametrize(
    "text",
    [
        "a?.b ?? c; rows.flat().replaceAll('a', 'b')",
        "a ||= b; class Row { #at = 1; #step() {} }",
        "async function send() {\n  await fetch(address);\n}",
        "const isRow = /^\\/rows\\/\\d+/gu.test(path); /* await */",
        "address.replace(/[^/]+\\/$/, '')",
        "const half = a / b; const kind = c / d.v",
        "row.querySelector('details:not([open])')",
    ],
)
def test_old_script_is_left_alone(text):
    assert page_laws.old_enough("x.js", text, page_laws.TOO_NEW_JS) == []


@pytest.mark.parametrize(
    "text",
    [
        "(function () {})();",
        "(() => {})();",
        "  var row = 1;",
        '"use strict";',
        "Array.prototype.slice.call(rows)",
    ],
)
def test_outworn_script_is_found(text):
    assert page_laws.old_enough("x.js", text, page_laws.OUTWORN_JS)


def test_words_of_old_scripts_are_left_alone():
    text = "/* no var here */ const variable = 'var(--ink)'; rows.forEach((row) => {});"
    assert page_laws.old_enough("x.js", text, page_laws.OUTWORN_JS) == []


@pytest.mark.parametrize(
    "text",
    [
        'import { a } from "./gone.js";',
        "import { a } from './stored.js';",
        'import a from "./stored.js";',
        'import "./stored.js";',
        'export { a } from "./stored.js";',
        'const a = import("./stored.js");',
        'import { a } from "https://cdn.example/a.js";',
    ],
)
def test_an_import_that_production_would_not_find_is_found(text):
    assert page_laws.imports_known("x.js", text, {"stored.js"})


def test_an_import_that_production_finds_is_left_alone():
    text = '/* import "x" */ import { a, b } from "./stored.js";\nexport const c = "./d.js";'
    assert page_laws.imports_known("x.js", text, {"stored.js"}) == []


def test_a_script_that_is_no_module_is_found():
    ours = '<script{} src="{% static "assignments/app.js" %}"{}></script>'
    assert page_laws.modules(
        "x.html", ours.replace("{}", "", 1).replace("{}", " defer")
    )
    module = ours.replace("{}", ' type="module"', 1).replace("{}", "")
    assert page_laws.modules("x.html", module) == []
    assert page_laws.modules("x.html", '<script src="htmx.js" defer></script>') == []


def test_styles_from_elsewhere_are_found():
    assert page_laws.no_elsewhere("x.css", "@import 'y.css';")
    assert page_laws.no_elsewhere(
        "x.css", "a { background: url(https://cdn.example/a.png) }"
    )
    assert page_laws.no_elsewhere("x.css", "a { background: url(icon.svg) }") == []


def test_a_class_drawn_in_two_sheets_is_found():
    sheets = {
        "a.css": ".pair { gap: 1px }",
        "b.css": "p, .pair { gap: 2px } .b .pair { gap: 3px }",
    }
    assert page_laws.one_look(sheets) == [".pair: a.css、b.css"]
    narrowed = {
        "a.css": ".pair { gap: 1px }",
        "b.css": "@media print { .x {} .pair { gap: 2px } } .b .pair {}",
    }
    assert page_laws.one_look(narrowed) == []
