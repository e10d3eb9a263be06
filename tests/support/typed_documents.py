"""Documents as a job reads them from a scan, every letter in its place on the grid, and their comparison."""

from __future__ import annotations

from ocr_pipeline.compare.comparison import compare
from ocr_pipeline.compare.profile import load_profile
from ocr_pipeline.compare.records import Transcription
from ocr_pipeline.records import Box, Glyph, Page, PageState, Provenance, ScanRef, Side, TextLine, Word
from ocr_pipeline.text import clean_document

SCAN = ScanRef(path="a.png", frame=0, side=Side.WHOLE, sha256="", width=2000, height=3000, resolution=None)
PITCH, DISTANCE = 20, 60
TEXT = (
    "Во время второй встречи 29 марта Ким Ир Сен вновь заявил, что",
    "он полностью согласен с предложением советского правительства",
    "и не считает нужным откладывать переговоры в Паньмыньчжоне.",
    "Потери корейской стороны составляют ежедневно около 300 человек.",
)


def line(text, row, confidence=0.99):
    words, column = [], 0
    for word in text.split():
        glyphs = tuple(
            Glyph(
                text=letter,
                box=Box(
                    left=100 + PITCH * (column + at),
                    top=DISTANCE * row,
                    right=100 + PITCH * (column + at + 1),
                    bottom=DISTANCE * row + 30,
                ),
                confidence=confidence,
            )
            for at, letter in enumerate(word)
        )
        box = Box(
            left=glyphs[0].box.left, top=glyphs[0].box.top, right=glyphs[-1].box.right, bottom=glyphs[0].box.bottom
        )
        words.append(Word(text=word, box=box, confidence=confidence, glyphs=glyphs))
        column += len(word) + 1
    box = Box(left=100, top=DISTANCE * row, right=words[-1].box.right, bottom=DISTANCE * row + 30)
    return TextLine(words=tuple(words), box=box)


def a_page(name, lines=TEXT, confidence=0.99):
    typed = tuple(line(text, row, confidence) for row, text in enumerate(lines))
    return Page(id=name, scan=SCAN, state=PageState.DONE, lines=typed)


def compared(pages, text, **fields):
    document = clean_document("d", pages, Provenance(program="", engine="", language="rus"))
    transcription = Transcription(name="t", text=text, format="plain text", **fields)
    return compare(document, transcription, lambda index: pages[index], load_profile(), language="rus")


def only(comparison):
    (variant,) = comparison.variants
    return variant
