"""What the pages of a job are come by, by the name that a user gives: an engine, or a folder of files."""

from __future__ import annotations

from pathlib import Path
from typing import TypeAlias

from ocr_pipeline.errors import OcrFolderNotFound
from ocr_pipeline.recognize.engine import FILES, Engine, ready_engine
from ocr_pipeline.recognize.file.engine import FileEngine

PageSource: TypeAlias = Engine | FileEngine
"""What reads pictures, or what has the files of another program that did."""


def ready_source(name: str, language: str) -> PageSource:
    """Return what gives pages in a language: the engine of that name (`ready_engine`), or for `file:DIR` files.

    Raises as `ready_engine`, and `OcrFolderNotFound`.
    """
    if not name.startswith(FILES):
        return ready_engine(name, language)
    folder = name.removeprefix(FILES)
    if not folder:
        raise OcrFolderNotFound(name)
    files = FileEngine(Path(folder))
    files.check(language)
    return files
