"""Synthetic pages of print, of print with typescript on it, and what stands where on them.

Print is proportional type in columns; typescript stands on one pitch. A page is drawn at twice its resolution, then
reduced, skewed, blurred and made noisy: what comes out depends on the arguments alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path

import cv2
import numpy as np
from PIL import Image as Pictures
from PIL import ImageDraw, ImageFont

from ocr_pipeline.records import Image
from tests.support.printed_texts import FORM, HEADINGS, LETTERHEADS, LETTERS, PARAGRAPHS, breaks

FONTS = Path("/usr/share/fonts/truetype")
SHARED_FONTS = Path(__file__).resolve().parents[3] / "shared" / "fonts"
FACES = {
    "Liberation Serif": FONTS / "liberation/LiberationSerif-Regular.ttf",
    "Liberation Sans": FONTS / "liberation/LiberationSans-Regular.ttf",
    "Liberation Mono": FONTS / "liberation/LiberationMono-Regular.ttf",
    "DejaVu Serif": FONTS / "dejavu/DejaVuSerif.ttf",
    "DejaVu Sans": FONTS / "dejavu/DejaVuSans.ttf",
    "DejaVu Sans Mono": FONTS / "dejavu/DejaVuSansMono.ttf",
    "PT Serif": FONTS / "paratype/PTF55F.ttf",
    "PT Sans": FONTS / "paratype/PTS55F.ttf",
    "Old Standard": FONTS / "fonts-oldstandard/OldStandard-Regular.ttf",
    "TT2020": SHARED_FONTS / "TT2020StyleB-Regular.ttf",
}
"""Where Debian puts the faces (fonts-liberation, fonts-dejavu-core, fonts-paratype, fonts-oldstandard); TT2020 is a
typewriter's, of the shared data."""

FINE = 2
"""Times as many dots are drawn as the page has."""

WIDTH, HEIGHT, EDGE = 8.27, 11.69, 0.9
"""An A4 sheet and its margins, inches."""

GUTTER, INDENT, LEADING = 0.22, 1.5, 1.22
"""Room between columns, inches; indent of a paragraph and distance of lines, sizes of the type."""

PITCH, TYPED_POINTS, TYPED_LINE = 0.1, 12.0, 0.25
"""Typescript: inches a character, size of the type, inches a line."""

Point = tuple[float, float]


class Kind(StrEnum):
    """How the letters of a region came onto the paper."""

    PRINT = "print"
    TYPED = "typed"


@dataclass(frozen=True)
class Region:
    """A heading, a column, a label or a block of typescript.

    `outline` holds its corners, clockwise from the upper left, pixels of the page as it is given (skewed).
    """

    kind: Kind
    text: str
    outline: tuple[Point, Point, Point, Point]


@dataclass(frozen=True)
class Grade:
    """How a page is preserved.

    Blur (sigma) in thousandths of an inch; noise (sigma), ink and paper in grey levels; skew in degrees, positive where
    lines rise to the right.
    """

    blur: float = 1.5
    noise: float = 6.0
    skew: float = 0.4
    ink: int = 35
    paper: int = 235


@dataclass(frozen=True)
class PrintedPage:
    """A page, grey, and its regions in the order in which they are read."""

    name: str
    language: str
    dpi: int
    pixels: Image
    regions: tuple[Region, ...]

    @property
    def text(self) -> str:
        """Return the text as it stands, line by line."""
        return "\n".join(region.text for region in self.regions)


@dataclass(frozen=True)
class Setting:
    """How a text is set: face, size in points, columns, whether lines are justified and words parted at their ends."""

    face: str
    points: float
    columns: int = 1
    justified: bool = True
    hyphenated: bool = True


def missing(*faces: str) -> list[str]:
    """Return those of `faces` that are not installed here."""
    return [face for face in faces if not FACES[face].is_file()]


def columns_page(
    name: str, language: str, setting: Setting, dpi: int = 300, grade: Grade | None = None, seed: int = 0
) -> PrintedPage:
    """Return a page of prose in columns of equal length, a heading over all of them.

    `seed` chooses the heading and the paragraph that comes first, and the noise. Raises `OSError` where the face is
    missing.
    """
    sheet = _Sheet(dpi)
    paragraphs = PARAGRAPHS[language]
    start = seed % len(paragraphs)
    headings = HEADINGS[language]
    left, right, top = sheet.dots(EDGE), sheet.dots(WIDTH - EDGE), sheet.dots(EDGE)
    top = sheet.heading(headings[seed % len(headings)], setting.face, 2.0 * setting.points, top)
    gutter = sheet.dots(GUTTER)
    wide = (right - left - gutter * (setting.columns - 1)) // setting.columns
    font = sheet.font(setting.face, setting.points)
    lines = list(_set((*paragraphs[start:], *paragraphs[:start]), font, wide, setting))
    tall = -(-len(lines) // setting.columns)
    for column in range(setting.columns):
        mine = lines[column * tall : (column + 1) * tall]
        sheet.column(mine, setting, left + column * (wide + gutter), top, wide)
    return sheet.page(name, language, grade or Grade(), seed)


def form_page(
    name: str,
    face: str,
    typed_face: str,
    dpi: int = 300,
    grade: Grade | None = None,
    seed: int = 0,
) -> PrintedPage:
    """Return a Russian form: boxes in rulings, in each a printed label and, on the same line, what is typed.

    Short entries stand two to a row: across or box by box, they are read in one order. Raises `OSError` where a face
    is missing.
    """
    sheet = _Sheet(dpi)
    left, right, top = sheet.dots(EDGE), sheet.dots(WIDTH - EDGE), sheet.dots(EDGE + 0.3)
    tall, inset, middle = sheet.dots(0.5), sheet.dots(0.1), (left + right) // 2
    font = sheet.font(face, 11)
    entries = list(FORM)
    while entries:
        pair = [
            font.getlength(label) + sheet.dots(PITCH) * (len(value) + 3) < middle - left for label, value in entries[:2]
        ]
        cells = 2 if pair == [True, True] else 1
        wide = (right - left) // cells
        for cell, (label, value) in enumerate(entries[:cells]):
            x, baseline = left + cell * wide, top + round(0.65 * tall)
            sheet.ruled(x, top, x + wide, top + tall)
            end = sheet.printed_line(label, font, x + inset, baseline)
            sheet.typed_lines([value], typed_face, end + sheet.dots(0.15), baseline)
        entries, top = entries[cells:], top + tall
    return sheet.page(name, "rus", grade or Grade(), seed)


def letter_page(
    name: str,
    language: str,
    face: str,
    typed_face: str,
    dpi: int = 300,
    grade: Grade | None = None,
    seed: int = 0,
) -> PrintedPage:
    """Return a letter: a printed letterhead and a rule over typescript. Raises `OSError` where a face is missing."""
    sheet = _Sheet(dpi)
    top = sheet.dots(EDGE)
    for line, points in zip(LETTERHEADS[language], (16, 12, 9), strict=True):
        top = sheet.heading(line, face, points, top)
    sheet.rule(sheet.dots(EDGE), top, sheet.dots(WIDTH - EDGE))
    baseline = top + sheet.dots(0.6)
    sheet.typed_lines(LETTERS[language], typed_face, sheet.dots(EDGE), baseline)
    return sheet.page(name, language, grade or Grade(), seed)


@dataclass
class _Sheet:
    """A sheet that is drawn on, FINE times finer than its page, and the regions so far, in dots of the sheet."""

    dpi: int
    regions: list[tuple[Kind, str, tuple[int, int, int, int]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.picture = Pictures.new("L", (self.dots(WIDTH), self.dots(HEIGHT)), 0)
        self.pen = ImageDraw.Draw(self.picture)

    def dots(self, inches: float) -> int:
        return round(inches * self.dpi * FINE)

    def font(self, face: str, points: float) -> ImageFont.FreeTypeFont:
        return _font(FACES[face], self.dots(points / 72))

    def heading(self, text: str, face: str, points: float, top: int) -> int:
        """Print a line in the middle; return where the next thing may begin."""
        font = self.font(face, points)
        left = round((self.picture.width - font.getlength(text)) / 2)
        self.printed_line(text, font, left, top + round(font.size))
        return top + round(1.7 * font.size)

    def printed_line(self, text: str, font: ImageFont.FreeTypeFont, left: int, baseline: int) -> int:
        """Print a line as a region; return where it ends."""
        self.pen.text((left, baseline), text, fill=255, font=font, anchor="ls")
        ink, room = self.pen.textbbox((left, baseline), text, font, "ls"), round(0.1 * font.size)
        box = (int(ink[0]) - room, int(ink[1]) - room, round(ink[2]) + room, round(ink[3]) + room)
        self.regions.append((Kind.PRINT, text.strip(), box))
        return left + round(font.getlength(text))

    def column(self, lines: Sequence[_Line], setting: Setting, left: int, top: int, wide: int) -> None:
        """Print lines below one another."""
        font = self.font(setting.face, setting.points)
        step = round(LEADING * font.size)
        for row, line in enumerate(lines):
            for word, x in line.placed(font, wide):
                self.pen.text((left + x, top + step * row + font.size), word, fill=255, font=font, anchor="ls")
        box = (left, top, left + wide, top + step * (len(lines) - 1) + round(1.3 * font.size))
        self.regions.append((Kind.PRINT, "\n".join(line.text for line in lines), box))

    def typed_lines(self, lines: Sequence[str], face: str, left: int, first: int) -> None:
        """Type lines as a region, each character in its cell."""
        font = self.font(face, TYPED_POINTS)
        pitch, step = self.dots(PITCH), self.dots(TYPED_LINE)
        for row, line in enumerate(lines):
            for cell, letter in enumerate(line):
                middle = left + pitch * cell + pitch // 2
                self.pen.text((middle, first + step * row), letter, fill=255, font=font, anchor="ms")
        high = first - round(font.size)
        wide = pitch * max(map(len, lines))
        text = "\n".join(line.strip() for line in lines if line.strip())
        low = first + step * (len(lines) - 1) + round(0.3 * font.size)
        self.regions.append((Kind.TYPED, text, (left, high, left + wide, low)))

    def ruled(self, left: int, top: int, right: int, bottom: int) -> None:
        self.pen.rectangle((left, top, right, bottom), outline=255, width=self.dots(0.01))

    def rule(self, left: int, top: int, right: int) -> None:
        self.pen.line((left, top, right, top), fill=255, width=self.dots(0.012))

    def page(self, name: str, language: str, grade: Grade, seed: int) -> PrintedPage:
        """Return the sheet as a scanner gives it."""
        rng = np.random.default_rng(seed)
        size = (round(WIDTH * self.dpi), round(HEIGHT * self.dpi))
        ink = cv2.resize(np.asarray(self.picture, dtype=np.float32) / 255, size, interpolation=cv2.INTER_AREA)
        turn = cv2.getRotationMatrix2D((size[0] / 2, size[1] / 2), grade.skew, 1.0)
        ink = cv2.warpAffine(ink, turn, size, flags=cv2.INTER_LINEAR)
        ink = cv2.GaussianBlur(ink, (0, 0), grade.blur * self.dpi / 1000)
        grey = grade.paper + (grade.ink - grade.paper) * ink + rng.normal(0, grade.noise, ink.shape)
        pixels = np.clip(np.round(grey), 0, 255).astype(np.uint8)
        regions = tuple(Region(kind, text, _turned(box, turn)) for kind, text, box in self.regions)
        return PrintedPage(name, language, self.dpi, pixels, regions)


@dataclass(frozen=True)
class _Line:
    """Words of a line, its indent in dots, and whether it is spread over the whole width."""

    words: tuple[str, ...]
    indent: int
    spread: bool

    @property
    def text(self) -> str:
        return " ".join(self.words)

    def placed(self, font: ImageFont.FreeTypeFont, wide: int) -> Iterator[tuple[str, int]]:
        """Yield each word and where it begins, dots from the left end of the column."""
        lengths = [font.getlength(word) for word in self.words]
        space = font.getlength(" ")
        if self.spread and len(self.words) > 1:
            space = (wide - self.indent - sum(lengths)) / (len(self.words) - 1)
        x = float(self.indent)
        for word, length in zip(self.words, lengths, strict=True):
            yield word, round(x)
            x += length + space


def _set(paragraphs: Sequence[str], font: ImageFont.FreeTypeFont, wide: int, setting: Setting) -> Iterator[_Line]:
    """Yield the lines that the paragraphs fill."""
    for paragraph in paragraphs:
        words, line, indent = paragraph.split(), list[str](), round(INDENT * font.size)
        while words:
            if font.getlength(" ".join((*line, words[0]))) <= wide - indent:
                line.append(words.pop(0))
                continue
            if setting.hyphenated:
                fits = [
                    at
                    for at in breaks(words[0])
                    if font.getlength(" ".join((*line, words[0][:at] + "-"))) <= wide - indent
                ]
                if fits:
                    line.append(words[0][: fits[-1]] + "-")
                    words[0] = words[0][fits[-1] :]
            if not line:
                raise ValueError(f"the column is too narrow for {words[0]}")
            yield _Line(tuple(line), indent, setting.justified)
            line, indent = [], 0
        yield _Line(tuple(line), indent, spread=False)


@cache
def _font(path: Path, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(path), size)


def _turned(box: tuple[int, int, int, int], turn: np.ndarray) -> tuple[Point, Point, Point, Point]:
    """Return the corners of a box of the sheet as they lie on the page."""
    left, top, right, bottom = (value / FINE for value in box)
    corners = np.array([(left, top, 1), (right, top, 1), (right, bottom, 1), (left, bottom, 1)])
    points = [(float(x), float(y)) for x, y in corners @ turn.T]
    return points[0], points[1], points[2], points[3]
