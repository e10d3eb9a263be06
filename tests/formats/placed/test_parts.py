"""A page laid out: every word once, in the order of the text, in the part that it belongs to."""

from __future__ import annotations

from hypothesis import given, settings

from ocr_pipeline.formats.placed.parts import PartKind, PlacedRegion, placed_page
from ocr_pipeline.records import Block, BlockKind, Mark, MarkKind, RegionKind, replace
from tests.support.placed_pages import HEIGHT, WIDTH, a_region, documents, material_of, typed_line, typed_page
from tests.support.table_pages import page_in_regions

FULL = "эта строка заполнена до самого правого края листа бумаги"


def laid(*pages, place=0):
    return placed_page(material_of(*pages), place, pages[place])


def kinds(placed):
    return [(part.kind, [line.text for line in part.lines]) for part in placed.parts]


def test_paragraphs_are_parts_and_a_page_number_is_one_of_its_own():
    first = typed_page("1", "- 5 -", "     " + FULL, FULL, "     " + FULL)
    second = typed_page("2", "- 6 -", FULL, "     " + FULL)
    assert kinds(laid(first, second)) == [
        (PartKind.PAGE_NUMBER, ["- 5 -"]),
        (PartKind.PARAGRAPH, [FULL, FULL]),
        (PartKind.PARAGRAPH, [FULL]),
    ]


def test_what_a_block_of_the_document_is_its_part_is():
    page = typed_page("1", "Глава", FULL)
    material = material_of(page)
    heading = Block(kind=BlockKind.HEADING, start=0, end=5)
    rest = Block(kind=BlockKind.VERSE, start=6, end=6 + len(FULL))
    material = replace_document(material, blocks=(heading, rest))
    assert [part.kind for part in placed_page(material, 0, page).parts] == [PartKind.HEADING, PartKind.VERSE]


def test_without_blocks_the_paragraphs_of_the_engine_count():
    page = typed_page("1", FULL, FULL)
    page = replace(page, lines=(page.lines[0], replace(page.lines[1], block=1)))
    placed = placed_page(replace_document(material_of(page), blocks=()), 0, page)
    assert [len(part.lines) for part in placed.parts] == [1, 1]


def replace_document(material, **changes):
    return type(material)(replace(material.document, **changes), material.pages)


def test_a_table_has_a_part_for_each_cell_with_words_and_one_for_what_is_in_none():
    page = page_in_regions("1", "сверху", [["Год", "План"], ["1950", ""]])
    (above, table) = laid(page).regions
    assert [part.kind for part in above.parts] == [PartKind.PARAGRAPH]
    cells = [(part.cell.row, part.cell.column, part.lines[0].text) for part in table.parts]
    assert cells == [(0, 0, "Год"), (0, 1, "План"), (1, 0, "1950")]
    bare = replace(page, regions=(page.regions[0], replace(page.regions[1], cells=())))
    assert [part.kind for part in laid(bare).regions[1].parts] == [PartKind.BESIDE_CELLS] * 2


def test_parts_of_one_line_in_several_cells_are_lines_of_their_own_with_their_own_names():
    table = laid(page_in_regions("1", [["Год", "План"]])).regions[0]
    names = [line.id for part in table.parts for line in part.lines]
    assert len(set(names)) == 2
    assert not any(line.is_whole for part in table.parts for line in part.lines)


def test_regions_without_lines_stand_where_their_number_puts_them():
    page = replace(
        typed_page("1"),
        lines=(typed_line(FULL, 1, region=1),),
        regions=(a_region(RegionKind.PICTURE), a_region(RegionKind.TEXT), a_region(RegionKind.TABLE)),
    )
    assert [(region.id, len(region.parts)) for region in laid(page).regions] == [("r1", 0), ("r2", 1), ("r3", 0)]


def test_a_region_whose_lines_stand_apart_is_continued_under_another_name():
    lines = (typed_line(FULL, 1), typed_line("заметка", 2, region=1), typed_line(FULL, 3))
    page = replace(typed_page("1"), lines=lines, regions=(a_region(RegionKind.TEXT), a_region(RegionKind.MARGIN)))
    placed = laid(page)
    assert [(region.id, region.is_continued) for region in placed.regions] == [
        ("r1", False),
        ("r2", False),
        ("r1_2", True),
    ]
    assert [part.kind for part in placed.parts][1] is PartKind.MARGIN_NOTE


def test_words_know_the_marks_on_all_of_them_and_on_some_of_their_characters():
    page = typed_page("1", "дело x2 дело")
    marked = page.lines[0].words[1].glyphs[1].box
    marks = (
        Mark(kind=MarkKind.UNDERLINED, box=page.lines[0].words[0].box, line=0, first_word=0, last_word=0),
        Mark(kind=MarkKind.RAISED, box=marked, line=0, first_word=1, last_word=1),
    )
    words = next(laid(replace(page, marks=marks)).lines).words
    assert [(word.styles, word.partly) for word in words] == [
        (frozenset({MarkKind.UNDERLINED}), ()),
        (frozenset(), ((MarkKind.RAISED, 1, 2),)),
        (frozenset(), ()),
    ]


def test_a_region_has_its_outline_else_its_box_and_one_that_is_continued_neither():
    region = a_region(RegionKind.TABLE)
    corners = ((0, 0), (WIDTH, 0), (WIDTH, HEIGHT), (0, HEIGHT))
    assert PlacedRegion("r1", region, ()).outline == corners
    assert PlacedRegion("r1", replace(region, outline=()), ()).outline == corners
    assert PlacedRegion("r1", region, (), is_continued=True).outline == ()
    assert PlacedRegion("r1", None, ()).outline == ()


@settings(max_examples=60)
@given(documents())
def test_every_word_is_there_once_at_its_place_in_the_text(pages):
    material = material_of(*pages)
    for place, page in enumerate(pages):
        placed = placed_page(material, place, page)
        words = [word for line in placed.lines for word in line.words]
        assert sorted(word.place for word in words) == [
            (number, at) for number, line in enumerate(page.lines) for at in range(len(line.words))
        ]
        assert all(material.document.diplomatic[word.start : word.end] == word.word.text for word in words)
        names = [one.id for group in (placed.regions, placed.parts, placed.lines, words) for one in group]
        assert len(set(names)) == len(names)
