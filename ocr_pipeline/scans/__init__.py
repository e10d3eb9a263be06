"""Open: folders, image files and PDFs become scans.

`folders` finds what there is to read, `open` opens one scan with the help of `images` and `pdf`, `resolution` tells
how many dots per inch it has.
"""

from ocr_pipeline.scans.folders import ScanDocument, find_documents
from ocr_pipeline.scans.open import open_scan, sha256_of

__all__ = ["ScanDocument", "find_documents", "open_scan", "sha256_of"]
