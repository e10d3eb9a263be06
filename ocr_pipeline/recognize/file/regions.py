"""The regions of a page as its file has them: text, tables with their cells, pictures, formulas, notes."""

from __future__ import annotations

from collections.abc import Sequence

from ocr_pipeline.interchange.numbers import enclosing
from ocr_pipeline.interchange.pages import FilePage, FileRegion
from ocr_pipeline.recognize.file.place import Scale, quarter_turns
from ocr_pipeline.recognize.file.tables import PlacedLine, cells_of
from ocr_pipeline.records import Area, Box, Region, RegionKind, TypeKind


def regions_of(
    page: FilePage, lines: Sequence[PlacedLine], scale: Scale, width: int, height: int, kind: TypeKind | None
) -> tuple[tuple[Region, ...], tuple[int, ...]]:
    """Return the regions of a page on a scan of this size, and the number of the region of each line.

    Regions come in the order of their first lines, those without lines last; a region of text without any is none.
    `kind` is how the letters of the page were made.
    """
    with_lines: dict[int, list[int]] = {}
    for place, line in enumerate(lines):
        with_lines.setdefault(line.region, []).append(place)
    drawn = [
        number
        for number, region in enumerate(page.regions)
        if number not in with_lines and region.kind is not RegionKind.TEXT and region.box is not None
    ]
    regions = []
    for number in (*with_lines, *drawn):
        own = with_lines.get(number, [])
        stated = page.regions[number] if number < len(page.regions) else FileRegion(RegionKind.TEXT)
        box = scale.of(stated.box) if stated.box is not None else enclosing(lines[place].line.box for place in own)
        if box is not None:
            regions.append(_region(stated, own, lines, box, scale, (width, height), kind, page.rotation))
    numbers = {number: place for place, number in enumerate(with_lines)}
    return tuple(regions), tuple(numbers[line.region] for line in lines)


def _region(
    stated: FileRegion,
    own: Sequence[int],
    lines: Sequence[PlacedLine],
    area: Area,
    scale: Scale,
    size: tuple[int, int],
    kind: TypeKind | None,
    rotation: float,
) -> Region:
    width, height = size
    corners = tuple((x * scale.across, y * scale.down) for x, y in stated.outline)
    outline = corners or (
        (area.left, area.top),
        (area.right, area.top),
        (area.right, area.bottom),
        (area.left, area.bottom),
    )
    on_scan = tuple((min(float(width), max(0.0, x)), min(float(height), max(0.0, y))) for x, y in outline)
    xs, ys = zip(*on_scan, strict=True)
    cells = cells_of(own, lines, stated.cells) if stated.kind is RegionKind.TABLE else ()
    is_table = bool(cells)
    return Region(
        # A table of which no cell is known is text, line by line.
        kind=RegionKind.TEXT if stated.kind is RegionKind.TABLE and not is_table else stated.kind,
        box=Box(left=min(xs), top=min(ys), right=max(xs), bottom=max(ys)),
        outline=on_scan,
        quarter_turns=0 if stated.rotation is None else quarter_turns(stated.rotation - rotation),
        type=kind if own else None,
        rows=max((cell.row + cell.row_span for cell in cells), default=0),
        columns=max((cell.column + cell.column_span for cell in cells), default=0),
        cells=cells,
    )
