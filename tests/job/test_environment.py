"""Variables are set for the time of a block; what was there before comes back, whatever happens in it."""

from __future__ import annotations

import os
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr_pipeline.job.environment import environment


@pytest.mark.parametrize("before", [None, "", "4"])
def test_what_was_there_before_comes_back(monkeypatch, before):
    if before is None:
        monkeypatch.delenv("THREADS", raising=False)
    else:
        monkeypatch.setenv("THREADS", before)
    with suppress(ZeroDivisionError), environment(THREADS="1"):
        assert os.environ["THREADS"] == "1"
        raise ZeroDivisionError
    assert os.environ.get("THREADS") == before


@given(st.permutations(range(4)), st.sampled_from([None, "", "before"]))
def test_blocks_may_end_in_any_order(order, before):
    with environment(**({} if before is None else {"THREADS": before})):
        blocks = [environment(THREADS=str(number)) for number in range(4)]
        for block in blocks:
            block.__enter__()
        left = list(range(4))
        for number in order:
            assert os.environ["THREADS"] == str(left[-1])
            blocks[number].__exit__(None, None, None)
            left.remove(number)
        assert os.environ.get("THREADS") == before
    assert "THREADS" not in os.environ


def test_a_variable_that_the_block_removes_is_no_error():
    with environment(THREADS="1"):
        del os.environ["THREADS"]
    assert "THREADS" not in os.environ
