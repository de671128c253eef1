"""What no file may say: the address of a registry, or anything about how the product came to be."""

import re

import pytest

from tests.house.source import files

HERE = "tests/house/test_words.py"
REGISTRIES = re.compile(
    r"\b(?:pypi\.org|pythonhosted\.org|pypi\.python\.org|registry\.npmjs\.org|npmmirror\.com|cdn\.jsdelivr\.net|unpkg\.com"
    r"|pypi\.tuna|mirrors?\.[a-z]+\.(?:com|edu|cn|org))",
    re.I,
)
MAKING_OF = re.compile(
    r"/tmp/brief|\.\./shared/|\bclaude\b|\bchatgpt\b|\bLLM\b|language model|\bAI (?:agent|assistant|model|session)"
    r"|\bsub-?agents?\b|\bthe brief\b|\b[Ii]ssue ?#?\d\b|大语言模型|人工智能助手",
)
READABLE = (
    "*.py",
    "*.md",
    "*.html",
    "*.css",
    "*.js",
    "*.toml",
    "*.txt",
    "*.in",
    "*.json",
    "*.yml",
    "*.po",
    "run",
)


def said(pattern: re.Pattern, name: str, text: str) -> list[str]:
    return [
        f"{name}:{text.count(chr(10), 0, hit.start()) + 1} {hit.group()}"
        for hit in pattern.finditer(text)
    ]


@pytest.mark.parametrize("pattern", [REGISTRIES, MAKING_OF], ids=["registries", "making of"])
def test_no_file_says_it(pattern):
    everything = [file for file in files(*READABLE) if file.name != HERE]
    assert {"README.md", "requirements.txt"} <= {file.name for file in everything}
    assert [hit for file in everything for hit in said(pattern, file.name, file.text)] == []


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (REGISTRIES, "--index-url https://pypi.org/simple"),
        (REGISTRIES, "https://mirrors.aliyun.com/pypi"),
        (REGISTRIES, "https://pypi.tuna.tsinghua.edu.cn/simple"),
        (MAKING_OF, "see ../shared/design.md"),
        (MAKING_OF, "as issue 3 asks"),
        (MAKING_OF, "written by Claude".lower()),
    ],
)
def test_it_would_be_found(pattern, text):
    assert said(pattern, "x.md", text)


def test_innocent_words_are_left_alone():
    assert said(REGISTRIES, "x.md", "配置 pip 的镜像") == []
    assert said(MAKING_OF, "x.md", "the bulletin is issued; an issue of 2021; 人工智能产业") == []
