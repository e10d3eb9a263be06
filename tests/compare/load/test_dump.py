"""The transcription is told from citation, summary and translation, by structure and script."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr_pipeline.compare.load.dump import parts_of
from ocr_pipeline.compare.records import SectionKind

RUSSIAN = "- 7 -\n\nПосол принял министра и беседовал с ним о положении на фронте.\n\n29.3.53\n\nИванов"
ENGLISH = "The Ambassador received the Minister and talked with him about the situation at the front.\n\nIvanov"
CHINESE = "毛泽东同志会见了大使，谈到了朝鲜战争的形势。\n\n周恩来"
HEAD = """May 5, 1951
Memo on Korea

Citation:

"Memo on Korea," May 05, 1951, Wilson Center Digital Archive, AVPRF, Fond 1. Translated by A. B. https://a.org/9

Summary:

A memo.

Original Language:

{}

Contents:

Original Scan
Translation - English

"""


def split(text):
    parts = parts_of(text)
    return text[parts.start : parts.end], {section.kind: section.text for section in parts.sections}, parts


def test_the_parts_of_an_archives_page():
    text, sections, parts = split(HEAD.format("Russian") + RUSSIAN + "\n\n" + ENGLISH)
    assert text == RUSSIAN
    assert sections[SectionKind.TRANSLATION] == ENGLISH
    assert sections[SectionKind.SUMMARY] == "A memo."
    assert sections[SectionKind.CITATION].startswith('"Memo on Korea,"')
    assert "Original Scan" in sections[SectionKind.APPARATUS]
    said = parts.metadata
    assert (said.title, said.date, said.archive) == ("Memo on Korea", "May 5, 1951", "AVPRF, Fond 1")
    assert (said.language, said.url) == ("Russian", "https://a.org/9")


def test_line_ends_of_windows_make_no_difference():
    text, sections, parts = split((HEAD.format("Russian") + RUSSIAN + "\n\n" + ENGLISH).replace("\n", "\r\n"))
    assert text == RUSSIAN.replace("\n", "\r\n")
    assert sections[SectionKind.SUMMARY] == "A memo."
    assert parts.metadata.language == "Russian"


def test_a_translation_before_the_original():
    text, sections, _ = split(HEAD.format("Russian") + ENGLISH + "\n\n" + RUSSIAN)
    assert text == RUSSIAN
    assert sections[SectionKind.TRANSLATION] == ENGLISH


def test_an_original_in_another_script():
    text, sections, _ = split(HEAD.format("Chinese") + CHINESE + "\n\n" + ENGLISH)
    assert text == CHINESE
    assert sections[SectionKind.TRANSLATION] == ENGLISH


def test_an_original_in_latin_script_ends_at_the_heading_of_its_translation():
    german = "Der Botschafter empfing den Minister."
    text, sections, _ = split(
        HEAD.format("German") + f"Transcript - German\n\n{german}\n\nTranslation - English\n\n{ENGLISH}"
    )
    assert text == german
    assert sections[SectionKind.TRANSLATION].endswith(ENGLISH)


def test_originals_in_latin_script_that_nothing_tells_apart_are_kept_and_it_is_said():
    text, _, parts = split(HEAD.format("German") + "Der Botschafter.\n\n" + ENGLISH)
    assert text.endswith(ENGLISH)
    assert any("cannot be told apart" in note for note in parts.notes)


def test_a_page_without_the_original_is_empty_and_says_so():
    text, sections, parts = split(HEAD.format("Russian") + ENGLISH)
    assert text == ""
    assert sections[SectionKind.TRANSLATION] == ENGLISH
    assert any("no text in the original language (Russian)" in note for note in parts.notes)


def test_labels_with_their_values_on_the_line():
    text, _, parts = split(f"**Memo**\nCitation: x\nOriginal Language: Russian\n{RUSSIAN}")
    assert text == RUSSIAN
    assert (parts.metadata.title, parts.metadata.language) == ("Memo", "Russian")


def test_a_plain_text_with_a_translation_behind_it():
    text, sections, parts = split(RUSSIAN + "\n\n" + ENGLISH)
    assert text == RUSSIAN
    assert sections == {SectionKind.TRANSLATION: ENGLISH}
    assert parts.notes == ("a translation after the text set apart",)


@pytest.mark.parametrize(
    "text",
    [
        RUSSIAN,
        ENGLISH,
        RUSSIAN + "\n\nEmbassy of the USSR, Washington",
        "Summary:\n\nНачало\n" + RUSSIAN,
        "Date: May 5\nSubject: x\n" + ENGLISH,
        RUSSIAN + "\n" + ENGLISH + "\n" + RUSSIAN,
        "",
    ],
)
def test_what_is_one_text_stays_whole(text):
    assert split(text)[0] == text


@given(st.text(alphabet="Citaton: OrglLuge\nRsАбв 5-/", max_size=300))
def test_parts_are_within_the_text(text):
    parts = parts_of("Citation: a\nOriginal Language: Russian\n" + text)
    assert 0 <= parts.start <= parts.end <= len(text) + 40
