"""What becomes of the white space between two lines, and of the hyphen before it."""

from __future__ import annotations

import pytest

from ocr_pipeline.languages import load_lexicon
from ocr_pipeline.records import EditKind
from ocr_pipeline.text.document_lexicon import DocumentLexicon
from ocr_pipeline.text.edits import applied
from ocr_pipeline.text.joining.joints import Surroundings, joint_edits, joints, overlaps
from ocr_pipeline.text.keep import Keep
from ocr_pipeline.text.text_layout import lay_out_text

FULL = "эта строка заполнена до самого правого края листа"


def surroundings(text, *, keep=frozenset(), furniture=frozenset(), catchwords=()):
    layout = lay_out_text(text)
    return Surroundings(
        layout=layout,
        language="rus",
        lexicon=DocumentLexicon(load_lexicon("rus"), ()),
        furniture=furniture,
        catchwords=catchwords,
        kept={},
        keep=keep,
    )


def joined(text, **changes):
    """The text with its lines joined, nothing taken out."""
    around = surroundings(text, **changes)
    found = list(joints(around.layout.lines, around))
    return applied(text, joint_edits(found, around.layout, ()))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{FULL}\n{FULL}", f"{FULL} {FULL}"),
        ("это прави-\nтельство решило", "это правительство решило"),
        (f"{FULL}\n\n\n{FULL}", f"{FULL}\n\n{FULL}"),
        ("", ""),
        ("  слово \n", "слово"),
    ],
)
def test_lines_run_on_words_are_closed_up_and_paragraphs_stay(text, expected):
    assert joined(text) == expected


def test_what_is_to_be_kept_stays_as_typed():
    text = "это прави-\nтельство решило"
    assert joined(text, keep=frozenset((Keep.HYPHENS,))) == text
    assert joined(f"{FULL}\n{FULL}", keep=frozenset((Keep.LINES,))) == f"{FULL}\n{FULL}"


def test_rows_of_a_table_keep_their_cells_whatever_ends_them():
    text = "слово\tправи-\r\n\tтельство\r\nжелезо\t\r\n\tуголь\t"
    assert joined(text) == text.replace("\r\n", "\n")


def test_furniture_that_stays_has_a_line_of_its_own():
    text = f"{FULL}\n- 5 -\n{FULL}"
    assert joined(text, furniture=frozenset((len(FULL) + 1,))) == text


def test_both_ends_of_the_text_are_joints_and_lines_in_between_are_paired():
    around = surroundings(f"{FULL}\n{FULL}\f{FULL}")
    found = list(joints(around.layout.lines, around))
    assert [(one.above is None, one.below is None) for one in found] == [
        (True, False),
        (False, False),
        (False, False),
        (False, True),
    ]
    assert [one.kind for one in found[1:3]] == [EditKind.LINE_JOIN, EditKind.PAGE_JOIN]
    empty = surroundings("")
    assert [(one.above, one.below) for one in joints((), empty)] == [(None, None)]


def test_white_space_around_what_is_taken_out_is_edited_piece_by_piece():
    text = f"{FULL}\f- 5 -\n{FULL}"
    around = surroundings(text)
    body = [line for line in around.layout.lines if line.text != "- 5 -"]
    place = len(FULL) + 1
    edits = list(joint_edits(list(joints(body, around)), around.layout, [(place, place + 5)]))
    assert [(edit.before, edit.after) for edit in edits] == [("\f", " "), ("\n", "")]


def test_halves_that_overlap_are_left_apart_and_remarked():
    around = surroundings("опубликование указа-\fза Президиума")
    (remark,) = overlaps(joints(around.layout.lines, around), around.layout)
    assert remark.code == "overlap"
    assert remark.pages == ("0001", "0002")


def test_a_catchword_says_that_the_text_goes_on():
    text = f"{FULL}.\fКороткая строка"
    around = surroundings(text, catchwords=(len(FULL) + 1,))
    (joint,) = (one for one in joints(around.layout.lines, around) if one.above and one.below)
    assert joint.written == " "
