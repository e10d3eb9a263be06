"""A synthetic comparison over drawn pages: one upright, one skewed, one lying on its side; texts full of markup."""

from __future__ import annotations

import hashlib
from pathlib import Path

import cv2
import numpy as np

from ocr_pipeline.compare.messages import message_of
from ocr_pipeline.compare.records import (
    Category,
    Comparison,
    Confusion,
    Coverage,
    Forgiven,
    Metadata,
    Place,
    Rate,
    ScoreLayer,
    Scores,
    Section,
    SectionKind,
    Span,
    Stretch,
    Transcription,
    Variant,
    Verdict,
)
from ocr_pipeline.image.geometry import level_map, quarter_turn_map, warp
from ocr_pipeline.records import (
    Affine,
    Box,
    Image,
    Page,
    PageState,
    Preparation,
    Resolution,
    ResolutionOrigin,
    ScanRef,
    Side,
    TextLine,
    Word,
)

DPI = 300.0
PER_MM = DPI / 25.4
LINES = 20
NASTY = "</script><script>document.title='taken'</script><img src=x onerror=\"document.title='taken'\">&amp;'"
WORDS = ("руководствуясь", "вашими", "указаниями", "договорились", "о", "встрече", "29.Ш.53")


def drawn(seed: int, width_mm: float = 160, height_mm: float = 200) -> Image:
    """An upright page: bars where letters are, every line of another length."""
    rng = np.random.default_rng(seed)
    page = np.full((round(height_mm * PER_MM), round(width_mm * PER_MM)), 235, dtype=np.uint8)
    for line in range(LINES):
        box = upright_line(line)
        for left in range(round(box.left), round(box.right) - 20, 30):
            height = int(rng.integers(18, round(box.height)))
            cv2.rectangle(page, (left, round(box.bottom) - height), (left + 18, round(box.bottom) - 1), 30, 3)
    return page


def upright_line(line: int) -> Box:
    """Where a line stands on an upright page."""
    bottom = (20 + 8 * line) * PER_MM
    return Box(left=15 * PER_MM, top=bottom - 3 * PER_MM, right=(130 - 3 * (line % 5)) * PER_MM, bottom=bottom)


def a_page(path: Path, upright: Image, to_scan: Affine, width: int, height: int, quarter_turns: int = 0) -> Page:
    """Write the scan that shows `upright` through `to_scan`, and return the page that was read from it."""
    scan = warp(upright, to_scan, width, height)
    cv2.imencode(".png", scan)[1].tofile(str(path))
    lines = tuple(_line(line, to_scan) for line in range(LINES))
    return Page(
        id=path.stem,
        scan=ScanRef(
            path=str(path),
            frame=0,
            side=Side.WHOLE,
            sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
            width=width,
            height=height,
            resolution=Resolution(dpi=DPI, origin=ResolutionOrigin.FILE),
        ),
        state=PageState.DONE,
        preparation=Preparation(
            quarter_turns=quarter_turns,
            skew_degrees=0,
            dpi=DPI,
            width=upright.shape[1],
            height=upright.shape[0],
            to_scan=to_scan,
        ),
        lines=lines,
    )


def _line(line: int, to_scan: Affine) -> TextLine:
    box = upright_line(line)
    step = box.width / len(WORDS)
    words = tuple(
        Word(
            text=NASTY.replace(" ", "") if (line, at) == (3, 6) else word,
            box=to_scan.apply_box(word_box(line, at)),
            confidence=0.9,
        )
        for at, word in enumerate(WORDS)
    )
    assert step > 0
    return TextLine(words=words, box=to_scan.apply_box(box))


def word_box(line: int, at: int) -> Box:
    """Where a word stands on an upright page."""
    box = upright_line(line)
    step = box.width / len(WORDS)
    return Box(left=box.left + at * step, top=box.top, right=box.left + (at + 1) * step - 20, bottom=box.bottom)


def three_pages(folder: Path) -> tuple[Page, ...]:
    """The pages 0001 (upright), 0002 (skewed by 4 degrees) and 0003 (lying on its side)."""
    upright = drawn(1)
    height, width = upright.shape
    skew, skew_width, skew_height = level_map(width, height, -4.0, 1.0)
    turn = quarter_turn_map(width, height, 1)
    return (
        a_page(folder / "0001.png", drawn(0), Affine.identity(), width, height),
        a_page(folder / "0002.png", upright, skew, skew_width, skew_height),
        a_page(folder / "0003.png", drawn(2), turn, height, width, quarter_turns=3),
    )


def place(pages: tuple[Page, ...], page: int, line: int, at: int) -> Place:
    """Where a word of a page stands."""
    return Place(
        page=page,
        page_id=pages[page].id,
        line=line,
        box=pages[page].lines[line].words[at].box,
        line_box=pages[page].lines[line].box,
    )


def a_variant(number: int, places: tuple[Place, ...], **changes) -> Variant:
    """A variant; what is not said is the same in all."""
    kept = {
        "category": Category.WORD,
        "ours": "указаниями",
        "theirs": "указанием",
        "our_span": Span(start=22, end=32),
        "their_span": Span(start=22, end=31),
        "before": "руководствуясь вашими ",
        "after": " договорились о встрече",
        "verdict": Verdict.UNDECIDED,
        "probability": 0.6,
        "reasons": ("оба слова есть в словаре",),
        "weight": 100.0 - number,
    }
    return Variant(number=number, places=places, **(kept | changes))


def some_variants(pages: tuple[Page, ...]) -> tuple[Variant, ...]:
    """Six variants of several kinds, not in the order of their weight."""
    return (
        a_variant(1, (place(pages, 0, 0, 2),), weight=5.0),
        a_variant(
            2,
            (place(pages, 1, 4, 6),),
            category=Category.DATE,
            ours="29.Ш.53",
            theirs="29.Ш.58",
            verdict=Verdict.TRANSCRIPTION_ERROR,
            probability=0.93,
            reasons=("знак на скане ясно виден", message_of("look-alike"), "в соседнем документе 1953 год"),
            weight=90.0,
            doubt=0.04,
        ),
        a_variant(3, (place(pages, 2, 7, 4),), category=Category.NEGATION, ours="о", theirs="не о", weight=80.0),
        a_variant(
            4,
            tuple(place(pages, 0, line, 0) for line in range(5, 15)),
            category=Category.STRETCH,
            ours="\n".join(" ".join(WORDS) for _ in range(10)),
            theirs="",
            verdict=Verdict.MISSING_IN_TRANSCRIPTION,
            weight=70.0,
        ),
        a_variant(5, (place(pages, 0, 3, 6),), ours=NASTY, theirs="x", before=NASTY, reasons=(NASTY,), weight=60.0),
        a_variant(
            6,
            (),
            category=Category.PUNCTUATION,
            ours=" ",
            theirs=", ",
            verdict=Verdict.CONVENTION,
            forgiven_by="знаки препинания",
            weight=1.0,
        ),
    )


def a_comparison(pages: tuple[Page, ...], variants: tuple[Variant, ...] | None = None) -> Comparison:
    """A comparison with everything in it that a report can show."""
    text = f"Руководствуясь Вашими указанием, договорились о встрече. {NASTY} " * 10
    cer = Rate(errors=21, length=1000, rate=0.021, low=0.015, high=0.028)
    wer = Rate(errors=9, length=150, rate=0.06, low=0.03, high=0.09)
    layers = (
        ScoreLayer(name="as typed", cer=cer, wer=wer),
        ScoreLayer(name="layout-neutral", cer=cer, wer=wer, forgiven=(Forgiven(name="line breaks", count=40),)),
        ScoreLayer(
            name="convention-neutral",
            cer=cer,
            wer=wer,
            forgiven=(Forgiven(name="ё = е", count=12), Forgiven(name=NASTY, count=1)),
        ),
    )
    return Comparison(
        document="Телеграмма <b>29 марта</b> 1953",
        transcription=Transcription(
            name=f"telegram {NASTY}.docx",
            text=text,
            format="docx",
            sections=(Section(kind=SectionKind.CITATION, text=f"АВП РФ {NASTY}"),),
            metadata=Metadata(title=NASTY, date="1953-03-29", archive="АВП РФ", url="javascript:alert(1)"),
            notes=("кодировка UTF-8",),
        ),
        scores=Scores(
            profile="typescript",
            layers=layers,
            bag_of_words=0.05,
            flexible_characters=0.97,
            confusions=(Confusion(ours="п", theirs="н", count=7), Confusion(ours="", theirs=" ", count=3)),
        ),
        coverage=Coverage(ours=0.62, theirs=0.991),
        stretches=(
            Stretch(their_span=Span(start=0, end=50), our_span=Span(start=0, end=50), page=0, page_id=pages[0].id),
        ),
        variants=some_variants(pages) if variants is None else variants,
        pages_without_transcription=(pages[2].id,),
        notes=("страница 0003 не найдена в транскрипции", NASTY),
    )
