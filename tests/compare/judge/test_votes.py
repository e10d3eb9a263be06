"""Other readings of a line vote for the text they are nearer to; a line is read again once, the weightiest first."""

from __future__ import annotations

import pytest

from ocr_pipeline.compare.align.collation import collated
from ocr_pipeline.compare.align.differences import differences
from ocr_pipeline.compare.align.texts import our_text, their_text
from ocr_pipeline.compare.judge import votes as module
from ocr_pipeline.compare.judge.evidence import gathered
from ocr_pipeline.compare.judge.votes import voted
from ocr_pipeline.compare.locate.places import PageLocator
from ocr_pipeline.compare.records import Transcription
from ocr_pipeline.languages import load_lexicon
from ocr_pipeline.text import clean_document
from tests.support.typed_documents import TEXT, a_page

WHOLE = "\n".join(TEXT)


def votes_of(theirs, reread, weights=(1.0,), page=None):
    document = clean_document("d", [a_page("1")])
    side, _ = their_text(Transcription(name="t", text=theirs, format="plain text"), "rus")
    collation = collated(our_text(document), side)
    found = list(differences(collation))
    locator = PageLocator(document, lambda _index: page)
    known = list(gathered(found, collation, locator, load_lexicon("rus")))
    return [one.votes for one in voted(known, found, weights, collation, locator, reread)]


SLIP = WHOLE.replace("согласен", "согласится")


@pytest.mark.parametrize(
    ("theirs", "readings", "votes"),
    [
        (SLIP, (TEXT[1], TEXT[1]), 1.0),
        (SLIP, (TEXT[1].replace("согласен", "согласится"),), -1.0),
        (SLIP, (TEXT[1], TEXT[1].replace("согласен", "согласится")), 0.0),
        (SLIP, (TEXT[1].replace("правительства", "прав"), TEXT[1].replace("с ", "")), 1.0),
        (WHOLE.replace("согласен", "уже согласен"), (TEXT[1],), 1.0),
        (WHOLE.replace("согласен", "уже согласен"), (TEXT[1].replace("согласен", "уже согласен"),), -1.0),
        (WHOLE.replace("полностью ", ""), (TEXT[1],), 1.0),
        (WHOLE.replace("полностью ", ""), (TEXT[1].replace("полностью ", ""),), -1.0),
        (SLIP, (), None),
    ],
)
def test_other_readings_of_the_line_vote_for_the_text_they_are_nearer_to(theirs, readings, votes):
    assert votes_of(theirs, lambda _page, _line: readings, page=a_page("1")) == [votes]


TWO_SLIPS = SLIP.replace("полностью", "почти")


def test_a_line_is_read_again_once_however_many_differences_it_has():
    asked = []

    def reread(page, number):
        asked.append((page.id, number))
        return (TEXT[1],)

    assert votes_of(TWO_SLIPS, reread, (1.0, 2.0), a_page("1")) == [1.0, 1.0]
    assert asked == [("1", 1)]


def test_a_difference_that_nobody_asks_about_gets_no_votes():
    assert votes_of(TWO_SLIPS, lambda _page, _line: (TEXT[1],), (None, 2.0), a_page("1")) == [None, 1.0]


def test_of_more_lines_than_are_read_again_the_weightiest_are(monkeypatch):
    monkeypatch.setattr(module, "REREAD_LINES", 1)
    theirs = SLIP.replace("300", "500")
    found = votes_of(theirs, lambda page, line: (page.lines[line].text,), (1.0, 2.0), a_page("1"))
    assert found == [None, 1.0]


def test_a_page_without_its_record_gives_no_votes():
    assert votes_of(SLIP, lambda _page, _line: (TEXT[1],)) == [None]
