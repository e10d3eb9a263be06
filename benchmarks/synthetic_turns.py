"""Pages that say little of which way up they lie: capitals, figures, ten words, formulas, in all four turns.

    python benchmarks/synthetic_turns.py [--pages PAGES]

Synthetic pages of five typewriter fonts, of any ink, skewed by up to three degrees; each given as it is and turned by
90, 180 and 270 degrees. Counted are those that come out upright, and of the others those that say so (`TurnOpen`, or
unreadable). Beside it, in the same run, the orientation that Tesseract finds (`--psm 0`).
"""

from __future__ import annotations

import argparse
import random
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
from material import shared
from synthetic import prose

from ocr_pipeline import Settings, transcribe_page
from ocr_pipeline.records import Image, PageState, ReasonCode
from training.typescript import Machine, Wear, type_sheet

DPI = 300.0

QUARTERS = (None, cv2.ROTATE_90_CLOCKWISE, cv2.ROTATE_180, cv2.ROTATE_90_COUNTERCLOCKWISE)
"""What is done to the page; undone by as many quarter turns counter-clockwise as its place in the row."""


def capitals(rng: np.random.Generator) -> list[str]:
    """Return a title page: lines in capitals, each in the middle, far apart."""
    words = " ".join(prose(_plain(rng), 6)).replace("-", "").split()
    lines = []
    for _ in range(int(rng.integers(3, 8))):
        line = " ".join(str(word) for word in rng.choice(words, int(rng.integers(2, 5)))).upper()
        lines += [line.center(60).rstrip(), *[""] * int(rng.integers(1, 4))]
    return [""] * 8 + lines


def figures(rng: np.random.Generator) -> list[str]:
    """Return a table of figures in columns."""
    columns = int(rng.integers(3, 7))
    return ["  ".join(f"{rng.integers(0, 99999):>7}" for _ in range(columns)) for _ in range(int(rng.integers(8, 30)))]


def ten_words(rng: np.random.Generator) -> list[str]:
    """Return a page with ten words on two lines."""
    words = " ".join(prose(_plain(rng), 4)).replace("-", "").split()
    chosen = [str(word) for word in rng.choice(words, 10)]
    return [*[""] * int(rng.integers(4, 20)), " ".join(chosen[:6]), " ".join(chosen[6:])]


def formulas(rng: np.random.Generator) -> list[str]:
    """Return lines of formulas and codes, a word here and there."""
    letters = "АВСDЕНКМРТХ"

    def term() -> str:
        return f"{rng.choice(list(letters))}{rng.integers(1, 99)}"

    def line() -> str:
        shape = int(rng.integers(4))
        if shape == 0:
            return f"{term()} = ({term()} + {term()}) / {rng.integers(2, 900)}"
        if shape == 1:
            return f"ИР {rng.integers(10, 99):03} А , где А' = {rng.integers(1, 9)}"
        if shape == 2:
            return f"{rng.integers(0, 77):02} {rng.integers(0, 777):03} {rng.integers(0, 7777):04}"
        return f"{term()} - {term()} * {rng.integers(2, 99)},{rng.integers(0, 99)}"

    return [" " * int(rng.integers(0, 12)) + line() for _ in range(int(rng.integers(8, 24)))]


KINDS: dict[str, Callable[[np.random.Generator], list[str]]] = {
    "capitals": capitals,
    "figures": figures,
    "ten words": ten_words,
    "formulas": formulas,
}


def _plain(rng: np.random.Generator) -> random.Random:
    return random.Random(int(rng.integers(2**31)))


def page(kind: str, number: int) -> Image:
    """Return a synthetic page of a kind; the same number gives the same page."""
    rng = np.random.default_rng([number, *kind.encode()])
    fonts = sorted((shared() / "fonts").glob("*.ttf"))
    font = fonts[number % len(fonts)]
    wear = Wear(ink=float(rng.uniform(0.5, 0.95)), skew_degrees=float(rng.uniform(-3, 3)))
    return type_sheet(tuple(KINDS[kind](rng)), Machine(font), wear, DPI, int(rng.integers(2**31))).pixels


def upright_by_tesseract(path: Path, quarters: int) -> bool:
    """Return whether Tesseract finds by how much the page is turned."""
    command = ["tesseract", str(path), "-", "--psm", "0", "--dpi", str(round(DPI))]
    said = subprocess.run(command, capture_output=True, text=True, check=False)
    found = re.search(r"Orientation in degrees: (\d+)", said.stdout)
    return found is not None and int(found[1]) == 90 * quarters


def main() -> int:
    """Print a row for each kind; return 1 where fewer than 99 of 100 pages come out upright."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=10)
    pages = parser.parse_args().pages
    print("| kind | pages | upright | wrong, and said | wrong, silently | Tesseract |\n|---|---:|---:|---:|---:|---:|")
    worst = 1.0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.png"
        for kind in KINDS:
            right = said = theirs = 0
            for number in range(pages):
                pixels = page(kind, number)
                for quarters, turn in enumerate(QUARTERS):
                    cv2.imwrite(str(path), pixels if turn is None else cv2.rotate(pixels, turn))
                    read = transcribe_page(path, Settings(dpi=DPI))
                    turns = [one.preparation.quarter_turns for one in read if one.preparation]
                    upright = turns == [quarters]
                    right += upright
                    said += not upright and all(
                        one.state is not PageState.DONE
                        or any(warning.code == ReasonCode.TURN_OPEN for warning in one.warnings)
                        for one in read
                    )
                    theirs += upright_by_tesseract(path, quarters)
            count = len(QUARTERS) * pages
            worst = min(worst, right / count)
            wrong = count - right - said
            print(f"| {kind} | {count} | {right / count:.1%} | {said} | {wrong} | {theirs / count:.1%} |", flush=True)
    return int(worst < 0.99)


if __name__ == "__main__":
    sys.exit(main())
