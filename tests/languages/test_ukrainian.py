"""Ukrainian: what one file and its lexicon give each stage, from the bytes of a text to the kind of a difference."""

from __future__ import annotations

import shutil
import subprocess
import sys

import pytest
from PIL import Image, ImageDraw, ImageFont

from ocr_pipeline.compare.judge.additions import _patterns as patterns_of_additions
from ocr_pipeline.compare.judge.category import category_of
from ocr_pipeline.compare.load.marks import transcription_marks
from ocr_pipeline.compare.records import Category
from ocr_pipeline.doctor import examine
from ocr_pipeline.errors import LettersMissing
from ocr_pipeline.languages import language_of, load_lexicon
from ocr_pipeline.recognize import make_engine, ready_engine
from ocr_pipeline.recognize.tesseract.engine import TesseractEngine
from ocr_pipeline.recognize.typescript.glyphs.alphabet import missing_letters
from ocr_pipeline.records import EditKind
from ocr_pipeline.text import applied, clean_text
from ocr_pipeline.text.decode.source import decoded
from ocr_pipeline.text.document_lexicon import DocumentLexicon
from ocr_pipeline.text.joining.hyphens import judge_break
from ocr_pipeline.text.reading.conventions import convention_edits
from ocr_pipeline.text.reading.dates import find_dates
from ocr_pipeline.text.reading.facts import find_facts

PROSE = "Україна є членом Організації Об'єднаних Націй. Їхня відповідь надійшла вчора."
LEXICON = DocumentLexicon(load_lexicon("ukr"), ())


def has_model() -> bool:
    """Whether Tesseract and its Ukrainian model are installed."""
    if shutil.which("tesseract") is None:
        return False
    listed = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, check=False)
    return "ukr" in listed.stdout.split()


needs_model = pytest.mark.skipif(not has_model(), reason="tesseract-ocr-ukr is not installed")


@pytest.mark.parametrize(
    "word",
    ["відповідь", "УКРАЇНИ", "п'ять", "п’ять", "пʼять", "з'їзд", "ґрунт", "будь-який", "по-перше", "вже", "немає"],
)
def test_the_lexicon_knows_words_with_any_apostrophe(word):
    assert LEXICON.knows(word)


@pytest.mark.parametrize("word", ["відповідаль", "пятдесят", "слово", "ответ", "который"])
def test_the_lexicon_does_not_know_pieces_and_russian_words(word):
    assert LEXICON.knows(word) == (word == "слово")


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-u", "cp1125", "utf-8", "utf-16-le", "mac-cyrillic"])
def test_encodings_are_recognized(encoding):
    assert decoded(PROSE.encode(encoding), language="ukr").text == PROSE


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-u", "cp1125"])
@pytest.mark.parametrize("text", ["ЦІЛКОМ ТАЄМНО", "Київ, 5 січня 1953 р.", "Її ґрунт", "ЗБЕРІГАТИ ВІЧНО\nприм. 3"])
def test_a_few_words_are_enough_in_capitals_too(encoding, text):
    assert decoded(text.encode(encoding), language="ukr").text == text


def test_cp866_lacks_letters_but_is_recognized_without_them():
    text = "Постанова про роботу заводу. Затвердити план на наступний квартал."
    assert decoded(text.encode("cp866"), language="ukr").text == text


@pytest.mark.parametrize(
    ("above", "below", "written"),
    [
        ("дали відпо-", "відь на запит", "відповідь"),
        ("на терені об'-", "єднання", "об'єднання"),
        ("про зв'я-", "зок між ними", "зв'язок"),
        ("прибули п-", "'ять осіб", "п'ять"),
        ("він був будь-", "який", "будь-який"),
        ("говорив по-", "українськи", "по-українськи"),
        ("зробив-", "таки", "зробив-таки"),
        ("економіко-", "географічний", "економіко-географічний"),
    ],
)
def test_broken_words_are_joined(above, below, written):
    found = judge_break(above, below, LEXICON, across_pages=False, language="ukr")
    assert found is not None
    joined = above[: len(above) - found.drop_last] + below[found.drop_first :]
    assert written in joined


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("5 січня 1953 р.", "1953-01-05"),
        ("5 сiчня 1953 року", "1953-01-05"),
        ("«29» березня 1952 року", "1952-03-29"),
        ("29-го лютого 1952 р.", "1952-02-29"),
        ("1 травня 53 р.", "1953-05-01"),
        ("у листопаді 1949 р.", "1949-11"),
        ("31 грудня", "--12-31"),
        ("29 марта 1953 года", "1953-03-29"),
        ("March 29, 1953", "1953-03-29"),
    ],
)
def test_dates(text, iso):
    (found,) = find_dates(text, "ukr")
    assert found.iso == iso


@pytest.mark.parametrize("text", ["травнева погода", "липневий день 5", "серпанок 3", "5 червоних прапорів"])
def test_what_begins_like_a_month_is_none(text):
    assert find_dates(text, "ukr") == ()


def test_the_letters_of_a_month_are_no_month_of_a_russian_text():
    assert find_dates("5 січня 1953 р.", "rus") == ()


def test_numbers_and_references_of_archives():
    facts = find_facts("Вих. № 563, прим. № 2. ЦДАГО України. Ф. 1. Оп. 24. Спр. 3 506. Арк. 12 зв.", "ukr")
    assert [(one.kind, one.numbers) for one in facts.numbers] == [("outgoing", ("563",)), ("copy", ("2",))]
    facts = find_facts("ЦДАГО України. Ф. 1. Оп. 24. Спр. 350. Арк. 12 зв.", "ukr")
    (reference,) = facts.references
    assert (reference.fond, reference.opis, reference.delo, reference.listy) == ("1", "24", "350", "12 зв")


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("доповідь від I січня 1953 р.", "доповідь від 1 січня 1953 р."),
        ("постанова ХП з'їзду", "постанова XII з'їзду"),
        ('газета "Правда України"', "газета «Правда України»"),
        ("виділено IО крб.", "виділено 10 крб."),
        ("І-й пункт порядку денного /таємно/", "І-й пункт порядку денного (таємно)"),
        ("він сказав - так", "він сказав — так"),
        ("мiсто", "місто"),
    ],
)
def test_typewriter_conventions(typed, read):
    whole = f"{PROSE}\n{typed}"
    assert applied(whole, convention_edits(whole, "ukr")).split("\n")[1] == read


def test_the_reason_names_the_language():
    text = 'Відповідь газети "Правда"'
    assert "straight quotes typed for Ukrainian ones" in [edit.reason for edit in convention_edits(text, "ukr")]


def test_marks_of_secrecy_and_page_words_are_furniture():
    bodies = ("Уряд розглянув питання\n", "Заводи виконали план\n", "Лист надійшов із Москви\n")
    pages = "\f".join(f"Цілком таємно\nстор. {number}\n{body * 8}" for number, body in enumerate(bodies, 5))
    found = {edit.before: edit.kind for edit in clean_text("справа", pages, language="ukr").edits}
    assert found["Цілком таємно"] is EditKind.HEADER
    assert found["стор. 5"] is EditKind.PAGE_NUMBER


@pytest.mark.parametrize(
    ("ours", "theirs", "category"),
    [
        ("не", "на", Category.NEGATION),
        ("немає", "мають", Category.NEGATION),
        ("відомий", "невідомий", Category.NEGATION),
        ("ні", "", Category.NEGATION),
        ("5", "6", Category.NUMBER),
        ("відповідь", "доповідь", Category.WORD),
    ],
)
def test_the_category_of_a_variant(ours, theirs, category):
    found = category_of(ours, theirs, in_date=False, starts_sentence=False, language="ukr", lexicon=load_lexicon("ukr"))
    assert found is category


def test_page_marks_and_notes_of_editions():
    marks, _ = transcription_marks("Перша сторінка\n[арк. 12 зв.]\nдруга\n[арк. 13]\n", (), "ukr")
    assert [mark.number for mark in marks] == [12, 13]
    note = patterns_of_additions("ukr").source_note
    assert note.search("Друкується за оригіналом.")
    assert note.search("ЦДАГО України, ф. 1, оп. 24, спр. 350")
    assert not note.search("Уряд вирішив питання")


def test_the_own_reader_says_which_letters_it_lacks():
    assert missing_letters(language_of("ukr")) == "ґєії"
    with pytest.raises(LettersMissing) as caught:
        make_engine("typescript").check("ukr")
    assert caught.value.subject == "ukr"
    assert caught.value.detail == "ґ є і ї"
    findings = {one.name: one for one in examine("ukr")}
    assert findings["typescript reads ukr"].found == "no: it lacks ґ є і ї; --engine auto reads it with tesseract"
    assert findings["lexicon ukr"].found == "Ukrainian"


@needs_model
def test_auto_reads_it_with_tesseract():
    assert isinstance(ready_engine("auto", "ukr"), TesseractEngine)


@needs_model
def test_a_synthetic_page_is_read_from_the_command_line(tmp_path):
    font = _typewriter_face()
    lines = ("Україна є членом Організації", "Об'єднаних Націй. Їхня від-", "повідь надійшла 5 січня 1953 р.")
    page = Image.new("L", (1700, 900), 235)
    drawing = ImageDraw.Draw(page)
    for row, line in enumerate(lines):
        drawing.text((150, 150 + 90 * row), line, fill=20, font=font)
    page.save(tmp_path / "page.png", dpi=(300, 300))
    command = [sys.executable, "-m", "ocr_pipeline", "page", str(tmp_path / "page.png"), "--lang", "ukr"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    text = "Україна є членом Організації Об'єднаних Націй. Їхня відповідь надійшла 5 січня 1953 р."
    assert " ".join(done.stdout.split()) == text


def _typewriter_face() -> ImageFont.FreeTypeFont:
    for name in ("DejaVuSansMono.ttf", "LiberationMono-Regular.ttf", "FreeMono.ttf"):
        try:
            return ImageFont.truetype(name, 48)
        except OSError:
            continue
    pytest.skip("no face with Ukrainian letters is installed")
