"""Calls side by side are waited for while somebody wants what they bring, and no longer."""

from __future__ import annotations

import threading
import time

import pytest

from ocr_pipeline.errors import StoreUnreachable
from ocr_pipeline.remote.calls import asked
from ocr_pipeline.remote.side_by_side import side_by_side

pytest.importorskip("tenacity")


def test_a_block_that_ends_well_has_what_all_its_calls_bring():
    with side_by_side(4) as pool:
        found = [pool.submit(asked, "s3://archive", lambda number=number: number) for number in range(9)]
    assert [one.result(0) for one in found] == list(range(9))


def test_an_interrupt_does_not_wait_for_a_store_that_is_away(monkeypatch):
    monkeypatch.setenv("OCR_PIPELINE_STORE_AWAY_SECONDS", "3600")
    monkeypatch.setenv("OCR_PIPELINE_STORE_PAUSE_SECONDS", "60")
    asked_for = threading.Semaphore(0)

    def away():
        asked_for.release()
        raise TimeoutError

    begun = time.monotonic()
    with pytest.raises(KeyboardInterrupt), side_by_side(2) as pool:  # noqa: PT012
        found = [pool.submit(asked, "s3://archive", away) for _ in range(3)]
        asked_for.acquire()
        asked_for.acquire()
        raise KeyboardInterrupt
    assert found[2].cancelled()
    for one in found[:2]:
        with pytest.raises(StoreUnreachable):
            one.result(10)
    assert time.monotonic() - begun < 10
