"""Runs of flags."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ocr_pipeline.layout.runs import runs_of


def test_each_run_has_its_start_and_its_end():
    assert runs_of([True, True, False, True]) == [(0, 2), (3, 4)]


def test_nothing_true_has_no_runs():
    assert runs_of([]) == runs_of([False, False]) == []


@given(st.lists(st.booleans(), max_size=40))
def test_runs_hold_all_true_flags_and_do_not_touch(flags):
    runs = runs_of(np.array(flags, dtype=np.bool_))
    held = [place for start, end in runs for place in range(start, end)]
    assert held == [place for place, flag in enumerate(flags) if flag]
    assert all(before < start for (_, before), (start, _) in pairwise(runs))
