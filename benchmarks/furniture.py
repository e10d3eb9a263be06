"""Page furniture of the real scans, read by the program: numbers understood, furniture and body lines taken out.

python benchmarks/furniture.py
"""

from __future__ import annotations

import csv
import re
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from material import shared
from rapidfuzz import fuzz

from ocr_pipeline import Settings, transcribe_folder
from ocr_pipeline.records import Document, EditKind, NumberSource, PageSpan

FURNITURE = (EditKind.PAGE_NUMBER, EditKind.HEADER, EditKind.FOOTER, EditKind.CATCHWORD)

READ_AS = 55.0
"""Likeness (`rapidfuzz.fuzz.ratio`) of a line of furniture, however misread, to what is typed there; a number between
dashes is too short for it, and is one wherever the page has one."""

DASHED = re.compile(r"[-–—_~= ]+[^-–—_~= ]{1,5}[-–—_~= ]+")

SETUN70 = {"s03R": 5, "s05L": 8, "s05R": 9, "s06L": 10, "s06R": 11, "s07L": 12, "s08R": 15, "s12L": 22, "s12R": 23}
"""Page numbers, by eye; the pages before s03R bear none, and count back from it."""


@dataclass(frozen=True)
class Truth:
    """A page's number and its furniture as typed; None where no number is known."""

    number: int | None
    furniture: tuple[str, ...]


def lvov(scans: Path) -> dict[str, Truth]:
    """Return the truth of each page by its id."""
    with (scans / "lvov" / "headers.tsv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    return {
        f"{Path(row['file']).stem}{row['side'][0].upper()}": Truth(
            int(row["page_number"]), (row["typed"], *row["other_furniture"].split(" | "))
        )
        for row in rows
    }


def ehri(scans: Path) -> dict[str, Truth]:
    """Return the truth of each page of both despatches, which lie in one folder, one after the other."""
    paths = sorted((scans / "ehri").glob("*.gt.txt"))
    texts = [path.read_text(encoding="utf-8").strip().split("\n") for path in paths]
    truth = {}
    for at, lines in enumerate(texts):
        number = [lines[0]] if lines[0].startswith("-") else []
        foot = lines[-1]
        following = texts[at + 1] if at + 1 < len(texts) else [""]
        head = next(line for line in following if not line.startswith("-"))
        catchword = [foot] if head.startswith(foot.rstrip(".:")) else []
        page = int(paths[at].name.split("_")[1][:2])
        truth[paths[at].name.removesuffix(".gt.txt")] = Truth(page, (*number, *catchword))
    return truth


def setun70(scans: Path) -> dict[str, Truth]:
    """Return the truth of each page."""
    names = sorted(path.stem for path in (scans / "setun70").glob("*.png"))
    front = names.index("s03R")
    return {
        name: Truth(SETUN70.get(name, at + 5 - front), (f"-{SETUN70[name]}-",) if name in SETUN70 else ())
        for at, name in enumerate(names)
    }


def taken_out(document: Document, span: PageSpan) -> Iterator[str]:
    """Yield the lines of a page that were taken out as furniture."""
    for edit in document.edits:
        if edit.kind in FURNITURE and span.start <= edit.start < max(span.end, span.start + 1):
            yield edit.before


def left_in(document: Document, span: PageSpan) -> Iterator[str]:
    """Yield the lines of a page that were not taken out."""
    gone = {edit.start for edit in document.edits if edit.kind in FURNITURE}
    place = span.start
    for line in document.diplomatic[span.start : span.end].split("\n"):
        if place not in gone:
            yield line
        place += len(line) + 1


def like_one_of(line: str, wanted: Iterable[str]) -> bool:
    """Return whether a line is one of those wanted, misread or whole, or a piece of it."""
    return any(
        (DASHED.fullmatch(line) and DASHED.fullmatch(one))
        or fuzz.ratio(line, one) >= READ_AS
        or (len(line) > 3 and fuzz.partial_ratio(line, one) >= READ_AS)
        for one in wanted
    )


def main() -> None:
    """Print the table, and every line on which the program and the truth differ."""
    scans = shared() / "scans"
    rows = []
    differences: list[str] = []
    for name, language, truth in (
        ("lvov", "rus", lvov(scans)),
        ("ehri", "eng", ehri(scans)),
        ("setun70", "rus", setun70(scans)),
    ):
        with tempfile.TemporaryDirectory() as folder:
            transcribe_folder(scans / name, folder, Settings(language=language))
            document = Document.model_validate_json(next(Path(folder).glob("*/document.json")).read_text("utf-8"))
        right = seen = removed = wrong = left = 0
        for span in document.pages:
            page = truth[span.id]
            found = span.number.number if span.number else None
            right += found == page.number
            seen += span.number is not None and span.number.source is not NumberSource.INFERRED
            if found != page.number:
                differences.append(f"{name} {span.id}: number {found}, truth {page.number}")
            for line in taken_out(document, span):
                removed += 1
                if not like_one_of(line, page.furniture):
                    wrong += 1
                    differences.append(f"{name} {span.id}: taken out, but no furniture: {line!r}")
            edges = list(left_in(document, span))
            for line in {*edges[:4], *edges[-2:]}:
                if line and any(fuzz.ratio(line, one) >= READ_AS for one in page.furniture):
                    left += 1
                    differences.append(f"{name} {span.id}: left in: {line!r}")
        rows.append((name, len(document.pages), right, seen, removed, wrong, left))
        differences += [f"{name}: {remark.message}" for remark in document.remarks]
    print("| set | pages | numbers right | numbers read | lines taken out | of the body | furniture left in |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    for row in rows:
        print("| " + " | ".join(map(str, row)) + " |")
    print("\n" + "\n".join(differences))


if __name__ == "__main__":
    main()
