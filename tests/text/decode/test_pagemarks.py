"""Page breaks of a text without form feeds: numbers between dashes that count upwards, and `//`."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr_pipeline.text.decode.pagemarks import inline_breaks, page_starts
from ocr_pipeline.text.text_layout import lay_out_text


def lines_of(text):
    """Return the lines of a text with their places, as the layout gives them."""
    found, place = [], 0
    for line in text.split("\n"):
        if line:
            found.append((place, line))
        place += len(line) + 1
    return found


def starts(text):
    """Return what stands where a page starts."""
    return [text[place:].split("\n")[0] for place in page_starts(lines_of(text))]


def test_pages_start_at_numbers_that_count_upwards():
    assert starts("- 1019 -\nтекст\n- 1020 -\nтекст") == ["- 1019 -", "- 1020 -"]


def test_numbers_at_the_foot_end_their_pages():
    text = "первая\n- 5 -\nвторая\n- 6 -"
    assert page_starts(lines_of(text)) == (text.index("\nвторая"), len(text))


@pytest.mark.parametrize(
    "mark", ["- 1019 -", "-1019-", "— 1019 —", "– 1019 –", "--1019--", "- I0I9 -", "- 1O19 -", "−1019−"]
)
def test_every_dash_and_letters_for_figures_make_a_mark(mark):
    assert starts(f"текст\n{mark}\nтекст\n- 1020 -\nтекст") == [mark, "- 1020 -"]


@pytest.mark.parametrize(
    "line", ["1019", "- 1019", "1019 -", "- слово -", "- 12 слово -", "- 1 2 -", "- -", "---", "-5-го-"]
)
def test_what_is_no_number_between_dashes_starts_no_page(line):
    assert starts(f"текст\n{line}\nтекст") == []


def test_a_number_out_of_sequence_starts_no_page():
    assert starts("- 5 -\nа\n- 900 -\nб\n- 6 -\nв\n- 7 -\nг") == ["- 5 -", "- 6 -", "- 7 -"]


def test_a_number_that_comes_again_in_the_text_starts_no_second_page():
    assert starts("- 5 -\nа\n- 5 -\nб\n- 6 -\nв") == ["- 5 -", "- 6 -"]


def test_a_missing_page_breaks_no_sequence():
    assert starts("- 5 -\nа\n- 6 -\nб\n- 9 -\nв\n- 10 -\nг") == ["- 5 -", "- 6 -", "- 9 -", "- 10 -"]


def test_a_text_without_marks_is_one_page():
    assert page_starts([]) == ()
    assert page_starts([(0, "текст")]) == ()
    assert len(lay_out_text("текст\nтекст").pages) == 1


def test_form_feeds_outrank_marks():
    layout = lay_out_text("- 5 -\nа\n- 6 -\nб\f- 7 -\nв")
    assert len(layout.pages) == 2
    assert not layout.paged_by_marks


@given(st.lists(st.integers(0, 99999), max_size=60))
def test_pages_start_in_the_order_of_their_lines_and_count_upwards(numbers):
    text = "\n".join(f"- {number} -\nтекст" for number in numbers)
    found = starts(text)
    values = [int(mark.strip("- ")) for mark in found]
    assert values == sorted(set(values))
    assert bool(found) == bool(numbers)


@given(st.lists(st.integers(1, 9), max_size=300))
def test_a_long_run_of_decoys_hides_no_numbers(decoys):
    numbers = range(700, 706)
    pages = [f"- {number} -\n" + "\n".join(f"- {one} -" for one in decoys[:5]) for number in numbers]
    found = starts("\n".join(pages))
    assert [f"- {number} -" for number in numbers] == [mark for mark in found if len(mark) > 5]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("приковано // к событиям", 1),
        ("https://a.ru//папка и почта//ivan@a.ru", 0),
        ("Иванов И. О войне // Вопросы истории. 1990. № 5", 0),
        ("О войне // Вопросы истории; О мире // Новое время; со//юз", 1),
        ("посмотреть метро, // съездить", 1),
        ("Ки//тая", 1),
        ("конец страницы.// Начало", 1),
        ("«цитата» // дальше", 1),
        ("в конце строки //", 1),
        ("http://www.mid.ru", 0),
        ("https://архив.рф/док", 0),
        ("три /// знака", 0),
        ("file:///папка", 0),
        ("и/или", 0),
        ("строка /а/ и /б/", 0),
    ],
)
def test_two_strokes_between_words_or_in_one_are_a_page_break(text, count):
    assert len(inline_breaks(text)) == count


def test_before_a_capital_the_other_strokes_of_a_text_decide():
    assert len(inline_breaks("на материке // Китая, приковано // к событиям")) == 2


def test_pages_parted_by_strokes_do_not_hold_them():
    layout = lay_out_text("первая // вторая // третья")
    assert [layout.text[page.start : page.end].strip() for page in layout.pages] == ["первая", "вторая", "третья"]
    assert [layout.text[start:end] for start, end in layout.inline_breaks] == ["//", "//"]
