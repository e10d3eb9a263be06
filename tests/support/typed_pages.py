"""Pages as an engine would give them: every character a glyph of one pitch, every line one line distance below."""

from __future__ import annotations

from hypothesis import strategies as st

from ocr_pipeline.records import Affine, Box, Glyph, Page, PageState, Preparation, ScanRef, Side, TextLine, Word

SCAN = ScanRef(path="a.png", frame=0, side=Side.WHOLE, sha256="", width=2000, height=3000, resolution=None)
PITCH, DISTANCE, HEIGHT = 20, 60, 30


def a_line(text, row, *, glyphs=True):
    """Return the line of `text`; its indent and its runs of spaces are room on paper."""
    words, column = [], 0
    for piece in text.split(" "):
        if piece:
            boxes = [
                Box(
                    left=100 + PITCH * (column + at),
                    top=DISTANCE * row,
                    right=100 + PITCH * (column + at + 1),
                    bottom=DISTANCE * row + HEIGHT,
                )
                for at in range(len(piece))
            ]
            seen = tuple(Glyph(text=letter, box=box, confidence=0.9) for letter, box in zip(piece, boxes, strict=True))
            box = Box(left=boxes[0].left, top=boxes[0].top, right=boxes[-1].right, bottom=boxes[0].bottom)
            words.append(Word(text=piece, box=box, confidence=0.9, glyphs=seen if glyphs else ()))
        column += len(piece) + 1
    first, last = words[0].box, words[-1].box
    return TextLine(words=tuple(words), box=Box(left=first.left, top=first.top, right=last.right, bottom=last.bottom))


def a_page(name, *lines, glyphs=True, to_scan=None):
    """Return the page of `lines`; a blank one is a blank line on paper."""
    placed = tuple(a_line(line, row, glyphs=glyphs) for row, line in enumerate(lines) if line.strip())
    preparation = to_scan and Preparation(
        quarter_turns=0, skew_degrees=0, dpi=300, width=2000, height=3000, to_scan=to_scan
    )
    state = PageState.DONE if placed else PageState.BLANK
    return Page(id=name, scan=SCAN, state=state, lines=placed, preparation=preparation)


FRAGMENTS = st.sampled_from(
    [
        *("- 5 -", "- 6 -", "-7-", "стр. 5", "1019.", "указа-", "за", "пере-", "носом", "из-", "по-", "прежнему"),
        *("I953", "29.Ш.53", "31.П.53", "№ З62", "/а б/", '"слово"', "- Да, -", "CССР", "слово , слово"),
        *("Экз. № 2", "Совершенно секретно", "е\u0301ж", "а) дело", "1. дом", "слово", "Слово", "     отступ", "1956-"),
        *(
            "1960",
            "Год      План    Факт",
            "Ф. 3. Оп. 65. Д. 8",
            "//",
            "слово//слово",
            "🙂",
            "ﬁ",
            "\u00ad",
            "п а м я т ь",
        ),
    ]
)
LINES = st.one_of(
    st.lists(FRAGMENTS, min_size=1, max_size=5).map(" ".join),
    st.text(st.characters(exclude_categories=("Z", "C")), min_size=1, max_size=20),
)
MAPS = st.sampled_from([None, Affine.identity(), Affine(xx=0.5, xy=0.01, x0=40, yx=-0.01, yy=0.5, y0=7)])
PAGES = st.lists(
    st.builds(
        lambda lines, glyphs, to_scan: (lines, glyphs, to_scan), st.lists(LINES, max_size=8), st.booleans(), MAPS
    ),
    max_size=5,
).map(
    lambda given: [
        a_page(f"{index:04d}", *lines, glyphs=glyphs, to_scan=to_scan)
        for index, (lines, glyphs, to_scan) in enumerate(given, 1)
    ]
)
