"""Pages in a collation: moved, scanned twice, not transcribed; nothing of either text is lost."""

from __future__ import annotations

import textwrap
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocr_pipeline.compare.align.collation import collated
from ocr_pipeline.compare.align.differences import differences
from ocr_pipeline.compare.align.match import best_match, fingerprint
from ocr_pipeline.compare.align.texts import our_text, their_text
from ocr_pipeline.compare.align.tokens import tokens_of
from ocr_pipeline.compare.align.words import longest_chain
from ocr_pipeline.compare.records import Transcription
from ocr_pipeline.records import Provenance
from ocr_pipeline.text import clean_document
from tests.support.generated import prose
from tests.support.typed_documents import TEXT, a_page, compared

SECOND = (
    "Обязанности министра иностранных дел временно исполняет Ли Дон Ген",
    "Китайских друзей проинформирует посол и станция желез",
)
THIRD = ("Население северных провинций встретило известие спокойно", "работы на дорогах идут днем и ночью без перерыва")
LAST = ("нодорожная доложила начальству положение на участке", "нарком распорядился выслать вагоны немедленно")


def test_in_another_order_of_pages_no_variant_reaches_over_the_end_of_a_page():
    pages = [a_page("1", SECOND), a_page("2", THIRD), a_page("3", LAST)]
    theirs = "\n".join((*SECOND, *LAST, *THIRD)).replace("желез\nнодорожная", "железнодорожная")
    found = compared(pages, theirs)
    assert any("another order" in note for note in found.notes)
    assert all(len(variant.ours) < len("железнодорожная") for variant in found.variants)
    assert sorted(variant.ours for variant in found.variants) == ["желез", "нодорожная"]


def test_a_page_that_the_transcription_lacks_is_not_moved_by_a_few_names():
    texts = [textwrap.wrap(prose(900, seed), 60) for seed in range(5)]
    names = ("Воробьянинов", "Паниковский", "Балаганов")
    pages = [a_page(str(number + 1), lines) for number, lines in enumerate(texts)]
    extra = (f"Прибыли товарищи {' '.join(names)} и доложили о ходе посевных работ", "согласно решению без замечаний")
    pages[1] = a_page("2", extra)
    theirs = [*texts[0], *texts[2], *texts[3], *(f"пришёл {name}" for name in names), *texts[4]]
    found = compared(pages, "\n".join(theirs))
    assert not any("another order" in note for note in found.notes)
    assert found.pages_without_transcription == ("2",)


def test_a_document_of_one_word_is_covered():
    found = compared([a_page("1", ("Слово",))], "Слово")
    assert (found.coverage.ours, found.coverage.theirs) == (1.0, 1.0)
    assert found.notes == ()


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("unseen", ["\u00ad", "\u200b", "\u2060"])
def test_what_nobody_sees_is_no_variant(form, unseen):
    theirs = "\n".join(TEXT).replace("предложением", f"предло{unseen}жением").replace("вновь", "вновь й")
    lines = TEXT[0].replace("вновь", "вновь й"), *TEXT[1:]
    found = compared([a_page("1", lines)], unicodedata.normalize(form, theirs))
    assert found.variants == ()
    assert found.scores.layers[-1].cer.errors == 0


def test_a_token_keeps_its_place_whatever_is_not_seen():
    text = "\ufeffпе\u00adре\u200bвод\u00ad, и\u0306од"
    found = tokens_of(text)
    assert [token.text for token in found] == ["перевод", ",", "йод"]
    assert [text[token.start : token.end] for token in found] == ["пе\u00adре\u200bвод", ",", "и\u0306од"]


def test_signs_between_two_paragraphs_are_no_passage_of_their_own():
    lines = (*TEXT[:2], "***", *TEXT[2:])
    found = compared([a_page("1", lines)], "\n".join(TEXT[:1]))
    assert not any(variant.ours and not any(map(str.isalnum, variant.ours)) for variant in found.variants)


def test_the_noisy_transcription_of_all_is_before_a_scrap_that_quotes():
    document = prose(4000, 2)
    words = document.split()
    noisy = " ".join(word if at % 3 else word + "х" for at, word in enumerate(words))
    scrap = " ".join(words[100:110])
    assert best_match(fingerprint(document), {"all": fingerprint(noisy), "scrap": fingerprint(scrap)}) == "all"


def test_of_two_that_cover_as_much_the_shorter_is_taken():
    document = prose(2000, 3)
    volume = f"{prose(9000, 4)} {document} {prose(9000, 5)}"
    assert best_match(fingerprint(document), {"volume": fingerprint(volume), "a": fingerprint(document)}) == "a"


def test_one_way_to_the_longest_chain_serves_all():
    assert longest_chain([3, 1, 2]) == [1, 2]


LINES = st.lists(
    st.lists(st.sampled_from(["дом", "лес", "сад", "река", "5", "17", ".", ",", "—", "Ким"]), min_size=1, max_size=8),
    min_size=1,
    max_size=4,
).map(lambda lines: tuple(" ".join(line) for line in lines))


@settings(max_examples=40)
@given(st.lists(LINES, min_size=1, max_size=3), LINES, st.randoms())
def test_every_word_of_both_sides_is_in_a_pair_and_what_differs_in_one_difference(pages, theirs, chance):
    document = clean_document(
        "d",
        [a_page(str(number), lines) for number, lines in enumerate(pages)],
        Provenance(program="", engine="", language="rus"),
    )
    moved = chance.sample(pages, len(pages))
    text = "\n".join([*(line for lines in moved for line in lines), *theirs])
    side, _ = their_text(Transcription(name="t", text=text, format="plain text"), "rus")
    ours = our_text(document)
    collation = collated(ours, side)
    assert sorted(token.start for token in collation.ours.tokens) == [token.start for token in ours.tokens]
    at = other = 0
    for pair in collation.pairs:
        assert (pair.our_first, pair.their_first) == (at, other)
        at, other = pair.our_end, pair.their_end
    assert (at, other) == (len(ours.tokens), len(side.tokens))
    found = list(differences(collation))
    unequal = {at for pair in collation.pairs if not pair.same for at in range(pair.our_first, pair.our_end)}
    their_unequal = {at for pair in collation.pairs if not pair.same for at in range(pair.their_first, pair.their_end)}
    told = [at for one in found for at in range(one.our_first, one.our_end)]
    their_told = [at for one in found for at in range(one.their_first, one.their_end)]
    assert (len(told), len(their_told)) == (len(set(told)), len(set(their_told)))
    assert unequal <= set(told)
    assert their_unequal <= set(their_told)
