"""Crops in which exponents and indices stand on the line, so that the net sees them whole, among their neighbours.

The net reads lines; a figure half a line up is cut through by the crop, and alone it is no line. Each is cut on its own
baseline and put back into its columns; its glyphs' boxes are led back to where the ink is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ocr_pipeline.recognize.typescript.glyphs.crop import CELL, MARGIN, Crop, cut
from ocr_pipeline.recognize.typescript.glyphs.decode import Seen
from ocr_pipeline.recognize.typescript.glyphs.pitch_trial import Read
from ocr_pipeline.recognize.typescript.lines.find import PageLines
from ocr_pipeline.recognize.typescript.lines.indices import Index
from ocr_pipeline.records import Area, Image

RIM = 2
"""Columns of a crop beside an index that go with it: the blur of its edges."""

SURE = 0.5
"""Probability from which a raised or lowered mark is what the net takes it for; dirt and primes have less, or are read
as punctuation."""

QUOTES, LIKELY = frozenset("\"'«»"), 0.2
"""Shapes of quotation marks, which stand as high as an exponent; and their share from which a mark is one."""

CUT_THROUGH = frozenset("-._")
"""What the upper part of a lowered character looks like in a crop of its line; its mark is too high to be that."""


@dataclass(frozen=True)
class Levelled:
    """Columns of a crop, `left` to `right`, whose ink stands `rise` prepared pixels higher on the page than here."""

    index: Index
    left: int
    right: int
    rise: float

    def holds(self, glyph: Seen) -> bool:
        """Return whether a glyph's middle lies in these columns."""
        return self.left <= glyph.x < self.right


@dataclass(frozen=True, eq=False)
class LevelCrop:
    """A line cut out of the page, and its indices, which stand on the baseline in it."""

    crop: Crop
    levelled: tuple[Levelled, ...] = ()

    def on_page(self, glyphs: Sequence[Seen], boxes: Sequence[Area], height: int) -> list[Area]:
        """Return the boxes of glyphs, those of indices led to where their ink stands on a page `height` rows high."""
        return [
            next((_moved(box, one.rise, height) for one in self.levelled if one.holds(glyph)), box)
            for glyph, box in zip(glyphs, boxes, strict=True)
        ]


def cut_level(grey: Image, page_lines: PageLines, number: int) -> LevelCrop:
    """Return the line `number` of a page cut out of `grey` (see `cut`), its indices lowered or raised to its baseline.

    Raises `IndexError` where the page has no such line.
    """
    own = [one for one in page_lines.indices if one.host == number]
    if not own:
        return LevelCrop(cut(grey, page_lines, number))
    before, line, after = page_lines.lines[:number], page_lines.lines[number], page_lines.lines[number + 1 :]
    line = replace(line, right=max(line.right, *(one.line.right for one in own)))
    crop = cut(grey, replace(page_lines, lines=(*before, line, *after)), number)
    pixels, levelled = crop.pixels.copy(), []
    # An index has its columns for itself: no ink there is its line's, and none of its own is cut off as such.
    for index in own:
        patch = cut(grey, replace(page_lines, lines=(*before, index.line, *after)), number).pixels
        start = MARGIN * CELL - RIM
        left = round((index.line.left - crop.left) / crop.scale) - RIM
        width = min(patch.shape[1] - 2 * start, pixels.shape[1] - left)
        if left < 0 or width <= 0:
            continue
        pixels[:, left : left + width] = patch[:, start : start + width]
        middle = (index.line.left + index.line.right) / 2
        rise = float(crop.line.at(middle) - index.line.at(middle))
        levelled.append(Levelled(index, left, left + width, rise))
    return LevelCrop(replace(crop, pixels=pixels), tuple(levelled))


def with_indices(
    grey: Image, page_lines: PageLines, crops: Sequence[Crop], glyphs: Sequence[tuple[Seen, ...]], read: Read
) -> tuple[list[LevelCrop], list[tuple[Seen, ...]]]:
    """Return the lines of a page and what is read of them, with those indices level that are read more surely so.

    `crops` and `glyphs` are the lines as they stand.
    """
    level, seen = [LevelCrop(crop) for crop in crops], list(glyphs)
    doubts = _put_level(grey, page_lines, page_lines.indices, level, seen, read)
    # A line with a doubt is read once more, with those of its indices that are sure.
    hosts = {one.host for one in doubts}
    sure = tuple(one for one in page_lines.indices if one.host in hosts and one not in doubts)
    _put_level(grey, page_lines, sure, level, seen, read)
    return level, seen


def _put_level(
    grey: Image,
    page_lines: PageLines,
    indices: Sequence[Index],
    crops: list[LevelCrop],
    glyphs: list[tuple[Seen, ...]],
    read: Read,
) -> frozenset[Index]:
    """Put lines whose `indices` are all read into `crops` and `glyphs`; return the doubtful ones of others."""
    hosts = sorted({one.host for one in indices})
    with_these = replace(page_lines, indices=tuple(indices))
    level = [cut_level(grey, replace(with_these, pitch=CELL * crops[host].crop.scale), host) for host in hosts]
    doubts: set[Index] = set()
    for host, crop, seen in zip(hosts, level, read([one.crop.pixels for one in level]), strict=True):
        doubtful_ones = doubtful(crop, seen, glyphs[host])
        doubts |= doubtful_ones
        if not doubtful_ones:
            crops[host], glyphs[host] = crop, seen
    return frozenset(doubts)


def doubtful(crop: LevelCrop, level: Sequence[Seen], plain: Sequence[Seen]) -> frozenset[Index]:
    """Return the indices of a line that are most likely none.

    `level` is what the net reads of the crop, `plain` what it reads of the line as it stands: an index is a letter or a
    figure that it is sure of, and surer than of what it sees there as it stands, such as a quotation mark.
    """
    return frozenset(one.index for one in crop.levelled if not _is_read(one, level, plain))


def _is_read(one: Levelled, level: Sequence[Seen], plain: Sequence[Seen]) -> bool:
    inside, before = (
        [glyph for glyph in glyphs if one.holds(glyph) and glyph.shape != " "] for glyphs in (level, plain)
    )
    rivals = [glyph for glyph in before if one.rise > 0 or glyph.shape not in CUT_THROUGH]
    if one.rise > 0 and any(shape in QUOTES and share >= LIKELY for glyph in before for shape, share in glyph.choices):
        return False
    least = max([SURE, *(glyph.probability for glyph in rivals)])
    return bool(inside) and all(glyph.shape.isalnum() and glyph.probability > least for glyph in inside)


def _moved(box: Area, rise: float, height: int) -> Area:
    """Return a box `rise` pixels higher, within a page of that height."""
    return replace(box, top=min(height, max(0.0, box.top - rise)), bottom=min(height, max(0.0, box.bottom - rise)))
