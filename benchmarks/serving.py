"""METS files and manifests of IIIF of real pages: seconds, sizes, and whether others' programs read them.

    python benchmarks/serving.py OUTPUT [--pages 100 400]
    python benchmarks/serving.py --read MANIFEST ...

The first line repeats the densest page of a finished job so often, and writes both files of the document that this is:
CPU seconds of one process, each record read from the disk; sizes as they are and as a web server packs them; and how
much of the manifest is its text, which could stand in a file for each page. The second line reads manifests by
iiif-prezi3, which has to be installed (in an environment of its own: it wants an older Pillow), and says whether
everything comes back; relative addresses are resolved first, as whoever loads a manifest from somewhere does.
"""

from __future__ import annotations

import argparse
import gzip
import json
import shutil
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypeAlias
from urllib.parse import urljoin

Json: TypeAlias = "str | int | float | Sequence[Json] | Mapping[str, Json] | None"

LOADED_FROM = "https://archive.example/one/two/three/four/document.iiif.json"


def main() -> None:
    """Print the table, or what became of each manifest."""
    parser = argparse.ArgumentParser(description="METS and IIIF of real pages")
    parser.add_argument("output", type=Path, nargs="?", help="the output of a finished job")
    parser.add_argument("--pages", type=int, nargs="+", default=[100, 400])
    parser.add_argument("--read", type=Path, nargs="+", default=[], help="manifests to be read by iiif-prezi3")
    asked = parser.parse_args()
    if asked.read:
        lost = [path for path in asked.read if not _is_read_back(path)]
        sys.exit(1 if lost else 0)
    if asked.output is None:
        parser.error("an output, or --read")
    print("| format | pages | s | KB | KB packed | KB of text annotations |")
    print("|---|---:|---:|---:|---:|---:|")
    for count in asked.pages:
        _write(asked.output, count)


def _write(output: Path, count: int) -> None:
    # Where manifests are read back, this package need not be installed.
    from ocr_pipeline.formats.serving.iiif import FORMAT as IIIF
    from ocr_pipeline.formats.serving.mets import FORMAT as METS
    from ocr_pipeline.records import replace
    from ocr_pipeline.store.documents import write_document, write_files
    from ocr_pipeline.store.files import document_file, page_file
    from ocr_pipeline.store.pages import read_pages, write_record
    from ocr_pipeline.text import clean_document

    record = max(output.rglob("pages/*.json.gz"), key=lambda path: path.stat().st_size)
    (page,) = read_pages(record.parent.parent, [record.name.removesuffix(".json.gz")])
    pages = [replace(page, id=f"{number:04d}") for number in range(count)]
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "out" / "d"
        write_record(folder, pages[0])
        for one in pages[1:]:
            write_record(folder, one)
            for suffix in (".page.xml", ".alto.xml"):
                page_file(folder, one.id, suffix).touch()
        document = clean_document("d", pages)
        write_document(folder, document)
        for kind in (METS, IIIF):
            start = time.process_time()
            if failures := write_files(folder, document, [kind]):
                sys.exit(failures[0].message)
            seconds = time.process_time() - start
            content = document_file(folder, kind.suffix).read_bytes()
            text = _text_share(content) if kind is IIIF else 0
            sizes = (len(content), len(gzip.compress(content)), text)
            print(
                f"| {kind.name} | {count} | {seconds:.1f} | " + " | ".join(f"{size / 1024:.0f}" for size in sizes), "|"
            )
        shutil.rmtree(folder)


def _text_share(content: bytes) -> int:
    """Return how many bytes of a manifest are annotations with text."""
    canvases = json.loads(content)["items"]
    texts = [canvas.get("annotations", []) for canvas in canvases]
    return sum(len(json.dumps(one, ensure_ascii=False, separators=(",", ":")).encode()) for one in texts)


def _is_read_back(path: Path) -> bool:
    from iiif_prezi3 import Manifest

    written = _resolved(json.loads(path.read_text("utf-8")), LOADED_FROM)
    assert isinstance(written, dict)
    is_same: bool = json.loads(Manifest(**written).json()) == written
    print(f"{path}: {len(written['items'])} canvases, {'all comes back' if is_same else 'something is lost'}")
    return is_same


def _resolved(value: Json, base: str) -> Json:
    """Return a value with all its addresses absolute."""
    if isinstance(value, Mapping):
        return {
            key: urljoin(base, one) if key == "id" and isinstance(one, str) else _resolved(one, base)
            for key, one in value.items()
        }
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_resolved(one, base) for one in value]
    return value


if __name__ == "__main__":
    main()
