"""The last layer fitted to pseudo-labels."""

from __future__ import annotations

import numpy as np
import pytest

from ocr_pipeline.recognize.typescript.adapt.fine_tuning import EACH, fine_tuned
from ocr_pipeline.recognize.typescript.adapt.pseudo_labels import PseudoLabels
from ocr_pipeline.recognize.typescript.glyphs.net import Head

CLASSES, WIDTH = 5, 8


@pytest.fixture
def head() -> Head:
    rng = np.random.default_rng(3)
    return Head(rng.normal(size=(CLASSES, WIDTH)).astype(np.float32), rng.normal(size=CLASSES).astype(np.float32))


def labels(classes: list[int], seed: int = 4, blanks: int = 40) -> PseudoLabels:
    rng = np.random.default_rng(seed)
    return PseudoLabels(
        rng.normal(size=(len(classes), WIDTH)).astype(np.float32),
        np.array(classes, np.intp),
        rng.normal(size=(blanks, WIDTH)).astype(np.float32),
        frozenset(),
        0,
        0,
    )


def sureness(head: Head, given: PseudoLabels) -> float:
    """Return the mean logarithm of the probability of the labels."""
    probabilities = head.probabilities(given.features.T)
    return float(np.log(probabilities[given.classes, np.arange(len(given.classes))]).mean())


def test_the_labels_are_likelier_after_it(head):
    given = labels([1, 2, 3, 4] * 3)
    assert sureness(fine_tuned(head, given), given) > sureness(head, given)


def test_the_layer_stays_near_what_it_was(head):
    made = fine_tuned(head, labels([1, 2, 3, 4] * 3))
    assert np.abs(made.weights - head.weights).max() < 0.2
    assert made.weights.shape == head.weights.shape
    assert made.weights.dtype == made.bias.dtype == np.float32


def test_where_no_glyph_is_the_layer_is_held_to_what_it_was(head):
    given = labels([1] * 4, blanks=0)
    held = labels([1] * 4, blanks=400)
    apart = [
        np.abs(fine_tuned(head, one).probabilities(held.blanks.T) - head.probabilities(held.blanks.T)).mean()
        for one in (given, held)
    ]
    assert apart[1] < apart[0]


def test_a_common_letter_teaches_no_more_than_a_rare_one(head):
    """Of a letter the labels that the layer is least sure of are taken: more of the others change nothing."""
    given = labels([1] * EACH + [2])
    sure = np.zeros((30, WIDTH), np.float32) + 20 * (head.weights[1] - head.weights.mean(axis=0))
    many = PseudoLabels(
        np.concatenate([given.features, sure]),
        np.concatenate([given.classes, np.ones(30, np.intp)]),
        given.blanks,
        frozenset(),
        0,
        0,
    )
    assert np.array_equal(fine_tuned(head, many).weights, fine_tuned(head, given).weights)


def test_equal_labels_give_equal_layers(head):
    one, other = (fine_tuned(head, labels([1, 2, 3, 4] * 3)) for _ in range(2))
    assert np.array_equal(one.weights, other.weights)
    assert np.array_equal(one.bias, other.bias)
