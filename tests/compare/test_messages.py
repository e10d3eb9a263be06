"""Reasons and notes: each a code with what it is about, worded in both languages, stored with both code and words."""

from __future__ import annotations

import string

import pytest
from pydantic import ValidationError

from ocr_pipeline.compare.messages import WORDS, Message, message_of, remarked, set_apart, worded
from ocr_pipeline.compare.records import Transcription


def places(words):
    return {name for _, name, _, _ in string.Formatter().parse(words) if name}


def test_every_code_has_words_in_both_languages_about_the_same():
    for code, (russian, english) in WORDS.items():
        assert russian
        assert english
        if "message" not in places(english):
            assert places(russian) - {"language"} == places(english) - {"language"}, code


@pytest.mark.parametrize(
    ("count", "russian", "english"),
    [
        (1, "1 сноска", "1 footnote"),
        (3, "3 сноски", "3 footnotes"),
        (11, "11 сносок", "11 footnotes"),
        (21, "21 сноска", "21 footnotes"),
        (25, "25 сносок", "25 footnotes"),
    ],
)
def test_what_is_counted_has_the_form_of_its_number(count, russian, english):
    note = set_apart("footnote", count)
    assert note == f"{english} set apart from the text"
    assert worded(note, "ru") == f"отделено от текста: {russian}"


def test_shares_are_written_as_the_language_does():
    note = message_of("other-document", share=0.0213)
    assert "2.1%" in note
    assert "2,1\u00a0%" in worded(note, "ru")


def test_a_reading_with_braces_is_no_place_to_fill():
    reason = message_of("look-alike"), message_of("no-room", theirs="{0} {theirs.__class__}")
    assert reason[1] == "the scan has no room for “{0} {theirs.__class__}” there"
    assert "{0}" in worded(reason[1], "ru")


def test_records_hold_code_parameters_and_text_and_give_them_back():
    note = message_of("controls-kept", count=3)
    kept = Transcription(name="a", text="", format="plain text", notes=(note,))
    assert kept.model_dump(mode="json")["notes"] == [
        {"code": "controls-kept", "parameters": {"count": 3}, "text": "3 control characters kept as they are"}
    ]
    (back,) = Transcription.model_validate_json(kept.model_dump_json()).notes
    assert (back, back.code, back.parameters) == (note, note.code, note.parameters)
    assert worded(back, "ru") == "управляющих знаков оставлено: 3"


def test_a_plain_sentence_of_an_older_record_is_taken_as_it_is():
    (note,) = Transcription(name="a", text="", format="plain text", notes=("как есть",)).notes
    assert (note, note.code, worded(note, "ru")) == ("как есть", "", "как есть")
    with pytest.raises(ValidationError):
        Transcription(name="a", text="", format="plain text", notes=(5,))


def test_a_record_of_another_version_says_what_it_can():
    assert worded(Message("so it was said", "controls-kept", {}), "ru") == "so it was said"
    assert worded(Message("so it was said", "a code of later days", {"count": 1}), "ru") == "so it was said"


def test_remarks_of_the_cleaning_name_the_side():
    remark = remarked("scans", "pages-missing", "pages 5-6 are missing", ("0004", "0005"))
    assert remark == "in the scans: pages 5-6 are missing"
    assert worded(remark, "ru") == "на сканах: возможно, недостаёт страниц между этими (листы 0004, 0005)"
    assert remarked("transcription", "of later days", "x", ()) == "in the transcription: x"
