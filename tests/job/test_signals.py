"""SIGTERM ends a job as an interrupt at the terminal does."""

from __future__ import annotations

import os
import signal
import threading

import pytest

from ocr_pipeline.job.signals import terminated_as_interrupted


def test_sigterm_is_an_interrupt_within_and_what_it_was_afterwards():
    before = signal.getsignal(signal.SIGTERM)

    def terminated():
        os.kill(os.getpid(), signal.SIGTERM)
        signal.pause()

    with pytest.raises(KeyboardInterrupt), terminated_as_interrupted():
        terminated()
    assert signal.getsignal(signal.SIGTERM) is before


def test_a_thread_keeps_its_callers_handling_of_signals():
    before, within = signal.getsignal(signal.SIGTERM), []

    def look():
        with terminated_as_interrupted():
            within.append(signal.getsignal(signal.SIGTERM))

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    assert within == [before]
