"""Languages are found by themselves, several are taken together, and an unknown one knows nothing."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
import regex

from ocr_pipeline.languages import (
    UNKNOWN_TAG,
    Script,
    has_lexicon,
    known_languages,
    language_of,
    language_tag,
    languages_of,
    lexicon_names,
    one_of,
    without_lexicon,
)
from tests.support.schemas import SCHEMAS, needs_schemas


def test_every_module_of_the_folder_adds_its_languages():
    assert {"rus", "eng", "Cyrillic", "Latin"} <= set(known_languages())


@pytest.mark.parametrize(("name", "known"), [("rus", "rus"), ("script/Cyrillic", "Cyrillic"), ("best/eng", "eng")])
def test_languages_are_named_as_tesseract_names_them(name, known):
    assert language_of(name) is known_languages()[known]


def test_a_language_without_a_record_has_neither_letters_nor_lexicon():
    german = language_of("deu")
    assert (german.name, german.letters, german.lexicon, german.script) == ("deu", "", None, None)
    assert without_lexicon("deu+rus") == ("deu",)
    assert has_lexicon("deu+rus")
    assert not has_lexicon("deu")


@pytest.mark.parametrize(
    ("names", "tag"),
    [("rus", "ru"), ("eng+rus", "en"), ("deu+rus", "de"), ("chi_sim", "zh-Hans"), ("tlh", "und"), ("", "und")],
)
def test_the_tag_is_that_of_the_first_language_where_it_is_known(names, tag):
    assert language_tag(names) == tag


@needs_schemas
def test_the_titles_of_languages_that_have_tags_are_those_of_page():
    named = set(
        re.findall('enumeration value="([^"]+)"', (SCHEMAS / "page-2019-07-15.xsd").read_text(encoding="utf-8"))
    )
    languages = [*known_languages().values(), *(language_of(name) for name in ("deu", "pol", "bel", "chi_sim", "lav"))]
    assert {one.title for one in languages if one.tag != UNKNOWN_TAG} <= named


def test_words_of_the_languages_beside_count_but_the_named_ones_come_first():
    both = languages_of("rus")
    assert [one.name for one in both] == ["rus", "eng"]
    assert [one.name for one in both.named] == ["rus"]
    assert both.first.name == "rus"
    assert {"то", "либо"} <= both.words(lambda one: one.joining.particles)
    assert [one.name for one in languages_of("deu")] == ["deu", "rus", "eng"]
    assert [one.name for one in languages_of("eng+rus")] == ["eng", "rus"]


def test_the_script_of_a_text_chooses_the_first_language_written_in_it():
    assert languages_of("eng").in_script(Script.CYRILLIC) is language_of("rus")
    assert languages_of("rus+eng").in_script(Script.LATIN) is language_of("eng")


def test_patterns_of_several_languages_are_alternatives_and_none_matches_nowhere():
    conjunction = languages_of("rus").pattern(lambda one: one.facts.conjunction)
    assert regex.fullmatch(conjunction, "и")
    assert regex.fullmatch(conjunction, "and")
    assert not regex.search(one_of(("", "")), "")


@pytest.mark.parametrize("language", known_languages().values(), ids=lambda one: one.name)
def test_a_record_is_consistent(language):
    assert language.letters == language.letters.lower()
    assert len(set(language.letters)) == len(language.letters)
    assert len(language.dates.months) == 12
    assert all(len(pair) == 2 and set(pair) <= set(language.letters) for pair in language.encodings.pairs)
    assert set(language.beside) <= set(known_languages())
    assert language.short_words.between <= language.short_words.one
    for encoding in language.encodings.names:
        "а".encode(encoding)


def test_records_are_known_without_loading_a_lexicon():
    program = (
        "import sys; from ocr_pipeline.languages import languages_of; languages_of('rus+eng');"
        "sys.exit(bool({'pymorphy3', 'wordfreq'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_lexicons_are_listed_in_alphabetical_order():
    assert list(lexicon_names()) == sorted(lexicon_names())
    assert "rus" in lexicon_names()
