"""Documents with scans of their own, written as PDF, and what poppler finds in the result."""

from __future__ import annotations

import hashlib
import io
import re
import subprocess
import tempfile
from contextlib import contextmanager
from html import unescape
from pathlib import Path

import numpy as np
from PIL import Image

from ocr_pipeline.formats.material import Material
from ocr_pipeline.formats.pdf.writer import FORMAT
from ocr_pipeline.records import (
    Affine,
    Box,
    Page,
    PageState,
    Preparation,
    Provenance,
    Resolution,
    ResolutionOrigin,
    ScanRef,
    Side,
    replace,
)
from ocr_pipeline.text import clean_document
from tests.support.typed_documents import TEXT, a_page

WIDTH, HEIGHT, DPI = 1500, 400, 200.0
"""Pixels of a scan that holds the lines of `a_page`, and its resolution."""


def turned_back(turns, width, height):
    """Return the map to a scan of that size from the upright image that `turns`, counter-clockwise, made of it."""
    return (
        Affine.identity(),
        Affine(xx=0, xy=-1, x0=width, yx=1, yy=0, y0=0),
        Affine(xx=-1, xy=0, x0=width, yx=0, yy=-1, y0=height),
        Affine(xx=0, xy=1, x0=0, yx=-1, yy=0, y0=height),
    )[turns]


CELL = 20
"""Pixels: poppler draws an image a pixel wider and higher than it is, so that edges are not where they were."""


def cells(pixels):
    """Return the shades of a `picture` as it was drawn."""
    return pixels[CELL // 2 :: CELL, CELL // 2 :: CELL].tolist()


def picture(width=WIDTH, height=HEIGHT, seed=0):
    """Grey pixels, each square of `CELL` another shade."""
    rng = np.random.default_rng(seed)
    coarse = rng.integers(40, 250, (height // CELL + 1, width // CELL + 1), dtype=np.uint8)
    return np.kron(coarse, np.ones((CELL, CELL), dtype=np.uint8))[:height, :width]


def png(path, pixels=None):
    Image.fromarray(picture() if pixels is None else pixels).save(path)
    return path


def page_of(path, lines=TEXT, name=None, *, turns=0, side=Side.WHOLE, frame=0, size=None, dpi=DPI, part=None):
    """A page read from a file. `lines` stand upright on the prepared image, which `turns` made of the scan.

    `part` is what was cut out of the upright scan: left and right edge.
    """
    width, height = size or Image.open(path).size
    upright = (height, width) if turns % 2 else (width, height)
    left, right = part or (0, upright[0])
    moved = Affine(xx=1, xy=0, x0=left, yx=0, yy=1, y0=0)
    to_scan = moved.then(turned_back(turns, width, height))
    page = a_page(name or Path(path).stem, lines)
    on_scan = tuple(
        replace(
            line,
            box=to_scan.apply_box(line.box),
            words=tuple(
                replace(
                    word,
                    box=to_scan.apply_box(word.box),
                    glyphs=tuple(replace(glyph, box=to_scan.apply_box(glyph.box)) for glyph in word.glyphs),
                )
                for word in line.words
            ),
        )
        for line in page.lines
    )
    content = Path(path).read_bytes() if Path(path).exists() else b""
    return replace(
        page,
        lines=on_scan,
        scan=ScanRef(
            path=str(path),
            frame=frame,
            side=side,
            sha256=hashlib.sha256(content).hexdigest(),
            width=width,
            height=height,
            resolution=Resolution(dpi=dpi, origin=ResolutionOrigin.FILE),
        ),
        preparation=Preparation(
            quarter_turns=turns,
            skew_degrees=0.0,
            dpi=dpi,
            width=round(right - left),
            height=upright[1],
            to_scan=to_scan,
        ),
    )


def failed_page(path, name=None):
    """A page whose scan could not be read."""
    scan = ScanRef(path=str(path), frame=0, side=Side.WHOLE, sha256="", width=0, height=0, resolution=None)
    return Page(id=name or Path(path).stem, scan=scan, state=PageState.FAILED)


@contextmanager
def as_stored(page):
    path = Path(page.scan.path)
    yield path if path.is_file() else None


def material(pages, name="d", language="rus"):
    provenance = Provenance(program="", engine="", language=language)
    return Material(clean_document(name, pages, provenance), pages, scan=as_stored)


def written(document):
    """Return the PDF of a document's material."""
    file = io.BytesIO()
    write = FORMAT.document_content(document)
    assert callable(write)
    write(file)
    return file.getvalue()


def poppler(program, content, *arguments):
    """Return what one of poppler's programs prints of a PDF."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(content)
        file.flush()
        first, *rest = arguments or ("",)
        command = [program, *filter(None, (first,)), file.name, *rest]
        done = subprocess.run(command, capture_output=True, check=True)
    assert done.stderr == b""
    return done.stdout


def text_in(content):
    """Return the words of a PDF in the order of its content: white space between them is that of the extractor."""
    return poppler("pdftotext", content, "-raw", "-").decode().split()


def boxes_in(content, *, sideways=False):
    """Return the words of a PDF page by page, with left, top, right and bottom in shares of the page.

    Of a page that is turned `sideways` poppler says how large it is before it is turned.
    """
    shown = poppler("pdftotext", content, "-bbox", "-").decode()
    pages = []
    for size, body in re.findall(r"<page (.*?)>(.*?)</page>", shown, re.DOTALL):
        width, height = (float(value) for value in re.findall(r'="([^"]*)"', size))
        width, height = (height, width) if sideways else (width, height)
        words = re.findall(r'<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)</word>', body)
        pages.append(
            [
                (unescape(word), tuple(float(v) / side for v, side in zip(at, (width, height) * 2, strict=True)))
                for *at, word in words
            ]
        )
    return pages


def pixels_in(content, page=1, dpi=DPI, *, grey=True):
    """Return a page as poppler draws it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.pdf"
        path.write_bytes(content)
        kind = ["-gray"] if grey else []
        command = ["pdftoppm", "-r", str(dpi), "-f", str(page), "-l", str(page), "-singlefile", *kind]
        done = subprocess.run([*command, str(path), str(path.with_suffix(""))], capture_output=True, check=True)
        assert done.stderr == b""
        drawn = Image.open(path.with_suffix(".pgm" if grey else ".ppm"))
        drawn.load()
    return np.asarray(drawn)


def whole(words):
    """Return a box around all of `boxes_in`."""
    return Box.enclosing([Box(left=a, top=b, right=c, bottom=d) for _, (a, b, c, d) in words])
