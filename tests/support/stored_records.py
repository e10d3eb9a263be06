"""Records of pages as they are on the disk."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any


def stored(record: Path) -> dict[str, Any]:
    """Return what a page's record says."""
    content: dict[str, Any] = json.loads(gzip.decompress(record.read_bytes()))
    return content


def store(record: Path, content: dict[str, Any]) -> None:
    """Write a page's record as it is given, valid or not."""
    record.write_bytes(gzip.compress(json.dumps(content).encode()))


def as_earlier(document: Path, names: dict[str, str]) -> None:
    """Make the pages of a document those of an earlier version, each under the name that it had there."""
    found = {path: path.name.partition(".") for path in (document / "pages").iterdir()}
    for path, (name, dot, suffix) in found.items():
        if suffix == "json.gz":
            content = stored(path) | {"schema_version": 3, "id": names[name]}
            path.with_name(f"{names[name]}.json").write_text(json.dumps(content), encoding="utf-8")
            path.unlink()
        else:
            path.rename(path.with_name(f"~{names[name]}{dot}{suffix}"))
    for path in (document / "pages").glob("~*"):
        path.rename(path.with_name(path.name.removeprefix("~")))
    record = document / "document.json"
    record.write_text(json.dumps(json.loads(record.read_bytes()) | {"schema_version": 3}), encoding="utf-8")
