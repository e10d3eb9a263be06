"""Engines that misbehave, and one that reads what a page's darkness tells it; named to the job as `fault_engines:…`."""

from __future__ import annotations

import os
import signal
import tempfile
import time
from pathlib import Path

import numpy as np

from ocr_pipeline.errors import EngineBabbled, EngineCrashed, EngineTimeout, LanguageMissing
from ocr_pipeline.recognize.double.engine import DoubleKeying
from ocr_pipeline.recognize.engine import EngineReading
from ocr_pipeline.recognize.reading import ReadGlyph, ReadLine, ReadWord
from ocr_pipeline.records import Area, PageImage
from tests.support import readings

TEXTS = ("- 7 -", "Первая строка страницы доку-", "мента и ее продолжение здесь")


def typed(text: str, row: int) -> ReadLine:
    """A line on the grid: cells of 20 pixels, rows of 60."""
    return readings.typed(text, row, confidence=0.99, left=100, top=100)


class Good:
    """Reads the same three lines on every page."""

    identity = "good 1"

    def check(self, language: str) -> None:
        if language == "xxx":
            raise LanguageMissing(language)

    def read(self, _image: PageImage, _language: str, _seconds: float) -> EngineReading:
        return EngineReading(tuple(typed(text, row) for row, text in enumerate(TEXTS)))


class OnDark(Good):
    """Reads light pages well and misbehaves on those whose median is under 200 before flattening made it white:
    told apart by their narrow width."""

    def read(self, image: PageImage, language: str, seconds: float) -> EngineReading:
        if image.grey.shape[1] < image.grey.shape[0] / 2:
            return self.misbehave()
        return super().read(image, language, seconds)

    def misbehave(self) -> EngineReading:
        return EngineReading()


class Hangs(OnDark):
    def misbehave(self) -> EngineReading:
        time.sleep(600)
        return EngineReading()


class TimesOut(OnDark):
    def misbehave(self) -> EngineReading:
        raise EngineTimeout(detail="stopped after 1 s")


class Crashes(OnDark):
    def misbehave(self) -> EngineReading:
        raise EngineCrashed(detail="signal 11")


class SecondCrashes(DoubleKeying):
    """Two readers, of which the second crashes where `Crashes` does."""

    def __init__(self) -> None:
        super().__init__(Good(), Crashes())


class Killed(OnDark):
    def misbehave(self) -> EngineReading:
        os.kill(os.getpid(), signal.SIGKILL)
        return EngineReading()


class Babbles(OnDark):
    def misbehave(self) -> EngineReading:
        raise EngineBabbled(detail="hOCR is not well-formed")


class Lies(OnDark):
    """Gives noise: letters of every size, off the grid, with low confidence."""

    def misbehave(self) -> EngineReading:
        rng = np.random.default_rng(0)
        lines = []
        for row in range(30):
            glyphs = []
            left = 10.0
            for letter in "абвгд":
                size = float(rng.uniform(5, 60))
                box = Area(left=left, top=20 * row, right=left + size, bottom=20 * row + size)
                glyphs.append(ReadGlyph(text=letter, box=box, confidence=0.4))
                left += size * 1.5
            box = Area.enclosing(glyph.box for glyph in glyphs)
            word = ReadWord(text="абвгд", box=box, confidence=0.4, glyphs=tuple(glyphs))
            lines.append(ReadLine(words=(word,), box=box))
        return EngineReading(tuple(lines))


class Buggy(OnDark):
    def misbehave(self) -> EngineReading:
        raise ZeroDivisionError("division by zero")


class EightGigabytes(OnDark):
    def misbehave(self) -> EngineReading:
        np.ones(8 * 2**30, dtype=np.uint8)
        return EngineReading()


class Grows(OnDark):
    """Takes a gigabyte and holds it, within all that a process may map."""

    def misbehave(self) -> EngineReading:
        held = np.ones(2**30, dtype=np.uint8)
        signal.pause()
        return EngineReading(tuple(typed(str(len(held)), 0) for _ in range(1)))


class BadSegment(OnDark):
    def misbehave(self) -> EngineReading:
        os.kill(os.getpid(), signal.SIGSEGV)
        return EngineReading()


class Floods(OnDark):
    """Prints 100 MB and reads the page all the same."""

    def misbehave(self) -> EngineReading:
        for _ in range(100):
            os.write(1, b"flood\n" * 170_000)
        return EngineReading(tuple(typed(text, row) for row, text in enumerate(TEXTS)))


class GivesHugeOutput(OnDark):
    def misbehave(self) -> EngineReading:
        return EngineReading((typed("ж", 0),) * 1_000_000)


class GivesBadUtf8(OnDark):
    def misbehave(self) -> EngineReading:
        return EngineReading((typed(b"\xd0\xbf\xd0".decode(errors="surrogateescape"), 0),))


class GivesNothing(OnDark):
    def misbehave(self) -> EngineReading:
        return None


FAULTS = (BadSegment, GivesBadUtf8, GivesHugeOutput, GivesNothing, EightGigabytes, Floods, Grows, Killed)
"""What befalls a narrow page of a height of 180 mm, 200 mm, and so on, under `Misfortunes`."""


class Misfortunes(Good):
    """Each narrow page meets its own fault, by its height."""

    def read(self, image: PageImage, language: str, seconds: float) -> EngineReading:
        height_mm = image.grey.shape[0] / image.dpi * 25.4
        return FAULTS[round((height_mm - 180) / 20) % len(FAULTS)]().read(image, language, seconds)


class FailsAtFullResolution(Good):
    """Takes its process with it, unless the image is smaller than what pages are prepared as."""

    def read(self, image: PageImage, language: str, seconds: float) -> EngineReading:
        if image.dpi > 200:
            os.kill(os.getpid(), signal.SIGKILL)
        return super().read(image, language, seconds)


class EndsInAnHour(Good):
    """Reads for an hour, and takes another one to end when it is interrupted; notes both among the temporary files."""

    def read(self, image: PageImage, language: str, seconds: float) -> EngineReading:
        Path(tempfile.gettempdir(), "begun").touch()
        try:
            time.sleep(3600)
        finally:
            Path(tempfile.gettempdir(), "ending").touch()
            time.sleep(3600)
        return super().read(image, language, seconds)


class EatsMemory(OnDark):
    def misbehave(self) -> EngineReading:
        raise MemoryError
