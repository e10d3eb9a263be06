"""Two readings of a page, collated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr_pipeline.recognize.double import collating
from ocr_pipeline.recognize.engine import EngineReading
from ocr_pipeline.recognize.reading import Choice, ReadGlyph, ReadLine, ReadWord
from ocr_pipeline.records import Area, RankedBy
from tests.support.readings import glyphs_of, readings, typed

CELL, HEIGHT = 30.0, 24.0


def both(first: Sequence[ReadLine], second: Sequence[ReadLine]) -> EngineReading:
    return collating.collated_readings(EngineReading(tuple(first)), EngineReading(tuple(second)))


def collated_lines(first: Sequence[ReadLine], second: Sequence[ReadLine]) -> tuple[ReadLine, ...]:
    return both(first, second).lines


def line(text: str, row: int = 0, sure: float = 0.95, doubt: dict[int, float] | None = None) -> ReadLine:
    """Return a line typed on the grid; `doubt` gives the confidence of the glyphs at some columns."""
    words = []
    column = 0
    for letters in text.split(" "):
        glyphs = tuple(
            ReadGlyph(text=letter, box=_box(column + place, row), confidence=(doubt or {}).get(column + place, sure))
            for place, letter in enumerate(letters)
        )
        box = Area(
            left=glyphs[0].box.left, top=glyphs[0].box.top, right=glyphs[-1].box.right, bottom=glyphs[0].box.bottom
        )
        words.append(ReadWord(text=letters, box=box, confidence=sure, glyphs=glyphs))
        column += len(letters) + 1
    box = Area(left=words[0].box.left, top=words[0].box.top, right=words[-1].box.right, bottom=words[0].box.bottom)
    return ReadLine(words=tuple(words), box=box)


def _box(column: int, row: int) -> Area:
    left, top = 100 + column * CELL, 100 + row * 60
    return Area(left=left, top=top, right=left + CELL, bottom=top + HEIGHT)


def test_what_both_read_stands_surer_than_either_alone():
    (read,) = collated_lines([line("мир народам", sure=0.9)], [line("мир народам", sure=0.8)])
    assert read.text == "мир народам"
    assert all(glyph.confidence > 0.9 for word in read.words for glyph in word.glyphs)


def test_what_both_read_in_the_end_keeps_what_was_read_before_it_was_ranked():
    mine = line("народам", sure=0.9)
    (word,) = mine.words
    choices = (Choice("и", 0.4), Choice("п", 0.1))
    glyph = replace(word.glyphs[0], confidence=0.5, alternatives=choices, ranked_by=RankedBy.LANGUAGE_MODEL)
    mine = replace(mine, words=(replace(word, glyphs=(glyph, *word.glyphs[1:])),))
    (read,) = collated_lines([mine], [line("народам", sure=0.8)])
    first, second = read.words[0].glyphs[:2]
    assert first.ranked_by is RankedBy.LANGUAGE_MODEL
    assert [choice.text for choice in first.alternatives] == ["и"]
    assert first.confidence + first.alternatives[0].probability <= 1
    assert (second.ranked_by, second.alternatives) == (None, ())


def test_where_they_differ_the_surer_one_stands_marked_as_doubtful_with_the_other_beside():
    (read,) = collated_lines([line("народам", doubt={2: 0.6})], [line("нанодам", doubt={2: 0.9})])
    assert read.text == "нанодам"
    glyph = read.words[0].glyphs[2]
    assert glyph.confidence < 0.9
    assert glyph.alternatives[0].text == "р"
    assert glyph.alternatives[0].probability == pytest.approx(1 - glyph.confidence)


def test_letters_of_one_shape_are_no_difference():
    (read,) = collated_lines([line("ХIХ век")], [line("XIX век")])
    assert read.text == "ХIХ век"
    assert not any(glyph.alternatives for word in read.words for glyph in word.glyphs)


def test_a_line_that_only_the_first_reader_sees_stays():
    read = collated_lines([line("один", 0), line("два", 1), line("три", 2)], [line("один", 0), line("три", 2)])
    assert [one.text for one in read] == ["один", "два", "три"]


def test_a_sure_line_that_only_the_second_reader_sees_stands_at_its_height():
    read = collated_lines([line("один", 0), line("три", 2)], [line("два", 1, sure=0.95)])
    assert [one.text for one in read] == ["один", "два", "три"]


def test_noise_that_only_the_second_reader_sees_is_set_apart():
    read = both([line("один", 0)], [line("один", 0), line("ъжщ", 3, sure=0.4)])
    assert [one.text for one in read.lines] == ["один"]
    assert [one.text for one in read.set_apart] == ["ъжщ"]


def test_a_reading_of_nothing_gives_nothing():
    assert both([], []) == EngineReading()


@given(st.lists(st.text("абвгдежз-1", min_size=1, max_size=9), min_size=1, max_size=6), st.floats(-0.2, 0.2))
def test_a_page_collated_with_itself_moved_a_little_is_itself(words, cells):
    text = " ".join(words)
    (read,) = collated_lines([line(text)], [moved(line(text), cells * CELL)])
    assert read.text == text


@pytest.mark.parametrize("text", ["5", "- 5 -", "а в"])
def test_a_page_without_two_letters_side_by_side_is_not_doubled(text):
    (read,) = collated_lines([line(text)], [moved(line(text), 0.5)])
    assert read.text == text


def moved(one: ReadLine, right: float) -> ReadLine:
    """Return the line moved to the right, pixels."""

    def there(box: Area) -> Area:
        return Area(left=box.left + right, top=box.top, right=box.right + right, bottom=box.bottom)

    words = tuple(
        replace(word, box=there(word.box), glyphs=tuple(replace(glyph, box=there(glyph.box)) for glyph in word.glyphs))
        for word in one.words
    )
    return ReadLine(words=words, box=there(one.box))


def test_a_line_that_one_reader_has_in_two_parts_is_one_line():
    whole = line("копия   секретно".replace("   ", " "))
    parts = [line("копия"), moved(line("секретно"), 6 * CELL)]
    for first, second in (([whole], parts), (parts, [whole]), ([whole], parts[::-1])):
        (read,) = collated_lines(first, second)
        assert read.text == "копия секретно"


def test_a_scrap_on_a_line_that_has_its_counterpart_is_set_apart():
    text = "оригинал законопроекта и мотивы"
    read = both([line(text)], [line("ори", sure=0.9), line(text)])
    assert [one.text for one in read.lines] == [text]
    assert [one.text for one in read.set_apart] == ["ори"]


def test_what_the_second_reader_is_silent_about_stays():
    (read,) = collated_lines([line("протокол заседания комиссии", sure=0.85)], [line("протокол")])
    assert read.text == "протокол заседания комиссии"


def test_one_faint_mark_that_the_second_reader_does_not_see_is_set_apart():
    read = both([line("протокол)", doubt={8: 0.6})], [line("протокол")])
    assert [one.text for one in read.lines] == ["протокол"]
    assert [one.text for one in read.set_apart] == [")"]


def test_another_reading_never_makes_a_glyph_surer():
    (read,) = collated_lines([line("народ", doubt={2: 0.9})], [line("напод", doubt={2: 0.3})])
    assert read.words[0].glyphs[2].confidence <= 0.9


def test_a_glyph_where_the_other_reader_has_a_space_is_marked():
    (read,) = collated_lines([line("мир.народ", doubt={3: 0.55})], [line("мир народ")])
    assert read.text == "мир.народ"
    assert read.words[0].glyphs[3].alternatives[0].text == " "


def test_no_word_goes_over_the_gap_of_a_table_where_a_glyph_stands_for_its_space():
    """The second reader has a letter somewhere in the gap, where the first has a space."""
    (read,) = collated_lines([typed("4В" + " " * 30 + "78", 0)], [typed("4В" + " " * 13 + "Е" + " " * 15 + "78", 0)])
    assert [word.text for word in read.words if word.text != "Е"] == ["4В", "78"]


@pytest.mark.parametrize(("beside", "stands"), [("мир народам всех стран", "о"), ("мнр каролам воех отрак", "б")])
def test_a_second_reader_that_differs_often_is_believed_less(beside, stands):
    first = [*(line("мир народам всех стран", row) for row in range(6)), line("собрание", 9, doubt={2: 0.8})]
    second = [*(line(beside, row) for row in range(6)), line("соорание", 9, doubt={2: 0.88})]
    assert collated_lines(first, second)[-1].text[2] == stands


def test_a_second_reader_that_differs_often_takes_away_less_by_its_silence():
    first = [*(line("мир народам всех стран", row) for row in range(6)), line("народ.", 9, doubt={5: 0.8})]
    legible, worn = (
        collated_lines(first, [*(line(text, row) for row in range(6)), line("народ", 9)])[-1].text
        for text in ("мир народам всех стран", "мнр каролам воех отрак")
    )
    assert (legible, worn) == ("народ", "народ.")


def test_a_line_that_only_a_second_reader_sees_that_differs_often_is_no_text():
    first = [line("мир народам всех стран", row) for row in range(6)]
    alone = line("собрание", 9, sure=0.9)
    sound, differing = (
        collated_lines(first, [*(line(text, row) for row in range(6)), alone])
        for text in ("мир народам всех стран", "мнр каролам воех отрак")
    )
    assert sound[-1].text == "собрание"
    assert all(one.text != "собрание" for one in differing)


def test_what_the_first_reader_takes_for_a_letter_of_another_language_is_doubtful_whatever_the_second_says():
    (read,) = collated_lines([line("Mup", sure=0.99, doubt={1: 0.0})], [line("Mnp", sure=0.99)])
    glyph = read.words[0].glyphs[1]
    assert glyph.text == "n"
    assert glyph.confidence < 0.1


@pytest.mark.parametrize(("mark", "width"), [(",", 4), (".", 6), ("m", 5)])
def test_punctuation_of_the_second_reader_alone_keeps_to_its_gap(mark, width):
    wide = Area(left=_box(2, 0).left, top=100, right=_box(width, 0).right, bottom=124)
    them = [*line("the", 0).words[0].glyphs, ReadGlyph(mark, wide, 0.99)]
    second = ReadLine.of([ReadWord.of(them), *line("the to", 0).words[1:]])
    (read,) = both([line("the to get", 0)], [second]).lines
    assert read.text == f"the{mark} to get"
    found = read.words[0].glyphs[3].box
    # A letter has a cell of its own: a box that lies on others is a place read twice (`recognize/twice.py`).
    assert (found.left, found.right) == (
        (wide.left, wide.right) if mark == "m" else (_box(3, 0).left, _box(3, 0).right)
    )


@pytest.mark.parametrize(("first", "second"), [("- 87", "- 87 -"), ("-3-", "-3"), ("- 1 -", "- 1")])
def test_one_dash_of_a_page_number_speaks_for_the_other(first, second):
    (read,) = collated_lines([line(first, sure=0.8)], [line(second, sure=0.8)])
    assert read.text == max(first, second, key=len)


def test_the_first_dash_is_spoken_for_by_the_last():
    (read,) = collated_lines([moved(line("87 -", sure=0.8), 2 * CELL)], [line("- 87 -", sure=0.8)])
    assert read.text == "- 87 -"


@pytest.mark.parametrize(("first", "second"), [("87", "87 -"), ("- дом", "- дом -"), ("- 123456", "- 123456 -")])
def test_a_dash_that_no_other_speaks_for_is_weighed_as_any_glyph(first, second):
    (read,) = collated_lines([line(first, sure=0.8)], [line(second, sure=0.8)])
    assert read.text == first


def test_a_dash_hardly_seen_does_not_stand_for_its_fellow():
    (read,) = collated_lines([line("- 87")], [line("- 87 -", doubt={5: 0.3})])
    assert read.text == "- 87"


@given(readings(), readings())
def test_every_glyph_of_either_reader_is_found_again_once(first, second):
    read = both(first, second)
    standing, apart = glyphs_of(read.lines), glyphs_of(read.set_apart)
    # A glyph stands for itself and for what its counterpart had there: the same shape, or the first alternative.
    stood_for = len(standing) + len(apart)
    counterparts = len(glyphs_of(first)) + len(glyphs_of(second)) - stood_for
    assert 0 <= counterparts <= len(standing) + len(apart)
    boxes = Counter(glyph.box for glyph in (*standing, *apart))
    given_boxes = Counter(glyph.box for glyph in (*glyphs_of(first), *glyphs_of(second)))
    cut = [glyph for glyph in standing if glyph.box not in given_boxes]
    assert all(not glyph.text.isalnum() for glyph in cut)
    assert all(count <= given_boxes[box] for box, count in boxes.items() if box not in {glyph.box for glyph in cut})
    kept = {(glyph.box, glyph.text) for glyph in (*standing, *apart)}
    for glyph in glyphs_of(first):
        at_its_place = [one for one in (*standing, *apart) if one.box == glyph.box]
        assert (glyph.box, glyph.text) in kept or any(
            choice.text == glyph.text for one in at_its_place for choice in one.alternatives
        )
    for glyph in glyphs_of(second):
        near = [one for one in (*standing, *apart) if abs(one.box.middle - glyph.box.middle) < 3 * CELL]
        assert any(
            collating.same_shape(one.text, glyph.text) or glyph.text in {choice.text for choice in one.alternatives}
            for one in near
        )


def test_of_a_line_that_the_second_reader_alone_has_its_sure_words_stand():
    body = typed("первая строка текста", 0)
    sure, drawn = typed("005,", 2, confidence=0.99), typed(" " * 6 + "лф дел", 2, confidence=0.6)
    second = EngineReading((typed("первая строка текста", 0), ReadLine.of([*sure.words, *drawn.words])))
    found = collating.collated_readings(EngineReading((body,)), second)
    assert [line.text for line in found.lines] == ["первая строка текста", "005,"]
    assert [line.text for line in found.set_apart] == ["лф дел"]
