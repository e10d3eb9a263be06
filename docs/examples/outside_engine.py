"""A recognition engine: another program, `my-ocr`, run on each page.

`my-ocr IMAGE LANGUAGE` prints one word a line, its fields parted by tabs: number of the line, left, top, right, bottom
(pixels), confidence (0 to 1), text. An installed package names the class among the entry points:

    [project.entry-points."ocr_pipeline.engines"]
    my-ocr = "my_package.engine:OutsideProgram"

Then `ocr-pipeline run SCANS OUTPUT --engine my-ocr` reads with it. Without a
package: `--engine my_module:OutsideProgram`.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from itertools import groupby
from pathlib import Path

import cv2

from ocr_pipeline.errors import EngineBabbled, EngineCrashed, EngineTimeout, MissingError
from ocr_pipeline.recognize.engine import EngineReading
from ocr_pipeline.recognize.reading import Area, ReadLine, ReadWord
from ocr_pipeline.records import PageImage


class MyOcrMissing(MissingError):
    """The program `my-ocr` is not on the path."""

    happened = "the program my-ocr is not installed"
    advice = "Install it, or read with --engine auto."


class OutsideProgram:
    """Reads pages with `my-ocr`."""

    program = "my-ocr"

    @property
    def identity(self) -> str:
        """Return name and version: pages that another version has read are read again."""
        return f"{self.program} 1.0"

    def check(self, language: str) -> None:
        """Raise `MyOcrMissing` where the program is not installed; it is asked once, before the first page."""
        if shutil.which(self.program) is None:
            raise MyOcrMissing(self.program, f"needed for {language}")

    def read(self, image: PageImage, language: str, seconds: float) -> EngineReading:
        """Return the words of the page, boxes in pixels of the prepared image."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "page.png"
            cv2.imwrite(str(path), image.grey)
            try:
                done = subprocess.run(
                    [self.program, str(path), language], capture_output=True, text=True, timeout=seconds, check=True
                )
            except subprocess.TimeoutExpired as error:
                raise EngineTimeout(detail=f"stopped after {seconds:.0f} s") from error
            except subprocess.CalledProcessError as error:
                raise EngineCrashed(detail=error.stderr.strip()[-200:]) from error
        rows = [line.split("\t") for line in done.stdout.splitlines()]
        try:
            lines = [[_word(fields) for fields in line] for _, line in groupby(rows, key=lambda fields: fields[0])]
        except ValueError as error:
            raise EngineBabbled(detail=str(error)) from error
        return EngineReading(tuple(ReadLine.of(words) for words in lines))


def _word(fields: list[str]) -> ReadWord:
    """Return the word of one row. Raises `ValueError` where the row is not as promised."""
    _, left, top, right, bottom, confidence, text = fields
    return ReadWord(text, Area(float(left), float(top), float(right), float(bottom)), float(confidence))
