"""Folders that nobody may look into, not even root, whom permissions do not keep out: the system answers otherwise."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest


def close(monkeypatch: pytest.MonkeyPatch, *folders: Path, error: type[OSError] = PermissionError) -> None:
    """Let no one look into these folders, until `monkeypatch` is undone."""
    scandir = os.scandir
    closed = {os.fspath(folder) for folder in folders}

    def instead(path: str | Path | int) -> Iterator[os.DirEntry[str]]:
        if str(path) in closed:
            raise error(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", instead)
