"""An output format: a table of the words of a page.

An installed package names it among the entry points:

    [project.entry-points."ocr_pipeline.formats"]
    words = "my_package.words_format:FORMAT"

Then `ocr-pipeline run SCANS OUTPUT --formats txt,words` writes `pages/1019.words.txt` beside `pages/1019.txt`; for
pages that are read already, from their records.
"""

from __future__ import annotations

from ocr_pipeline.formats.format import Format, Prepared, as_utf8
from ocr_pipeline.records import Page


def page_words(page: Page, _prepared: Prepared) -> bytes:
    """Return a line for each word: its text, its confidence, the left edge and the top of its box on the scan."""
    words = (word for line in page.lines for word in line.words)
    rows = (f"{word.text}\t{word.confidence:.2f}\t{word.box.left:.0f}\t{word.box.top:.0f}\n" for word in words)
    return as_utf8("".join(rows))


FORMAT = Format("words", ".words.txt", page=page_words)
