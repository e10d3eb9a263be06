"""Gaps shown in the text: where something stands in a line that no one typed, such as a formula drawn by hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from ocr_pipeline.records import Edit, EditKind
from ocr_pipeline.text.text_layout import LaidLine

SHOWN = "[…]"

REASON = "something stands here that no one typed"


def gap_edits(lines: Iterable[LaidLine], others: Sequence[Edit]) -> Iterator[Edit]:
    """Yield an edit for each place in these lines where gaps stand: they write `[…]` there, once.

    Where one of the other edits changes the text on both sides of the place, as within a letter-spaced word, there is
    no room for one.
    """
    taken = {place for other in others for place in range(other.start + 1, other.end)}
    taken |= {other.start for other in others if other.start == other.end}
    for line in lines:
        if line.source is None:
            continue
        lengths = [len(word.text) + 1 for word in line.source.words]
        for before, _ in groupby(gap.before for gap in line.source.gaps):
            last = before == len(lengths)
            start = line.end if last else line.start + sum(lengths[:before])
            after = f" {SHOWN}" if last else f"{SHOWN} "
            if start in taken:
                continue
            yield Edit(kind=EditKind.GAP, start=start, before="", after=after, reason=REASON)
