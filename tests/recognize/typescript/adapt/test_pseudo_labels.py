"""What a page teaches about its machine."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from ocr_pipeline.recognize.typescript.adapt.pseudo_labels import PseudoLabels, pseudo_labels
from ocr_pipeline.recognize.typescript.glyphs.alphabet import BLANK, CLASSES, SHAPES
from ocr_pipeline.recognize.typescript.glyphs.crop import CELL
from ocr_pipeline.recognize.typescript.glyphs.decode import Glyphs
from ocr_pipeline.recognize.typescript.glyphs.net import STEP, Head
from ocr_pipeline.recognize.typescript.rank.prior import prior_of
from tests.support.seen_words import doubtful, seen_word, shapes

WIDTH = 4
BOTH = len(SHAPES) + 1
HEAD = Head(np.zeros((BOTH, WIDTH), np.float32), np.zeros(BOTH, np.float32))


def line(*words: str | Glyphs) -> tuple[Glyphs, ...]:
    """Return words one after the other, a cell between them."""
    found, left = [], 0
    for word in words:
        of_word = seen_word(word) if isinstance(word, str) else word
        found.append(tuple(type(glyph)(glyph.x + left * CELL, *(glyph.presence, glyph.choices)) for glyph in of_word))
        left += len(of_word) + 1
    return tuple(found)


def taught(*lines: Sequence[Glyphs]) -> PseudoLabels:
    prior = prior_of("rus")
    assert prior is not None
    steps = [int((words[-1][-1].x if words else 0) // STEP) + 8 for words in lines]
    seen = [np.tile(np.arange(count, dtype=np.float32), (WIDTH, 1)) for count in steps]
    return pseudo_labels(lines, seen, HEAD, prior)


def letters(labels: PseudoLabels) -> str:
    return "".join(SHAPES[number - 1] for number in labels.classes)


def test_known_words_and_sure_glyphs_are_labels():
    labels = taught(line("Протокол", "щжфг", "заседания"))
    assert letters(labels) == "Протоколщжфгзаседания"
    assert (labels.known, labels.words) == (2, 3)


def test_what_language_exchanges_again_and_again_is_a_fault_of_the_machine_and_teaches():
    words = [doubtful(word.replace("а", "х", 1), word, 0.1) for word in ("задание", "машина", "работа")]
    labels = taught(line("Протокол", *words))
    assert letters(labels) == "Протоколзаданиемашинаработа"


def test_what_language_exchanges_once_may_be_a_typing_error_and_teaches_only_what_it_is():
    unsure, sure = (doubtful("заседзния", "заседания", share, sure=one) for share, one in ((0.1, 0.6), (0.05, 0.93)))
    assert letters(taught(line("Протокол", unsure, "дня"))) == "Протоколзаседниядня"
    assert letters(taught(line("Протокол", sure, "дня"))) == "Протоколзаседзниядня"


def test_an_unsure_glyph_of_an_unknown_word_is_no_label():
    labels = taught(line("Протокол", seen_word("щжфг", {1: (("ж", 0.6), ("х", 0.1))}), "заседания"))
    assert letters(labels) == "Протоколщфгзаседания"


def test_labels_are_what_is_seen_at_their_glyphs_and_blanks_are_elsewhere():
    words = line("народ", "мира")
    labels = taught(words)
    middles = np.array([glyph.x // STEP for word in words for glyph in word])
    assert np.abs(labels.features[:, 0] - middles).max() <= 1
    assert labels.features.shape == (9, WIDTH)
    assert np.abs(labels.blanks[:, :1] - labels.features[:, 0]).min() > 1
    assert BLANK not in labels.classes
    assert CLASSES["н"] == labels.classes[0]


@pytest.mark.parametrize(
    "noise",
    [
        line(doubtful("ЕТИ5НИ", "ЕТИ6НИ", 0.5)),
        line("щжфг"),
        line("щжфг", "лъъ", "народ"),
        line(doubtful("нзрод", "народ", 0.5)),
        line("[", "О", "9", "107"),
        line("ЕТИ5НИ"),
    ],
    ids=lambda words: " ".join(map(shapes, words)),
)
def test_noise_and_lines_of_unknown_words_teach_nothing(noise):
    labels = taught(line("Протокол", "заседания"), noise)
    assert labels.lines == {0}
    assert letters(labels) == "Протоколзаседания"


def test_a_page_without_lines_or_words_teaches_nothing():
    for labels in (taught(), taught(()), taught(line("107"))):
        assert labels.features.shape == (0, WIDTH)
        assert not labels.lines
