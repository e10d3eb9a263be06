"""A word across a rule is cut there; all glyphs stay, in their order, and marks on all parts of their words."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given

from ocr_pipeline.layout.blocks import Block, Span
from ocr_pipeline.recognize.regions.cut_words import cut_at_rules
from ocr_pipeline.records import Affine, Area, RegionKind
from ocr_pipeline.records import replace as changed
from tests.support.placed_words import ROWS, grid_of
from tests.support.region_readings import text_line, underlined

HERE = Affine.identity()


def table(*columns, ruled=True, spans=()):
    grid = replace(grid_of(columns, spans=spans), is_ruled=ruled)
    return Block(RegionKind.TABLE, Area(0, 0, 4000, 4000), grid=grid)


def typed_line(text, row=0):
    line = text_line(text, row)
    return changed(line, words=tuple(changed(word, glyphs=word.letters()) for word in line.words))


def edge_at(character):
    """The edge before a character of a line, in the grid's own count."""
    first = text_line("а", 0).words[0].box
    return (first.left + character * first.width) / first.width + 0.5


def texts(line, *blocks):
    ((found,), _) = cut_at_rules([line], (), blocks, HERE)
    return [word.text for word in found.words]


def test_a_word_across_a_rule_is_cut_there():
    assert texts(typed_line("п.б85Сигнал"), table(edge_at(3), edge_at(5))) == ["п.б", "85", "Сигнал"]


def test_a_word_within_a_cell_is_left_as_it_is():
    line = typed_line("слово дело")
    ((found,), _) = cut_at_rules([line], (), [table(edge_at(5.5))], HERE)
    assert found is line


def test_in_a_cell_over_several_columns_and_without_rules_nothing_is_cut():
    line = typed_line("заголовок")
    assert texts(line, table(edge_at(4), spans=[Span(0, 0, 1, 2)])) == ["заголовок"]
    assert texts(line, table(edge_at(4), ruled=False)) == ["заголовок"]


def test_marks_stay_on_all_parts_of_their_words():
    lines = [typed_line("это двадцать5дней")]
    ((found,), (mark,)) = cut_at_rules(lines, [underlined(0, 1, 1)], [table(edge_at(12))], HERE)
    assert [word.text for word in found.words] == ["это", "двадцать", "5дней"]
    assert (mark.first_word, mark.last_word) == (1, 2)


@given(ROWS)
def test_no_glyph_is_lost(rows):
    lines = [typed_line(row, number) for number, row in enumerate(rows) if row.strip()]
    found, _ = cut_at_rules(lines, (), [table(edge_at(3), edge_at(11))], HERE)
    assert ["".join(word.text for word in line.words) for line in found] == [
        "".join(word.text for word in line.words) for line in lines
    ]
