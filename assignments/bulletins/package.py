"""Office files whose bytes depend on their content alone, so that a sum can vouch for them."""

import io
import re
import zipfile

EPOCH = (1980, 1, 1, 0, 0, 0)
# <dcterms:created …>2021-07-08T09:00:00Z</dcterms:created>, by which two equal files differ.
STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms)")


def settle(package: bytes) -> bytes:
    """The same zip with parts in the order of their names, without times of its own; the
    times in the core properties become the first day that zip knows."""
    settled = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as source,
        zipfile.ZipFile(settled, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as target,
    ):
        first = "[Content_Types].xml"
        for name in sorted(source.namelist(), key=lambda part: (part != first, part)):
            data = source.read(name)
            if name == "docProps/core.xml":
                data = STAMP.sub(rb"\g<1>1980-01-01T00:00:00Z\g<2>", data)
            info = zipfile.ZipInfo(name, EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            target.writestr(info, data)
    return settled.getvalue()
