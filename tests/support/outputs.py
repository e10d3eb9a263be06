"""What a job wrote, without what differs from one run to the next: times, seconds, the journals with their hosts."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
from pathlib import Path

_SECONDS = re.compile(rb'<td[^>]*data-label="seconds"[^>]*>[^<]*</td>|"seconds":\[[^]]*\]')
DIFFERS = frozenset({"seconds", "begun", "ended"})


def outputs(folder: Path) -> dict[str, bytes]:
    """The files in the folder OUTPUT of a job by their paths, but for journals and what is hidden."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and not name.startswith("journal/") and not path.name.startswith("."):
            found[name] = _content(path)
    return found


def parts(folder: Path) -> list[Path]:
    """What was being written when its process was killed."""
    return list(folder.rglob(".*.part"))


def _content(path: Path) -> bytes:
    content = path.read_bytes()
    if path.suffix == ".gz":
        return _json(gzip.decompress(content))
    if path.suffix == ".json":
        return _json(content)
    if path.name == "summary.csv":
        return _without_seconds(content)
    return _SECONDS.sub(b"", content) if path.name == "index.html" else content


def _json(content: bytes) -> bytes:
    return json.dumps(_bare(json.loads(content)), sort_keys=True, ensure_ascii=False).encode()


def _bare(value: object) -> object:
    if isinstance(value, dict):
        return {name: _bare(one) for name, one in value.items() if name not in DIFFERS}
    return [_bare(one) for one in value] if isinstance(value, list) else value


def _without_seconds(content: bytes) -> bytes:
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    at = rows[0].index("seconds")
    return "\n".join(repr(row[:at] + row[at + 1 :]) for row in rows).encode()
