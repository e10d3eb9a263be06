"""What a recognition engine is, and how one is found by name.

A second engine plugs in without a change here: it registers under the entry-point group `ocr_pipeline.engines`,
or is named as `package.module:Class`.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import entry_points
from typing import Protocol, cast, runtime_checkable

from ocr_pipeline.errors import EngineUnknown, MissingError
from ocr_pipeline.recognize.reading import ReadLine
from ocr_pipeline.records import PageImage, Reason, TypeKind

GROUP = "ocr_pipeline.engines"

PREFERENCE = ("standby", "typescript", "tesseract")
"""What `auto` takes, best first, as `benchmarks/accuracy.py` measured: our own reader, with Tesseract for what it fails
on by its own account. Two readers on every page (`both`) err less on scans of 150 dpi and less, and take two
to three times as long."""


FILES = "file:"
"""Begins what is named in an engine's place and is none: a folder of files (`recognize.file`)."""


@dataclass(frozen=True, slots=True)
class EngineReading:
    """What an engine reads on one page, everything in pixels of the *prepared* image.

    `lines` are the lines in reading order; `set_apart` is what it read and does not give as text: nothing that it has
    seen is in neither. `warnings` say what a person should know of this reading. `type` is how the letters were made,
    None where the engine does not say: then it is measured on the lines. `ranked` says that language has had its say on
    every word: then it has none again. `of_type_alone` says that the reader is made for type of one pitch: what it
    reads of print is less right than it is sure.
    """

    lines: tuple[ReadLine, ...] = ()
    set_apart: tuple[ReadLine, ...] = ()
    warnings: tuple[Reason, ...] = ()
    type: TypeKind | None = None
    ranked: bool = False
    of_type_alone: bool = False


@runtime_checkable
class Engine(Protocol):
    """Reads one prepared page in one call."""

    @property
    def identity(self) -> str:
        """Return name and versions, program and models: a page read by another identity is read again."""

    def check(self, language: str) -> None:
        """Raise `MissingError` where the program or the model for `language` is not installed."""

    def read(self, image: PageImage, language: str, seconds: float) -> EngineReading:
        """Return what is read on the page, boxes in pixels of the *prepared* image.

        A page without text gives no lines. Raises `PageError` for a failure of this page alone: `EngineTimeout`
        after `seconds` of wall time (nothing of the engine still runs then), `EngineCrashed`, `EngineBabbled`.
        """


def engine_names() -> tuple[str, ...]:
    """Return the names of the installed engines, in alphabetical order."""
    return tuple(sorted(entry.name for entry in entry_points(group=GROUP)))


def make_engine(name: str) -> Engine:
    """Return a new engine of that name (an installed one, or `package.module:Class`). Raises `EngineUnknown`."""
    if name.startswith(FILES):
        raise EngineUnknown(name, "files of another program read no picture: name an engine that does")
    if ":" in name:
        return _instance(_imported(name), name)
    installed = {entry.name: entry for entry in entry_points(group=GROUP)}
    if name not in installed:
        raise EngineUnknown(name, f"installed: {', '.join(sorted(installed)) or 'none'}")
    return _instance(cast("Callable[[], object]", installed[name].load()), name)


def ready_engine(name: str, language: str) -> Engine:
    """Return a new engine that can read a language: the one named, or for `auto` the first of `PREFERENCE` that can.

    Raises `EngineUnknown`, and `MissingError` where the engine named, or the last of `PREFERENCE`, cannot.
    """
    wanted = [name]
    if name == "auto":
        # What is installed is looked for in all distributions.
        installed = engine_names()
        wanted = [known for known in PREFERENCE if known in installed]
    for candidate in wanted[:-1]:
        try:
            engine = make_engine(candidate)
            engine.check(language)
        except MissingError:
            # Another one may have the language, or its model.
            continue
        return engine
    engine = make_engine(wanted[-1] if wanted else name)
    engine.check(language)
    return engine


def _imported(name: str) -> Callable[[], object]:
    module_name, _, attribute = name.partition(":")
    try:
        return cast("Callable[[], object]", getattr(importlib.import_module(module_name), attribute))
    except (ImportError, AttributeError, ValueError) as error:
        raise EngineUnknown(name, str(error)) from error


def _instance(factory: Callable[[], object], name: str) -> Engine:
    try:
        engine = factory()
    except TypeError as error:
        raise EngineUnknown(name, str(error)) from error
    if not isinstance(engine, Engine):
        raise EngineUnknown(name, "it lacks the methods of an engine")
    return engine
