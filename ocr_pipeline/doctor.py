"""What is installed, what is missing, and how to install it."""

from __future__ import annotations

import platform
import re
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

from ocr_pipeline.errors import MissingError
from ocr_pipeline.languages import Language, languages_of, lexicon_names
from ocr_pipeline.recognize import engine_names, make_engine
from ocr_pipeline.recognize.tesseract.engine import TesseractEngine
from ocr_pipeline.recognize.typescript.glyphs.alphabet import missing_letters
from ocr_pipeline.version import __version__

LIBRARIES = (
    "numpy",
    "onnxruntime",
    "opencv-python-headless",
    "pillow",
    "pytesseract",
    "pikepdf",
    "pydantic",
    "typer",
)


@dataclass(frozen=True)
class Finding:
    """One thing that was looked for: what was found of it, or None, and then what to do."""

    name: str
    found: str | None
    advice: str = ""


def examine(language: str) -> tuple[Finding, ...]:
    """Return what is installed of all that reading scans in `language` needs."""
    return (
        Finding("ocr_pipeline", __version__),
        Finding("Python", platform.python_version()),
        *(_library(name) for name in LIBRARIES),
        _looked_for("tesseract", lambda: TesseractEngine().version),
        _looked_for(f"language {language}", lambda: _language(language)),
        _poppler(),
        *(_engine(name) for name in engine_names()),
        *(_lexicon(one) for one in languages_of(language).named),
        *(_letters(one) for one in languages_of(language).named),
    )


def _looked_for(name: str, find: Callable[[], str]) -> Finding:
    try:
        return Finding(name, find())
    except MissingError as error:
        return Finding(name, None, error.advice)


def _language(language: str) -> str:
    engine = TesseractEngine()
    engine.check(language)
    return f"installed (all: {', '.join(engine.languages)})"


def _engine(name: str) -> Finding:
    return _looked_for(f"engine {name}", lambda: make_engine(name).identity)


def _lexicon(language: Language) -> Finding:
    name = f"lexicon {language.name}"
    if language.lexicon is None:
        return Finding(name, f"none: its words count as unknown (there are: {', '.join(lexicon_names())})")
    return Finding(name, language.title)


def _letters(language: Language) -> Finding:
    """Return what the program's own reader can read of a language: a finding in either case, for Tesseract reads on."""
    name = f"typescript reads {language.name}"
    missing = missing_letters(language)
    if not language.letters:
        return Finding(name, "no: its letters are not known; --engine auto reads it with tesseract")
    if missing:
        return Finding(name, f"no: it lacks {' '.join(missing)}; --engine auto reads it with tesseract")
    return Finding(name, "all its letters")


def _library(name: str) -> Finding:
    try:
        return Finding(name, version(name))
    except PackageNotFoundError:
        return Finding(name, None, f"Install it: pip install {name}")


def _poppler() -> Finding:
    advice = "Install it: apt-get install poppler-utils (needed for PDF files only)"
    try:
        printed = subprocess.run(["pdftoppm", "-v"], capture_output=True, text=True, check=False, timeout=20).stderr
    except (FileNotFoundError, subprocess.TimeoutExpired):
        return Finding("poppler", None, advice)
    found = re.search(r"version (\S+)", printed)
    return Finding("poppler", found[1] if found else "installed")
