"""Within a block: hyphens, changes with their reasons, emphasis, doubtful words, page numbers."""

from __future__ import annotations

import pytest
from lxml import etree

from ocr_pipeline.formats.material import Material
from ocr_pipeline.formats.tei.document import tei
from ocr_pipeline.records import Alternative, Mark, MarkKind, NumberSource, PageNumber, PageState, Provenance, replace
from ocr_pipeline.text import clean_document
from tests.support.typed_documents import a_page

MADE = Provenance(program="ocr_pipeline 0.1", engine="e", language="rus")
LONG = "Во время второй встречи 29 марта Ким Ир Сен вновь заявил, что"


def written(*pages, document=None):
    document = document or clean_document("d", pages, MADE)
    return etree.fromstring(tei(Material(document, pages)))


def marked(kind, first, last):
    page = a_page("0001", (LONG,))
    return replace(page, marks=(Mark(kind=kind, box=page.lines[0].box, line=0, first_word=first, last_word=last),))


def body(root):
    """The body as text, without what leads elsewhere."""
    found = next(root.iter("{*}body"))
    for element in found.iter():
        for name in ("ana", "facs", "n"):
            element.attrib.pop(name, None)
    return etree.tostring(found, encoding="unicode").replace(' xmlns="http://www.tei-c.org/ns/1.0"', "")


def test_a_hyphen_at_a_lines_end_stays_and_says_that_it_is_no_part_of_the_word():
    found = body(written(a_page("0001", (LONG + " мини-", "стра не считает нужным откладывать"))))
    assert 'мини<pc force="weak">-</pc><lb break="no"/>стра' in found


def test_a_convention_is_regularized_and_an_error_corrected():
    found = body(written(a_page("0001", ("в I953 году",))))
    assert '<choice><orig>I953</orig><reg type="reading">1953</reg></choice>' in found


def test_an_edit_leads_to_its_reason():
    root = written(a_page("0001", ("в I953 году",)))
    reasons = {f"#{one.get('{http://www.w3.org/XML/1998/namespace}id')}": one for one in root.iter("{*}interp")}
    (changed,) = root.iter("{*}reg")
    assert reasons[changed.get("ana")].get("type") == "figure"
    assert reasons[changed.get("ana")].text


def test_a_letter_spaced_word_stands_closed_up_beside_the_typed_one():
    found = body(written(a_page("0001", ("Ким с е г о д н я заявил",))))
    typed = '<choice><orig>с е г о д н я</orig><reg type="clean">сегодня</reg></choice>'
    assert f'<hi rend="letter-spaced">{typed}</hi>' in found


@pytest.mark.parametrize(
    ("kind", "markup"),
    [
        (MarkKind.UNDERLINED, '<hi rend="underlined">время второй</hi>'),
        (MarkKind.WAVY, '<hi rend="wavy-underlined">время второй</hi>'),
        (MarkKind.OVERSTRUCK, '<del rend="overstruck">время второй</del>'),
    ],
)
def test_what_the_typist_did_to_words_is_marked(kind, markup):
    assert f"Во {markup} встречи" in body(written(marked(kind, 1, 2)))


def test_a_doubtful_word_says_how_doubtful_and_what_else_it_may_be():
    page = a_page("0001", ("Ким Ир Сен",))
    line = page.lines[0]
    glyph = replace(line.words[0].glyphs[0], alternatives=(Alternative(text="Н", probability=0.3),))
    word = replace(line.words[0], confidence=0.55, glyphs=(glyph, *line.words[0].glyphs[1:]))
    other = replace(line.words[2], confidence=0.7)
    page = replace(page, lines=(replace(line, words=(word, line.words[1], other)),))
    found = body(written(page))
    assert '<choice><unclear cert="0.55">Ким</unclear><unclear>Ним</unclear></choice> Ир' in found
    assert '<unclear cert="0.70">Сен</unclear>' in found


def test_the_number_of_a_page_is_that_understood_and_what_is_typed_stands_where_it_stands():
    pages = [a_page(f"{number:04d}", (f"- {number} -", LONG)) for number in (1019, 1020, 1021)]
    root = written(*pages)
    assert [page.get("n") for page in root.iter("{*}pb")] == ["1019", "1020", "1021"]
    assert [one.text for one in root.iter("{*}fw")] == ["- 1019 -", "- 1020 -", "- 1021 -"]
    assert {one.get("type") for one in root.iter("{*}fw")} == {"pageNum"}


@pytest.mark.parametrize(("roman", "text"), [(False, "4"), (True, "IV")])
def test_a_number_that_nobody_sees_is_supplied(roman, text):
    page = a_page("0001", (LONG,))
    document = clean_document("d", [page], MADE)
    number = PageNumber(typed=None, number=4, roman=roman, source=NumberSource.INFERRED, confidence=0.5)
    document = replace(document, pages=(replace(document.pages[0], number=number),))
    root = written(page, document=document)
    (supplied,) = root.iter("{*}supplied")
    assert (supplied.text, supplied.get("cert"), next(root.iter("{*}pb")).get("n")) == (text, "0.50", text)


def test_a_page_that_was_not_read_is_a_gap_and_so_are_pages_that_are_missing():
    pages = [a_page(f"{number:04d}", (f"- {number} -", LONG)) for number in (5, 6, 9, 10)]
    pages.append(replace(a_page("0011", ()), state=PageState.FAILED))
    root = written(*pages)
    gaps = [(gap.get("reason"), gap.get("unit"), gap.findtext("{*}desc")) for gap in root.iter("{*}gap")]
    assert ("failed", "page", None) in gaps
    assert sum(reason == "missing" and bool(said) for reason, _, said in gaps) == 2
