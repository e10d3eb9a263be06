"""The forecast in words."""

from __future__ import annotations

import pytest

from ocr_pipeline.job.forecast.forecast import Forecast
from ocr_pipeline.job.forecast.forecast_text import forecast_text, size
from ocr_pipeline.job.forecast.measure import MeasuredScan
from tests.support.journal import page_row


def of(*seconds, scans=10_000, finished=0, workers=4):
    sample = tuple(MeasuredScan((page_row("a", "1"),), one, 1e5) for one in seconds)
    return forecast_text(Forecast(3, scans, 0, finished, workers, sample, 12.0))


def test_time_and_space_are_said_with_bounds_and_by_the_machine():
    said = of(2.0, 3.0, 4.0)
    assert "3 documents, 10,000 pages" in said
    assert "Sample: 3 pages read in 12 s, 2.0 to 4.0 s each" in said
    assert "Time: about 2 h 5 min (" in said
    assert "4 pages at a time" in said
    assert "  8 machines like this one: about 15 min 38 s (" in said
    # Ten minutes are too little for a machine.
    assert "16 machines" not in said
    assert "Output: about 1.0 GB\n" in said
    assert "nine of ten" in said


def test_one_page_has_no_bounds_and_none_no_time():
    assert "not known from one of them" in of(3.0)
    assert "No page of the sample came through" in of(None)
    assert "Nothing has to be read" in of(scans=5, finished=5)
    assert "All that is to be read was read" in of(1.0, 2.0, scans=2)


@pytest.mark.parametrize(("count", "said"), [(12, "12 bytes"), (1500, "1.5 KB"), (2.5e9, "2.5 GB"), (3e12, "3.0 TB")])
def test_sizes_are_in_decimal_units(count, said):
    assert size(count) == said
