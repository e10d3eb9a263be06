"""The real scans with ground truth that benchmarks read, from `../shared` beside this repository."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np

from ocr_pipeline.recognize.typescript.glyphs.alphabet import CLASSES, SHAPES
from ocr_pipeline.records import Image
from ocr_pipeline.text.decode.source import read_text

SHARED = Path(__file__).resolve().parents[2] / "shared"


@dataclass(frozen=True)
class Sample:
    """A scan with its truth; `dpi` is its true resolution, given only to peers that insist on one."""

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


MANUALS = ("assembler-3", "commands-5", "composer-4", "dispak-20")
"""Pages of Soviet manuals with truth, PDFs of one page at 300 dpi."""

LOWER_DPI = (150, 100)


def with_manuals(found: Iterable[Sample], scratch: Path) -> Iterator[Sample]:
    """Yield the samples, those of `ehri` and the pages of `manuals` that have truth at lower resolutions as well."""
    manuals = shared() / "scans" / "manuals"
    pages = [
        Sample("manuals", name, manuals / f"{name}.pdf", read_text(manuals / f"{name}.gt.txt").text, "rus", 300)
        for name in MANUALS
    ]
    for sample in (*found, *pages):
        yield sample
        if sample.set_name not in ("ehri", "manuals"):
            continue
        source = sample.path
        if sample.set_name == "manuals":
            source = scratch / f"{sample.name}.png"
            cv2.imwrite(str(source), drawn(sample.path))
        for dpi in LOWER_DPI:
            path = reduced(source, dpi, scratch / f"{sample.name}-{dpi}.jpg")
            yield replace(sample, set_name=f"{sample.set_name} {dpi} dpi", path=path, dpi=dpi)


def drawn(path: Path, page: int = 1) -> Image:
    """Return a page of a PDF (from 1) at 300 dpi, grey."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "page"
        command = ["pdftoppm", "-r", "300", "-f", str(page), "-gray", "-png", "-singlefile", str(path), str(root)]
        subprocess.run(command, check=True)
        return np.asarray(cv2.imread(f"{root}.png", cv2.IMREAD_GRAYSCALE), dtype=np.uint8)


def texts() -> Iterator[tuple[str, str, str]]:
    """Yield the name, language and text of each set of transcriptions, without the words that line ends part."""
    for name, language, patterns in (
        ("setun70 and novosibirsk", "rus", ("scans/setun70/*.gt.txt", "scans/novosibirsk/*.gt.txt")),
        ("telegrams", "rus", ("transcriptions/wilson-112123.txt", "transcriptions/wilson-110404.html")),
        ("ehri, despatch of January", "eng", ("scans/ehri/EHRI-DR-19390125*.gt.txt",)),
        ("ehri, despatch of May", "eng", ("scans/ehri/EHRI-DR-19390519*.gt.txt",)),
    ):
        paths = [path for pattern in patterns for path in sorted(shared().glob(pattern))]
        text = "\n".join(read_text(path).text for path in paths)
        if language == "rus":
            text = "\n".join(line for line in text.split("\n") if re.search("[а-яё]", line.casefold()))
        yield name, language, re.sub(r"[^\W\d_]+\s?-\n\S+", "", text)


def reduced(path: Path, dpi: int, target: Path) -> Path:
    """Return `target`, the 300-dpi scan `path` at `dpi` as JPEG of quality 60."""
    image = np.asarray(cv2.imread(str(path), cv2.IMREAD_GRAYSCALE))
    small = cv2.resize(image, None, fx=dpi / 300, fy=dpi / 300, interpolation=cv2.INTER_AREA)
    cv2.imwrite(str(target), small, [cv2.IMWRITE_JPEG_QUALITY, 60])
    return target


ALIKE = str.maketrans(
    {
        **dict.fromkeys("Il", "1"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("«»„“”‟", '"'),
    }
)
"""Characters that count as one where glyphs are looked at one by one: their words, which tell them, are not at hand."""

SWAPPED = ("эз", "мшиыв", "пняк", "со")
"""Letters that the lossy compression of the setun70 scan swapped in the image itself: see the data's description."""


def swaps_folded(text: str) -> str:
    """Return the text with each group of swapped letters made one letter."""
    for group in SWAPPED:
        for form in (str.lower, str.upper):
            text = text.translate({ord(form(letter)): form(group[0]) for letter in group})
    return text


def shapes_of(text: str) -> str:
    """Return a text without white space, letters of one shape as one: ХI on a Russian machine is XI."""
    return "".join(SHAPES[CLASSES[letter] - 1] if letter in CLASSES else letter for letter in "".join(text.split()))


def glyph_by_glyph(text: str, sample: Sample) -> list[str]:
    """Return the glyphs of a text without white space, folded one by one: as long a list as there are glyphs."""
    plain = "".join(text.split()).translate(ALIKE)
    return list(swaps_folded(plain) if sample.set_name.startswith("setun70") else plain)
