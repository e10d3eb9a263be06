"""What several tests need: the folder of real scans, small typed pages, engines that misbehave."""

from __future__ import annotations

import itertools
import os
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

# As in a worker and in a command; it is read as numpy is imported. Test files run side by side, one a core.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import cv2
import numpy as np
import pytest
from hypothesis import settings

from ocr_pipeline.job.environment import environment
from ocr_pipeline.records import Image
from tests.support.processes import UNMEASURED
from tests.support.stores import TestStore, running_store

cv2.setNumThreads(1)

SHARED = Path(__file__).resolve().parents[2] / "shared"
for folder in ("faults", "journeys"):
    sys.path.insert(0, str(Path(__file__).parent / folder))


# A busy machine is slow now and then; how long a rule takes is measured by benchmarks, not by one unlucky example.
settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")


@pytest.fixture(scope="session", autouse=True)
def unmeasured_workers() -> Iterator[None]:
    """Workers that tests start begin without coverage, a third of their start: they are killed at their end, and what
    was measured in them is lost."""
    with pytest.MonkeyPatch.context() as patch:
        unmeasured = partial(environment, **UNMEASURED)
        patch.setattr("ocr_pipeline.job.workers.local.environment", unmeasured)
        yield


@pytest.fixture
def shared() -> Path:
    """The real scans; tests that need them are skipped where they are not."""
    if not SHARED.is_dir():
        pytest.skip("the real scans (../shared) are not here")
    return SHARED


def draw_page(dpi: float = 300, lines: int = 20, width_mm: float = 160, height_mm: float = 200, seed: int = 0) -> Image:
    """A page of letter-sized marks in words and lines, black on white, ragged on the right."""
    rng = np.random.default_rng(seed)
    per_mm = dpi / 25.4
    page = np.full((round(height_mm * per_mm), round(width_mm * per_mm)), 235, dtype=np.uint8)
    for line in range(lines):
        baseline = (20 + 8 * line) * per_mm
        for column in range(int(rng.integers(30, 48))):
            if rng.random() < 0.15:
                continue
            left = (15 + 2.54 * column) * per_mm
            tall = 2.9 if rng.random() < 0.2 else 2.1
            top_left = (round(left), round(baseline - tall * per_mm))
            bottom_right = (round(left + 1.7 * per_mm), round(baseline))
            cv2.rectangle(page, top_left, bottom_right, 30, max(1, round(0.35 * per_mm)))
    return page


@pytest.fixture
def page() -> Callable[..., Image]:
    """The drawer of typed pages."""
    return draw_page


@pytest.fixture(scope="session")
def store_running() -> Iterator[TestStore]:
    """A store of S3 on this machine, started once."""
    with running_store() as store:
        yield store


@pytest.fixture
def store(store_running: TestStore) -> TestStore:
    """A store of S3 with an empty bucket, and nothing wrong with it."""
    store_running.new_bucket(f"archive-{next(_buckets)}")
    return store_running


_buckets = itertools.count(1)
