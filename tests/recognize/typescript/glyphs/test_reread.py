"""The second reading of what is doubtful."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from ocr_pipeline.recognize.typescript.glyphs.crop import CELL, HEIGHT
from ocr_pipeline.recognize.typescript.glyphs.decode import Seen
from ocr_pipeline.recognize.typescript.glyphs.reread import SHIFT, Piece, doubtful_pieces, moved, together

WIDTH = 60 * CELL


def seen(shape: str, cells: float, share: float = 0.95, other: str = "ъ") -> Seen:
    return Seen(cells * CELL, 1.0, ((shape, share), (other, 1 - share)))


def line(text: str, doubts: dict[int, float]) -> list[Seen]:
    return [seen(letter, place + 1.5, doubts.get(place, 0.95)) for place, letter in enumerate(text)]


def test_a_sure_line_is_not_read_again():
    assert doubtful_pieces(line("народам", {}), WIDTH) == ()


def test_a_doubt_is_read_again_with_its_neighbours_and_two_near_ones_together():
    (one,) = doubtful_pieces(line("н" * 50, {25: 0.5}), WIDTH)
    assert one.left < 26.5 * CELL < one.right
    (both,) = doubtful_pieces(line("н" * 50, {25: 0.5, 30: 0.5}), WIDTH)
    assert len(both.core) == 2
    assert len(doubtful_pieces(line("н" * 50, {3: 0.5, 45: 0.5}), WIDTH)) == 2


def test_a_glyph_crowded_by_another_is_a_doubt():
    assert doubtful_pieces([*line("мир", {}), seen("и", 3.0, 0.9)], WIDTH)


def test_a_window_of_the_crop_is_moved_by_half_a_step():
    crop = np.arange(HEIGHT * WIDTH, dtype=np.uint64).reshape(HEIGHT, WIDTH).astype(np.uint8)
    piece = moved(crop, Piece(16, 80, ((20, 30),)))
    assert piece.shape == (HEIGHT, 64 + SHIFT)
    assert np.array_equal(piece[:, SHIFT:], crop[:, 16:80])
    assert (piece[:, :SHIFT] == 255).all()


def again(shape: str, cells: float, piece: Piece, share: float = 0.9) -> Seen:
    """Return a glyph as the second reading gives it: at its place in the moved piece."""
    return Seen(cells * CELL - piece.left + SHIFT, 1.0, ((shape, share), ("ъ", 1 - share)))


PIECE = Piece(16, 160, ((3.9 * CELL, 5.1 * CELL),))


def test_where_the_two_differ_the_sum_of_their_probabilities_decides():
    first = [seen("м", 3.5), seen("н", 4.5, 0.5, "и"), seen("р", 5.5)]
    read = together(first, [again("и", 4.5, PIECE)], PIECE)
    assert "".join(glyph.shape for glyph in read) == "мир"
    assert read[1].choices[0][1] == pytest.approx((0.5 + 0.9) / 2)


def test_outside_of_the_doubt_the_first_reading_stands():
    first = [seen("м", 3.5), seen("и", 4.5, 0.6), seen("р", 5.5)]
    second = [again("ш", 3.5, PIECE), again("и", 4.5, PIECE), again("ъ", 5.5, PIECE)]
    assert "".join(glyph.shape for glyph in together(first, second, PIECE)) == "мир"


def test_what_one_reading_alone_sees_is_half_as_sure():
    (kept,) = together([seen("н", 4.5, 0.6)], [], PIECE)
    assert kept.presence == 0.5
    (found,) = together([], [again("н", 4.5, PIECE)], PIECE)
    assert found.presence == 0.5
    assert found.x == pytest.approx(4.5 * CELL)


def test_a_glyph_at_the_edge_of_the_doubt_is_the_same_in_both_readings():
    first = [seen("м", 3.92, 0.9), seen("н", 4.5, 0.5, "и")]
    read = together(first, [again("м", 3.88, PIECE), again("и", 4.5, PIECE)], PIECE)
    assert read[0].presence == 1.0


def test_a_glyph_of_foreign_shapes_alone_keeps_its_likeliest_shape():
    nothing = Seen(4.5 * CELL, 1.0, (("н", 1e-12),))
    (read,) = together([nothing], [replace(nothing, x=nothing.x - PIECE.left + SHIFT)], PIECE)
    assert read.shape == "н"
