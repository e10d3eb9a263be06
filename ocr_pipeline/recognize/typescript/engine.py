"""The engine `typescript`: the lines of a page, cut out, put to the net, set on the grid, spelled in a script."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

import onnxruntime

from ocr_pipeline.errors import LettersMissing
from ocr_pipeline.languages import languages_of
from ocr_pipeline.recognize.engine import EngineReading
from ocr_pipeline.recognize.reading import Choice, ReadGlyph, ReadLine, ReadWord
from ocr_pipeline.recognize.typescript.adapt.self_training import read_anew
from ocr_pipeline.recognize.typescript.glyphs.alphabet import foreign, missing_letters, spelled
from ocr_pipeline.recognize.typescript.glyphs.boxes import ink_boxes, with_ink
from ocr_pipeline.recognize.typescript.glyphs.confidence import confidences_of
from ocr_pipeline.recognize.typescript.glyphs.crop import Crop
from ocr_pipeline.recognize.typescript.glyphs.dashes import with_both_dashes
from ocr_pipeline.recognize.typescript.glyphs.decode import Glyphs, Seen
from ocr_pipeline.recognize.typescript.glyphs.grid import on_grid, spaced
from ocr_pipeline.recognize.typescript.glyphs.levelled import LevelCrop, with_indices
from ocr_pipeline.recognize.typescript.glyphs.net import MODEL, Head, Net
from ocr_pipeline.recognize.typescript.glyphs.pitch_trial import at_best_pitch
from ocr_pipeline.recognize.typescript.glyphs.read_crops import CropReader
from ocr_pipeline.recognize.typescript.lines.find import find_lines
from ocr_pipeline.recognize.typescript.rank.language_model import models_digest
from ocr_pipeline.recognize.typescript.rank.prior import Prior, prior_of
from ocr_pipeline.recognize.typescript.rank.rescoring import ODDS, Words, rescored
from ocr_pipeline.records import Area, PageImage

LEAST_DOUBT = 1e-6
"""Doubt of the net, 0 to 1, under which it is none."""

LEAST_PROBABILITY = 0.1
"""Probability under which no glyph is given: the paper's grain has as much."""


class TypescriptEngine:
    """The program's own reader; one thread."""

    def __init__(self, model: Path = MODEL) -> None:
        """Take the model's file; it is loaded when a page is read."""
        self._net = Net(model)

    @property
    def identity(self) -> str:
        """Return the digests of the net and of the language models, and what runs the net; raises `ModelMissing`."""
        return f"typescript {self._net.digest}-{models_digest()} (onnxruntime {onnxruntime.__version__})"

    def check(self, language: str) -> None:
        """Raise `ModelMissing`, or `LettersMissing` for a language whose letters the model does not know."""
        for one in languages_of(language).named:
            missing = missing_letters(one)
            if missing or not one.letters:
                raise LettersMissing(one.name, " ".join(missing))
        self._net.check()

    def read(self, image: PageImage, language: str, seconds: float) -> EngineReading:
        """Return what is read on the page (see `Engine.read`)."""
        page_lines = find_lines(image)
        read = CropReader(self._net, foreign(language), time.monotonic() + seconds)
        crops, glyphs = with_indices(image.grey, page_lines, *at_best_pitch(image.grey, page_lines, read), read)
        flat, prior = [crop.crop for crop in crops], prior_of(language)
        words = seen_words(flat, glyphs, read) if prior is None else ranked_words(flat, glyphs, read, prior)
        lines = (_line(of_line, crop, language, image.grey.shape) for of_line, crop in zip(words, crops, strict=True))
        found = tuple(line for line in lines if line is not None)
        return EngineReading(found, ranked=prior is not None, of_type_alone=True)


def ranked_words(
    crops: Sequence[Crop], glyphs: Sequence[Glyphs], read: CropReader, prior: Prior, odds: float = ODDS
) -> Sequence[Words]:
    """Return the words of each line of a page, read anew by what the page teaches, and ranked at odds that are held."""
    pixels = [crop.pixels for crop in crops]

    def read_with(head: Head) -> Sequence[Words]:
        reader = read.with_head(head)
        return seen_words(crops, reader(pixels), reader)

    words = seen_words(crops, glyphs, read)
    return rescored(read_anew(words, read.features(pixels), read.head, prior, read_with), prior, odds)


def seen_words(crops: Sequence[Crop], glyphs: Sequence[Glyphs], read: CropReader) -> Sequence[Words]:
    """Return the words of each line of a page as the image alone ranks them; `glyphs` are those of the first reading.

    Raises `EngineTimeout`.
    """
    again = read.again([crop.pixels for crop in crops], glyphs)
    return [_words(crop, seen) for crop, seen in zip(crops, again, strict=True)]


def _words(crop: Crop, glyphs: Sequence[Seen]) -> tuple[Glyphs, ...]:
    seen = with_ink(crop, glyphs)
    # A foreign letter is something, though no letter of the language: it is given as the nearest one, and as unsure.
    likely = [glyph for glyph in seen if max(glyph.probability, glyph.presence * glyph.foreign) >= LEAST_PROBABILITY]
    return spaced(with_both_dashes(on_grid(likely)))


def _line(words: Sequence[Sequence[Seen]], level: LevelCrop, language: str, page: tuple[int, ...]) -> ReadLine | None:
    if not words:
        return None
    text = spelled(" ".join("".join(glyph.shape for glyph in word) for word in words), language).split(" ")
    glyphs = [glyph for word in words for glyph in word]
    boxes = iter(level.on_page(glyphs, ink_boxes(level.crop, glyphs, page), page[0]))
    confidences = iter(confidences_of([glyph.probability for glyph in glyphs]))
    return ReadLine.of(
        [
            _word(letters, [(glyph, next(boxes), next(confidences)) for glyph in word], language)
            for letters, word in zip(text, words, strict=True)
        ]
    )


def _word(letters: str, seen: Sequence[tuple[Seen, Area, float]], language: str) -> ReadWord:
    """Return the word that these letters are, from what was seen of each, its box, and how sure it is."""
    glyphs = [
        ReadGlyph(
            text=letter,
            box=box,
            confidence=confidence,
            alternatives=_alternatives(letters, place, glyph, confidence, language) if len(glyph.choices) > 1 else (),
            ranked_by=glyph.ranked_by,
        )
        for place, (letter, (glyph, box, confidence)) in enumerate(zip(letters, seen, strict=True))
    ]
    return ReadWord.of(glyphs)


def _alternatives(letters: str, place: int, glyph: Seen, confidence: float, language: str) -> tuple[Choice, ...]:
    """Return the other shapes a glyph may be, in the script that they have in this word.

    They have the doubt that the glyph's confidence leaves, in the shares that the net gives them.
    """
    doubt = (1 - confidence) / max(1 - glyph.probability, LEAST_DOUBT)
    found = []
    for shape, probability in glyph.choices[1:]:
        if shape != " ":
            word = spelled(letters[:place] + shape + letters[place + 1 :], language)
            found.append(Choice(text=word[place], probability=min(1.0, doubt * glyph.presence * probability)))
    return tuple(found)
