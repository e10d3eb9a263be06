"""The ink ledger of a page: where each mass of its ink went, so that nothing that was not read goes unsaid."""

from __future__ import annotations

import math
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from ocr_pipeline.records.base import Record
from ocr_pipeline.records.geometry import Box


class InkKind(StrEnum):
    """What a mass of ink is. What is neither text nor left by the scanner is a guess by its shape."""

    LINE = "line"
    """Letters of the lines that were read, outside of tables."""

    TABLE = "table"
    """Letters of what was read in tables."""

    MARK = "mark"
    """Underlining, overstriking: what was done to words beside typing them."""

    SCAN = "scan"
    """Furniture of the scan: a border, a fold, a punched hole, a staple."""

    RULING = "ruling"
    """Rules of a table or a form."""

    PICTURE = "picture"
    STAMP = "stamp"
    HANDWRITING = "handwriting"
    STAIN = "stain"
    """Stains, dust, and what is too small to be a letter."""

    UNREAD = "unread"
    """Like type, and in no line."""


class InkRow(Record):
    """One mass of ink: what it is, its area in mm², and its box on the scan; small ones of a kind are one row."""

    kind: InkKind
    mm2: Annotated[float, Field(ge=0.0)]
    box: Box


class InkLedger(Record):
    """All ink of a prepared page, each mass in one row: the areas add up to the page's ink.

    `unread_characters` is how many characters the unread ink would hold, by what a character of this page inks.
    """

    rows: tuple[InkRow, ...] = ()
    unread_characters: Annotated[float, Field(ge=0.0)] = 0.0

    @property
    def mm2(self) -> float:
        """Return the ink of the page, mm²."""
        return math.fsum(row.mm2 for row in self.rows)

    def of(self, kind: InkKind) -> float:
        """Return the ink of one kind, mm²."""
        return math.fsum(row.mm2 for row in self.rows if row.kind is kind)
