"""No file names the host of a package registry: where packages come from is the installation's own
affair."""

import re

from tests.house.source import files

HERE = "tests/house/test_registries.py"
REGISTRIES = re.compile(
    r"\b(?:pypi\.org|pythonhosted\.org|pypi\.python\.org|registry\.npmjs\.org|npmmirror\.com"
    r"|cdn\.jsdelivr\.net|unpkg\.com|pypi\.tuna|mirrors?\.[a-z]+\.(?:com|edu|cn|org))",
    re.I,
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


def test_no_file_names_a_registry():
    everything = [file for file in files(*READABLE) if file.name != HERE]
    assert {"README.md", "requirements.txt"} <= {file.name for file in everything}
    assert [file.name for file in everything if REGISTRIES.search(file.text)] == []


def test_a_registry_would_be_seen():
    assert REGISTRIES.search("--index-url https://pypi.org/simple")
    assert REGISTRIES.search("https://mirrors.aliyun.com/pypi")
    assert REGISTRIES.search("https://pypi.tuna.tsinghua.edu.cn/simple")
