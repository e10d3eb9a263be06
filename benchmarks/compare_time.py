"""Time and memory of a comparison, by length: synthetic documents beside a transcription with slips; nothing is read.

python benchmarks/compare_time.py

A page is a sheet of 30 lines of some 1,350 characters, every 100th letter misread, so 400 pages are beside 1 MB of
UTF-8. They lie in a folder as a job writes them. Each comparison has a process of its own, and all of it counts:
imports, loading, alignment, verdicts, scores. The last row is one document beside a far longer text that it is part of.
"""

from __future__ import annotations

import multiprocessing
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from damage import damaged
from synthetic import prose, typed_page

from ocr_pipeline.compare.comparison import compare
from ocr_pipeline.compare.load.load import load_transcription
from ocr_pipeline.compare.profile import load_profile
from ocr_pipeline.compare.records import Comparison
from ocr_pipeline.records import Box, Glyph, Page, Provenance, TextLine, Word, replace
from ocr_pipeline.store.documents import write_document
from ocr_pipeline.store.pages import write_page
from ocr_pipeline.store.result import result_in
from ocr_pipeline.text import Layer, clean_document, layer_text

SIZES = (50, 100, 200, 400)
LINES = 30
MISREAD = 0.01
SLIPS_A_PAGE = 3
PIECE = 1400
RUNS = 3
LONG_PAGES, LONG_CHARACTERS = 400, 10_000_000

TRANSCRIPTION = "transcription.txt"


@dataclass(frozen=True)
class Measured:
    """What one comparison took, all of its process counted, and what it gave."""

    seconds: float
    megabytes: float
    characters: int
    variants: int
    comparison: str


def make(folder: Path, size: int, length: int) -> None:
    """Write a document of `size` pages and its transcription, with other prose around it up to `length` characters."""
    rng = random.Random(size)
    truth = [typed_page(f"{number:04d}", prose(rng, LINES)) for number in range(size)]
    read = [_read(page, rng) for page in truth]
    provenance = Provenance(program="", engine="", language="rus")
    text = layer_text(clean_document("synthetic", truth, provenance), Layer.CLEAN)
    # Slip after slip looks at the whole text it is given: piece by piece they are made in time.
    pieces = [damaged(piece, "rus", SLIPS_A_PAGE, at)[0] for at, piece in enumerate(_pieces(text))]
    text = "".join(pieces)
    before, after = (_other(rng, (length - len(text)) // 2) for _ in range(2))
    (folder / "pages").mkdir(parents=True)
    document = clean_document("synthetic", read, provenance)
    write_document(folder, document)
    for page in read:
        write_page(folder, page)
    (folder / TRANSCRIPTION).write_text(before + text + after, encoding="utf-8")


def _pieces(text: str) -> Iterator[str]:
    return (text[at : at + PIECE] for at in range(0, len(text), PIECE))


def _other(rng: random.Random, length: int) -> str:
    lines: list[str] = []
    while length > 0:
        lines += prose(rng, 1000)
        length -= sum(len(line) + 1 for line in lines[-1000:])
    return "".join(f"{line}\n" for line in lines)


def _read(page: Page, rng: random.Random) -> Page:
    """Return a page as an engine reads it: with glyphs, some of them wrong."""
    lines = (
        TextLine(words=tuple(_word(word, rng) for word in line.words), box=line.box, block=line.block)
        for line in page.lines
    )
    return replace(page, lines=tuple(lines))


def _word(word: Word, rng: random.Random) -> Word:
    glyphs, step = [], word.box.width / len(word.text)
    for at, letter in enumerate(word.text):
        wrong = rng.random() < MISREAD
        left = word.box.left + at * step
        box = Box(left=left, top=word.box.top, right=left + step, bottom=word.box.bottom)
        text = rng.choice("абвгдеиклмнопстш") if wrong else letter
        glyphs.append(Glyph(text=text, box=box, confidence=rng.uniform(0.4, 0.95) if wrong else 0.99))
    text = "".join(glyph.text for glyph in glyphs)
    return Word(text=text, box=word.box, confidence=0.99, glyphs=tuple(glyphs))


def measured(folder: Path) -> Measured:
    """Return what it takes to compare a folder's document with the transcription beside it, in this process in all."""
    result = result_in(folder)
    transcription = load_transcription(folder / TRANSCRIPTION)
    found = compare(result.document, transcription, result.page, load_profile(), language="rus")
    return Measured(
        seconds=time.process_time(),
        # What the parent has at its largest counts for the child, too: nothing is made or compared there.
        megabytes=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        characters=len(transcription.text),
        variants=len(found.variants),
        comparison=_said(found),
    )


def _said(found: Comparison) -> str:
    typed = found.scores.layers[0].cer
    bound = "" if typed.exact else " at most"
    return f"{typed.rate:.2%}{bound}"


def main() -> None:
    """Print the table; each comparison has a process of its own."""
    print("| pages | characters | variants | CPU s | peak memory, MB | CER |\n|---:|---:|---:|---:|---:|---:|")
    context = multiprocessing.get_context("spawn")
    work = [(size, 0, RUNS) for size in SIZES] + [(LONG_PAGES, LONG_CHARACTERS, 1)]
    with (
        tempfile.TemporaryDirectory() as scratch,
        ProcessPoolExecutor(1, mp_context=context, max_tasks_per_child=1) as pool,
    ):
        for size, length, times in work:
            folder = Path(scratch) / f"{size}-{length}"
            pool.submit(make, folder, size, length).result()
            runs = [pool.submit(measured, folder).result() for _ in range(times)]
            seconds = statistics.median(run.seconds for run in runs)
            memory = max(run.megabytes for run in runs)
            one = runs[0]
            print(f"| {size} | {one.characters} | {one.variants} | {seconds:.1f} | {memory:.0f} | {one.comparison} |")


if __name__ == "__main__":
    main()
