"""Where a manifest says that things are: by the address under which an archive serves its scans, else by their files.

With an address BASE (`--iiif-base`) everything is below it:

    BASE/IDENTIFIER                 the image service of a scan, by the Image API
    BASE/DOCUMENT/document.iiif.json, BASE/DOCUMENT/pages/…     the manifest, and the files that stand beside it

IDENTIFIER is the path of the scan from the folder in which both OUTPUT and the scans lie, percent-encoded as one
segment: of `scans/дело 7/1019.tif` it is `scans%2F%D0%B4%D0%B5%D0%BB%D0%BE%207%2F1019.tif`. Of a file that holds
several frames it ends in `;3`, the number of the frame from 1 (as in the meta-identifiers of Cantaloupe).

Without one, files are named as they are come by from the manifest, relative to it, and what is no file has an address
below `NOWHERE`: Presentation 3.0, 3.2, wants one that begins with http.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote

from ocr_pipeline.formats.format import as_utf8
from ocr_pipeline.records import ScanRef

NOWHERE = "https://ocr-pipeline.invalid"
"""An address at which nothing will ever be (RFC 6761, 6.4)."""

_UP = re.compile(r"^(?:[A-Za-z][A-Za-z0-9+.-]*://|/|\./|\.\./)+")
"""What the path of a scan begins with before the folder that it shares with OUTPUT."""


@dataclass(frozen=True)
class Addresses:
    """The addresses of a document, by its name, and by the base where there is one."""

    document: str
    base: str | None

    @property
    def root(self) -> str:
        """Return what all that is no file begins with."""
        return f"{(self.base or NOWHERE).rstrip('/')}/{encoded(self.document.strip('/') or '-')}"

    def file(self, path: str) -> str:
        """Return the address of a file that stands beside the manifest, by its path from there."""
        return encoded(path) if self.base is None else f"{self.root}/{encoded(path)}"

    def service(self, scan: ScanRef, *, is_of_several: bool) -> str | None:
        """Return the address of the image service of a scan; None where there is no base."""
        if self.base is None:
            return None
        frame = f";{scan.frame + 1}" if is_of_several else ""
        return f"{self.base.rstrip('/')}/{encoded(_UP.sub('', scan.path), safe='')}{frame}"


def scan_file(way: str, scan: ScanRef) -> str:
    """Return the address of a scan's file by the way to it; of a page in a PDF with the page (RFC 8118, 3)."""
    address = way if "://" in way else encoded(way)
    return f"{address}#page={scan.frame + 1}" if way.lower().endswith(".pdf") else address


def encoded(path: str, safe: str = "/") -> str:
    """Return a path as it stands in an address (RFC 3986, 2.1)."""
    return quote(as_utf8(path), safe=safe)
