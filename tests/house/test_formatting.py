"""The formatting of styles and scripts: what it writes, and that the check names what lacks it."""

from tests.house import formatting
from tests.house.source import SourceFile


def script(folder, text):
    path = folder / "page.js"
    path.write_text(text, encoding="utf-8")
    return SourceFile(path)


def test_a_style_has_one_declaration_a_line(tmp_path):
    path = tmp_path / "page.css"
    path.write_text("a,b>i{gap:0;top:0}", encoding="utf-8")
    text = formatting.formatted(SourceFile(path))
    assert text == "a,\nb > i {\n  gap: 0;\n  top: 0\n}\n"


def test_a_script_of_today_is_left_whole(tmp_path):
    text = (
        'import { thisTab } from "./stored.js";\n\n'
        "const rows = [...list].map((row) => ({ ...row, at: row?.at ?? 0 }));\n"
        'const word = rows.length\n  ? `${rows.length} 行`\n  : "";\n'
    )
    assert formatting.formatted(script(tmp_path, text)) == text


def test_the_check_names_what_it_leaves_alone(tmp_path, monkeypatch, capsys):
    file = script(tmp_path, "if(a){\nb();\n}\n")
    monkeypatch.setattr(SourceFile, "name", property(lambda file: file.path.name))
    monkeypatch.setattr(formatting, "SCRIPTS", [file])
    monkeypatch.setattr(formatting, "STYLES", [])
    assert formatting.main(["--check"]) == 1
    assert capsys.readouterr().out == "page.js\n"
    assert file.path.read_text() == "if(a){\nb();\n}\n"
    assert formatting.main([]) == 0
    assert file.path.read_text() == "if (a) {\n  b();\n}\n"
