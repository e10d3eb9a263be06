"""Which part of a plan is whose: each scan has one shard, blocks of frames stay together, neighbours do not count."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr_pipeline.errors import ExitCode, ShardInvalid
from ocr_pipeline.job.plan import Plan, planned
from ocr_pipeline.job.shards.share import FRAMES_TOGETHER, Shard, number_of, parse_shard
from ocr_pipeline.records import ScanSource


def scans_of(document, *files, frames=1):
    given_ = [(ScanSource(Path(file), frame), Path(file)) for file in files for frame in range(frames)]
    return planned(document, given_)


@pytest.mark.parametrize(("given_", "shard"), [("1/1", Shard(1, 1)), ("2/8", Shard(2, 8)), (" 03 / 12 ", Shard(3, 12))])
def test_a_shard_is_given_as_its_number_and_how_many_there_are(given_, shard):
    assert parse_shard(given_) == shard
    assert parse_shard(str(shard)) == shard


@pytest.mark.parametrize("given_", ["", "1", "0/4", "5/4", "-1/4", "1/0", "1/2/3", "a/b", "1.5/2", "1/1000000", "١/٢"])
def test_what_is_no_shard_is_wrong_usage(given_):
    with pytest.raises(ShardInvalid) as error:
        parse_shard(given_)
    assert error.value.exit_code is ExitCode.USAGE


FILE_NAMES = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_characters="/\0"), min_size=1),
    # What file systems hold that is no UTF-8; a surrogate that stands for no byte, no file can be called.
    st.lists(st.integers(1, 255).filter(lambda byte: byte != ord("/")), min_size=1).map(bytes).map(os.fsdecode),
)


@given(st.integers(1, 20), st.sets(FILE_NAMES, max_size=9))
def test_each_scan_is_read_by_one_shard_whatever_lies_beside_it(of, names):
    plan = Plan(Path("s"), {"д": scans_of("д", *(f"{name}.png" for name in sorted(names)))})
    shares = [Shard(number, of).share_of(plan) for number in range(1, of + 1)]
    assert sorted(scan.path for share in shares for scan in share.in_order) == sorted(s.path for s in plan.in_order)
    for scan in plan.in_order:
        (alone,) = scans_of("д", scan.source.path)
        assert number_of(alone, of) == number_of(scan, of)


def test_frames_of_a_file_stay_together_by_blocks_and_a_long_file_is_shared_out():
    frames = scans_of("д", "book.pdf", frames=40 * FRAMES_TOGETHER)
    numbers = [number_of(scan, 4) for scan in frames]
    for start in range(0, len(numbers), FRAMES_TOGETHER):
        assert len(set(numbers[start : start + FRAMES_TOGETHER])) == 1
    assert set(Counter(numbers)) == {1, 2, 3, 4}
    assert [number_of(scan, 4) for scan in scans_of("д", "book.pdf", frames=50)] == numbers[:50]


def test_shares_are_about_equal():
    scans = scans_of("д", *(f"{number}.tif" for number in range(4000)))
    counts = Counter(number_of(scan, 8) for scan in scans)
    assert all(400 < count < 600 for count in counts.values())


def test_documents_without_a_scan_of_the_share_are_left_out():
    plan = Plan(Path("s"), {"а": scans_of("а", "1.png"), "б": scans_of("б", "1.png", "2.png")})
    assert all(scans for number in range(1, 9) for scans in Shard(number, 8).share_of(plan).documents.values())


def test_the_split_is_the_same_in_every_version():
    (scan,) = scans_of("телеграммы", "1019.tif")
    assert [number_of(scan, of) for of in (1, 2, 3, 8, 100)] == [1, 2, 3, 8, 84], "an array goes on after an update"
