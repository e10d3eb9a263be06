"""The real scans with ground truth that benchmarks read, from `../shared` beside this repository."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2

SHARED = Path(__file__).resolve().parents[2] / "shared"


@dataclass(frozen=True)
class Sample:
    """A scan with its truth; `dpi` is its true resolution, which only peers that insist on it are told."""

    set_name: str
    name: str
    path: Path
    truth: str
    language: str
    dpi: int


def shared() -> Path:
    """Return the folder of real scans, or end the program with a message where it is missing."""
    if not SHARED.is_dir():
        sys.exit("the real scans (../shared) are not here: nothing measured")
    return SHARED


def samples(scratch: Path) -> Iterator[Sample]:
    """Yield every scan with ground truth; those brought down in resolution go to `scratch`, without a dpi tag."""
    scans = shared() / "scans"
    for dpi in (300, 150, 100):
        for name in ("s02L", "s03L", "s03R"):
            path = scans / "setun70" / f"{name}.png"
            truth = path.with_suffix(".gt.txt").read_text(encoding="utf-8")
            if dpi < 300:
                path = reduced(path, dpi, scratch / f"{name}-{dpi}.jpg")
            yield Sample(f"setun70 {dpi} dpi", name, path, truth, "rus", dpi)
    page = scans / "novosibirsk" / "p4.jpg"
    yield Sample("novosibirsk", "p4", page, page.with_suffix(".gt.txt").read_text(encoding="utf-8"), "rus", 100)
    for path in sorted((scans / "ehri").glob("*.jpg")):
        truth = path.with_suffix(".gt.txt").read_text(encoding="utf-8")
        yield Sample("ehri", path.stem.removeprefix("EHRI-DR-"), path, truth, "eng", 300)


def reduced(path: Path, dpi: int, target: Path) -> Path:
    """Return `target`, the 300-dpi scan `path` at `dpi` as JPEG of quality 60."""
    image = cv2.imread(str(path), cv2.IMREAD_GRAYSCALE)
    small = cv2.resize(image, None, fx=dpi / 300, fy=dpi / 300, interpolation=cv2.INTER_AREA)
    cv2.imwrite(str(target), small, [cv2.IMWRITE_JPEG_QUALITY, 60])
    return target
