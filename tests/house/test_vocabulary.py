"""One word for one thing: `docs/vocabulary.md` against what people see and against the models' own
labels."""

import re
from pathlib import Path

import pytest
from django.apps import apps

from tests.house.source import files

ROOT = Path(__file__).resolve().parent.parent.parent
VOCABULARY = ROOT / "docs" / "vocabulary.md"
ROW = re.compile(
    r"^\| (?P<term>[^|]+?) +\| (?P<identifier>[^|]+?) +\| (?P<old>[^|]*?) ?\|$", re.M
)
README_ROW = re.compile(
    r"^\| (?P<models>[A-Z][A-Za-z, ]+) \| (?P<terms>[^|]+) \| [^|]+ \|$", re.M
)
SEEN = ("*.py", "*.html", "*.js", "*.md", "*.txt", "*.po")
# Words of documents that the reader meets, decisions that tell of the past, and the list itself.
ELSEWHERE = (
    "assignments/migrations/",
    "assignments/notices/",
    "docs/decisions/",
    "docs/vocabulary.md",
    "tests/notices/",
    "tests/house/test_vocabulary.py",
    "tests/admin/test_stock_phrases.py",
)


def rows() -> list[re.Match]:
    lines = ROW.finditer(VOCABULARY.read_text("utf-8"))
    return [row for row in lines if row["term"] != "中文" and "---" not in row["term"]]


def old_words() -> list[str]:
    """Every superseded word of the last column, split at 、 unless 、 belongs to the word
    itself."""
    whole = [row["old"].strip() for row in rows() if row["old"].strip()]
    words = [word for cell in whole for word in re.split(r"、(?!谁来做)", cell)]
    return [word.strip() for word in words]


def places(word: str, everything) -> list[str]:
    """file:line of each place where a superseded word stands."""
    return [
        f"{file.name}:{number}"
        for file in everything
        if not file.name.startswith(ELSEWHERE)
        for number, line in enumerate(file.text.splitlines(), 1)
        if word in line
    ]


FIGURES = re.compile(r"%Y-%m-%d|:%m-%d|:%Y年|\.month\}月")
WRITERS_OF_DAYS = {
    "assignments/fields/day_input.py",  # what a browser's box takes
    "assignments/admin/operation_log.py",  # a column of a CSV
    "assignments/rules/days.py",  # the one place
}


def test_days_are_written_in_one_place():
    """2021年10月10日 comes from `rules.days`: no screen, paper or letter says 2021-10-10."""
    written = {
        file.name
        for file in files("*.py", under="assignments")
        if FIGURES.search(file.text) and "/notices/" not in file.name
    }
    assert written - WRITERS_OF_DAYS == set()


def test_the_list_is_read_whole():
    assert {"读数", "采纳", "时间进度", "做什么、谁来做", "一页纸"} <= set(old_words())


def test_no_superseded_word_is_seen():
    everything = list(files(*SEEN))
    seen = {word: places(word, everything) for word in old_words()}
    assert {word: where for word, where in seen.items() if where} == {}


def labels() -> dict[str, str]:
    models = apps.get_app_config("assignments").get_models()
    return {model.__name__: str(model._meta.verbose_name) for model in models}


def test_the_models_are_labelled_with_the_same_words():
    things = {
        row["identifier"]: row["term"]
        for row in rows()
        if row["identifier"] in labels()
    }
    assert len(things) > 20
    assert {name: labels()[name] for name in things} == things


@pytest.mark.parametrize(
    "row", list(README_ROW.finditer((ROOT / "README.md").read_text("utf-8")))
)
def test_the_readme_says_the_same_words(row):
    models, terms = row["models"].split(", "), row["terms"].strip().split("、")
    assert [labels()[model] for model in models] == terms
