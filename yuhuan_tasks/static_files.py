"""How files for the browser are named in production: by their content, so that they may be kept for
good."""

from whitenoise.storage import CompressedManifestStaticFilesStorage

IMPORT = r'(?P<matched>import (?P<names>\{[^}]+\}) from "(?P<url>\./[^"]+)";)'
"""`import { thisTab } from "./stored.js";`"""


class HashedFiles(CompressedManifestStaticFilesStorage):
    """Writes the hashed name also where a script of ours imports another; left alone, the browser
    would fetch the name without the hash and keep an old file under it.

    Django's own switch for this (`support_js_module_import_aggregation`) reads every script, and
    stumbles over libraries that speak of an import in a comment.
    """

    patterns = (
        *CompressedManifestStaticFilesStorage.patterns,
        ("assignments/*.js", ((IMPORT, 'import %(names)s from "%(url)s";'),)),
    )
