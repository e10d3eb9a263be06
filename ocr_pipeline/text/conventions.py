"""Typewriter conventions: what was typed for want of a key, resolved for reading. The clean text stays as typed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ocr_pipeline.records import Edit, EditKind
from ocr_pipeline.text.furniture import LETTERS_FOR_DIGITS

# Letters for figures, only where a true figure stands beside them: `I953`, `9I`; a lone I may be a Roman numeral.
_FIGURE = re.compile(r"(?<![^\W\d_])(?=[IlОOЗ]*\d)[\dIlОOЗ]*[IlОOЗ][\dIlОOЗ]*(?![^\W\d_])")


def convention_edits(clean: str) -> Iterator[Edit]:
    """Yield the edits on a clean text that write figures for the letters typed in their place."""
    for found in _FIGURE.finditer(clean):
        yield Edit(
            kind=EditKind.FIGURE,
            start=found.start(),
            before=found[0],
            after=found[0].translate(LETTERS_FOR_DIGITS),
            reason="letters typed for figures among figures",
        )
