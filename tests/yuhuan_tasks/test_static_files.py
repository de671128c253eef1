"""Names of files in production: by their content, also where a script imports another."""

import re

from django.core.files.base import ContentFile

from yuhuan_tasks.static_files import HashedFiles

PAGE = "assignments/page.js"
STORED = "assignments/stored.js"
LIBRARY = "library/library.js"
SPEAKS_OF_IMPORTS = '/* import { it } from "./gone.js"; */'


def hashed(folder, **texts):
    """What becomes of the files: their text by the name before hashing."""
    storage = HashedFiles(location=folder, base_url="/static/")
    for name, text in texts.items():
        storage.save(name, ContentFile(text.encode()))
    made = storage.post_process({name: (storage, name) for name in texts})
    return {name: storage.open(new).read().decode() for name, new, _ in made if new}


def test_a_script_imports_the_hashed_name(tmp_path):
    texts = {
        PAGE: 'import { thisTab } from "./stored.js";\nthisTab.read("a");\n',
        STORED: "export const thisTab = 1;\n",
    }
    page = hashed(tmp_path, **texts)[PAGE]
    imported = re.search(
        r'^import { thisTab } from "\./(stored\.\w{12}\.js)";$', page, re.M
    )
    assert imported and (tmp_path / "assignments" / imported[1]).exists()


def test_what_a_script_imports_changes_its_name(tmp_path):
    def name_of_page(folder, stored):
        page = 'import { a } from "./stored.js";\n'
        hashed(folder, **{PAGE: page, STORED: stored})
        return {file.name for file in folder.glob("assignments/page.*.js")}

    before = name_of_page(tmp_path / "before", "export const a = 1;\n")
    after = name_of_page(tmp_path / "after", "export const a = 2;\n")
    assert before and after and before != after


def test_a_library_may_speak_of_imports(tmp_path):
    assert (
        SPEAKS_OF_IMPORTS in hashed(tmp_path, **{LIBRARY: SPEAKS_OF_IMPORTS})[LIBRARY]
    )
