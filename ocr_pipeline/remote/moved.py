"""Whether a move within a store was begun: it copies, then removes, and may be broken off, or be seen, in between."""

from __future__ import annotations

import os

from ocr_pipeline.remote.path import RemotePath


def is_begun(path: RemotePath, target: RemotePath) -> bool:
    """Return whether all that is at `target` is what a move of `path` to there leaves that has not ended.

    Then one of both holds only files that the other holds too, by name and content: a move removes nothing before all
    is copied. Also true where nothing is left at `path`. Raises as the calls of a store do.
    """
    ours, theirs = path.files(), target.files()
    if not (ours.keys() <= theirs.keys() or theirs.keys() <= ours.keys()):
        return False
    return all(_is_same(path / name, ours[name], target / name, theirs[name]) for name in ours.keys() & theirs.keys())


def _is_same(path: RemotePath, here: os.stat_result, target: RemotePath, there: os.stat_result) -> bool:
    if here.st_size != there.st_size:
        return False
    if here.st_ino and here.st_ino == there.st_ino:
        return True
    # Versions of one content differ where it is encrypted, or was written in several parts.
    try:
        return path.read_bytes() == target.read_bytes()
    except FileNotFoundError:
        # Another process has removed it where it was, as the end of the same move.
        return True
