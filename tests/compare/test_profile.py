from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr_pipeline.compare.profile import ForgivenIn, load_profile, shipped_profiles
from ocr_pipeline.errors import ExitCode, ProfileBroken, ProfileUnknown

typed = st.text(alphabet='абёеШIПl1О03ЗN№-—"«» ,.\n\f/(А)A\u0301', max_size=12)

VALID = """name = "mine"

[[equivalence]]
name = "ё"
layer = "convention"
reason = "no key"
map = { "ё" = "е" }
"""


@pytest.fixture(scope="module")
def profile():
    return load_profile()


@pytest.mark.parametrize(
    ("ours", "theirs", "name"),
    [
        ("пере-\nводчик", "переводчик", "hyphens at line ends"),
        ("пере-\f\nводчик", "переводчик", "hyphens at line ends"),
        ("-\n", "", "hyphens at line ends"),
        ("кто-\nто", "кто-то", "hyphened words at line ends"),
        ("\f", " ", "page breaks"),
        ("\n", " ", "line breaks"),
        ("да  нет", "да нет", "double spaces"),
        ("слово ,", "слово,", "spaces before punctuation"),
        ("( да)", "(да)", "spaces inside brackets and quotes"),
        ("да.Нет", "да. Нет", "spaces missing after punctuation"),
        ("Москва -Пекин", "Москва - Пекин", "spaces at dashes"),
        ("№333", "№ 333", "spaces after the number sign"),
        ("1953г.", "1953 г.", "spaces between figures and their unit"),
        ("и\u0306", "й", "composed letters"),
        ("за\u0301мок", "замок", "stress marks"),
        ('"', "«", "quotes"),
        ("'", "’", "apostrophes"),
        ("слово - слово", "слово — слово", "dashes"),
        ("--", "—", "dashes"),
        ("...", "…", "ellipsis"),
        ("еж", "ёж", "ё and е"),
        ("N", "№", "number sign"),
        ("No", "№", "number sign"),
        ("п а м я т и", "памяти", "letter-spacing"),
        ("Ш", "III", "Roman numerals"),
        ("П", "II", "Roman numerals"),
        ("У", "V", "Roman numerals"),
        ("ХП", "XII", "Roman numerals"),
        ("Х1Х", "XIX", "Roman numerals"),
        ("29.Ш.53", "29.III.53", "Roman numerals"),
        ("I9I7", "1917", "letters for figures"),
        ("193I", "1931", "letters for figures"),
        ("1З3О", "1330", "letters for figures"),
        ("I", "1", "letters for figures"),
        ("1 ООО", "1 000", "letters for figures"),
        ("8,О-5", "8,0-5", "letters for figures"),
        ("8 О 5", "8 0 5", "letters for figures"),
        ("пе\u200bре", "пере", "invisible characters"),
        ("/да/", "(да)", "brackets"),
        ("CCCP", "СССР", "letters of the other alphabet"),
        ("Г.", "г.", "case of abbreviations"),
        ("ф.", "Ф.", "case of abbreviations"),
        ("Ссср", "СССР", "case of abbreviations"),
        ("прибыл тчк Завтра", "прибыл. Завтра", "telegraph words"),
        ("ПРИБЫЛТЧК", "ПРИБЫЛ.", "telegraph words"),
        ("тчк", ".", "telegraph words"),
        ("когда вопр", "когда?", "telegraph words"),
        ("скб", ")", "telegraph words + brackets"),
        ("квч", "«", "telegraph words + quotes"),
        ("тире", "—", "telegraph words + dashes"),
        ("нр", "№", "telegraph words"),
        ('"Еж" -', "«Ёж» —", "quotes + dashes + ё and е"),
        ("N333", "№ 333", "spaces after the number sign + number sign"),
    ],
)
def test_each_equivalence_forgives_what_it_is_for_and_is_named(profile, ours, theirs, name):
    assert profile.forgiven_by(ours, theirs) == name


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("да", "нет"),
        ("тчк", ","),
        ("точка", "."),
        ("вопрос", "?"),
        ("не", ""),
        (" ", ""),
        ("1953", "1958"),
        ("П", "11"),
        ("III", "111"),
        ("II", "11"),
        ("О", "0"),
        ("О мерах", "0 мерах"),
        ("№ 5 О мерах", "№ 5 0 мерах"),
        ("29.II.53", "29.11.53"),
        ("ООО", "000"),
        ("кто-то", "ктото"),
        ("Пекин", "пекин"),
        ("Он.", "он."),
        ("Ш", "И"),
        ("да", "да"),
    ],
)
def test_what_has_meaning_is_not_forgiven(profile, ours, theirs):
    assert profile.forgiven_by(ours, theirs) is None


def test_the_strict_profile_forgives_layout_alone():
    strict = load_profile("strict")
    assert strict.forgiven_by("пере-\nводчик", "переводчик") == "hyphens at line ends"
    assert strict.forgiven_by("еж", "ёж") is None
    assert strict.of(ForgivenIn.CONVENTION) == ()


@given(typed, typed)
def test_forgiving_is_symmetric(one, other):
    profile = load_profile()
    assert profile.forgiven_by(one, other) == profile.forgiven_by(other, one)


@given(typed, typed)
def test_readings_of_one_form_under_an_equivalence_are_forgiven(one, other):
    profile = load_profile()
    if one != other and any(rule.apply(one) == rule.apply(other) for rule in profile.equivalences):
        assert profile.forgiven_by(one, other)


def test_a_profile_is_applied_to_whole_texts_by_layer(profile):
    text = "зая-\nвил , что ёж"
    assert profile.apply(text, ForgivenIn.LAYOUT) == "заявил, что ёж"
    assert "ё" not in profile.apply(text)


def test_layout_comes_first_whatever_the_order_in_the_file(tmp_path):
    layout = '\n[[equivalence]]\nname = "a"\nlayer = "layout"\nreason = "r"\nwhere = "\\n"\nreplace = " "\n'
    (tmp_path / "mine.toml").write_text(VALID + layout, encoding="utf-8")
    assert [rule.name for rule in load_profile(tmp_path / "mine.toml").equivalences] == ["a", "ё"]


def test_every_shipped_profile_loads_and_gives_reasons():
    assert shipped_profiles() == ("strict", "typescript")
    for name in shipped_profiles():
        profile = load_profile(name)
        assert profile.name == name
        assert profile.description
        assert all(rule.reason for rule in profile.equivalences)


@pytest.mark.parametrize("name", ["nothing", "nothing.toml", "/"])
def test_an_unknown_profile_is_its_own_error(name):
    with pytest.raises(ProfileUnknown) as caught:
        load_profile(name)
    assert caught.value.exit_code is ExitCode.USAGE
    assert "typescript" in str(caught.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name = ", "line 1"),
        (VALID.replace("no key", "no\nkey"), "line 6"),
        ("", "`name` is missing"),
        ('name = "x"', "[[equivalence]]"),
        ('name = "x"\nequivalence = 3', "[[equivalence]]"),
        ('colour = "red"\n' + VALID, "line 1: field `colour` is unknown"),
        (VALID.replace('layer = "convention"', 'layer = "other"'), "line 2: field `layer`"),
        (VALID.replace('reason = "no key"', ""), "line 2: field `reason` is missing"),
        (VALID.replace('reason = "no key"', "reason = 3"), "line 2: field `reason` must"),
        (VALID.replace("map =", "maps ="), "line 2: field `maps` is unknown"),
        (VALID + 'builtin = "nfc"', "exactly one of"),
        (VALID.replace('map = { "ё" = "е" }', 'builtin = "magic"'), "`builtin` of 'ё': 'magic' is unknown"),
        (VALID.replace('"е" }', "3 }"), "`map`"),
        (VALID.replace('{ "ё" = "е" }', "{}"), "`map`"),
        (VALID + 'where = "("', "`where`"),
        (VALID + 'where = "а*"', "matches an empty text"),
        (VALID.replace('map = { "ё" = "е" }', 'replace = "x"'), "needs the field `where`"),
        (VALID.replace('map = { "ё" = "е" }', 'where = "а"\nreplace = "\\\\1"'), "`replace`"),
        (VALID.replace('map = { "ё" = "е" }', 'where = "а"\nreplace = 1'), "`replace`"),
        (VALID + VALID.split("\n\n", 1)[1], "line 8: field `name`"),
    ],
)
def test_a_broken_profile_says_where(tmp_path, text, said):
    path = tmp_path / "mine.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ProfileBroken) as caught:
        load_profile(path)
    assert said in str(caught.value)
    assert "mine.toml" in str(caught.value)
    assert caught.value.exit_code is ExitCode.USAGE


def test_a_profile_in_another_encoding_is_broken(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_bytes(VALID.encode("cp1251"))
    with pytest.raises(ProfileBroken, match="line 4: it is not UTF-8"):
        load_profile(path)


def test_thousands_of_readings_take_seconds_at_most(profile):
    started = time.process_time()
    for number in range(2000):
        profile.forgiven_by(f"слово{number}", f"олово, {number}")
    assert time.process_time() - started < 4.0
