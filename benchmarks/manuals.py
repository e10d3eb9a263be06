"""Soviet manuals and preprints, and images that are no typescript: pages of which a reader gets some silently wrong.

    python benchmarks/manuals.py

First the pages with truth, beside stock Tesseract on the same page drawn at 300 dpi, in the same run: error rates
(`ocr_pipeline/compare/score/rates.py`; of the block on its side, whose order is arbitrary, the order-free measure of
`order_free.py`), what the program expects to be wrong, and the ink that it says it did not read. Then all files: what
must come out, known from looking at the scans, and whether it does; and again what the ledger says.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
from material import MANUALS, drawn, shared

from ocr_pipeline import Settings, transcribe_folder
from ocr_pipeline.compare.score.order_free import flexible_character_accuracy
from ocr_pipeline.compare.score.rates import character_error_rate
from ocr_pipeline.records import Document, EditKind, InkKind, NumberSource, Page, PageState, ReasonCode
from ocr_pipeline.store.result import result_in
from ocr_pipeline.text import Layer, layer_text
from ocr_pipeline.text.decode.source import read_text

SPREADS = (
    *("spread-655-3", "spread-11233-3", "spread-11233-4", "spread-11233-5", "spread-10633-4"),
    *("yarmo-5", "yarmo-6", "yarmo-8", "yarmo-12", "yarmo-13", "yarmo-macro-12"),
)
"""Files that hold a spread each."""


@dataclass(frozen=True)
class Result:
    """What came of a file: its document and pages."""

    document: Document
    pages: tuple[Page, ...]

    @property
    def text(self) -> str:
        """Return the clean text."""
        return layer_text(self.document, Layer.CLEAN)

    @property
    def lines(self) -> list[str]:
        """Return the lines of all pages."""
        return [line.text for page in self.pages for line in page.lines]

    def numbers(self) -> list[int | None]:
        """Return the number understood of each page."""
        return [span.number.number if span.number else None for span in self.document.pages]

    def taken_out(self) -> set[int]:
        """Return the page numbers that were seen on their pages and taken out of the text."""
        removed = [edit.start for edit in self.document.edits if edit.kind is EditKind.PAGE_NUMBER]
        return {
            span.number.number
            for span in self.document.pages
            if span.number
            and span.number.source is not NumberSource.INFERRED
            and any(span.start <= start < span.end for start in removed)
        }

    def warned(self, code: ReasonCode) -> bool:
        """Return whether any page has a warning."""
        return any(warning.code == code for page in self.pages for warning in page.warnings)

    def said_missing(self) -> bool:
        """Return whether pages are said to be missing."""
        return any(remark.code == "pages-missing" for remark in self.document.remarks)


def upright(page: Page) -> bool:
    """Return whether a page was left as its scan lies."""
    return page.preparation is not None and page.preparation.quarter_turns == 0


Check = Callable[[Result], bool]

EXPECTED: dict[str, tuple[tuple[str, Check], ...]] = {
    "dispak-20": (("upright, with its headings", lambda one: "ЭКСТРАКОД ВЫЧИСЛЕНИЯ" in one.text),),
    "dispak-2": (("upright", lambda one: upright(one.pages[0])),),
    "dispak-74": (("one page", lambda one: len(one.pages) == 1),),
    "dispak-28-39": (
        ("numbers 28 to 39", lambda one: one.numbers() == list(range(28, 40))),
        ("no page said to be missing", lambda one: not one.said_missing()),
    ),
    "dispak-17": (
        ("lines of one letter", lambda one: one.lines.count("Е") == 3),
        ("lines of figures", lambda one: sum("000 000" in line.replace("О", "0") for line in one.lines) >= 3),
    ),
    "assembler-3": (
        ("the typed part `и т.п.`", lambda one: any("т.п" in line.casefold() for line in one.lines)),
        ("the typed part `005,`", lambda one: any(line.startswith("005") for line in one.lines)),
        ("gaps where letters are drawn", lambda one: sum(len(line.gaps) for line in one.pages[0].lines) >= 4),
    ),
    "commands-5": (("its figures, `15-разрядном`", lambda one: "15-разрядном" in one.text),),
    "composer-4": (("its heading", lambda one: any("ДАННЫХ" in line and "ИМЕН" in line for line in one.lines)),),
    "report-676": (
        ("the right half of page 3 upright", lambda one: "накопление" in one.text),
        ("2 and 4 taken out, 3 understood", lambda one: {2, 4} <= one.taken_out() and 3 in one.numbers()),
        ("`задаются с терминала` joined", lambda one: "задаются с терминала" in one.text),
    ),
    "preprint-12955": (("numbers 2 to 7 taken out", lambda one: {2, 3, 4, 5, 6, 7} <= one.taken_out()),),
    "damaged-xref": (
        ("all 25 pages of its 13 scans read", lambda one: [page.state for page in one.pages] == [PageState.DONE] * 25),
        ("numbers to 25", lambda one: one.numbers()[-1] == 25),
        ("each with a warning", lambda one: all(page.warnings for page in one.pages)),
    ),
    **{name: (("two pages", lambda one: len(one.pages) == 2),) for name in SPREADS},
}
"""What must come out of each file, by looking at it."""

NO_TYPESCRIPT = ("handwriting-spread", "handwriting-soviet", "handwriting-negative")
"""Images of handwriting: no page of them may be `done`."""

NEWSPAPER = "columns-newspaper"
"""Columns of print, which are read one after the other."""


def result_of(folder: Path) -> Result:
    """Return what a job has made of a document."""
    found = result_in(folder)
    return Result(found.document, tuple(found.pages()))


def tesseract(image: Path) -> str:
    """Return what stock Tesseract prints."""
    command = ["tesseract", str(image), "-", "-l", "rus", "--dpi", "300"]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def diplomatic(pages: Sequence[Page]) -> str:
    """Return the lines of pages as typed."""
    return "\n".join(page.text for page in pages)


def ledger(pages: Sequence[Page]) -> str:
    """Return what the pages say of themselves, as cells of a row."""
    read = [page for page in pages if page.state is not PageState.FAILED]
    expected = max((page.expected_cer or 0.0 for page in read), default=0.0)
    unread = sum(page.ink.of(InkKind.UNREAD) for page in read)
    characters = sum(page.ink.unread_characters for page in read)
    return f"{expected:.1%} | {unread:.0f} mm², {characters:.0f}"


def with_truth(output: Path, folder: Path) -> None:
    """Print the table of pages with truth."""
    print("| page | ours | Tesseract | expected | unread ink, characters |\n|---|---:|---:|---:|---|")
    scans = shared() / "scans" / "manuals"
    for name in MANUALS:
        truth = read_text(scans / f"{name}.gt.txt").text
        picture = folder / f"{name}.png"
        cv2.imwrite(str(picture), drawn(scans / f"{name}.pdf"))
        pages = result_of(output / name).pages
        ours, stock = (character_error_rate(truth, text).rate for text in (diplomatic(pages), tesseract(picture)))
        print(f"| {name} | {ours:.2%} | {stock:.2%} | {ledger(pages)} |")
    truth = read_text(scans / "report-676-3R.gt.txt").text
    pages = tuple(page for page in result_of(output / "report-676").pages if page.id.endswith("3R"))
    picture = folder / "report-676-3.png"
    cv2.imwrite(str(picture), drawn(scans / "report-676.pdf", 3))
    ours, stock = (1 - flexible_character_accuracy(truth, text) for text in (diplomatic(pages), tesseract(picture)))
    print(f"| report-676 page 3, right half | {ours:.2%} | {stock:.2%} | {ledger(pages)} |\n")


def looked_at(output: Path) -> int:
    """Print the table of what must come out; return how much does not."""
    missing = 0
    print("| file | what must come out | does it | expected | unread ink, characters |\n|---|---|---|---:|---|")
    for name, checks in EXPECTED.items():
        result = result_of(output / name)
        for what, check in checks:
            right = check(result)
            missing += not right
            print(f"| {name} | {what} | {'yes' if right else '**no**'} | {ledger(result.pages)} |")
    singles = result_of(output / "manuals")
    for name in NO_TYPESCRIPT:
        pages = [page for page in singles.pages if Path(page.scan.path).stem == name]
        right = all(page.state is not PageState.DONE for page in pages)
        missing += not right
        print(f"| {name} | no text | {'yes' if right else '**no**'} | {ledger(pages)} |")
    pages = [page for page in singles.pages if Path(page.scan.path).stem == NEWSPAPER]
    text = diplomatic(pages)
    ends = [
        text.find(words) for words in ("Л. М. Сороко", "Так уж вышло", "впоследствии", "перенесенная", "В. М. Кады")
    ]
    right = -1 not in ends and ends == sorted(ends)
    missing += not right
    print(f"| {NEWSPAPER} | column by column | {'yes' if right else '**no**'} | {ledger(pages)} |")
    return missing


def main() -> int:
    """Print both tables; return 1 where anything does not come out as it must."""
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "output"
        transcribe_folder(shared() / "scans" / "manuals", output, Settings())
        with_truth(output, Path(folder))
        missing = looked_at(output)
    print(f"\n{missing} not as it must be")
    return int(missing > 0)


if __name__ == "__main__":
    sys.exit(main())
