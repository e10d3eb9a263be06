"""A page read region by region.

What stands in one column is read in one piece, as a page without columns is; columns are read each by itself, and so
is what lies on its side. Lines and words then go to their regions, those of tables to their cells.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from ocr_pipeline.errors import EngineTimeout, PageError
from ocr_pipeline.layout import Block, Layout, divide
from ocr_pipeline.layout.divide import Lying
from ocr_pipeline.recognize.engine import Engine
from ocr_pipeline.recognize.known_words import Knows, knows_nothing
from ocr_pipeline.recognize.ledger import account_for
from ocr_pipeline.recognize.page import PageReading, read_image
from ocr_pipeline.recognize.regions.arrange import arranged, is_stamp, placed, region_of
from ocr_pipeline.recognize.regions.cut_words import cut_at_rules
from ocr_pipeline.recognize.regions.entries import with_lone_entries, with_rows_in_order
from ocr_pipeline.recognize.regions.ink_by_region import ink_by_region, with_ruling
from ocr_pipeline.recognize.regions.lying import is_text_on_its_side
from ocr_pipeline.recognize.regions.margin_notes import with_margin_notes
from ocr_pipeline.recognize.regions.merge import merged
from ocr_pipeline.recognize.regions.open_tables import with_open_tables
from ocr_pipeline.recognize.regions.parts import cut_out, without, without_rules
from ocr_pipeline.recognize.regions.rows import PlacedWord
from ocr_pipeline.recognize.regions.splice import spliced
from ocr_pipeline.records import Area, PageImage, PageState, Reason, Region, RegionKind, TypeKind
from ocr_pipeline.records import replace as changed

TRIAL = 0.15
"""Share of the time that is left which one trial may take of what may lie on its side: three for each, and the page
must be read as well."""

ReadImage = Callable[[PageImage], PageReading]


def read_page(
    engine: Engine, image: PageImage, layout: Layout, language: str, seconds: float, knows: Knows = knows_nothing
) -> PageReading:
    """Return what `engine` reads on a page of that layout, in `seconds` of wall time at most.

    Raises `PageError` where the engine fails, `MissingError`. `knows` tells the language's words (see `read_image`).
    """
    end = time.monotonic() + seconds

    def read(part: PageImage) -> PageReading:
        left = end - time.monotonic()
        if left <= 0:
            raise EngineTimeout(detail="its regions took all of the page's time")
        return read_image(engine, part, language, left, knows)

    def try_to_read(part: PageImage) -> PageReading:
        left = end - time.monotonic()
        try:
            return read_image(engine, part, language, max(0.0, TRIAL * left), knows)
        except PageError as error:
            # The page itself may be read all the same.
            return PageReading.failed(Reason.of(error))

    if layout.may_lie:
        lying = _lying(image, layout.may_lie, try_to_read)
        if lying:
            return _read(image, divide(image, lying), language, read)
    return _read(image, layout, language, read)


def _lying(image: PageImage, areas: Sequence[Area], read: ReadImage) -> tuple[Lying, ...]:
    """Return what lies on its side of what may, and which way, by reading it."""
    found = []
    for area in areas:
        turned = {turns: read(cut_out(image, area, turns)) for turns in (1, 3)}
        _, turns = min((_doubt(reading), turns) for turns, reading in turned.items())
        if is_text_on_its_side(turned[turns], partial(_as_it_stands, image, area, read)):
            found.append(Lying(area, turns))
    return tuple(found)


def _as_it_stands(image: PageImage, area: Area, read: ReadImage) -> PageReading:
    return read(cut_out(image, area))


def _doubt(reading: PageReading) -> float:
    return reading.doubt if reading.state is PageState.DONE and reading.doubt is not None else 1.0


def _read(image: PageImage, layout: Layout, language: str, read: ReadImage) -> PageReading:
    """Return the reading of a page whose layout is settled."""
    blocks = layout.blocks
    clear = without_rules(image, blocks)
    turned = [_read_turned(clear, block, language, read) for block in blocks if block.quarter_turns]
    lying = [block.area for block in blocks if block.quarter_turns]
    upright_page = without(clear, lying)
    areas = dict.fromkeys(block.column for block in blocks if block.column is not None)
    columns = {area: read(cut_out(upright_page, area)) for area in areas}
    rest = without(upright_page, list(columns))
    main = read(rest) if not all(block.apart for block in blocks) else _unread(rest)
    types = [columns[block.column].type if block.column is not None else main.type for block in blocks]
    whole = with_ruling(merged([main, *columns.values()], language), image, clear)
    upright = _arranged(with_lone_entries(whole, blocks, clear.to_scan, language), blocks, types, clear)
    upright = with_rows_in_order(upright, upright.regions, language)
    if turned:
        return spliced(upright, turned, language)
    return upright


def _unread(rest: PageImage) -> PageReading:
    """Return the reading of what lies beside all blocks: no text, but its ink is accounted for."""
    return PageReading(PageState.BLANK, ink=account_for(rest, (), ()).ledger)


def _arranged(
    reading: PageReading, blocks: Sequence[Block], types: Sequence[TypeKind | None], image: PageImage
) -> PageReading:
    """Return a reading with its lines in the order of the blocks; `types` is how the letters of each were made."""
    if reading.state is not PageState.DONE:
        regions = [region_of(block, image.to_scan) for block in blocks]
        return replace(reading, regions=tuple(_with_types(regions, types)))
    lines, marks = cut_at_rules(reading.lines, reading.marks, blocks, image.to_scan)
    words = placed(lines, image.to_scan)
    shown = [_text_under_a_stamp(block, blocks, words) for block in blocks]
    types = [kind for kind, block in zip(types, shown, strict=True) if block is not None]
    blocks = [block for block in shown if block is not None]
    # Lines that were read across two pages would make a table of them.
    pitch = _pitch(words) if reading.gutter is None else None
    parted = [tuple(_parts(block, words, pitch)) for block in blocks]
    divided = [one for parts in parted for one in parts]
    types = [kind for kind, parts in zip(types, parted, strict=True) for _ in parts]
    if len(divided) == 1 and divided[0].kind is RegionKind.TEXT:
        return replace(reading, regions=tuple(_with_types([region_of(divided[0], image.to_scan)], types)))
    found = arranged(lines, marks, divided, image.to_scan)
    return replace(
        reading,
        lines=found.lines,
        marks=found.marks,
        regions=tuple(_with_types(found.regions, types)),
        ink=ink_by_region(reading.ink, found.lines, found.regions, image),
    )


def _parts(block: Block, words: Sequence[PlacedWord], pitch: float | None) -> Iterator[Block]:
    """Yield a block in the parts that its words tell: tables without rules, notes in the margin, and the text."""
    for part in with_open_tables([block], words, pitch):
        if part.kind is RegionKind.TEXT and pitch is not None and not part.quarter_turns:
            yield from with_margin_notes(part, words, pitch)
        else:
            yield part


def _pitch(words: Sequence[PlacedWord]) -> float | None:
    """Return the usual breadth of a character of the words."""
    cells = [2 * word.reach / len(word.text) for word in words for _ in word.text if len(word.text) > 1]
    return statistics.median(cells) if cells else None


def _text_under_a_stamp(block: Block, blocks: Sequence[Block], words: Sequence[PlacedWord]) -> Block | None:
    """Return a block as it is, but for what looks like a picture and lies on lines that go on beside it: that is text,
    and none of its own (None) where it lies on another block of text."""
    if block.kind is not RegionKind.PICTURE or not is_stamp(block, words):
        return block
    x, y = block.area.middle, (block.area.top + block.area.bottom) / 2
    on_text = any(other.kind is RegionKind.TEXT and other.area.holds(x, y) for other in blocks)
    return None if on_text else replace(block, kind=RegionKind.TEXT)


def _with_types(regions: Sequence[Region], types: Sequence[TypeKind | None]) -> Iterator[Region]:
    yield from (changed(region, type=kind) if kind else region for region, kind in zip(regions, types, strict=True))


def _read_turned(image: PageImage, block: Block, language: str, read: ReadImage) -> PageReading:
    """Return the reading of a block on its side, its own regions turned as it is."""
    part = cut_out(image, block.area, block.quarter_turns)
    reading = _read(part, replace(divide(part), may_lie=()), language, read)
    regions = tuple(region.turned(block.quarter_turns) for region in reading.regions)
    return replace(reading, regions=regions)
