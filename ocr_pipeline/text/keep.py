"""What of the cleaning can be left out."""

from __future__ import annotations

from enum import StrEnum


class Keep(StrEnum):
    """A part of the cleaning that is left out where it is named: what it would change stays as typed."""

    FURNITURE = "furniture"
    HYPHENS = "hyphens"
    LINES = "lines"
    SPACING = "spacing"
