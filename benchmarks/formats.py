"""The formats that say where each word stands, on real scans: what is written is valid and holds what was read; time.

    python benchmarks/formats.py [--copies 100]

A few pages of each set of `../shared/scans` are read once into a temporary job: typed pages, letters with stamps,
skewed spreads with tables, print, a page on its side. Then every page is written in each format from its record.
*Valid*: by the XML Schemas in `../shared/schemas`; hOCR must be well-formed. *As typed*: the file read back has the
diplomatic text to the character; *words*: the same words in the same order, which is what a format can hold of the rows
of a table.
Time: CPU seconds of one process for as many copies of the densest page's record as `--copies` says, each read from the
disk and written.
"""

from __future__ import annotations

import argparse
import csv
import gc
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass, replace
from functools import cache
from io import StringIO
from pathlib import Path

from lxml import etree
from material import shared

from ocr_pipeline import transcribe_folder
from ocr_pipeline.compare.load import vocabularies
from ocr_pipeline.formats.format import Format
from ocr_pipeline.formats.json import page_record
from ocr_pipeline.formats.material import Material
from ocr_pipeline.formats.registry import formats_named
from ocr_pipeline.formats.tables import harmless
from ocr_pipeline.records import Page
from ocr_pipeline.records import replace as replaced
from ocr_pipeline.store.documents import read_document, write_files
from ocr_pipeline.store.files import page_file
from ocr_pipeline.store.pages import StoredPages
from ocr_pipeline.text import clean_document

SCANS = {
    "setun70": ("s02L.png", "s03L.png", "s03R.png"),
    "ehri": ("EHRI-DR-19390519-US_01.jpg", "EHRI-DR-19390519-US_02.jpg"),
    "lvov": ("spread-03.png", "spread-06.png"),
    "novosibirsk": ("p4.jpg",),
    "manuals": ("dispak-74.pdf", "yarmo-5.pdf", "report-676.pdf", "composer-4.pdf"),
}
NAMES = ("page", "alto", "hocr", "tsv")
SCHEMAS = {"page": "page-2019-07-15.xsd", "alto": "alto-4-4.xsd"}
SECONDS, PAGES = 10.0, 100
"""What so many pages may take in each format."""


@dataclass(frozen=True)
class Tally:
    """Of the pages written in a format: how many there are, are valid, hold the text as typed, and its words."""

    pages: int = 0
    valid: int = 0
    as_typed: int = 0
    words: int = 0
    kilobytes: float = 0.0
    faults: tuple[str, ...] = ()


def scans(folder: Path) -> None:
    """Copy the scans into a folder, one below it for each set, under a name as archives have them."""
    for name, files in SCANS.items():
        target = folder / f"{name} & дело <1>"
        target.mkdir(parents=True)
        for file in files:
            shutil.copyfile(shared() / "scans" / name / file, target / file)


def documents(output: Path) -> Iterator[tuple[Path, Material]]:
    """Yield the documents of a job: their folders, and what their files are made of."""
    for record in sorted(output.rglob("document.json")):
        document = read_document(record.parent)
        yield record.parent, Material(document, StoredPages(record.parent, [span.id for span in document.pages]))


@cache
def schema(name: str) -> etree.XMLSchema:
    """Return a schema of `../shared`; what it imports lies beside it."""
    tree = etree.parse(str(shared() / "schemas" / name))
    for one in tree.getroot().iter("{http://www.w3.org/2001/XMLSchema}import"):
        one.set("schemaLocation", str(one.get("schemaLocation")).rsplit("/", 1)[-1])
    return etree.XMLSchema(tree)


def fault_of(content: bytes, validator: etree.XMLSchema | None) -> str:
    """Return what is wrong with a file of XML, nothing as a rule."""
    try:
        root = etree.fromstring(content)
        if validator is not None:
            validator.assertValid(root)
    except (etree.XMLSyntaxError, etree.DocumentInvalid) as error:
        return str(error)
    return ""


def read_back(name: str, path: Path) -> str:
    """Return the text that a file holds, line by line, as this program loads it or as any program would."""
    if name in SCHEMAS:
        return vocabularies.content(path.read_bytes(), path.name).text
    if name == "hocr":
        lines = etree.parse(str(path)).iterfind(".//{*}span[@class='ocr_line']")
        return "\n".join(
            " ".join("".join(map(str, word.itertext())) for word in line.iterfind("{*}span[@class='ocrx_word']"))
            for line in lines
        )
    with path.open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table, dialect="excel-tab"))
    lines_of: dict[str, list[str]] = {}
    for row in rows:
        # An apostrophe before what would be a formula is none of the word.
        bare = row["typed"].removeprefix("'")
        lines_of.setdefault(row["line"], []).append(bare if harmless(bare) == row["typed"] else row["typed"])
    return "\n".join(" ".join(words) for words in lines_of.values())


def judged(one: Format, output: Path, target: Path) -> Tally:
    """Write every page of a job in a format, and judge what was written."""
    tally, validator = Tally(), schema(SCHEMAS[one.name]) if one.name in SCHEMAS else None
    for number, (folder, material) in enumerate(documents(output)):
        here = target / str(number)
        failures = write_files(folder, material.document, [one], target=here)
        tally = replace(tally, faults=(*tally.faults, *(str(failure) for failure in failures)))
        for page in material.pages:
            path = page_file(here, page.id, one.suffix)
            content = path.read_bytes()
            fault = fault_of(content, validator) if one.name != "tsv" else ""
            text = read_back(one.name, path)
            tally = Tally(
                tally.pages + 1,
                tally.valid + (not fault),
                tally.as_typed + (text == page.text),
                tally.words + (text.split() == page.text.split()),
                tally.kilobytes + len(content) / 1000,
                (*tally.faults, *([f"{page.id}: {fault}"] if fault else [])),
            )
    return tally


def seconds(one: Format, page: Page, copies: int, scratch: Path) -> float:
    """Return what it takes to write so many pages in a format from their records, CPU seconds."""
    pages = [replaced(page, id=f"{number:04d}") for number in range(copies)]
    document = clean_document("copies", pages)
    for copy in pages:
        path = page_file(scratch, copy.id)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(page_record(copy))
    # The lexicons that the document was made with are not there where one is written from its records.
    gc.collect()
    gc.freeze()
    begun = time.process_time()
    write_files(scratch, document, [one])
    took = time.process_time() - begun
    gc.unfreeze()
    return took


def main() -> int:
    """Print a row for each format; return 1 where something is not valid, is lost, or takes too long."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--copies", type=int, default=PAGES)
    copies = parser.parse_args().copies
    found = [one for one in formats_named(NAMES) if one.name in NAMES]
    bad = False
    with tempfile.TemporaryDirectory() as scratch:
        folder, output = Path(scratch) / "scans", Path(scratch) / "output"
        scans(folder)
        with redirect_stdout(StringIO()):
            transcribe_folder(folder, output, formats=("txt",))
        densest = max(
            (page for _, material in documents(output) for page in material.pages),
            key=lambda page: sum(len(word.glyphs) for line in page.lines for word in line.words),
        )
        print(f"| format | pages | valid | as typed | words | KB a page | CPU seconds for {copies} pages |")
        print("|---|---:|---:|---:|---:|---:|---:|")
        for one in found:
            tally = judged(one, output, Path(scratch) / one.name)
            took = seconds(one, densest, copies, Path(scratch) / f"{one.name}-copies")
            row = (tally.pages, tally.valid, tally.as_typed, tally.words, f"{tally.kilobytes / tally.pages:.0f}")
            print(f"| {one.name} | {' | '.join(map(str, row))} | {took:.1f} |")
            for fault in tally.faults:
                print(f"  {fault}")
            bad |= bool(tally.faults) or tally.words < tally.pages or took > SECONDS * copies / PAGES
    return int(bad)


if __name__ == "__main__":
    sys.exit(main())
