"""The whole of the stage: from a prepared page to its regions in reading order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ocr_pipeline.layout.blocks import Block, Layout
from ocr_pipeline.layout.columns import Cut, cut_into_columns
from ocr_pipeline.layout.footnotes import footnote_top
from ocr_pipeline.layout.page_ink import PageInk, page_ink
from ocr_pipeline.layout.pictures import find_pictures
from ocr_pipeline.layout.ruled_tables import RuledTable, ruled_tables
from ocr_pipeline.layout.rulings import Rule, find_rules
from ocr_pipeline.layout.sideways import sideways_blocks
from ocr_pipeline.records import Area, PageImage, RegionKind


@dataclass(frozen=True, slots=True)
class Lying:
    """What is known to lie on its side: its area, prepared pixels, and the quarter turns, counter-clockwise, that make
    it stand upright."""

    area: Area
    quarter_turns: int


def divide(image: PageImage, lying: Sequence[Lying] = (), *, columns: bool = True) -> Layout:
    """Return the layout of a prepared page, areas in its pixels; one of one column of text is one block.

    What lies on its side is a block by itself. Without `columns` the page is not cut into columns: it may be two pages.
    """
    height, width = image.binary.shape
    whole = Block(RegionKind.TEXT, Area(0.0, 0.0, float(width), float(height)))
    ink = page_ink(image.binary, image.dpi)
    if ink is None:
        return Layout((whole,))
    rules = find_rules(ink)
    tables = [_table(table) for table in ruled_tables(ink, rules)]
    turned = [Block(RegionKind.TEXT, _scaled(one.area, 1 / ink.factor), one.quarter_turns, apart=True) for one in lying]
    pictures = [
        Block(RegionKind.PICTURE, area)
        for area in find_pictures(ink, [block.area for block in (*tables, *turned)])
        if not any(_holds(one.area, area) for one in turned)
    ]
    upright = [table for table in tables if not any(_holds(one.area, table.area) for one in turned)]
    broad = [picture for picture in pictures if picture.area.width >= BROAD * ink.text.shape[1]]
    solid = sorted([*upright, *turned, *broad], key=lambda block: block.area.top)
    areas = [block.area for block in solid]
    copy = ink.text.shape
    cuts = cut_into_columns(ink, areas) if columns else (Cut(Area(0.0, 0.0, float(copy[1]), float(copy[0]))),)
    frames = [rule for rule in rules if rule.is_upright and rule.length >= FRAME * ink.letter]
    blocks = [
        replace(_with_frames(block, frames), column=cut.area if cut.is_column and not block.quarter_turns else None)
        for cut in cuts
        for block in _blocks(cut, solid, BESIDE * ink.letter)
    ]
    note = footnote_top(ink, rules) if len(cuts) == 1 else None
    if note is not None:
        blocks = [part for block in blocks for part in _above_and_below(block, note)]
    blocks += [picture for picture in pictures if picture not in broad]
    inked = [block for block in blocks if block.kind is not RegionKind.TEXT or _has_text(ink, block.area)] or [whole]
    may_lie = () if lying else sideways_blocks(ink)
    return Layout(
        tuple(_enlarged(block, ink.factor) for block in inked) if len(blocks) > 1 else (whole,),
        tuple(_scaled(area, ink.factor) for area in may_lie),
    )


BROAD = 0.5
"""Share of the page's breadth from which a picture stands between the lines above and below it, not beside them."""


def _above_and_below(block: Block, height: float) -> Iterator[Block]:
    """Yield a block of text in two: what stands under the rule at a height are footnotes."""
    area = block.area
    if block.kind is not RegionKind.TEXT or not area.top < height < area.bottom:
        yield block
        return
    yield replace(block, area=Area(area.left, area.top, area.right, height))
    yield replace(block, kind=RegionKind.FOOTNOTE, area=Area(area.left, height, area.right, area.bottom))


FRAME = 12.0
"""Length in letters of an upright rule between columns, or around them; a bracket over lines has less."""


def _with_frames(block: Block, frames: Sequence[Rule]) -> Block:
    """Return a column with the rules beside it: letters are read of them otherwise."""
    if not block.apart or block.grid is not None or block.quarter_turns:
        return block
    area = block.area
    beside = (
        rule
        for rule in frames
        if area.left <= rule.at((area.top + area.bottom) / 2) <= area.right
        and rule.y0 < area.bottom
        and rule.y1 > area.top
    )
    return replace(block, rules=tuple(rule.ends for rule in beside))


def _table(table: RuledTable) -> Block:
    return Block(RegionKind.TABLE, table.area, grid=table.grid, rules=tuple(rule.ends for rule in table.rules))


BESIDE = 2.0
"""Letters from the side of a table or picture up to which what stands there belongs to it."""


def _beside(block: Block, solid: Sequence[Block], cut: Cut, slack: float) -> Iterator[Block]:
    """Yield what stands to the left and to the right of a block as blocks of text, up to the next solid ones.

    Of what stands between two of these, the right one yields it.
    """
    area = block.area
    level = [one.area for one in solid if one.area.top < area.bottom and one.area.bottom > area.top]
    left_end = max((one.right + slack for one in level if one.right <= area.left), default=cut.area.left)
    alone = not any(one.left >= area.right for one in level)
    strips = [(left_end, area.left - slack), *([(area.right + slack, cut.area.right)] if alone else [])]
    for left, right in strips:
        if right - left > slack:
            yield Block(RegionKind.TEXT, Area(left, area.top, right, area.bottom), apart=cut.is_column)


def _blocks(cut: Cut, solid: Sequence[Block], slack: float) -> Iterator[Block]:
    """Yield the blocks of a part of the page from top to bottom: its tables and what is turned, and the text between
    them."""
    inside = [block for block in solid if _holds(cut.area, block.area)]
    top = cut.area.top
    for block in inside:
        if block.area.top > top:
            yield Block(RegionKind.TEXT, Area(cut.area.left, top, cut.area.right, block.area.top), apart=cut.is_column)
        yield from _beside(block, inside, cut, slack)
        yield replace(block, apart=block.apart or cut.is_column)
        top = max(top, block.area.bottom)
    if top < cut.area.bottom:
        yield Block(RegionKind.TEXT, Area(cut.area.left, top, cut.area.right, cut.area.bottom), apart=cut.is_column)


def _has_text(ink: PageInk, area: Area) -> bool:
    rows, columns = slice(int(area.top), int(area.bottom) + 1), slice(int(area.left), int(area.right) + 1)
    return bool(ink.text[rows, columns].any() or ink.drawn[rows, columns].any())


def _holds(outer: Area, inner: Area) -> bool:
    x, y = inner.middle, (inner.top + inner.bottom) / 2
    return outer.left <= x < outer.right and outer.top <= y < outer.bottom


def _enlarged(block: Block, factor: float) -> Block:
    grid = block.grid.scaled(factor) if block.grid else None
    rules = tuple((x0 * factor, y0 * factor, x1 * factor, y1 * factor) for x0, y0, x1, y1 in block.rules)
    column = _scaled(block.column, factor) if block.column else None
    return replace(block, area=_scaled(block.area, factor), grid=grid, rules=rules, column=column)


def _scaled(area: Area, factor: float) -> Area:
    return Area(area.left * factor, area.top * factor, area.right * factor, area.bottom * factor)
