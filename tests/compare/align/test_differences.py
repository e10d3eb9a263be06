"""The differences between two sides: every word is alike on both or in one difference, whatever order pages have."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocr_pipeline.compare.align.collation import collated, coverage, stretches
from ocr_pipeline.compare.align.differences import differences
from ocr_pipeline.compare.align.texts import our_text, their_text
from ocr_pipeline.compare.records import Transcription
from ocr_pipeline.text import clean_document
from tests.support.typed_documents import TEXT, a_page

SECOND = (
    "Обязанности министра иностранных дел временно исполняет Ли Дон Ген.",
    "Китайских друзей проинформирует посол.",
)
THIRD = ("Прошу сообщить решение инстанции не позднее утра воскресенья,", "чтобы подготовить соответствующие бумаги.")

WORDS = st.sampled_from(
    [*(word for line in TEXT for word in line.split()), "29", "5", "№", "—", "ещё", "еще", "«да»", '"да"', "сло", "во"]
)
LINES = st.lists(st.lists(WORDS, min_size=1, max_size=9).map(" ".join), max_size=6)


def collation_of(pages, theirs):
    """The collation of pages, each a list of lines, with a text."""
    typed = [a_page(str(number), lines) for number, lines in enumerate(pages, start=1)]
    side, _ = their_text(Transcription(name="t", text=theirs, format="plain text"), "rus")
    return collated(our_text(clean_document("d", typed)), side)


def readings(found):
    return [
        (
            found.ours.words(one.our_first, one.our_end),
            found.theirs.words(one.their_first, one.their_end),
        )
        for one in differences(found)
    ]


@settings(max_examples=30)
@given(st.lists(LINES, min_size=1, max_size=3), LINES, st.booleans(), st.randoms())
def test_every_word_of_either_side_is_alike_or_in_one_difference(pages, other, related, chance):
    lines = [line for page in chance.sample(pages, len(pages)) for line in page] if related else []
    found = collation_of(pages, "\n".join(lines + other))
    ours, theirs = found.ours.tokens, found.theirs.tokens
    mine = [at for one in differences(found) for at in range(one.our_first, one.our_end)]
    other_side = [at for one in differences(found) for at in range(one.their_first, one.their_end)]
    assert len(mine) == len(set(mine))
    assert len(other_side) == len(set(other_side))
    alike = [token.text for at, token in enumerate(ours) if at not in set(mine)]
    assert alike == [token.text for at, token in enumerate(theirs) if at not in set(other_side)]


@settings(max_examples=30)
@given(st.lists(LINES, min_size=1, max_size=3), LINES, st.randoms())
def test_the_reading_of_a_difference_is_its_words_and_no_others(pages, other, chance):
    lines = [line for page in chance.sample(pages, len(pages)) for line in page]
    found = collation_of(pages, "\n".join(lines + other))
    for one, (ours, theirs) in zip(differences(found), readings(found), strict=True):
        mine = found.ours.tokens[one.our_first : one.our_end]
        assert "".join(ours.split()) == "".join(token.text for token in mine)
        assert "".join(theirs.split()) == "".join(
            token.text for token in found.theirs.tokens[one.their_first : one.their_end]
        )
        span = found.ours.span(one.our_first, one.our_end)
        assert found.ours.text[span.start : span.end] == ours


@settings(max_examples=30)
@given(LINES)
def test_a_text_beside_itself_is_covered_and_does_not_differ(lines):
    found = collation_of([lines], "\n".join(lines))
    assert readings(found) == []
    expected = float(bool(found.ours.tokens))
    assert (coverage(found).ours, coverage(found).theirs) == (expected, expected)


@settings(max_examples=25)
@given(LINES, LINES)
def test_coverage_is_the_share_of_the_same_words_in_either_side(ours, theirs):
    found = collation_of([ours], "\n".join(theirs))
    mine, other = (sum(len(token.text) for token in side.tokens) for side in (found.ours, found.theirs))
    share = coverage(found)
    assert 0 <= share.ours <= 1
    assert share.ours * mine == pytest.approx(share.theirs * other)


@pytest.mark.parametrize("text", ["Секретно", "Копия верна"])
def test_a_paper_of_one_or_two_words_is_covered(text):
    assert coverage(collation_of([[text]], text)).ours == 1.0


def test_words_that_any_two_papers_share_cover_nothing():
    found = collation_of([TEXT], "Он и не думал, что посевная кампания в области идёт с опозданием.")
    assert coverage(found).ours == coverage(found).theirs == 0.0


@pytest.mark.parametrize("order", [(0, 1, 2), (1, 0, 2), (2, 1, 0), (1, 2, 0)])
def test_pages_are_put_in_the_order_of_the_transcription(order):
    pages = [TEXT, SECOND, THIRD]
    found = collation_of(pages, "\n".join(line for page in order for line in pages[page]))
    assert found.page_order == order
    assert readings(found) == []
    assert [one.page for one in stretches(found, ["1", "2", "3"])] == list(order)


def test_a_page_that_the_transcription_lacks_stays_behind_the_one_before_it():
    found = collation_of([TEXT, ("Один", "лист"), SECOND], "\n".join((*SECOND, *TEXT)))
    assert found.page_order == (2, 0, 1)
    assert readings(found) == [("Один лист", "")]


def test_halves_of_a_word_on_swapped_pages_do_not_take_what_lies_between_them():
    first, second = ("во и ещё несколько слов совсем иного дела", *SECOND), (*TEXT, "Последнее сло")
    found = collation_of(
        [first, second], "\n".join((*TEXT, "Последнее слово и ещё несколько слов совсем иного дела", *SECOND))
    )
    assert found.page_order == (1, 0)
    assert readings(found) == [("сло", "слово"), ("во", "")]


def test_a_passage_without_counterpart_is_parted_where_paragraphs_and_pages_end():
    found = collation_of([TEXT, SECOND, THIRD], "\n".join((*TEXT[:3], THIRD[1])))
    left_out = [ours for ours, theirs in readings(found) if not theirs]
    assert left_out == [TEXT[3], " ".join(SECOND), THIRD[0]]
    found = collation_of([TEXT], "№ 333\n\nТелеграмма послов\n\n" + "\n".join(TEXT))
    assert readings(found) == [("", "№ 333"), ("", "Телеграмма послов")]


def test_where_the_text_begins_and_ends_in_the_transcription_is_told_by_runs_that_are_no_chance():
    found = collation_of([TEXT], "Телеграмма послов\n\n" + "\n".join(TEXT) + "\n\nПеч. по: АП РФ")
    words = [token.text for token in found.theirs.tokens]
    assert words[found.begins] == "Во"
    assert words[found.ends : found.ends + 2] == ["Печ", "."]
    nothing = collation_of([TEXT], "Совсем иной документ")
    assert (nothing.begins, nothing.ends) == (3, 0)


def test_each_stretch_of_the_transcription_leads_to_its_page_and_place():
    text = "\n".join((*TEXT, *SECOND))
    found = collation_of([TEXT, SECOND], text)
    first, second = stretches(found, ["a", "b"])
    assert (first.page_id, second.page_id) == ("a", "b")
    assert text[first.their_span.start : first.their_span.end] == "\n".join(TEXT)
    assert text[second.their_span.start : second.their_span.end] == "\n".join(SECOND)
    assert found.ours.text[second.our_span.start : second.our_span.end] == " ".join(SECOND)
