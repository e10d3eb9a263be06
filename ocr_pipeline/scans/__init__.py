"""Open: folders, image files and PDFs become scans.

`folders` finds what there is to read, in the `order` in which a person sorts names; `walk` goes through the folders,
`file_kind` keeps pipes and devices from being opened; in a store `remote` does what these do. `open` opens one scan.
`images` decodes files of pixels: the pages of a TIFF are found by its `tiff_chain`; `tiff_data`, `group4` and `jpeg`
say whether their data is all there, `c_messages` what C libraries complain of. `pdf` draws a page at the resolution of
the image that `pdf_contents` finds on it; `pdf_streams` says whether its data is all there. `size` refuses what no page
measures. `resolution` believes or estimates dots per inch. What decodes, draws and measures is imported when the first
scan is opened.
"""

from ocr_pipeline.scans.file_kind import is_folder
from ocr_pipeline.scans.folders import ScanDocument, find_documents
from ocr_pipeline.scans.open import modified_ns, open_scan, sha256_of, unread

__all__ = [
    "ScanDocument",
    "find_documents",
    "is_folder",
    "modified_ns",
    "open_scan",
    "sha256_of",
    "unread",
]
