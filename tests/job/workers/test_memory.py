"""What a process holds, and that what it let go is given back."""

from __future__ import annotations

import mmap
import subprocess
import sys
from pathlib import Path

from ocr_pipeline.job.workers.memory import MEGABYTE, resident_bytes

ROOT = Path(__file__).parents[3]

FREED_BELOW_WHAT_STAYS = """
from ocr_pipeline.job.workers.memory import give_back, resident_bytes
small = [bytes(60_000) for _ in range(4000)]
stays = small.pop()
del small
before = resident_bytes()
give_back()
print(before - resident_bytes())
"""

AN_IMAGE_LET_GO = """
from ocr_pipeline.job.workers.memory import MEGABYTE, give_back, keep_freed, resident_bytes
keep_freed()
image = b"\\1" * (20 * MEGABYTE)
before = resident_bytes()
del image
kept = before - resident_bytes()
give_back()
print(kept, before - resident_bytes())
"""


def test_the_memory_of_this_process_is_counted_in_bytes():
    content = b"\1" * (100 * MEGABYTE)
    before = resident_bytes()
    # Of the system itself: what the allocator has kept of other tests would be used again.
    with mmap.mmap(-1, len(content)) as held:
        held.write(content)
        assert 90 * MEGABYTE < resident_bytes() - before < 150 * MEGABYTE


def test_what_the_allocator_keeps_below_what_is_still_in_use_is_given_back():
    done = subprocess.run(
        [sys.executable, "-c", FREED_BELOW_WHAT_STAYS], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert int(done.stdout) > 100 * MEGABYTE


def test_what_an_image_took_is_kept_for_the_next_one_until_it_is_given_back():
    done = subprocess.run([sys.executable, "-c", AN_IMAGE_LET_GO], capture_output=True, text=True, check=True, cwd=ROOT)
    kept, given_back = map(int, done.stdout.split())
    assert kept < MEGABYTE
    assert given_back > 18 * MEGABYTE
