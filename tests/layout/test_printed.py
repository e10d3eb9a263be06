"""Synthetic pages of print are what their truth says: the pages that layout and reading are tried on."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from tests.support.printed import (
    FACES,
    PITCH,
    Grade,
    Kind,
    Setting,
    columns_page,
    form_page,
    letter_page,
    missing,
)
from tests.support.printed_texts import ENGLISH, LETTERS, RUSSIAN, breaks

INK = 120
"""Grey level under which a dot is ink, whatever the noise."""

needs_fonts = pytest.mark.skipif(
    bool(missing("Liberation Serif", "Liberation Mono", "PT Sans")),
    reason="fonts-liberation or fonts-paratype is not installed",
)


def drawn(number):
    """Return a page of each kind."""
    if number < 3:
        setting = Setting("Liberation Serif", 10, number + 1, justified=number != 1, hyphenated=number != 0)
        return columns_page("columns", "eng" if number == 1 else "rus", setting, 200, seed=number)
    if number == 3:
        return form_page("form", "PT Sans", "Liberation Mono", 200)
    return letter_page("letter", "rus", "Liberation Serif", "Liberation Mono", 200)


@needs_fonts
@pytest.mark.parametrize("number", range(5))
def test_all_ink_of_letters_lies_in_the_outlines_and_each_has_some(number):
    page = drawn(number)
    ink = (cv2.GaussianBlur(page.pixels, (3, 3), 0) < INK).astype(np.uint8)
    claimed = np.zeros_like(ink)
    for region in page.regions:
        outline = np.array(region.outline)
        assert outline.min() >= 0
        assert outline[:, 0].max() < ink.shape[1]
        assert outline[:, 1].max() < ink.shape[0]
        mine = np.zeros_like(ink)
        cv2.fillPoly(mine, [outline.round().astype(np.int32)], 1)
        assert (ink & mine).any(), region
        # A word's swash may stick out by a dot or two.
        claimed |= cv2.dilate(mine, np.ones((7, 7), np.uint8))
    outside = ink & ~claimed & 1
    # Rulings belong to no region; they are long, letters are not.
    rulings = [part[2] > 300 or part[3] > 60 for part in cv2.connectedComponentsWithStats(outside)[2][1:]]
    assert all(rulings)


@needs_fonts
@pytest.mark.parametrize("number", range(3))
def test_the_lines_of_the_columns_hold_the_whole_text_in_order(number):
    page = drawn(number)
    heading, *columns = page.regions
    assert len(columns) == number + 1
    assert heading.outline[2][1] < min(column.outline[0][1] for column in columns) + 3
    assert [column.outline[0][0] for column in columns] == sorted(column.outline[0][0] for column in columns)
    lines = "\n".join(column.text for column in columns).split("\n")
    joined = "".join(line[:-1] if parted(line) else f"{line} " for line in lines).split()
    paragraphs = ENGLISH if page.language == "eng" else RUSSIAN
    assert joined == " ".join((*paragraphs[number:], *paragraphs[:number])).split()
    assert any(map(parted, lines)) == (number != 0)


def parted(line):
    """Return whether a line ends in a word that was parted there; none of the texts has a hyphen of its own there."""
    return line.endswith("-")


@needs_fonts
def test_what_is_typed_stands_on_one_pitch_and_is_known_from_print():
    page = drawn(4)
    *letterhead, typed = page.regions
    assert {region.kind for region in letterhead} == {Kind.PRINT}
    assert typed.kind is Kind.TYPED
    (left, _), (right, _) = typed.outline[:2]
    assert right - left == pytest.approx(max(map(len, LETTERS["rus"])) * PITCH * page.dpi, abs=1)
    form = drawn(3)
    assert [region.kind for region in form.regions] == [Kind.PRINT, Kind.TYPED] * (len(form.regions) // 2)


@needs_fonts
def test_the_same_arguments_give_the_same_page_and_a_grade_changes_it():
    once, again = drawn(3), drawn(3)
    assert np.array_equal(once.pixels, again.pixels)
    assert once.regions == again.regions
    clean = form_page("form", "PT Sans", "Liberation Mono", 200, Grade(noise=0, skew=0))
    assert len(np.unique(clean.pixels[:50])) == 1
    assert clean.text == once.text


def test_a_word_is_parted_between_syllables_only():
    parts = {word: [f"{word[:at]}-{word[at:]}" for at in breaks(word)] for word in ("пароходства.", "northern", "лёд")}
    assert parts == {"пароходства.": ["паро-ходства."], "northern": [], "лёд": []}
    assert breaks("Ключи") == breaks("1200") == []


def test_each_face_has_a_path_and_those_that_are_missing_are_named():
    assert missing(*FACES) == [face for face, path in FACES.items() if not path.is_file()]
