"""The scans that stand for all of a job."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ocr_pipeline.job.forecast.sample import SIZE, sample_of


@given(st.integers(0, 5000), st.integers(1, 20))
def test_a_sample_has_its_size_no_scan_twice_and_one_of_each_stretch(count, size):
    sample = sample_of(range(count), size)
    assert len(set(sample)) == len(sample) == min(size, count)
    if count > size:
        assert all(count * part // size <= scan < count * (part + 1) // size for part, scan in enumerate(sample))


def test_the_sample_of_a_job_is_the_same_each_time():
    assert sample_of(range(10_000)) == sample_of(range(10_000))
    assert len(sample_of(range(10_000))) == SIZE
