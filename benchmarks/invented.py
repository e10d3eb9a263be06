"""Whether the language model overwrites what stands on paper: typing errors that it would rather not see.

    python benchmarks/invented.py [--only SET] [--each N]

Real letters of a page are put in place of others in words of the same page that are read as their truth has them, one
in a line: a typing error as this machine would have typed it. Counted are those that the image alone is read as, and
of these the share that the language model turns into another word. Words that the error makes another word of the
language are left out, and letters that the machine types alike.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from unittest.mock import patch

import cv2
from doubt import image_of, real_pages
from material import Sample

from ocr_pipeline.languages import load_lexicon
from ocr_pipeline.recognize.typescript import engine as typescript_engine
from ocr_pipeline.recognize.typescript.engine import TypescriptEngine
from ocr_pipeline.recognize.typescript.glyphs.alphabet import spelled
from ocr_pipeline.recognize.typescript.glyphs.crop import CELL, Crop
from ocr_pipeline.recognize.typescript.glyphs.decode import Seen
from ocr_pipeline.recognize.typescript.glyphs.levelled import LevelCrop
from ocr_pipeline.recognize.typescript.rank import lines as ranking

SEED = 7

SURE = 0.99
"""Probability of a glyph whose picture stands for its letter."""

LEAST_LETTERS = 4

AIM = 0.01
"""Share of typing errors that may be overwritten."""

ALIKE = ("эз", "мшиыв", "пняк", "сое", "З3", "О0", "Il1")
"""Letters that pages swap themselves, or machines type alike: no typing error is told from the other by its picture."""

SECONDS = 600.0


@dataclass(frozen=True)
class Line:
    """A line of a page as the image alone is read: its words, and its crop."""

    words: tuple[tuple[Seen, ...], ...]
    crop: Crop


@dataclass(frozen=True)
class Place:
    """A glyph of a line: the number of the line, of the word, of the glyph."""

    line: int
    word: int
    glyph: int


def unranked(lines: Sequence[Sequence[tuple[Seen, ...]]], _language: str) -> Sequence[Sequence[tuple[Seen, ...]]]:
    """Return the lines as they are."""
    return lines


class Altered:
    """The lines of a page read by the image alone, and read again with a letter exchanged."""

    def __init__(self, sample: Sample) -> None:
        """Read the page."""
        self.language = sample.language
        self._engine = TypescriptEngine()
        self._knows = load_lexicon(sample.language).knows
        self._truth = Counter(re.findall(r"[^\W\d_]+", sample.truth))
        self.lines: list[Line] = []
        with patch.object(typescript_engine, "_line", self._keep), patch.object(typescript_engine, "ranked", unranked):
            self._engine.read(image_of(sample.path), sample.language, SECONDS)

    def _keep(self, words: Sequence[Sequence[Seen]], level: LevelCrop, _language: str, _page: tuple[int, ...]) -> None:
        self.lines.append(Line(tuple(tuple(word) for word in words), level.crop))

    def spelled(self, word: Sequence[Seen]) -> str:
        """Return a word in the script of the page."""
        return spelled("".join(glyph.shape for glyph in word), self.language)

    def known_words(self) -> Iterator[tuple[int, int]]:
        """Yield the places (line, word) of words of letters alone that are read as the truth has them."""
        for number, line in enumerate(self.lines):
            for place, word in enumerate(line.words):
                text = self.spelled(word)
                if len(text) >= LEAST_LETTERS and text.isalpha() and self._truth[text] and self._knows(text):
                    yield number, place

    def exchanged(self, place: Place, donor: Place) -> tuple[Line, str]:
        """Return a line with the letter at `place` in the picture of the one at `donor`, and the word it makes."""
        line, other = self.lines[place.line], self.lines[donor.line]
        there, picture = line.words[place.word][place.glyph], other.words[donor.word][donor.glyph]
        pixels = line.crop.pixels.copy()
        left, of_other = round(there.x - CELL / 2), round(picture.x - CELL / 2)
        pixels[:, left : left + CELL] = other.crop.pixels[:, of_other : of_other + CELL]
        shapes = [glyph.shape for glyph in line.words[place.word]]
        shapes[place.glyph] = picture.shape
        return Line(line.words, replace(line.crop, pixels=pixels)), spelled("".join(shapes), self.language)

    def read(self, crop: Crop) -> tuple[tuple[Seen, ...], ...]:
        """Return the words of a line by the image alone."""
        (glyphs,) = self._engine.glyphs_of([crop.pixels], self.language, SECONDS)
        return typescript_engine.words_of(crop, glyphs)

    def errors(self, each: int) -> Iterator[tuple[Line, Place, str]]:
        """Yield lines with a typing error, its place, and the word that it makes."""
        draw = random.Random(SEED)
        donors = [
            Place(number, place, glyph)
            for number, place in self.known_words()
            for glyph, seen in enumerate(self.lines[number].words[place])
            if seen.probability >= SURE and seen.shape.islower()
        ]
        words = list(self.known_words())
        draw.shuffle(words)
        for number, place in words[:each]:
            word = self.lines[number].words[place]
            glyph = draw.randrange(len(word))
            fitting = [donor for donor in donors if self._differs(donor, word[glyph])]
            if not fitting or not word[glyph].shape.islower():
                continue
            where = Place(number, place, glyph)
            line, text = self.exchanged(where, draw.choice(fitting))
            if not self._knows(text):
                yield line, where, text

    def _differs(self, donor: Place, glyph: Seen) -> bool:
        shape = self.lines[donor.line].words[donor.word][donor.glyph].shape
        return shape != glyph.shape and not any({shape, glyph.shape} <= set(group) for group in ALIKE)


def outcomes(sample: Sample, each: int, odds: Sequence[float]) -> Iterator[tuple[str, str, str, dict[float, str]]]:
    """Yield for each typing error that the image alone is read as: the word, with the error, and by each odds."""
    page = Altered(sample)
    for line, where, text in page.errors(each):
        words = page.read(line.crop)
        if len(words) != len(line.words) or page.spelled(words[where.word]) != text:
            continue
        before = [one.words for one in page.lines]
        before[where.line] = words
        made = {one: ranking.ranked(before, page.language, one)[where.line][where.word] for one in odds}
        right = page.spelled(line.words[where.word])
        yield right, text, {one: page.spelled(word) for one, word in made.items()}


def main() -> int:
    """Print the shares; return 1 where the aim is missed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--only", default="")
    parser.add_argument("--each", type=int, default=40, help="words of a page that get an error")
    parser.add_argument("--odds", type=float, nargs="+", default=[ranking.ODDS])
    given = parser.parse_args()
    cv2.setNumThreads(1)
    read: Counter[str] = Counter()
    overwritten: dict[float, Counter[str]] = {one: Counter() for one in given.odds}
    with tempfile.TemporaryDirectory() as folder:
        for sample in real_pages(Path(folder)):
            if given.only not in sample.set_name:
                continue
            for right, typed, made in outcomes(sample, given.each, given.odds):
                read[sample.set_name] += 1
                for one, word in made.items():
                    if word != typed:
                        overwritten[one][sample.set_name] += 1
                        print(f"{sample.set_name}/{sample.name}, odds {one:.0f}: {right} typed {typed}, read {word}")
    print(f"\n| set | typing errors | {' | '.join(f'overwritten at {one:.0f}' for one in given.odds)} |")
    print("|---|" + "---:|" * (1 + len(given.odds)))
    for name in (*read, "all"):
        of = read.total() if name == "all" else read[name]
        lost = [count.total() if name == "all" else count[name] for count in overwritten.values()]
        print(f"| {name} | {of} | {' | '.join(f'{one} ({one / max(of, 1):.1%})' for one in lost)} |")
    return int(overwritten[given.odds[0]].total() > AIM * read.total())


if __name__ == "__main__":
    sys.exit(main())
