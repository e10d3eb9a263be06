"""A page from its pixels to its lines."""

from __future__ import annotations

from dataclasses import astuple
from pathlib import Path

import numpy as np
import pytest

from ocr_pipeline.image import prepare
from ocr_pipeline.recognize.page import read_image
from ocr_pipeline.recognize.typescript.adapt import self_training
from ocr_pipeline.recognize.typescript.adapt.fine_tuning import fine_tuned
from ocr_pipeline.recognize.typescript.engine import TypescriptEngine
from ocr_pipeline.records import MarkKind, Resolution, ResolutionOrigin, Scan, ScanSource
from ocr_pipeline.settings import Binarization
from tests.recognize.typescript.lines.test_find import FONTS
from tests.support.tables import CODES, prepared, ruled, typed
from training.typescript import Machine, Wear, type_sheet

LINES = ("Протокол заседания", "от 29 марта 1953 года", "где дед ждал друга")
FACE = FONTS / "TT2020StyleE-Regular.ttf"

pytestmark = pytest.mark.skipif(not FACE.is_file(), reason="the typewriter faces (../shared/fonts) are not here")


@pytest.fixture(scope="module")
def page():
    sheet = type_sheet(LINES, Machine(FACE), Wear(), 300, 7)
    scan = Scan(ScanSource(Path("sheet.png")), sheet.pixels, Resolution(dpi=300, origin=ResolutionOrigin.FILE))
    return prepare(scan, binarization=Binarization.AUTO, split_spreads=False, extra_turns=0)[0]


@pytest.fixture(scope="module")
def of_page(page):
    """What is read on the page alone."""
    return TypescriptEngine().read(page, "rus", 100)


@pytest.fixture(scope="module")
def lines(of_page):
    return of_page.lines


def test_typescript_is_read_as_it_was_typed(lines):
    assert [line.text for line in lines] == list(LINES)


def test_a_glyphs_box_is_the_box_of_its_ink(page, lines):
    """Around each box is paper, and its outermost rows and columns hold ink."""
    height, width = page.binary.shape
    for glyph in (glyph for line in lines for word in line.words for glyph in word.glyphs):
        left, top, right, bottom = (round(side) for side in astuple(glyph.box))
        assert 0 <= left < right <= width
        assert 0 <= top < bottom <= height
        ink = page.binary[top - 2 : bottom + 2, left - 2 : right + 2] == 0
        rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
        assert rows[0] <= 5
        assert rows[-1] >= len(ink) - 6
        assert columns[0] <= 5
        assert columns[-1] >= ink.shape[1] - 6


def test_the_feet_of_letters_under_the_line_are_in_their_box(lines):
    word = lines[2].words[0]
    assert word.text == "где"
    г, д, _ = word.glyphs
    assert д.box.bottom > г.box.bottom + 2


def test_what_is_doubtful_leaves_no_more_than_certainty(lines):
    for glyph in (glyph for line in lines for word in line.words for glyph in word.glyphs):
        assert glyph.confidence + sum(choice.probability for choice in glyph.alternatives) <= 1.02


FORMULAS = (
    "Сектор барабана содержит 256   слов памяти",
    "Масса равна 10  тонн, а скорость 3  в час",
    "Эта строка без показателей степени и знаков",
)
LOWERED = (" " * 28 + "10", "", "")
RAISED = ("", " " * 14 + "6" + " " * 19 + "2", "")


@pytest.fixture(scope="module")
def formulas():
    sheets = (typed(FORMULAS), typed(LOWERED, rise_mm=-1.5), typed(RAISED, rise_mm=1.5))
    return prepared(np.minimum.reduce(sheets))


@pytest.fixture(scope="module")
def reading(formulas):
    """What is read on the page of formulas."""
    return TypescriptEngine().read(formulas, "rus", 100)


class Gives(TypescriptEngine):
    """The engine, with what it has read before."""

    def __init__(self, reading):
        super().__init__()
        self.reading = reading

    def read(self, _image, _language, _seconds):
        return self.reading


def test_exponents_and_indices_are_read_in_their_place(reading):
    assert [line.text for line in reading.lines] == [
        "Сектор барабана содержит 25610 слов памяти",
        "Масса равна 106 тонн, а скорость 32 в час",
        FORMULAS[2],
    ]


def test_exponents_and_indices_are_marked(formulas, reading):
    page = read_image(Gives(reading), formulas, "rus", 100)
    marks = [(mark.kind, page.lines[mark.line].words[mark.first_word].text) for mark in page.marks]
    assert marks == [(MarkKind.LOWERED, "25610"), (MarkKind.RAISED, "106"), (MarkKind.RAISED, "32")]


def test_the_box_of_an_exponent_is_where_its_ink_is(reading):
    line = reading.lines[1]
    base, exponent = line.words[2].glyphs[1].box, line.words[2].glyphs[2].box
    assert base.bottom - exponent.bottom == pytest.approx(1.5 / 25.4 * 300, abs=5)


@pytest.mark.parametrize("rules", [(), (4, 14)])
def test_a_column_of_figures_is_read_row_by_row(rules):
    table = CODES[:1] + CODES[2:]
    read = [line.text for line in TypescriptEngine().read(prepared(ruled(typed(table), rules)), "eng", 100).lines]
    right = [row for row in table[1:] if row in [text.replace("O", "0").replace("l", "1") for text in read]]
    assert len(right) >= len(table) - 2


def test_lines_of_one_letter_are_read():
    page = prepared(typed(("Сбор колоды перфокарт для задачи", "Е", "В", "А", "конец колоды и всей задачи")))
    assert [line.text for line in TypescriptEngine().read(page, "rus", 100).lines][1:4] == ["Е", "В", "А"]


@pytest.mark.parametrize("number", ["- 3 -", "-3-", "- 12 -", "-I8-", "- 7 -", "- 104 -"])
def test_a_page_number_keeps_both_its_dashes(number):
    page = prepared(typed((" " * 20 + number, "Это строка текста под номером страницы", "и ещё одна строка текста")))
    first = TypescriptEngine().read(page, "rus", 100).lines[0].text
    assert first[0] == first[-1] == "-"


PROSE = (
    "Протокол заседания совета института от второго марта",
    "Товарищ директор сообщил о работе вычислительного центра",
    "за прошлый год и о том, что машина была установлена",
    "весной, а первые задачи решены летом. После этого было",
    "решено просить академию выделить средства на новые",
    "устройства ввода и вывода, потому что старые работают",
    "плохо и часто стоят. Совет постановил принять сообщение",
    "к сведению, поручить отделу составить план на будущий",
    "год и доложить о нём на следующем заседании совета.",
)


@pytest.fixture(scope="module")
def prose():
    sheet = type_sheet(PROSE, Machine(FACE), Wear(), 300, 11)
    scan = Scan(ScanSource(Path("sheet.png")), sheet.pixels, Resolution(dpi=300, origin=ResolutionOrigin.FILE))
    return prepare(scan, binarization=Binarization.AUTO, split_spreads=False, extra_turns=0)[0]


def test_a_page_alone_and_the_same_page_after_another_are_read_alike(prose, page):
    """What one page teaches is forgotten with it."""
    alone = TypescriptEngine().read(prose, "rus", 100)
    engine = TypescriptEngine()
    engine.read(page, "rus", 100)
    assert engine.read(prose, "rus", 100) == alone


def test_a_page_is_fitted_to_its_machine_where_it_teaches_enough(prose, page, monkeypatch):
    fits = []

    def counted(head, labels):
        fits.append(len(labels.classes))
        return fine_tuned(head, labels)

    monkeypatch.setattr(self_training, "fine_tuned", counted)
    TypescriptEngine().read(page, "rus", 100)
    assert fits == []
    read = TypescriptEngine().read(prose, "rus", 100)
    assert len(fits) == 1
    assert fits[0] >= self_training.LEAST_LABELS
    assert [line.text.replace("ё", "е") for line in read.lines] == [line.replace("ё", "е") for line in PROSE]


def test_language_has_its_say_once(of_page):
    assert of_page.ranked
