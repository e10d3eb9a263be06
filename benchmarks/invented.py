"""Whether language overwrites what stands on paper: typing errors that it would rather not see.

    python benchmarks/invented.py [--only SET] [--each N] [--odds N...]

Real letters of a page are put in place of others in words of the same page that are read as their truth has them, one
in a line: typing errors as this machine would have typed them. The page is then read as the program does it, with what
the page teaches and the language model. Counted are the errors that the image alone is read as, by the net as it is,
and of these the share that is read as another word in the end. Words that the error makes another word of the language
are left out, and letters that the machine types alike. Synthetic pages are those of `reader.py`.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from unittest.mock import patch

import cv2
from doubt import image_of, real_pages
from material import Sample
from reader import GRADES, LINES, drawn, page_lines, saved

from ocr_pipeline.languages import load_lexicon
from ocr_pipeline.recognize.typescript import engine as typescript_engine
from ocr_pipeline.recognize.typescript.engine import TypescriptEngine, ranked_words, seen_words
from ocr_pipeline.recognize.typescript.glyphs.alphabet import spelled
from ocr_pipeline.recognize.typescript.glyphs.crop import CELL, Crop
from ocr_pipeline.recognize.typescript.glyphs.decode import Glyphs
from ocr_pipeline.recognize.typescript.glyphs.read_crops import CropReader
from ocr_pipeline.recognize.typescript.rank.prior import Prior, prior_of
from ocr_pipeline.recognize.typescript.rank.rescoring import ODDS, Words
from ocr_pipeline.records import PageImage
from training.faces import Face
from training.faces_used import KEPT, found
from training.pages import typed_page

SEED = 7

SURE = 0.99
"""Probability of a glyph whose picture stands for its letter."""

LEAST_LETTERS = 4
"""Letters of a word that gets an error."""

AIM = 0.01
"""Share of typing errors that may be overwritten."""

ALIKE = ("эз", "мшиыв", "пняк", "сое", "З3", "О0", "Il1")
"""Letters that pages swap themselves, or machines type alike: no typing error is told from the other by its picture."""

SECONDS = 600.0

SYNTHETIC_PAGES = 2
"""Pages of each face and grade."""


@dataclass(frozen=True)
class Place:
    """A glyph of a page: the number of the line, of the word, of the glyph."""

    line: int
    word: int
    glyph: int


@dataclass(frozen=True)
class Error:
    """A typing error: where it stands, the word as it was, and as it is with the error."""

    place: Place
    right: str
    typed: str

    def is_overwritten(self, read: str, knows: Callable[[str], bool]) -> bool:
        """Return whether the word, as it is read, has lost the error."""
        if len(read) != len(self.typed):
            return True
        return read[self.place.glyph] != self.typed[self.place.glyph] or (read != self.typed and knows(read))


class Altered:
    """The lines of a page as the image alone is read, and the page with a letter exchanged in many of its lines."""

    def __init__(self, image: PageImage, language: str, truth: str) -> None:
        """Read the page."""
        prior = prior_of(language)
        if prior is None:
            raise ValueError(f"{language} has no language model")
        self._language, self._prior = language, prior
        self._knows = load_lexicon(language).knows
        self._truth = Counter(re.findall(r"[^\W\d_]+", truth))
        self._crops: Sequence[Crop] = ()
        self._lines: Sequence[Words] = ()
        with patch.object(typescript_engine, "ranked_words", self._keep):
            TypescriptEngine().read(image, language, SECONDS)

    def _keep(
        self, crops: Sequence[Crop], glyphs: Sequence[Glyphs], read: CropReader, _prior: Prior
    ) -> Sequence[Words]:
        self._crops, self._reader = crops, read
        self._lines = seen_words(crops, glyphs, read)
        return self._lines

    def outcomes(self, each: int, odds: Sequence[float]) -> Iterator[tuple[Error, dict[float, str]]]:
        """Yield those of so many errors that the image alone is read as, and the word that they are by each odds."""
        errors = list(self._errors(each)) if self._lines else []
        if not errors:
            return
        crops = list(self._crops)
        for error, donor in errors:
            crops[error.place.line] = self._exchanged(error.place, donor)
        glyphs = self._reader([crop.pixels for crop in crops])
        alone = seen_words(crops, glyphs, self._reader)
        ranked = {one: ranked_words(crops, glyphs, self._reader, self._prior, one) for one in odds}
        for error, _ in errors:
            if self._word(alone, error.place) == error.typed:
                yield error, {one: self._word(lines, error.place) for one, lines in ranked.items()}

    def _word(self, lines: Sequence[Words], place: Place) -> str:
        """Return a word in the script of the page; nothing where the line has other words now."""
        words = lines[place.line]
        return self._spelled(words[place.word]) if len(words) == len(self._lines[place.line]) else ""

    def _spelled(self, word: Glyphs) -> str:
        return spelled("".join(glyph.shape for glyph in word), self._language)

    def _known_words(self) -> Iterator[tuple[int, int]]:
        """Yield the places (line, word) of words of letters alone that are read as the truth has them."""
        for number, line in enumerate(self._lines):
            for place, word in enumerate(line):
                text = self._spelled(word)
                if len(text) >= LEAST_LETTERS and text.isalpha() and self._truth[text] and self._knows(text):
                    yield number, place

    def _exchanged(self, place: Place, donor: Place) -> Crop:
        """Return a line with the letter at `place` in the picture of the one at `donor`."""
        crop, other = self._crops[place.line], self._crops[donor.line]
        there = self._lines[place.line][place.word][place.glyph]
        picture = self._lines[donor.line][donor.word][donor.glyph]
        pixels = crop.pixels.copy()
        left, of_other = round(there.x - CELL / 2), round(picture.x - CELL / 2)
        pixels[:, left : left + CELL] = other.pixels[:, of_other : of_other + CELL]
        return replace(crop, pixels=pixels)

    def _errors(self, each: int) -> Iterator[tuple[Error, Place]]:
        """Yield typing errors, one in a line, each with the place of the letter that is typed."""
        draw = random.Random(SEED)
        known = list(self._known_words())
        donors = [
            Place(number, place, glyph)
            for number, place in known
            for glyph, seen in enumerate(self._lines[number][place])
            if seen.probability >= SURE and seen.shape.islower() and self._is_whole(number, seen.x)
        ]
        draw.shuffle(known)
        lines: set[int] = set()
        for number, place in known:
            word = self._lines[number][place]
            glyph = draw.randrange(len(word))
            shape = word[glyph].shape
            fitting = [donor for donor in donors if self._differs(donor, shape)]
            if number in lines or not fitting or not shape.islower() or not self._is_whole(number, word[glyph].x):
                continue
            donor = draw.choice(fitting)
            shapes = [one.shape for one in word]
            shapes[glyph] = self._lines[donor.line][donor.word][donor.glyph].shape
            text = spelled("".join(shapes), self._language)
            if not self._knows(text):
                lines.add(number)
                yield Error(Place(number, place, glyph), self._spelled(word), text), donor
            if len(lines) == each:
                return

    def _is_whole(self, line: int, x: float) -> bool:
        """Return whether the cell around a middle lies within its line's crop."""
        left = round(x - CELL / 2)
        return left >= 0 and left + CELL <= self._crops[line].pixels.shape[1]

    def _differs(self, donor: Place, shape: str) -> bool:
        other = self._lines[donor.line][donor.word][donor.glyph].shape
        return shape != other and not any({shape, other} <= set(group) for group in ALIKE)


def synthetic_pages(folder: Path) -> Iterator[Sample]:
    """Yield pages typed in faces that no training line has, of the four grades."""
    for grade_name, grade in GRADES.items():
        for face in (Face(path) for path in found(KEPT)):
            for number in range(SYNTHETIC_PAGES):
                seed = 9_500 + number
                lines = page_lines(face, seed, LINES, lambda writer: writer.line(64))
                path = saved(typed_page(lines, face, grade, seed), folder, f"{grade_name}-{face.path.stem}-{number}")
                truth = drawn("\n".join(lines), face)
                yield Sample(f"synthetic, {grade_name}", path.stem, path, truth, "rus", 300)


def main() -> int:
    """Print the shares; return 1 where the aim is missed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--only", default="")
    parser.add_argument("--each", type=int, default=40, help="lines of a page that get an error")
    parser.add_argument("--odds", type=float, nargs="+", default=[ODDS])
    given = parser.parse_args()
    cv2.setNumThreads(1)
    read: Counter[str] = Counter()
    overwritten: dict[float, Counter[str]] = {one: Counter() for one in given.odds}
    with tempfile.TemporaryDirectory() as folder:
        for sample in chain(real_pages(Path(folder)), synthetic_pages(Path(folder))):
            if given.only not in sample.set_name:
                continue
            image = image_of(sample.path, upright=sample.set_name.startswith("synthetic"))
            page = Altered(image, sample.language, sample.truth)
            for error, made in page.outcomes(given.each, given.odds):
                read[sample.set_name] += 1
                for one, word in made.items():
                    if error.is_overwritten(word, load_lexicon(sample.language).knows):
                        overwritten[one][sample.set_name] += 1
                        print(
                            f"{sample.set_name}/{sample.name}, odds {one:.0f}: {error.right} typed {error.typed}, "
                            f"read {word}",
                            flush=True,
                        )
    print(f"\n| set | typing errors | {' | '.join(f'overwritten at {one:.0f}' for one in given.odds)} |")
    print("|---|" + "---:|" * (1 + len(given.odds)))
    for name in (*read, "all"):
        of = read.total() if name == "all" else read[name]
        lost = [count.total() if name == "all" else count[name] for count in overwritten.values()]
        print(f"| {name} | {of} | {' | '.join(f'{one} ({one / max(of, 1):.1%})' for one in lost)} |")
    return int(overwritten[given.odds[0]].total() > AIM * read.total())


if __name__ == "__main__":
    sys.exit(main())
