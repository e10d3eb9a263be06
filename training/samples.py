"""Samples for the net: line crops as the reader cuts them, with the class of every step."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from ocr_pipeline.recognize.typescript.glyphs.alphabet import BLANK, CLASSES
from ocr_pipeline.recognize.typescript.glyphs.crop import BASELINE, CELL, HEIGHT
from ocr_pipeline.recognize.typescript.glyphs.net import STEP
from training.faces import Face, Plane
from training.machines import Machine, any_type
from training.printing import Print, any_print, fitted
from training.striking import WORK_CELL, Strokes, Struck, type_lines
from training.texts import Writer
from training.wear import Camera, any_camera, any_ink, any_paper, pictured

IGNORED = -100
"""Class of a step whose label is not asked for: the middle of a glyph lies on its edge."""

SPACE = CLASSES[" "]
"""Class of the blank cell; those above it are glyphs that are struck."""

Generator = np.random.Generator


@dataclass(frozen=True, eq=False)
class Sample:
    """A crop, uint8, shape (HEIGHT, width); the class of each step, int64; the classes in order; the text."""

    pixels: npt.NDArray[np.uint8]
    steps: npt.NDArray[np.int64]
    classes: npt.NDArray[np.int64]
    text: str


OTHER_FIGURES = 0.35
"""Share of the machines whose figures and punctuation marks are another face's."""

PRINTS = 0.08
"""Share of the machines that are none: print, where faces for it are given."""

SHEETS = 4
"""Sheets typed on a machine before the next one is built."""

CUTS = 2
"""Crops of one typed line, each with errors of its own: typing costs more than cutting."""

SHEET_LINES = 6
"""Lines that one sheet of a machine gives: they share its wear."""


def samples(
    seed: int, faces: Sequence[Path], cells: int, figures: Sequence[Path] = (), printed: Sequence[Path] = ()
) -> Iterator[Sample]:
    """Yield samples of `cells` cells without end; the same arguments give the same ones.

    `figures` are faces of which some machines have their figures and punctuation marks, `printed` those of print.
    """
    rng = np.random.default_rng(seed)
    for writer, machine in sheets(rng, faces, figures, printed):
        yield from sheet_samples(writer, machine, cells, rng)


def sheets(
    rng: Generator, faces: Sequence[Path], figures: Sequence[Path], printed: Sequence[Path]
) -> Iterator[tuple[Writer, Machine]]:
    """Yield who writes a sheet and on which machine, without end; see `samples`."""
    kept = [Face(path) for path in faces]
    drawn = [Face(path) for path in figures]
    prints = [Face(path, natural=True) for path in printed]
    while True:
        language = "ru" if rng.random() < 0.72 else "en"
        suited, in_print = ([face for face in some if language == "en" or "ж" in face] for some in (kept, prints))
        if in_print and rng.random() < PRINTS:
            machine: Machine = any_print(in_print, rng)
        else:
            machine = any_machine(suited, drawn, rng)
        for _ in range(SHEETS):
            yield Writer(rng, language), machine


def any_machine(faces: Sequence[Face], figures: Sequence[Face], rng: Generator) -> Machine:
    """Return some machine of these faces, a share of which have their figures of another one."""
    face = faces[int(rng.integers(0, len(faces)))]
    other = figures[int(rng.integers(0, len(figures)))] if figures and rng.random() < OTHER_FIGURES else None
    return Machine(face, any_type(rng), rng, other)


def any_strokes(rng: Generator) -> Strokes:
    """Return the strokes of some typist."""
    return Strokes(
        ink=rng.uniform(0.65, 1.0),
        uneven=rng.uniform(0.0, 0.13),
        leaning=rng.uniform(0.0, 0.4),
        doubled=0.05 if rng.random() < 0.05 else 0.0,
    )


MARGIN = 2.0
"""Cells to the left of the first glyph on the plane of ink."""

LINE_DISTANCE = (1.45, 2.6)
"""Distance of lines, cells."""


def sheet_samples(writer: Writer, machine: Machine, cells: int, rng: Generator) -> Iterator[Sample]:
    """Yield the lines of one sheet; `cells` are those of a crop, of which one at each side is margin."""
    strokes = any_strokes(rng)
    ink, paper, camera = any_ink(rng), any_paper(rng), any_camera(rng)
    distance = rng.uniform(*LINE_DISTANCE)
    for _ in range(SHEET_LINES):
        typed = type_line(three_lines(writer, machine, cells - 2), machine, strokes, distance, cells, rng)
        picture = pictured(typed.plane, ink, paper, camera, rng)
        for _ in range(CUTS):
            yield _cut(picture, typed.glyphs, typed.text, UP, camera, cells, rng)


def three_lines(writer: Writer, machine: Machine, cells: int) -> list[str]:
    """Return three lines that the machine can type, each in `cells` cells."""
    lines: list[str] = []
    while len(lines) < 3:
        line = writer.line(cells)
        if machine.can_type(line):
            lines.append(fitted(line, machine, cells) or line[:1])
    return lines


UP, ROWS = 2.2 * WORK_CELL, int(3.6 * WORK_CELL)
"""Where the baseline of a line lies on its plane of ink, and how tall that is, pixels."""


@dataclass(frozen=True, eq=False)
class Typed:
    """A line as it is struck: the plane of ink, shape (ROWS, (cells + 2) * WORK_CELL), its glyphs, its text."""

    plane: Plane
    glyphs: tuple[Struck, ...]
    text: str


def type_line(
    lines: Sequence[str], machine: Machine, strokes: Strokes, distance: float, cells: int, rng: Generator
) -> Typed:
    """Return the second of three lines, often with the others `distance` cells above and below it."""
    neighbours = rng.random() < 0.4
    baselines = [UP - distance * WORK_CELL, UP, UP + distance * WORK_CELL] if neighbours else [UP]
    typed = lines if neighbours else lines[1:2]
    size = (ROWS, (cells + 2) * WORK_CELL)
    raised = _raised(lines[1], rng)
    shifts = [{}, raised, {}] if neighbours else [raised]
    plane, struck = type_lines(typed, machine, strokes, baselines, MARGIN * WORK_CELL, size, rng, shifts)
    glyphs = tuple(glyph for glyph in struck if glyph.line == (1 if neighbours else 0))
    if not isinstance(machine, Print):
        underline(plane, lines[1], UP, rng)
        rule(plane, lines[1], rng)
    return Typed(plane, glyphs, lines[1])


def _raised(line: str, rng: Generator) -> dict[int, float]:
    """Return the columns of an exponent or an index after a letter or figure, with their heights in cells."""
    ends = [i for i in range(1, len(line)) if line[i - 1].isalnum() and line[i].isalnum()]
    if rng.random() >= 0.08 or not ends:
        return {}
    height = rng.uniform(0.3, 0.65) if rng.random() < 0.7 else -rng.uniform(0.2, 0.4)
    first = ends[int(rng.integers(0, len(ends)))]
    return dict.fromkeys(range(first, first + int(rng.integers(1, 3))), height)


def underline(plane: Plane, line: str, baseline: float, rng: Generator) -> None:
    """Draw a line, straight or wavy, under a word or some of a line that begins `MARGIN` cells from the left."""
    if rng.random() >= 0.10:
        return
    first = int(rng.integers(0, max(1, len(line) - 1)))
    last = int(rng.integers(first + 1, len(line) + 1))
    x = np.arange((first + MARGIN) * WORK_CELL, (last + MARGIN) * WORK_CELL + 1, 2, dtype=np.float32)
    y = baseline + rng.uniform(0.14, 0.42) * WORK_CELL + np.linspace(0, rng.normal(0, 1.5), len(x))
    if rng.random() < 0.4:
        y = y + rng.uniform(1.0, 2.5) * np.sin(x / rng.uniform(2.0, 6.0))
    points = np.stack([x, y], axis=1).round().astype(np.int32)
    drawn = np.zeros_like(plane)
    cv2.polylines(drawn, [points], False, float(rng.uniform(0.4, 1.0)), int(rng.integers(1, 4)), cv2.LINE_AA)
    np.maximum(plane, drawn, out=plane)


def rule(plane: Plane, line: str, rng: Generator) -> None:
    """Draw an upright rule or two, as tables and margins have them, beside a line or in its gaps: it is no glyph."""
    if rng.random() >= 0.05:
        return
    places = [MARGIN - rng.uniform(0.3, 1.2), MARGIN + len(line) + rng.uniform(0.3, 1.5)]
    places += [MARGIN + column + 0.5 for column, character in enumerate(line) if character == " "]
    rows = plane.shape[0]
    for place in rng.choice(places, int(rng.integers(1, 3))):
        x, lean = place * WORK_CELL, rng.normal(0, 1.0)
        top, bottom = (0, rows) if rng.random() < 0.7 else sorted(rng.uniform(0, rows, 2))
        drawn = np.zeros_like(plane)
        ends = (round(x - lean), round(top)), (round(x + lean), round(bottom))
        cv2.line(drawn, *ends, float(rng.uniform(0.4, 1.0)), int(rng.integers(1, 4)), cv2.LINE_AA)
        np.maximum(plane, drawn, out=plane)


def _cut(
    picture: npt.NDArray[np.uint8],
    glyphs: Sequence[Struck],
    text: str,
    baseline: float,
    camera: Camera,
    cells: int,
    rng: Generator,
) -> Sample:
    """Return the crop as a finder cuts it that errs a little in pitch, baseline and slope."""
    width = cells * CELL
    stretch = rng.normal(0, 0.02) if rng.random() < 0.85 else rng.uniform(-0.12, 0.12)
    tall = stretch + rng.normal(0, 0.015)
    low, slope, bow = rng.normal(0, 1.1), rng.normal(0, 0.0035), rng.normal(0, 0.5)
    scale = camera.cell / CELL
    across = np.arange(width, dtype=np.float32) + 0.5
    down = np.arange(HEIGHT, dtype=np.float32)[:, None] + 0.5
    middle, offset = width / 2, rng.uniform(-4, 4)
    x = ((across - middle - offset) * (1 + stretch) + middle + CELL) * scale - 0.5
    bent = slope * (across - middle) + bow * (1 - ((across - middle) / middle) ** 2)
    y = ((down - BASELINE + low) * (1 + tall) + bent) * scale + baseline * camera.cell / WORK_CELL - 0.5
    blurred = cv2.GaussianBlur(picture, (0, 0), 0.45 * (scale**2 - 1) ** 0.5) if scale > 1.15 else picture
    x_map = np.broadcast_to(x, (HEIGHT, width)).astype(np.float32)
    pixels = cv2.remap(blurred, x_map, y.astype(np.float32), cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    centres = (
        ((np.array([glyph.x for glyph in glyphs]) / WORK_CELL - 1) * CELL - middle) / (1 + stretch) + middle + offset
    )
    classes = np.array([CLASSES[glyph.character] for glyph in glyphs], dtype=np.int64)
    return Sample(stretched(pixels, rng), steps_of(centres, classes, width // STEP), classes, text)


def stretched(pixels: npt.NDArray[np.uint8], rng: Generator) -> npt.NDArray[np.uint8]:
    """Return the crop with paper near 255 and ink near 0, about as the reader stretches it."""
    grey = pixels.astype(np.float32)
    black = np.partition(grey.ravel(), 100)[:100].mean()
    paper = float(np.percentile(grey, 75))
    black -= rng.uniform(0.0, 0.3) * (paper - black)
    white = rng.uniform(225, 262)
    out = np.clip((grey - black) * (white / max(paper - black, 8.0)), 0, 255) / 255
    return (out ** rng.uniform(0.75, 1.3) * 255).astype(np.uint8)


def steps_of(centres: npt.NDArray[np.float64], classes: npt.NDArray[np.int64], count: int) -> npt.NDArray[np.int64]:
    """Return the class of each of `count` steps, int64, of glyphs whose middles are `centres`, pixels of the crop."""
    steps = np.full(count, BLANK, dtype=np.int64)
    place = centres / STEP
    inside = (place >= 0) & (place < count)
    place, classes = place[inside], classes[inside]
    at = np.clip(np.floor(place).astype(int), 0, count - 1)
    part = place - np.floor(place)
    for side, near in ((-1, part < 0.25), (1, part > 0.75)):
        beside = np.clip(at[near] + side, 0, count - 1)
        steps[beside] = IGNORED
    steps[at] = classes
    return steps
