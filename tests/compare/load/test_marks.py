"""Page marks: every way editors write them; numbers that are out of sequence are none."""

from __future__ import annotations

import pytest

from ocr_pipeline.compare.load.marks import MOST, transcription_marks


def numbers(text):
    return [mark.number for mark in transcription_marks(text)[0]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- 1019 -\nтекст\n- 1020 -\nтекст", [1019, 1020]),
        ("- I0I9 -\nтекст\n— 1020 —\nтекст", [1019, 1020]),
        ("указа- // ния и // так", [None, None]),
        ("текст\fтекст", [None]),
        ("текст [с. 5] текст [С. 6] текст [стр. 7]", [5, 6, 7]),
        ("text [page 5] text [p. 6] text", [5, 6]),
        ("указа/5/ния и так /6/ далее", [5, 6]),
        ("указа|5|ния и так |6| далее", [5, 6]),
        ("л. 97\nтекст\nл. 98\nтекст", [97, 98]),
        ("л. 97\nтекст\nл. 97 об.\nтекст\nл. 98", [97, 97, 98]),
        ("текст [л. 97] текст [л. 97 об.] текст", [97, 97]),
        ('текст <pb n="5"/> текст <pb/> текст', [5, None]),
        ("стр. 5\nтекст\nстр. 6\nтекст", [5, 6]),
    ],
)
def test_marks_of_every_kind(text, expected):
    found, _ = transcription_marks(text)
    assert [mark.number for mark in found] == expected
    assert all(text[mark.place.start : mark.place.end] == mark.typed for mark in found)


@pytest.mark.parametrize(
    "text",
    [
        "как сказано в [5] и в [1,2], а также [6]",
        "строка с - 15 - внутри",
        "см. [с. 15] выше",
        "100 /сто/ человек, из них /20/ раненых",
        "|5|6|7|\n|8|9|10|",
        "24/5/1953 и 25/6/1953",
        "Л. 97-99. Подлинник.",
        "текст /1/ и текст /2/\n/1/ первое примечание\n/2/ второе примечание",
        "https://архив.рф//документ",
        "с. 5",
        "",
    ],
)
def test_what_looks_like_a_page_and_is_none(text):
    assert numbers(text) == []


def test_a_number_out_of_sequence_is_none():
    assert numbers("- 1019 -\nа\n- 15 -\nб\n- 1020 -\nв") == [1019, 1020]


def test_marks_with_nothing_between_them_are_one():
    found, _ = transcription_marks("а\n\f- 5 -\nб")
    assert [(mark.typed, mark.number) for mark in found] == [("\f- 5 -", 5)]


def test_a_number_before_a_form_feed_is_that_of_the_page_before():
    found, notes = transcription_marks("а\n- 5 -\fб\n- 6 -")
    assert [mark.number for mark in found] == [None, 6]
    assert notes == ("page numbers stand at the foot of their pages",)


def test_so_many_marks_that_they_are_none_are_said():
    found, notes = transcription_marks("- 5 -\n" * (MOST + 1))
    assert found == ()
    assert len(notes) == 1
