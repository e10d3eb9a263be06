"""Pages read anew by what they teach, and those that are left as they are."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from ocr_pipeline.recognize.typescript.adapt import self_training
from ocr_pipeline.recognize.typescript.adapt.pseudo_labels import PseudoLabels
from ocr_pipeline.recognize.typescript.adapt.self_training import LEAST_LABELS, log_likelihood, read_anew
from ocr_pipeline.recognize.typescript.glyphs.net import Head
from ocr_pipeline.recognize.typescript.rank.prior import Prior, prior_of
from tests.support.seen_words import doubtful, seen_word, shapes

HEAD = Head(np.zeros((2, 3), np.float32), np.zeros(2, np.float32))
OTHER = Head(np.ones((2, 3), np.float32), np.zeros(2, np.float32))
AS_IS = [[doubtful("иародв", "народа", 0.1)], [seen_word("щжфг")]]
CLEARER = [[seen_word("народа")], [seen_word("щхфг")]]


@pytest.fixture(scope="module")
def prior() -> Prior:
    found = prior_of("rus")
    assert found is not None
    return found


@pytest.fixture
def teach(monkeypatch):
    """Return what sets what the page teaches: so many labels, in its first line, by so many of ten words."""

    def set_to(labels: int, known: int) -> None:
        taught = PseudoLabels(
            np.zeros((labels, 3), np.float32),
            np.zeros(labels, np.intp),
            np.zeros((0, 3), np.float32),
            frozenset({0}),
            known,
            10,
        )
        monkeypatch.setattr(self_training, "pseudo_labels", lambda *_: taught)
        monkeypatch.setattr(self_training, "fine_tuned", lambda *_: OTHER)

    return set_to


def read(prior: Prior, again=CLEARER):
    def with_head(head: Head):
        assert head is OTHER
        return again

    return [[shapes(word) for word in words] for words in read_anew(AS_IS, [], HEAD, prior, with_head)]


def test_lines_that_teach_are_read_anew_and_others_stay(prior, teach):
    teach(LEAST_LABELS, 5)
    assert read(prior) == [["народа"], ["щжфг"]]


@pytest.mark.parametrize(("labels", "known"), [(LEAST_LABELS - 1, 10), (LEAST_LABELS, 4), (0, 0)])
def test_where_few_glyphs_or_words_are_known_nothing_is_fitted(prior, teach, labels, known):
    teach(labels, known)
    assert read(prior) == [["иародв"], ["щжфг"]]


def test_a_fit_that_makes_the_page_less_likely_is_dropped(prior, teach):
    teach(LEAST_LABELS, 5)
    assert read(prior, again=[[seen_word("лъъъдв")], [seen_word("щхфг")]]) == [["иародв"], ["щжфг"]]


def test_a_page_is_likelier_with_known_words_and_sure_glyphs(prior):
    known, unknown = [[seen_word("народ")]], [[seen_word("нарзд")]]
    faint = [[tuple(replace(glyph, presence=0.5) for glyph in known[0][0])]]
    assert log_likelihood(known, prior) > log_likelihood(unknown, prior)
    assert log_likelihood(known, prior) > log_likelihood(faint, prior)


def test_a_word_parted_at_the_end_of_a_line_counts_as_one(prior):
    parted, broken = ([[seen_word(first)], [seen_word("ретарь")]] for first in ("сек-", "сект"))
    assert log_likelihood(parted, prior) > log_likelihood(broken, prior)
