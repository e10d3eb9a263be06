"""What an installed package brings under one of this program's entry-point groups, checked for what it is."""

from __future__ import annotations

from importlib.metadata import EntryPoint
from typing import TypeVar

from ocr_pipeline.errors import PipelineError

Kind = TypeVar("Kind")


def loaded(entry: EntryPoint, kind: type[Kind], unusable: type[PipelineError]) -> Kind:
    """Return what an entry point names, an instance of `kind`. Raises `unusable` where it cannot be had or is none."""
    try:
        found = entry.load()
    except Exception as error:
        # Importing it runs the package's own code: whatever that raises, the package is the cause.
        raise unusable(entry.name, f"{type(error).__name__}: {error}") from error
    if not isinstance(found, kind):
        raise unusable(entry.name, f"`{entry.value}` is not a `{kind.__name__}`")
    return found
