"""Trains Tesseract's Russian model further on synthetic typescript: `rus_typescript.traineddata`, for any Tesseract.

    python -m training.tesseract FOLDER [--lines 4000] [--iterations 6000] [--seed 1]

FOLDER keeps the synthetic lines, Tesseract's checkpoints, its log, and the model. Asks for `combine_tessdata` and
`lstmtraining` (Debian: with tesseract-ocr), and for the fonts named in `training/README.md`. A run that was stopped
goes on from its last checkpoint; a run of another seed wants a folder of its own.

The model is for any program of Tesseract: in the folder of its models, `-l rus_typescript`. In this program words of a
language are known by the language's name: put it into a folder of its own as `rus.traineddata` and name that folder in
TESSDATA_PREFIX.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from training.faces import Face
from training.faces_used import FIGURES, TRAINED, found
from training.floats import in_floats
from training.machines import Machine
from training.samples import LINE_DISTANCE, MARGIN, any_machine, any_strokes, underline
from training.striking import WORK_CELL, type_lines
from training.texts import Writer
from training.wear import Grey, any_camera, any_ink, any_paper, pictured

NAME = "rus_typescript"

LONGEST = 64
"""Cells of a line."""

SHEET_LINES = 20
"""Lines of one machine, and of one picture: Tesseract is started once for each."""

CELL = (24.0, 31.0)
"""Width of a cell as Tesseract sees it, pixels: ten or twelve characters to the inch on the prepared page."""

WHITE_EDGE = 8
"""Pixels around a line on the picture of a sheet."""

RATE = 0.0005
"""Rate of learning: half of that with which the model was made."""


@dataclass(frozen=True, eq=False)
class Line:
    """A line as a prepared page has it, uint8, 0 black; its text; rows of its letters' top and bottom."""

    pixels: Grey
    text: str
    top: int
    bottom: int


def main() -> None:
    """Make lines, train, and write the model."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--lines", type=int, default=4000)
    parser.add_argument("--iterations", type=int, default=6000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    folder: Path = given.folder
    if given.lines < SHEET_LINES:
        parser.error(f"--lines: {SHEET_LINES} or more, a sheet's")
    folder.mkdir(parents=True, exist_ok=True)
    base = installed() / "rus.traineddata"
    _run("combine_tessdata", "-u", base, folder / "rus.")
    try:
        (folder / "rus_float.lstm").write_bytes(in_floats((folder / "rus.lstm").read_bytes()))
    except ValueError as error:
        sys.exit(f"{base}: {error}; the model of Debian's tesseract-ocr-rus is asked for")
    known = letters((folder / "rus.lstm-unicharset").read_text(encoding="utf-8"))
    sheets = list(_sheets(folder, known, given.lines // SHEET_LINES, given.seed))
    (folder / "lines.txt").write_text("".join(f"{sheet}\n" for sheet in sheets), encoding="utf-8")
    checkpoint = folder / "typescript_checkpoint"
    _run(
        "lstmtraining",
        "--continue_from",
        checkpoint if checkpoint.exists() else folder / "rus_float.lstm",
        *([] if checkpoint.exists() else ["--reset_learning_rate", "--learning_rate", RATE]),
        "--traineddata",
        base,
        "--train_listfile",
        folder / "lines.txt",
        "--model_output",
        folder / "typescript",
        "--max_iterations",
        given.iterations,
        log=folder / "log.txt",
    )
    _run(
        "lstmtraining",
        "--stop_training",
        "--convert_to_int",
        "--continue_from",
        checkpoint,
        "--traineddata",
        base,
        "--model_output",
        folder / f"{NAME}.traineddata",
    )


def installed() -> Path:
    """Return the folder of Tesseract's models."""
    named = os.environ.get("TESSDATA_PREFIX")
    if named:
        return Path(named)
    listed = _run("tesseract", "--list-langs")
    if listed.count('"') < 2:
        sys.exit(f"tesseract does not say where its models are; name their folder in TESSDATA_PREFIX: {listed}")
    return Path(listed.split('"')[1])


def letters(unicharset: str) -> frozenset[str]:
    """Return the characters that a model can read."""
    return frozenset(line.split(" ")[0] for line in unicharset.splitlines()[1:] if line.index(" ") == 1)


def lines(seed: int, faces: Sequence[Path], figures: Sequence[Path], known: frozenset[str]) -> Iterator[list[Line]]:
    """Yield the lines of sheets without end; the same arguments give the same ones. `known` are the letters in them."""
    rng = np.random.default_rng(seed)
    kept = [face for face in map(Face, faces) if "ж" in face]
    drawn = [Face(path) for path in figures]
    while True:
        yield _sheet(any_machine(kept, drawn, rng), known, rng)


def _sheet(machine: Machine, known: frozenset[str], rng: np.random.Generator) -> list[Line]:
    writer = Writer(rng, "ru")
    strokes, ink, paper, camera = any_strokes(rng), any_ink(rng), any_paper(rng), any_camera(rng)
    distance, cell = rng.uniform(*LINE_DISTANCE), rng.uniform(*CELL)
    size = (round(3.2 * WORK_CELL), round((LONGEST + 2 * MARGIN) * WORK_CELL))
    baseline = 2.0 * WORK_CELL
    baselines = [baseline - distance * WORK_CELL, baseline, baseline + distance * WORK_CELL]
    made: list[Line] = []
    while len(made) < SHEET_LINES:
        texts = [writer.line(LONGEST) for _ in baselines]
        if not all(machine.can_type(text) for text in texts) or not known.issuperset(texts[1].replace(" ", "")):
            continue
        alone, _ = type_lines(texts[1:2], machine, strokes, [baseline], MARGIN * WORK_CELL, size, rng)
        plane, _ = type_lines(texts, machine, strokes, baselines, MARGIN * WORK_CELL, size, rng)
        inks = np.flatnonzero(alone.max(axis=1) > 0.3)
        if not len(inks):
            continue
        underline(plane, texts[1], baseline, rng)
        picture = pictured(plane, ink, paper, camera, rng)
        scale = cell / camera.cell
        shown = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
        white = float(np.percentile(shown, 75)) * rng.uniform(0.93, 1.0)
        flat = np.clip(shown * (255 / max(white, 1.0)), 0, 255).astype(np.uint8)
        down = cell / WORK_CELL
        # A finder errs outwards more than inwards, and a dash alone is a few pixels high.
        top, bottom = int(inks[0] * down - rng.uniform(0, 3)), int((inks[-1] + 1) * down + rng.uniform(1, 4))
        width = round((len(texts[1]) + 2 * MARGIN) * cell)
        made.append(Line(flat[:, :width], " ".join(texts[1].split()), max(0, top), min(len(flat), bottom)))
    return made


def _sheets(folder: Path, known: frozenset[str], count: int, seed: int) -> Iterator[Path]:
    """Write the sheets in Tesseract's format of training, and yield their files."""
    source = lines(seed, found(TRAINED), found(FIGURES), known)
    for number in range(count):
        sheet = folder / f"sheet{number:04}"
        of_sheet = next(source)
        done = sheet.with_suffix(".lstmf")
        if not done.exists():
            picture, boxes = stacked(of_sheet)
            if not cv2.imwrite(f"{sheet}.png", picture):
                sys.exit(f"{sheet}.png cannot be written")
            sheet.with_suffix(".box").write_text(boxes, encoding="utf-8")
            part = folder / "part"
            _run("tesseract", f"{sheet}.png", part, "--psm", 6, "-l", "rus", "lstm.train")
            part.with_suffix(".lstmf").replace(done)
            sheet.with_suffix(".png").unlink()
        yield done


def stacked(made: Sequence[Line]) -> tuple[Grey, str]:
    """Return lines one under the other, and where they stand, in the format `WordStr` of Tesseract's box files."""
    width = max(line.pixels.shape[1] for line in made) + 2 * WHITE_EDGE
    height = sum(line.pixels.shape[0] + WHITE_EDGE for line in made) + WHITE_EDGE
    picture = np.full((height, width), 255, dtype=np.uint8)
    boxes = []
    row = WHITE_EDGE
    for line in made:
        tall, wide = line.pixels.shape
        picture[row : row + tall, WHITE_EDGE : WHITE_EDGE + wide] = line.pixels
        # Box files count rows from the foot of the picture.
        low, high = height - (row + line.bottom), height - (row + line.top)
        right = WHITE_EDGE + wide
        boxes.append(
            f"WordStr {WHITE_EDGE} {low} {right} {high} 0 #{line.text}\n\t {right} {low} {right + 1} {high} 0\n"
        )
        row += tall + WHITE_EDGE
    return picture, "".join(boxes)


def _run(program: str, *arguments: object, log: Path | None = None) -> str:
    """Run a program of Tesseract's and return its output, unless that goes to `log`; end where it fails."""
    with log.open("ab") if log else nullcontext(subprocess.PIPE) as output:
        try:
            done = subprocess.run(
                [program, *map(str, arguments)],
                stdout=output,
                stderr=subprocess.STDOUT,
                env={**os.environ, "OMP_THREAD_LIMIT": "1"},
                check=False,
            )
        except FileNotFoundError:
            sys.exit(f"{program} is not installed: apt-get install tesseract-ocr")
    output = (done.stdout or b"").decode(errors="replace")
    if done.returncode:
        sys.exit(f"{program} failed: {output or f'see {log}'}")
    return output


if __name__ == "__main__":
    main()
