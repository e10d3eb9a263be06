"""Which part of a scan a page is, and how it is turned to be read.

A scan lies on its sheet as a viewer shows it, its lower left corner in the origin, in points, y up. A page that is one
side of a spread shows the part up to the fold, the other side's page the rest: they share the picture.
"""

from __future__ import annotations

from dataclasses import dataclass

from ocr_pipeline.records import Affine, Box, Page, Side

POINTS_PER_INCH = 72.0


@dataclass(frozen=True)
class Sheet:
    """A scan's size on paper in points, and its pixels across and down."""

    width: float
    height: float
    columns: int
    rows: int

    @property
    def from_scan(self) -> Affine:
        """Return the map from pixels of the scan to points of the sheet."""
        across, down = self.width / max(1, self.columns), self.height / max(1, self.rows)
        return Affine(xx=across, xy=0, x0=0, yx=0, yy=-down, y0=self.height)

    def area(self, part: Box) -> tuple[float, float, float, float]:
        """Return where a part of the scan, in its pixels, lies on the sheet: left and lower edge, width and height."""
        (left, upper), (right, lower) = self.from_scan.apply(part.corners()[[0, 2]]).tolist()
        return left, lower, right - left, upper - lower

    @property
    def whole(self) -> Box:
        """Return all of the scan, in its pixels."""
        return Box(left=0, top=0, right=self.columns, bottom=self.rows)


def parts_shown(pages: tuple[Page, ...], sheet: Sheet) -> list[Box]:
    """Return what each page of one scan shows of it, in pixels of the scan."""
    found = [_outline(page, sheet) for page in pages]
    if len(pages) == 2 and {page.scan.side for page in pages} == {Side.LEFT, Side.RIGHT}:
        return _divided(found, sheet)
    # The other side of a page that has lost it is not known: what was read is shown.
    return [sheet.whole if page.scan.side is Side.WHOLE else part for page, part in zip(pages, found, strict=True)]


def _outline(page: Page, sheet: Sheet) -> Box:
    """Return where the prepared image of a page lies on its scan; all of the scan for a page without one."""
    if page.preparation is None:
        return sheet.whole
    prepared = Box(left=0, top=0, right=page.preparation.width, bottom=page.preparation.height)
    box = page.preparation.to_scan.apply_box(prepared)
    left, right = sorted(min(max(edge, 0), sheet.columns) for edge in (box.left, box.right))
    top, bottom = sorted(min(max(edge, 0), sheet.rows) for edge in (box.top, box.bottom))
    return Box(left=left, top=top, right=right, bottom=bottom) if right > left and bottom > top else sheet.whole


def _divided(parts: list[Box], sheet: Sheet) -> list[Box]:
    """Return the two halves of a scan, divided in the middle between the inner edges of what was read."""
    first, second = parts
    across = abs(first.left + first.right - second.left - second.right)
    down = abs(first.top + first.bottom - second.top - second.bottom)
    whole = sheet.whole
    if across >= down:
        is_before = first.left + first.right <= second.left + second.right
        near, far = (first, second) if is_before else (second, first)
        fold = _fold(near.right, far.left, sheet.columns)
        halves = [
            Box(left=0, top=0, right=fold, bottom=whole.bottom),
            Box(left=fold, top=0, right=whole.right, bottom=whole.bottom),
        ]
    else:
        is_before = first.top + first.bottom <= second.top + second.bottom
        near, far = (first, second) if is_before else (second, first)
        fold = _fold(near.bottom, far.top, sheet.rows)
        halves = [
            Box(left=0, top=0, right=whole.right, bottom=fold),
            Box(left=0, top=fold, right=whole.right, bottom=whole.bottom),
        ]
    return halves if is_before else halves[::-1]


def _fold(near: float, far: float, length: int) -> float:
    fold = (near + far) / 2
    return fold if 0 < fold < length else length / 2
