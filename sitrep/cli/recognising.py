"""The kind of a file that holds no report as JSON, and the command that reads it."""

import io
import re
from zipfile import BadZipFile, ZipFile

_TAG_ROW = re.compile(rb'^[,"\s]*#[a-z]', re.IGNORECASE | re.MULTILINE)
_HEAD = 20_000
"""The bytes that are looked at."""

_TABLE = "import --map MAP FILE, with a mapping that `sitrep map FILE` begins"


def what_to_run(content: bytes) -> tuple[str, str]:
    """Name what a file seems to be, and the command that reads it; both are empty where it is nothing that is known."""
    head = content[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"PK\x03\x04"):
        return _in_zip(content)
    for mark, name in ((b"PAR1", "parquet"), (b"ARROW1", "arrow")):
        if head.startswith(mark):
            return f"a file of {name.title()}", f"import --from {name} FILE"
    if head.startswith(b"<"):
        is_edxl = b"emergency:EDXL" in head or b"SitRep" in head
        return ("EDXL-SitRep", "import --from edxl FILE") if is_edxl else ("", "")
    if head.startswith((b"{", b"[")):
        return _in_json(head)
    if _TAG_ROW.search(head):
        return "an HXL table", "import --from hxl FILE --source NAME"
    first = head.partition(b"\n")[0].strip().replace(b'"', b"")
    if first.startswith((b"part,", b"id,type,")):
        name = "csv" if first.startswith(b"part,") else "csv-compact"
        return "a table of facts", f"import --from {name} FILE"
    if re.search(rb"[,;\t]", first) and b"\x00" not in head and b"=" not in first:
        return "a table", _TABLE
    return "", ""


def _in_zip(content: bytes) -> tuple[str, str]:
    try:
        with ZipFile(io.BytesIO(content)) as file:
            names = file.namelist()
            book = file.read("xl/workbook.xml") if "xl/workbook.xml" in names else b""
    except (BadZipFile, KeyError, OSError):
        return "", ""
    if not book:
        return "", ""
    if b'name="Key figures"' in book and b'name="Notices"' in book:
        return "a workbook of a report", "import --from xlsx FILE"
    if b'name="Lists"' in book and b'name="Documents"' in book:
        return "a form", "import FILE"
    return "a workbook", _TABLE


def _in_json(head: bytes) -> tuple[str, str]:
    if b'"FeatureCollection"' in head:
        return "GeoJSON", "import --from geojson FILE" if b'"sitrep"' in head else _TABLE
    if b'"@context"' in head or b'"@graph"' in head:
        return "JSON-LD", "import --from jsonld FILE"
    if head.startswith(b"[") and re.search(rb'"#[a-z]', head, re.IGNORECASE):
        return "an HXL table", "import --from hxl FILE --source NAME"
    if re.match(rb"\[\s*[\[{]", head):
        return "a table", _TABLE
    return "", ""
