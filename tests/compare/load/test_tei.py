"""TEI: the body as it stands on paper; what an editor did is told apart."""

from __future__ import annotations

import time

import pytest
from hypothesis import given

from ocr_pipeline.compare.align.texts import their_text
from ocr_pipeline.compare.comparison import compare
from ocr_pipeline.compare.load.load import load_transcription, transcription
from ocr_pipeline.compare.load.tei import content
from ocr_pipeline.compare.profile import load_profile
from ocr_pipeline.formats.material import Material
from ocr_pipeline.formats.tei.document import tei
from ocr_pipeline.formats.tei.tokens import FURNITURE
from ocr_pipeline.formats.xml_text import xml_text
from ocr_pipeline.interchange.xml import parsed
from ocr_pipeline.records import MarkKind, Provenance
from ocr_pipeline.text import clean_document
from tests.support.edited_documents import read_documents
from tests.support.typed_documents import TEXT, a_page

HEADER = """<teiHeader><fileDesc><titleStmt><title>Телеграмма</title></titleStmt><publicationStmt>
<idno type="URL">https://архив.рф/1</idno></publicationStmt><sourceDesc><msDesc><msIdentifier>
<repository>АП РФ</repository><idno>Ф. 3. Оп. 65</idno></msIdentifier></msDesc></sourceDesc></fileDesc>
<profileDesc><creation><date when="1953-03-29"/></creation><langUsage><language ident="ru"/></langUsage></profileDesc>
</teiHeader>"""


def read(body, header=""):
    markup = f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{header}<text><body>{body}</body></text></TEI>'
    return content(parsed(markup.encode(), "a.xml"))


def editorial(found):
    return [found.text[span.start : span.end] for span in found.editorial]


def test_paragraphs_are_lines():
    found = read("<head>№ 333</head>\n<p>Первый\n  абзац</p><p>Второй</p>")
    assert found.text == "№ 333\nПервый абзац\nВторой"
    assert not found.lines_are_lines


def test_page_breaks_take_no_room_and_have_their_number():
    found = read('<p>указа<pb n="97об" break="no"/>ния<pb/></p>')
    assert found.text == "указания"
    assert [(mark.place.start, mark.typed, mark.number) for mark in found.marks] == [
        (5, '<pb n="97об"/>', 97),
        (8, "<pb/>", None),
    ]


def test_white_space_around_a_break_inside_a_word_does_not_count():
    assert read('<p>указа\n  <pb n="5" break="no"/>\n  ния</p>').text == "указания"


def test_line_breaks_are_those_of_the_paper():
    found = read('<p>первая<lb/>необ-<lb break="no"/>ходимая и не<lb break="no"/>делимая</p>')
    assert found.text == "первая\nнеоб-\nходимая и неделимая"
    assert found.lines_are_lines
    assert "1 line break inside words left out" in found.notes


@pytest.mark.parametrize("pair", [("sic", "corr"), ("orig", "reg"), ("abbr", "expan")])
def test_in_a_choice_the_typed_is_the_text_and_the_correction_is_set_apart(pair):
    typed, corrected = pair
    found = read(f"<p>а <choice><{typed}>тов.</{typed}><{corrected}>товарищ</{corrected}></choice> б</p>")
    assert found.text == "а тов. б"
    assert found.editorial == ()
    assert [section.text for section in found.sections] == ["тов.: товарищ"]


@pytest.mark.parametrize(
    "markup",
    ["<supplied>да</supplied>", "<corr>да</corr>", '<add resp="#editor">да</add>', '<add resp="#ed">да</add>'],
)
def test_an_editors_addition_is_editorial(markup):
    found = read(f"<p>а {markup} б</p>")
    assert found.text == "а да б"
    assert editorial(found) == ["да"]


def test_an_addition_on_paper_is_text():
    found = read('<p>а <add place="above">да</add> б<del>нет</del></p>')
    assert found.text == "а да б"
    assert found.editorial == ()
    assert found.sections[0].text == "нет"


def test_notes_are_set_apart():
    found = read('<p>Ким<note n="1">Так в тексте.</note> сказал</p>')
    assert found.text == "Ким сказал"
    assert found.sections[0].text == "Так в тексте."
    assert "1 note set apart from the text" in found.notes


def test_the_header_says_what_the_document_is():
    said = read("<p>а</p>", HEADER).metadata
    assert (said.title, said.date, said.archive) == ("Телеграмма", "1953-03-29", "АП РФ, Ф. 3. Оп. 65")
    assert (said.language, said.url) == ("ru", "https://архив.рф/1")


def test_front_matter_is_set_apart():
    markup = b"<TEI><text><front><p>A</p></front><body><p>B</p></body></text></TEI>"
    found = content(parsed(markup, "a"))
    assert (found.text, found.sections[0].text) == ("B", "A")


def test_entities_stay_as_typed():
    markup = b'<!DOCTYPE TEI [<!ENTITY a "aaaa"><!ENTITY dash "&#8212;">]>'
    markup += b"<TEI><text><body><p>x &a; y<b/>&dash; z</p></body></text></TEI>"
    found = content(parsed(markup, "a"))
    assert found.text == "x &a; y&dash; z"
    assert "2 entity references kept as typed" in found.notes


def test_a_page_ends_with_a_line_unless_it_breaks_no_word():
    assert read('<p>пере-<pb n="2"/>говоры шли</p>').text == "пере-\nговоры шли"
    assert read('<p>пере<pb n="2" break="no"/>говоры шли</p>').text == "переговоры шли"


def test_a_word_broken_over_two_pages_is_one_word():
    found = read('<p>начатые в Паньмыньчжоне пере-<pb n="2"/>говоры с американской стороной</p>')
    side, _ = their_text(transcription(found, "t"), "rus")
    assert "переговоры" in [token.text for token in side.tokens]


def test_page_furniture_is_no_text():
    found = read(
        '<p>указа<pb n="5"/><fw type="pageNum">- 5 -</fw><fw type="header">Секретно</fw><lb break="no"/>ния</p>'
    )
    assert found.text == "указа\nния"
    assert found.sections[0].text == "- 5 -\nСекретно"
    assert "2 headers and page numbers set apart from the text" in found.notes


@pytest.mark.parametrize(
    ("markup", "typed", "number"),
    [
        ('<pb/><fw type="pageNum">- 5 -</fw>', "- 5 -", 5),
        ('<pb n="5"/><fw>стр. 5</fw>', "стр. 5", 5),
        ('<pb n="5"/><fw type="header">Папка 7</fw>', '<pb n="5"/>', 5),
        ('<pb/><fw type="header">Папка 7</fw>', "<pb/>", None),
    ],
)
def test_a_typed_page_number_is_that_of_the_page_that_began(markup, typed, number):
    (mark,) = read(f"<p>а{markup}б</p>").marks
    assert (mark.typed, mark.number) == (typed, number)


@pytest.mark.parametrize(
    ("readings", "text"),
    [
        ("<unclear>1953</unclear><unclear>1958</unclear>", "1953"),
        ('<unclear cert="0.3">1953</unclear><unclear cert="0.6">1958</unclear>', "1958"),
        ('<unclear cert="low">1953</unclear><unclear cert="high">1958</unclear>', "1958"),
        ('<unclear cert="0.3">1953</unclear>', "1953"),
    ],
)
def test_of_several_readings_the_likeliest_is_the_text(readings, text):
    found = read(f"<p>в <choice>{readings}</choice> году</p>")
    assert found.text == f"в {text} году"
    others = [section.text for section in found.sections]
    assert "".join(others) in ("1953", "1958", "")
    assert text not in others


def test_what_describes_a_gap_is_no_text_and_space_is_room():
    assert read("<p>а <gap><desc>неразборчиво</desc></gap>б<space/>в</p>").text == "а б в"


def test_a_line_break_at_the_start_of_a_cell_leaves_the_row_whole():
    row = "<row><cell><lb/>а</cell><cell><lb/>б<lb/>в</cell></row>"
    assert read(f"<table>{row}</table>").text == "а\tб\nв"


def test_white_space_at_the_start_of_a_cell_is_between_the_cells():
    row = "<row><cell>а</cell><cell><space/>б<space/>в</cell></row>"
    assert read(f"<table>{row}</table>").text == "а\tб в"


def blind(text):
    return "".join(text.split())


@given(read_documents())
def test_of_a_file_of_this_program_the_text_is_what_was_typed_but_for_furniture_and_deletions(made):
    document, pages = made
    text = list(document.diplomatic)
    taken = [edit for edit in document.edits if edit.kind in FURNITURE]
    for one in (*taken, *(mark for mark in document.emphases if mark.kind is MarkKind.OVERSTRUCK)):
        text[one.start : one.end] = " " * (one.end - one.start)
    found = content(parsed(tei(Material(document, pages)), "a"))
    assert blind(found.text) == xml_text(blind("".join(text)))
    assert len(found.marks) == len(pages)


def test_a_file_of_this_program_differs_in_nothing_from_what_it_was_made_of():
    second = ("- 1020 -", "стра исполняет Ли Дон Ген, и II пунктов в I953 году.", *TEXT)
    pages = [a_page("1019", ("- 1019 -", *TEXT, "вновь заявил мини-")), a_page("1020", second)]
    document = clean_document("d", pages, Provenance(program="", engine="", language="rus"))
    theirs = transcription(content(parsed(tei(Material(document, pages)), "a")), "t")
    comparison = compare(document, theirs, lambda index: pages[index], load_profile(), language="rus")
    assert comparison.variants == ()
    assert [mark.number for mark in theirs.marks] == [1019, 1020]


def test_a_choice_of_thousands_of_readings_is_looked_at_once(tmp_path):
    path = tmp_path / "a.xml"
    readings = "".join(f'<unclear cert="0.{number:04}">{number}</unclear>' for number in range(5000))
    path.write_text(f"<TEI><text><body><p><choice>{readings}</choice></p></body></text></TEI>", encoding="utf-8")
    start = time.monotonic()
    assert load_transcription(path).text == "4999"
    assert time.monotonic() - start < 5
