"""What is asked of a worker before it gets its first scan: that it reads as the job does, and sees the same files."""

from __future__ import annotations

import os
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from ocr_pipeline.errors import (
    ClusterEngineDiffers,
    ClusterFolderUnseen,
    ClusterStoreUnseen,
    ClusterVersionDiffers,
    PipelineError,
    StoreUnreachable,
)
from ocr_pipeline.job.cluster.client import worker_here
from ocr_pipeline.recognize import ready_source
from ocr_pipeline.remote.path import RemotePath
from ocr_pipeline.settings import Settings
from ocr_pipeline.store.atomic import PART
from ocr_pipeline.version import PROGRAM

SEEN_SECONDS = 5.0
"""How long a file that was just written may take to be seen on another machine, seconds: network file systems keep what
they know of a folder for some of them."""


@dataclass(frozen=True)
class Wanted:
    """What a worker must have: this program, this engine, this scan, and the output folder with this file in it."""

    program: str
    settings: Settings
    engine: str
    scan: Path
    scan_bytes: int | None
    marker: Path


@dataclass(frozen=True)
class Found:
    """What a worker is: by what it is told from others, and what it lacks, None where it may get scans."""

    instance: str
    lacks: PipelineError | None


def wanted(settings: Settings, scan: Path, marker: Path) -> Wanted:
    """Return what workers must have, as it is here. Raises as `ready_source`."""
    engine = ready_source(settings.engine, settings.language).identity
    return Wanted(PROGRAM, settings, engine, scan, _size(scan), marker)


def found_here(wanted: Wanted) -> Found:
    """Return what the worker is in which this is called."""
    return Found(worker_here(), lacking(wanted))


def lacking(wanted: Wanted) -> PipelineError | None:
    """Return what is lacking here of what is wanted, None where nothing is."""
    if wanted.program != PROGRAM:
        return ClusterVersionDiffers(detail=f"it has {PROGRAM}, the job {wanted.program}")
    try:
        engine = ready_source(wanted.settings.engine, wanted.settings.language).identity
    except PipelineError as error:
        return ClusterEngineDiffers(detail=str(error))
    if engine != wanted.engine:
        return ClusterEngineDiffers(detail=f"it has {engine}, the job {wanted.engine}")
    try:
        return _unseen(wanted)
    except StoreUnreachable as error:
        # That may pass: the worker is asked again.
        return error
    except PipelineError as error:
        return ClusterStoreUnseen(detail=str(error))


def _unseen(wanted: Wanted) -> PipelineError | None:
    """Return what of the job's files is not seen here, None where all is. Raises `PipelineError` as a store does."""
    if wanted.scan_bytes is not None and _size(wanted.scan) != wanted.scan_bytes:
        return _not_found(wanted.scan, f"it has not the scan {wanted.scan}")
    if not _is_seen(wanted.marker):
        return _not_found(wanted.marker, f"it does not see what the job writes to {wanted.marker.parent}")
    if isinstance(wanted.marker, RemotePath):
        return None
    try:
        # Named as what is being written: what a killed worker leaves is cleared.
        with tempfile.NamedTemporaryFile(dir=wanted.marker.parent, prefix=".", suffix=PART):
            return None
    except OSError as error:
        return ClusterFolderUnseen(detail=f"it cannot write to {wanted.marker.parent}: {os.strerror(error.errno or 0)}")


def _not_found(path: Path, why: str) -> PipelineError:
    return (ClusterStoreUnseen if isinstance(path, RemotePath) else ClusterFolderUnseen)(detail=why)


def _is_seen(path: Path) -> bool:
    until = time.monotonic() + SEEN_SECONDS
    while not path.exists():
        if time.monotonic() > until:
            return False
        time.sleep(0.2)
    return True


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except OSError:
        return None
