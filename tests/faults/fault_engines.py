"""Engines that misbehave, and one that reads what a page's darkness tells it; named to the job as `fault_engines:…`."""

from __future__ import annotations

import os
import signal
import time

import numpy as np

from ocr_pipeline.errors import EngineBabbled, EngineCrashed, EngineTimeout, LanguageMissing
from ocr_pipeline.recognize.double.engine import DoubleKeying
from ocr_pipeline.records import Box, Glyph, PageImage, TextLine, Word

TEXTS = ("- 7 -", "Первая строка страницы доку-", "мента и ее продолжение здесь")


def typed(text: str, row: int) -> TextLine:
    """A line on the grid: cells of 20 pixels, rows of 60."""
    words, column = [], 0
    for word in text.split(" "):
        glyphs = []
        for letter in word:
            left = 100 + 20 * column
            box = Box(left=left, top=100 + 60 * row, right=left + 16, bottom=125 + 60 * row)
            glyphs.append(Glyph(text=letter, box=box, confidence=0.99))
            column += 1
        column += 1
        box = Box.around(np.vstack([glyph.box.corners() for glyph in glyphs]))
        words.append(Word(text=word, box=box, confidence=0.99, glyphs=tuple(glyphs)))
    box = Box.around(np.vstack([word.box.corners() for word in words]))
    return TextLine(words=tuple(words), box=box)


class Good:
    """Reads the same three lines on every page."""

    identity = "good 1"

    def check(self, language: str) -> None:
        if language == "xxx":
            raise LanguageMissing(language)

    def read(self, _image: PageImage, _language: str, _seconds: float) -> tuple[TextLine, ...]:
        return tuple(typed(text, row) for row, text in enumerate(TEXTS))


class OnDark(Good):
    """Reads light pages well and misbehaves on those whose median is under 200 before flattening made it white:
    told apart by their narrow width."""

    def read(self, image: PageImage, language: str, seconds: float) -> tuple[TextLine, ...]:
        if image.grey.shape[1] < image.grey.shape[0] / 2:
            return self.misbehave()
        return super().read(image, language, seconds)

    def misbehave(self) -> tuple[TextLine, ...]:
        return ()


class Hangs(OnDark):
    def misbehave(self) -> tuple[TextLine, ...]:
        time.sleep(600)
        return ()


class TimesOut(OnDark):
    def misbehave(self) -> tuple[TextLine, ...]:
        raise EngineTimeout(detail="stopped after 1 s")


class Crashes(OnDark):
    def misbehave(self) -> tuple[TextLine, ...]:
        raise EngineCrashed(detail="signal 11")


class SecondCrashes(DoubleKeying):
    """Two readers, of which the second crashes where `Crashes` does."""

    def __init__(self) -> None:
        super().__init__(Good(), Crashes())


class Killed(OnDark):
    def misbehave(self) -> tuple[TextLine, ...]:
        os.kill(os.getpid(), signal.SIGKILL)
        return ()


class Babbles(OnDark):
    def misbehave(self) -> tuple[TextLine, ...]:
        raise EngineBabbled(detail="hOCR is not well-formed")


class Lies(OnDark):
    """Gives noise: letters of every size, off the grid, with low confidence."""

    def misbehave(self) -> tuple[TextLine, ...]:
        rng = np.random.default_rng(0)
        lines = []
        for row in range(30):
            glyphs = []
            left = 10.0
            for letter in "абвгд":
                size = float(rng.uniform(5, 60))
                box = Box(left=left, top=20 * row, right=left + size, bottom=20 * row + size)
                glyphs.append(Glyph(text=letter, box=box, confidence=0.4))
                left += size * 1.5
            box = Box.around(np.vstack([glyph.box.corners() for glyph in glyphs]))
            word = Word(text="абвгд", box=box, confidence=0.4, glyphs=tuple(glyphs))
            lines.append(TextLine(words=(word,), box=box))
        return tuple(lines)


class Buggy(OnDark):
    def misbehave(self) -> tuple[TextLine, ...]:
        raise ZeroDivisionError("division by zero")


class EatsMemory(OnDark):
    def misbehave(self) -> tuple[TextLine, ...]:
        raise MemoryError
