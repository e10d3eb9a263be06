"""The cells of a line."""

from __future__ import annotations

from ocr_pipeline.recognize.typescript.glyphs.crop import CELL
from ocr_pipeline.recognize.typescript.glyphs.decode import Seen
from ocr_pipeline.recognize.typescript.glyphs.grid import on_grid, spaced


def seen(shape: str, cells: float, presence: float = 1.0) -> Seen:
    return Seen(cells * CELL, presence, ((shape, 0.9), ("ъ", 0.05)))


def words(glyphs: list[Seen]) -> list[str]:
    return ["".join(glyph.shape for glyph in word) for word in spaced(glyphs)]


def test_an_empty_cell_parts_words():
    assert words([seen("н", 0.5), seen("а", 1.5), seen("и", 3.5)]) == ["на", "и"]


def test_keys_that_strike_aside_part_no_word():
    assert words([seen("н", 0.5), seen("а", 1.7), seen("с", 2.4)]) == ["нас"]


def test_of_two_glyphs_in_one_cell_the_surer_stays():
    kept = on_grid([seen("н", 0.5), seen("и", 1.3, 0.4), seen("а", 1.6)])
    assert [glyph.shape for glyph in kept] == ["н", "а"]


def test_a_glyph_half_a_cell_off_the_grid_is_less_sure():
    line = [seen("н", place + 0.5) for place in range(8)]
    line[4] = seen("н", 4.95)
    line[5] = seen("н", 5.6)
    kept = on_grid(line)
    assert kept[4].presence < 1
    assert all(glyph.presence == 1 for number, glyph in enumerate(kept) if number != 4)


def test_a_word_moved_by_hand_as_a_whole_is_not_doubted():
    line = [seen("н", place + 0.5) for place in range(10)] + [seen("е", place + 0.95) for place in range(12, 22)]
    assert [glyph.presence for glyph in on_grid(line)[:5] + on_grid(line)[-5:]] == [1.0] * 10


def test_too_few_glyphs_make_no_grid():
    line = [seen("-", 0.5), seen("5", 1.9), seen("-", 3.2)]
    assert [glyph.presence for glyph in on_grid(line)] == [1.0, 1.0, 1.0]


def test_typed_spaces_are_told_by_the_gaps():
    assert words(list(on_grid([seen("а", 0.5), seen(" ", 1.5), seen("б", 2.5)]))) == ["а", "б"]


def spread(text: str) -> list[Seen]:
    """Return the glyphs of a text typed on the grid."""
    return [seen(letter, column + 0.5) for column, letter in enumerate(text) if letter != " "]


def test_a_letter_spaced_word_is_one_word_and_wider_gaps_part_two():
    assert words(spread("а д р е с а ц и я   п а м я т и .")) == ["адресация", "памяти."]


def test_a_letter_spaced_heading_begins_where_the_spacing_does():
    assert words(spread("2.1. П а м я т ь")) == ["2.1.", "Память"]


def test_single_figures_and_short_words_in_a_row_stay_apart():
    assert words(spread("1 0 0 1 1")) == ["1", "0", "0", "1", "1"]
    assert words(spread("и в с")) == ["и", "в", "с"]
    assert words(spread("- 5 -")) == ["-", "5", "-"]


def test_a_sure_glyph_between_two_does_not_crowd_out_what_is_a_cell_apart():
    kept = on_grid([seen("н", 0.5, 0.8), seen("и", 1.05, 0.7), seen("а", 1.6, 0.8)])
    assert [glyph.shape for glyph in kept] == ["н", "а"]
    kept = on_grid([seen("н", 0.5), seen("и", 1.05), seen("а", 1.6)])
    assert [glyph.shape for glyph in kept] == ["н", "а"]
