"""Open: folders, image files and PDFs become scans.

`folders` finds what there is to read; `open` opens one scan: `images` decodes files of pixels, `pdf` draws a page at
the resolution of the image that `pdf_contents` finds on it, `resolution` believes or estimates dots per inch. What
decodes, draws and measures is imported when the first scan is opened.
"""

from ocr_pipeline.scans.folders import ScanDocument, find_documents
from ocr_pipeline.scans.open import open_scan, sha256_of

__all__ = ["ScanDocument", "find_documents", "open_scan", "sha256_of"]
