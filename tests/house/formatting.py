"""The one format of stylesheets and scripts.

    .venv/bin/python -m tests.house.formatting            writes it
    .venv/bin/python -m tests.house.formatting --check    names the files that lack it, exits with 1

The formatters are those that djlint brings with it; their commands can write but not check.
Templates have none: djlint's sets and takes blanks between words, and djangofmt sets one between
two blocks that stand together (`3 次{% endif %}{% if chased %}，催办…`). Lint and
tests/house/page_laws.py hold them to what is left: marks, names, width.
"""

import sys

import cssbeautifier
import jsbeautifier

from tests.house.source import SCRIPTS, STYLES, SourceFile

STYLE = cssbeautifier.default_options()
STYLE.indent_size = 2
STYLE.end_with_newline = True
STYLE.space_around_combinator = True

SCRIPT = jsbeautifier.default_options()
SCRIPT.indent_size = 2
SCRIPT.end_with_newline = True
SCRIPT.max_preserve_newlines = 2
SCRIPT.operator_position = "after-newline"
SCRIPT.brace_style = "collapse,preserve-inline"
"""`import { thisTab }` and `{ bubbles: true }` stay on their line."""


def formatted(file: SourceFile) -> str:
    """The file's text as it should stand."""
    if file.path.suffix == ".css":
        return cssbeautifier.beautify(file.text, STYLE)
    return jsbeautifier.beautify(file.text, SCRIPT)


def main(arguments: list[str]) -> int:
    unformatted = [file for file in (*STYLES, *SCRIPTS) if formatted(file) != file.text]
    for file in unformatted:
        sys.stdout.write(f"{file.name}\n")
        if "--check" not in arguments:
            file.path.write_text(formatted(file), encoding="utf-8")
    return 1 if unformatted and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
