"""What is known of a difference: the engine's doubt, room on the paper, other readings of the line, the lexicon."""

from __future__ import annotations

import pytest

from ocr_pipeline.compare.align.collation import collated
from ocr_pipeline.compare.align.differences import differences
from ocr_pipeline.compare.align.texts import our_text, their_text
from ocr_pipeline.compare.judge.evidence import DifferenceKind, gathered
from ocr_pipeline.compare.judge.page_evidence import ROOM_LIMIT
from ocr_pipeline.compare.locate.places import PageLocator
from ocr_pipeline.compare.records import Transcription
from ocr_pipeline.languages import load_lexicon
from ocr_pipeline.records import Box, SetApart, SetApartCause, TextLine, replace
from ocr_pipeline.text import clean_document
from tests.support.typed_documents import DISTANCE, PITCH, TEXT, a_page, line

WHOLE = "\n".join(TEXT)


def known_of(theirs, pages):
    """What is known of the only difference of pages (None: its record is missing) and a transcription."""
    document = clean_document("d", [page or a_page("1") for page in pages])
    side, _ = their_text(Transcription(name="t", text=theirs, format="plain text"), "rus")
    collation = collated(our_text(document), side)
    found = list(differences(collation))
    locator = PageLocator(document, lambda index: pages[index])
    (known,) = gathered(found, collation, locator, load_lexicon("rus"))
    return known


def evidence(theirs, pages=None):
    return known_of(theirs, pages or [a_page("1")])


def with_confidence(word, confidences):
    """A page on which the engine was less sure of the letters of a word."""
    page = a_page("1")
    lines = tuple(
        TextLine(
            words=tuple(
                replace(
                    one,
                    glyphs=tuple(
                        replace(glyph, confidence=confidence)
                        for glyph, confidence in zip(one.glyphs, confidences, strict=True)
                    ),
                )
                if one.text == word
                else one
                for one in typed.words
            ),
            box=typed.box,
        )
        for typed in page.lines
    )
    return replace(page, lines=lines)


@pytest.mark.parametrize(
    ("theirs", "kind"),
    [
        (WHOLE.replace("300", "800"), DifferenceKind.BOTH),
        (WHOLE.replace("не считает", "считает"), DifferenceKind.OURS),
        (WHOLE.replace("считает", "уже считает"), DifferenceKind.THEIRS),
    ],
)
def test_it_is_told_which_side_has_words(theirs, kind):
    assert evidence(theirs).kind is kind


def test_in_doubt_are_the_letters_that_differ_not_their_neighbours():
    page = with_confidence("согласен", [0.2, 0.99, 0.99, 0.99, 0.99, 0.99, 0.99, 0.7])
    assert evidence(WHOLE.replace("согласен", "согласие"), [page]).doubt == pytest.approx(0.3)
    assert evidence(WHOLE.replace("согласен", "пагласен"), [page]).doubt == pytest.approx(0.8)


def test_where_a_letter_is_missing_in_ours_the_letters_beside_it_are_in_doubt():
    page = with_confidence("согласен", [0.9, 0.9, 0.6, 0.9, 0.2, 0.9, 0.9, 0.9])
    assert evidence(WHOLE.replace("согласен", "согрласен"), [page]).doubt == pytest.approx(0.4)


def test_of_a_passage_the_mean_is_in_doubt_of_a_word_its_least_sure_letter():
    page = with_confidence("он", [0.1, 0.99])
    assert evidence(WHOLE.replace("он полностью", "полностью"), [page]).doubt == pytest.approx(0.9)
    assert evidence("\n".join((TEXT[0], *TEXT[2:])), [page]).doubt < 0.05


def test_where_we_read_nothing_nothing_is_in_doubt():
    assert evidence(WHOLE.replace("считает", "уже считает")).doubt is None


def test_on_a_line_typed_without_a_gap_there_is_no_room():
    assert evidence(WHOLE.replace("второй встречи", "второй важной встречи")).room == 0


def with_gap(marks=()):
    """A page with room for two words in its second line."""
    page = a_page("1")
    wide = line(TEXT[1].replace("полностью ", f"полностью {'_' * len(OVERLOOKED)} "), 1)
    words = tuple(word for word in wide.words if "_" not in word.text)
    lines = (page.lines[0], TextLine(words=words, box=wide.box), *page.lines[2:])
    return replace(page, lines=lines, set_apart=marks)


def parted(row):
    """A page whose third line stands in a row further down."""
    lines = (*a_page("1").lines[:2], *(line(text, at) for at, text in enumerate(TEXT[2:], start=row)))
    return replace(a_page("1"), lines=lines)


OVERLOOKED = "вполне открыто"
WITH_OVERLOOKED = WHOLE.replace("полностью ", f"полностью {OVERLOOKED} ")
WITH_A_LINE = "\n".join((*TEXT[:2], "вскоре последует новое письмо", *TEXT[2:]))


def test_a_gap_as_wide_as_the_words_has_room_for_them():
    assert evidence(WITH_OVERLOOKED, [with_gap()]).room > 0.7
    assert evidence(WITH_OVERLOOKED).room == 0


def test_an_empty_line_has_room_for_a_line_and_a_full_page_has_not():
    assert evidence(WITH_A_LINE, [parted(3)]).room >= 0.9
    assert evidence(WITH_A_LINE).room < 0.2


def test_room_beyond_what_is_needed_says_nothing_more():
    assert evidence(WITH_A_LINE, [parted(30)]).room == ROOM_LIMIT


@pytest.mark.parametrize(("row", "columns", "seen"), [(1, (14, 20), True), (1, (40, 50), False), (3, (14, 20), False)])
def test_marks_that_are_no_text_are_seen_where_the_words_would_stand(row, columns, seen):
    box = Box(
        left=100 + PITCH * columns[0],
        top=DISTANCE * row,
        right=100 + PITCH * columns[1],
        bottom=DISTANCE * row + 30,
    )
    stain = SetApart(cause=SetApartCause.MARK, words=line("жщ", 1).words, box=box)
    assert evidence(WITH_OVERLOOKED, [with_gap((stain,))]).marks is seen


def test_words_that_stand_beside_themselves_are_repeated():
    assert evidence(WHOLE.replace("полностью", "полностью полностью")).repeats
    assert evidence(WHOLE.replace("с предложением", "с предложением с предложением")).repeats
    assert not evidence(WHOLE.replace("полностью", "полностью и")).repeats


def test_the_document_tells_which_words_it_has_elsewhere():
    pages = [a_page("1", (*TEXT, "Советского правительства ответ", "пока не получено"))]
    theirs = "\n".join((*TEXT, "Советского посольства ответ", "пока не получено"))
    found = evidence(theirs, pages)
    assert (found.seen_ours, found.seen_theirs) == (1, 0)


def test_the_lexicon_must_know_a_word_and_most_of_a_passage():
    assert not evidence(WHOLE.replace("правительства", "правнтельства")).known_theirs
    for passage, known in (("вскоре последует нвое письмо", True), ("вскоре жщкр ыъмж дщъц", False)):
        page = a_page("1", (*TEXT[:2], passage, *TEXT[2:]))
        assert evidence(WHOLE, [page]).known_ours is known


def test_what_holds_a_figure_is_known_whatever_it_is():
    assert evidence(WHOLE.replace("300", "З00")).known_theirs


@pytest.mark.parametrize(
    ("ours", "theirs", "alike"),
    [("мнр", "мир", True), ("эа", "за", True), ("мир", "пир", True), ("мир", "мар", False), ("мир", "миру", False)],
)
def test_letters_that_worn_type_makes_alike_are_known(ours, theirs, alike):
    page = a_page("1", (f"и снова {ours} на корейской земле", *TEXT))
    assert evidence("\n".join((f"и снова {theirs} на корейской земле", *TEXT)), [page]).alike is alike


def test_a_page_without_its_record_leaves_what_the_paper_would_say_unknown():
    found = known_of(WHOLE.replace("согласен", "согласится"), [None])
    assert (found.places, found.doubt) == ((), None)
    assert found.known_ours
