"""The garbage collector is held back during a comparison, and afterwards as it was before."""

from __future__ import annotations

import gc

import pytest

from ocr_pipeline.compare.collector import collector_paused


def test_the_collector_runs_again_whatever_happens():
    running = []

    @collector_paused()
    def fail():
        running.append(gc.isenabled())
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert running == [False]
    assert gc.isenabled()


def test_a_collector_that_was_off_stays_off():
    gc.disable()
    try:
        with collector_paused():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
