"""How long a scan may take: what it does within a limit of its own, and all of it together, derived from that."""

from __future__ import annotations

from ocr_pipeline.settings import Settings

DRAWINGS = 1
"""How often a scan is opened: drawing a page of a PDF takes `page_seconds` at most."""

READINGS = 4
"""Most times that a scan needs to be read, each time for `page_seconds` at most: the two pages of a spread, each as it
lies and turned over; or a sheet as it lies, turned over, and then as two pages. What comes beyond (a sheet that is
columns after all, a page left on its side) is read in what these left."""

GRACE_SECONDS = 60.0
"""What a worker may take beyond that before it counts as hung, seconds: for preparing, the step that is running when
the time of the scan is over, hashing and writing. What ends so cannot be stopped from within."""


def scan_seconds(settings: Settings) -> float:
    """Return the wall time, seconds, in which a scan is opened and read; no reading begins after it."""
    return (DRAWINGS + READINGS) * settings.page_seconds


def worker_seconds(settings: Settings) -> float:
    """Return the wall time, seconds, after which a worker that was given a scan is ended, and its page fails."""
    return scan_seconds(settings) + GRACE_SECONDS
