"""Prints the doubtful words of a finished job: where they are on the scan, and what else their letters may be.

python doubtful_words.py OUTPUT/DOCUMENT
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from ocr_pipeline.records import Page
from ocr_pipeline.store.result import read_result

DOUBTFUL = 0.8


def doubtful_words(page: Page) -> Iterator[str]:
    """Yield a row for each word that is less sure than `DOUBTFUL`."""
    for line in page.lines:
        for word in line.words:
            if word.confidence < DOUBTFUL:
                others = {glyph.text: [one.text for one in glyph.alternatives] for glyph in word.glyphs}
                yield f"{page.id}\t{word.text}\t{word.box.left:.0f},{word.box.top:.0f}\t{others}"


if __name__ == "__main__":
    result = read_result(Path(sys.argv[1]))
    for index in range(len(result.document.pages)):
        if (page := result.page(index)) is not None:
            print(*doubtful_words(page), sep="\n")
