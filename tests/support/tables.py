"""Typed pages of what is no running text: tables of short rows, ruled or not, and characters half a line off."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from ocr_pipeline.image import prepare
from ocr_pipeline.records import PageImage, Resolution, ResolutionOrigin, Scan, ScanSource
from ocr_pipeline.settings import Binarization
from training.typescript import Machine, Wear, type_sheet

Pixels = npt.NDArray[np.uint8]
DPI = 300
FACE = Path(__file__).resolve().parents[3] / "shared" / "fonts" / "TT2020StyleE-Regular.ttf"
MACHINE = replace(Machine(FACE), pitch=2.12, letter_height=1.75, line_distance=8.46, height=200.0)
"""Twelve to the inch and two lines apart; a sheet of 200 mm."""

HEADING = "Код      Символ     Наименование символа"
CODES = (HEADING, *(f"{code:02}" for code in range(18)))
"""A column of codes under the heading of the table: two figures a row, and nothing else."""

NAMED = (HEADING, *(f"{40 + row}{' ' * 8}{sign}{' ' * 10}{name}" for row, (sign, name) in enumerate(
    (("(", "Скобка"), (")", "Скобка"), ("А", ""), ("В", ""), ("5", ""), ("+", "Плюс"), ("Ы", ""), ("7", "Цифра"))
)))  # fmt: skip
"""Columns far apart, of a code, a single character, and now and then a name."""


def typed(lines: tuple[str, ...], *, rise_mm: float = 0.0, machine: Machine = MACHINE, seed: int = 3) -> Pixels:
    """Return the sheet of these lines, each `rise_mm` above its place."""
    moved = replace(machine, top_margin=machine.top_margin - rise_mm)
    return np.asarray(type_sheet(lines, moved, Wear(), DPI, seed).pixels, dtype=np.uint8)


def ruled(sheet: Pixels, columns: tuple[int, ...], machine: Machine = MACHINE) -> Pixels:
    """Return a sheet with upright rules at these columns of characters, and one across at the top."""
    result, per_mm = sheet.copy(), DPI / 25.4
    top, bottom = round((machine.top_margin - 8) * per_mm), round(180 * per_mm)
    for column in columns:
        x = round((machine.left_margin + column * machine.pitch) * per_mm)
        cv2.line(result, (x, top), (x, bottom), 40, 4)
    left, right = (round((machine.left_margin + column * machine.pitch) * per_mm) for column in (-2, 40))
    cv2.line(result, (left, top), (right, top), 40, 4)
    return result


def prepared(sheet: Pixels) -> PageImage:
    """Return a sheet as the program prepares a scan of it."""
    scan = Scan(ScanSource(Path("sheet.png")), sheet, Resolution(dpi=DPI, origin=ResolutionOrigin.FILE))
    return prepare(scan, binarization=Binarization.AUTO, split_spreads=False, extra_turns=0)[0]
