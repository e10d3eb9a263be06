"""What engines of two readers share: which they are, what they are known by, and what they need."""

from __future__ import annotations

from typing import ClassVar

from ocr_pipeline.recognize.engine import Engine
from ocr_pipeline.recognize.tesseract.engine import TesseractEngine
from ocr_pipeline.recognize.typescript.engine import TypescriptEngine


class TwoReaders:
    """Two readers, of which the second is asked for all pages, or for what the first one fails on."""

    name: ClassVar[str]
    """What the two together are called."""

    def __init__(self, first: Engine | None = None, second: Engine | None = None) -> None:
        """Take the readers, the better one first: by default our own and Tesseract."""
        self._first: Engine = first or TypescriptEngine()
        self._second: Engine = second or TesseractEngine()

    @property
    def second(self) -> Engine:
        """The second reader."""
        return self._second

    @property
    def identity(self) -> str:
        """Return both readers' identities; raises `MissingError` where one is not installed."""
        return f"{self.name}: {self._first.identity}; {self._second.identity}"

    def check(self, language: str) -> None:
        """Raise `MissingError` where one of the readers, or its model, is not installed."""
        self._first.check(language)
        self._second.check(language)
