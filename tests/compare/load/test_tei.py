"""TEI: the body as it stands on paper; what an editor did is told apart."""

from __future__ import annotations

import pytest

from ocr_pipeline.compare.align.texts import their_text
from ocr_pipeline.compare.load.load import transcription
from ocr_pipeline.compare.load.tei import content
from ocr_pipeline.interchange.xml import parsed

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
