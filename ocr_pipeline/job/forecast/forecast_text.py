"""What a job has before it, in lines for a person."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import takewhile

from ocr_pipeline.job.forecast.estimate import Estimate
from ocr_pipeline.job.forecast.forecast import Forecast
from ocr_pipeline.job.journal.status_text import duration

MACHINES = (2, 4, 8, 16, 32, 64)
"""Numbers of machines that are worked out, as long as each of them has something to do."""

LEAST_SECONDS = 600.0
"""Time for a machine below which another one is not worth its start, seconds."""

_UNITS = ((1e12, "TB"), (1e9, "GB"), (1e6, "MB"), (1e3, "KB"))


def forecast_text(forecast: Forecast) -> str:
    """Return the forecast as a few lines for a terminal."""
    return "\n".join(_lines(forecast))


def _lines(forecast: Forecast) -> Iterator[str]:
    documents = _count(forecast.documents, "document")
    yield f"{documents}, {_count(forecast.scans, 'page')} (frames of PDF and TIFF files counted, spreads as one)"
    if forecast.unread:
        yield f"{_count(forecast.unread, 'folder')} cannot be looked into"
    yield f"Finished before: {forecast.finished:,}; to be read: {forecast.to_read:,}"
    if not forecast.sample:
        yield "Nothing has to be read; run without --dry-run writes what is missing from the records"
        return
    yield _sample(forecast)
    bytes_written = forecast.bytes_written
    if (wall := forecast.wall_seconds()) is None or bytes_written is None:
        yield "No page of the sample came through: nothing can be said of the time"
        return
    yield f"Time: about {_between(wall, duration)} here, {_count(forecast.workers, 'page')} at a time"
    for machines in takewhile(lambda count: wall.total / count >= LEAST_SECONDS, MACHINES):
        if (each := forecast.wall_seconds(machines)) is not None:
            yield f"  {machines} machines like this one: about {_between(each, duration)} each"
    yield f"Output: about {_between(bytes_written, size)}"
    yield _how_sure(forecast, wall)
    yield "Nothing was written to the folder OUTPUT"


def _sample(forecast: Forecast) -> str:
    times = sorted(one.seconds for one in forecast.sample if one.seconds is not None)
    said = f"Sample: {_count(len(forecast.sample), 'page')} read in {duration(forecast.sample_seconds)}"
    if times:
        said += f", {times[0]:.1f} to {times[-1]:.1f} s each"
    failed = sum(one.failed for one in forecast.sample)
    return said + (f"; {failed} failed" if failed else "")


def _how_sure(forecast: Forecast, wall: Estimate) -> str:
    if len(forecast.sample) >= forecast.to_read:
        return "All that is to be read was read for this"
    if wall.low is None:
        return "How far pages differ is not known from one of them"
    return (
        "The bounds hold in about nine of ten jobs whose pages differ as those of the sample do, and the machine is as "
        "busy as now; pages that fail are tried again, which is not counted"
    )


def _between(value: Estimate, said: Callable[[float], str]) -> str:
    total = said(value.total)
    if value.low is None or value.high is None or value.low == value.high:
        return total
    return f"{total} ({said(value.low)} to {said(value.high)})"


def size(bytes_written: float) -> str:
    """Return a size as a person says it, in decimal units, as disks are sold."""
    for unit, name in _UNITS:
        if bytes_written >= unit:
            return f"{bytes_written / unit:.1f} {name}"
    return f"{bytes_written:.0f} bytes"


def _count(number: int, what: str) -> str:
    return f"1 {what}" if number == 1 else f"{number:,} {what}s"
