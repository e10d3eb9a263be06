"""Print beside typescript: synthetic pages in columns, a form, letters under a letterhead, with known truth.

    python benchmarks/printed.py [--only NAME]

Each is read by `transcribe_page` (the diplomatic text) and by stock Tesseract (`-l rus` or `-l eng`, its own page
segmentation), in one run: character error rates (`ocr_pipeline/compare/score/rates.py`), their ratio, and for both
what is wrong whatever the order of the lines (`order_free.py`). Then the means of each kind of page. Faces that are
not installed are named, their pages left out.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from accuracy import run
from PIL import Image

from ocr_pipeline import Settings, transcribe_page
from ocr_pipeline.compare.score.order_free import flexible_character_accuracy
from ocr_pipeline.compare.score.rates import character_error_rate
from ocr_pipeline.records import Page
from tests.support.printed import Grade, PrintedPage, Setting, columns_page, form_page, letter_page, missing


@dataclass(frozen=True)
class Design:
    """A page to be drawn: its name, what it is counted with, the faces that it needs."""

    name: str
    kind: str
    faces: tuple[str, ...]
    draw: Callable[[], PrintedPage]


CLEAN, USUAL, WORN = Grade(blur=0.8, noise=3, skew=0.0), Grade(), Grade(blur=2.2, noise=10, skew=-0.7, ink=70)
"""A page from the press, one from an archive, and one that is pale and soft."""

COLUMNS = (
    ("rus", Setting("Liberation Serif", 11), 300, CLEAN),
    ("rus", Setting("PT Sans", 10.5, justified=False, hyphenated=False), 200, USUAL),
    ("eng", Setting("Old Standard", 11), 300, WORN),
    ("rus", Setting("Old Standard", 10, 2), 300, USUAL),
    ("rus", Setting("DejaVu Serif", 9, 2, justified=False), 200, CLEAN),
    ("eng", Setting("Liberation Sans", 10, 2), 200, USUAL),
    ("rus", Setting("PT Serif", 8.5, 3), 300, USUAL),
    ("rus", Setting("Liberation Sans", 8.5, 3, justified=False), 300, WORN),
    ("eng", Setting("Liberation Serif", 9, 3, hyphenated=False), 300, CLEAN),
    ("eng", Setting("DejaVu Sans", 9, 3, justified=False), 200, USUAL),
)
"""Language, setting, dpi and grade of the pages of prose."""

FORMS = (("PT Serif", "Liberation Mono", 300, USUAL), ("Liberation Sans", "DejaVu Sans Mono", 200, CLEAN))
"""Faces of print and of type, dpi and grade of the forms."""

LETTERS = (
    ("rus", "Liberation Serif", "TT2020", 300, USUAL),
    ("rus", "PT Sans", "DejaVu Sans Mono", 200, CLEAN),
    ("eng", "Old Standard", "TT2020", 300, WORN),
)
"""Language, faces of print and of type, dpi and grade of the letters."""


def designs() -> list[Design]:
    """Return the pages to be drawn, the same ones in each run."""
    found = []
    for seed, (language, setting, dpi, grade) in enumerate(COLUMNS):
        name = f"{language} {setting.columns} {setting.face} {dpi}"
        kind = "print, one column" if setting.columns == 1 else "print, two or three columns"
        found.append(
            Design(name, kind, (setting.face,), partial(columns_page, name, language, setting, dpi, grade, seed))
        )
    for seed, (face, typed, dpi, grade) in enumerate(FORMS):
        name = f"form {face} {dpi}"
        found.append(Design(name, "form", (face, typed), partial(form_page, name, face, typed, dpi, grade, seed)))
    for seed, (language, face, typed, dpi, grade) in enumerate(LETTERS):
        name = f"letter {language} {face} {dpi}"
        draw = partial(letter_page, name, language, face, typed, dpi, grade, seed)
        found.append(Design(name, "letter under print", (face, typed), draw))
    return found


def ours(path: Path, language: str) -> tuple[Page, ...]:
    """Return the pages that the program reads on a scan."""
    return transcribe_page(path, Settings(language=language))


def ratio(rate: float, beside: float) -> str:
    """Return how many errors stand for one of the other's."""
    return f"{rate / beside:.2f}" if beside else "-"


def main() -> None:
    """Print a row for each page, then one for each kind."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", help="part of the names of the pages to read")
    chosen = [design for design in designs() if parser.parse_args().only in design.name]
    absent = missing(*{face for design in chosen for face in design.faces})
    if absent:
        print(f"not installed: {', '.join(sorted(absent))}; pages in these faces are left out\n")
    rates: dict[str, list[tuple[float, float]]] = {}
    print("| page | ours | Tesseract | ratio | ours, any order | Tesseract, any order | state |")
    print("|---|---:|---:|---:|---:|---:|---|")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.png"
        for design in chosen:
            if missing(*design.faces):
                continue
            page = design.draw()
            Image.fromarray(page.pixels).save(path, dpi=(page.dpi, page.dpi))
            pages = ours(path, page.language)
            texts = ("\n".join(one.text for one in pages), run(["tesseract", str(path), "-", "-l", page.language]))
            read, stock = (character_error_rate(page.text, text).rate for text in texts)
            free = [f"{1 - flexible_character_accuracy(page.text, text):.2%}" for text in texts]
            rates.setdefault(design.kind, []).append((read, stock))
            states = ", ".join(one.state.value for one in pages)
            cells = (f"{read:.2%}", f"{stock:.2%}", ratio(read, stock), *free, states)
            print(f"| {design.name} | {' | '.join(cells)} |", flush=True)
    print("\n| kind | pages | ours | Tesseract | ratio |\n|---|---:|---:|---:|---:|")
    for kind, pairs in rates.items():
        read, stock = (statistics.fmean(rate) for rate in zip(*pairs, strict=True))
        print(f"| {kind} | {len(pairs)} | {read:.2%} | {stock:.2%} | {ratio(read, stock)} |")


if __name__ == "__main__":
    main()
