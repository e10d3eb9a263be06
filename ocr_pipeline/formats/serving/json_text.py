"""JSON as a manifest holds it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

Json: TypeAlias = "str | int | Sequence[Json] | Mapping[str, Json]"
"""A value; without what no manifest has."""

Object: TypeAlias = dict[str, Json]


def labelled(text: str, language: str = "none") -> Object:
    """Return a text in a language (BCP 47), `none` where it has none (Presentation 3.0, 4.1)."""
    return {language: [text]}
