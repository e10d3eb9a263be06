"""What a scan's pages are come by: an engine as it is, or the files of a folder that belong to the scan."""

from __future__ import annotations

import re
from typing import TypeAlias

from ocr_pipeline.job.plan import PlannedScan
from ocr_pipeline.recognize import Engine, PageSource
from ocr_pipeline.recognize.file.engine import FileEngine, FileOfScan
from ocr_pipeline.recognize.file.find import ScanName
from ocr_pipeline.store.names import escaped

Reader: TypeAlias = Engine | FileOfScan
"""What has the identity under which the pages of one scan are kept."""

_OF_SEVERAL = re.compile(r"(?P<file>(?:~\d+)?)(?P<frame>-\d{4,})")
"""What the name of a scan adds to its file's stem, where the file holds several."""


def reader_of(engine: PageSource, scan: PlannedScan) -> Reader:
    """Return what gives the pages of a scan."""
    return engine.of(scan_name(scan)) if isinstance(engine, FileEngine) else engine


def scan_name(scan: PlannedScan) -> ScanName:
    """Return by what the file of a scan is found: its page's name, then its own file's, without suffix or with."""
    path = scan.source.path
    stem = escaped(path.stem)
    added = _OF_SEVERAL.fullmatch(scan.name.removeprefix(stem)) if scan.name.startswith(stem) else None
    # A document is the folder of its images, or the file that holds it all.
    if added is None:
        names = _once(scan.name, path.stem, path.name)
        return ScanName(names, (), scan.source.frame, _once(scan.document, path.parent.name))
    names = _once(scan.name, path.stem + added["frame"], path.name + added["frame"])
    of_file = _once(stem + added["file"], path.stem, path.name)
    return ScanName(names, of_file, scan.source.frame, _once(scan.document, path.stem))


def _once(*names: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name))
