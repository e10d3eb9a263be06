"""The last layer fitted to labels, and held near what it was.

By Adam (Kingma and Ba, "Adam: a method for stochastic optimization", 2015); where no glyph is, the layer is held to its
own probabilities, as in Li and Hoiem, "Learning without forgetting", 2016.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ocr_pipeline.recognize.typescript.adapt.pseudo_labels import PseudoLabels
from ocr_pipeline.recognize.typescript.glyphs.net import Head

ROUNDS, RATE = 20, 0.006
"""Steps of the descent, and the learning rate. Chosen on `ehri` and synthetic pages, as are the next three."""

NEAR = 0.02
"""Weight of the squared distance from the layer as it was."""

EACH = 12
"""Labels of a letter that are learned from: those that the layer is least sure of."""

BLANKS = 600
"""Steps without a glyph at which the layer is held to what it was, at most; spread over the page."""

MEAN, SQUARE, NO_SLOPE = 0.9, 0.99, 1e-8
"""Decays of Adam's means, and what keeps it from dividing by nothing."""

Values = npt.NDArray[np.float32]


def fine_tuned(head: Head, labels: PseudoLabels) -> Head:
    """Return the last layer fitted to labels, of which there is one at least."""
    chosen = _least_sure(head, labels)
    features, classes = labels.features[chosen], labels.classes[chosen]
    blanks = labels.blanks[:: max(1, -(-len(labels.blanks) // BLANKS))]
    wanted = head.probabilities(blanks.T).T
    rows = np.arange(len(classes))
    start = np.column_stack([head.weights, head.bias])
    layer, mean, square = start.copy(), np.zeros_like(start), np.zeros_like(start)
    features, blanks = _with_one(features), _with_one(blanks)
    for count in range(1, ROUNDS + 1):
        error = _probabilities(layer, features)
        error[rows, classes] -= 1
        slope = error.T @ features / len(features) + NEAR * (layer - start)
        if len(blanks):
            slope += (_probabilities(layer, blanks) - wanted).T @ blanks / len(blanks)
        mean += (1 - MEAN) * (slope - mean)
        square += (1 - SQUARE) * (slope**2 - square)
        step = mean / (1 - MEAN**count) / (np.sqrt(square / (1 - SQUARE**count)) + NO_SLOPE)
        layer = layer - np.float32(RATE) * step
    return Head(np.ascontiguousarray(layer[:, :-1]), layer[:, -1])


def _least_sure(head: Head, labels: PseudoLabels) -> npt.NDArray[np.intp]:
    """Return the numbers of the labels that are learned from, in rising order."""
    sure = head.probabilities(labels.features.T)[labels.classes, np.arange(len(labels.classes))]
    order = np.argsort(sure, kind="stable")
    chosen = [order[labels.classes[order] == one][:EACH] for one in np.unique(labels.classes)]
    return np.sort(np.concatenate(chosen))


def _with_one(features: Values) -> Values:
    """Return features with a column of ones, whose weights are the bias."""
    return np.column_stack([features, np.ones(len(features), np.float32)])


def _probabilities(layer: Values, features: Values) -> Values:
    """Return the probabilities, shape (n, classes), that a layer with its bias gives to features with their ones."""
    scores = features @ layer.T
    scores -= scores.max(axis=1, keepdims=True)
    np.exp(scores, out=scores)
    scores /= scores.sum(axis=1, keepdims=True)
    return scores
