"""Letter-spaced words are closed up and marked as emphasis; initials, abbreviations and lists are left alone."""

from __future__ import annotations

import pytest

from ocr_pipeline.records import EditKind, MarkKind
from ocr_pipeline.text import Keep, Layer, clean_document, clean_text, layer_text
from tests.support.typed_pages import a_page


def clean(text):
    return layer_text(clean_text("d", text), Layer.CLEAN)


@pytest.mark.parametrize(
    ("typed", "closed"),
    [
        ("п а м я т ь", "память"),
        ("П О С Т А Н О В И Л И:", "ПОСТАНОВИЛИ:"),
        ("«П р а в д а»", "«Правда»"),
        ("это в а ж н о, товарищи", "это важно, товарищи"),
        ("п\u00a0а\u00a0м\u00a0я\u00a0т\u00a0ь", "память"),
        ("т о в а р и щ   Ким Ир Сен", "товарищ   Ким Ир Сен"),
        ("х у ц з у н а н ь", "хуцзунань"),
    ],
)
def test_letter_spaced_words_are_closed_up(typed, closed):
    assert clean(typed) == closed


@pytest.mark.parametrize(
    "typed",
    [
        "В. И. Ленин и И. В. Сталин",
        "и т. д. и т. п.",
        "гг. К. А. Иванов, А. Б. Петров",
        "и я с ним",
        "о к нам и в дом",
        "а) б) в)",
        "а, б, в, г",
        "а б в",
        "№ 1 2 3 4 5",
        "1 9 5 3",
        "я и ты",
    ],
)
def test_initials_abbreviations_and_short_words_are_left_alone(typed):
    assert clean(typed) == typed


def test_a_letter_spaced_word_is_emphasis_at_its_place_as_typed():
    document = clean_text("d", "это в а ж н о, товарищи")
    (emphasis,) = document.emphases
    assert emphasis.kind is MarkKind.LETTER_SPACED
    assert document.diplomatic[emphasis.start : emphasis.end] == "в а ж н о"
    closings = [edit for edit in document.edits if edit.kind is EditKind.LETTER_SPACING]
    assert [edit.before for edit in closings] == [" "] * 4
    assert {edit.reason for edit in closings} == {"letter-spaced: важно"}


def test_spacing_that_is_to_be_kept_is_marked_all_the_same():
    document = clean_text("d", "это в а ж н о", keep=frozenset({Keep.SPACING}))
    assert layer_text(document, Layer.CLEAN) == "это в а ж н о"
    assert len(document.emphases) == 1


def test_on_a_scan_the_room_between_letters_parts_the_words():
    document = clean_document("d", [a_page("1", "Д о к л а д   о   п а м я т и")])
    assert document.diplomatic == "Д о к л а д о п а м я т и"
    marked = [document.diplomatic[one.start : one.end] for one in document.emphases]
    assert marked == ["Д о к л а д", "п а м я т и"]
    assert layer_text(document, Layer.CLEAN) == "Доклад о памяти"


@pytest.mark.parametrize(
    ("typed", "closed"),
    [
        ("Д О К Л А Д  О  В О Й Н Е", "ДОКЛАД  О  ВОЙНЕ"),
        ("о п а м я т и вождя", "о памяти вождя"),
        ("А Б В Г Д Е", "А Б В Г Д Е"),
    ],
)
def test_neighbours_of_letter_spaced_words_stay_apart(typed, closed):
    assert layer_text(clean_text("d", typed), Layer.CLEAN) == closed
