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
from ocr_pipeline.recognize.reading import Area, ReadGlyph, ReadLine, ReadWord

CELL, HEIGHT = 30.0, 24.0


def both(first: Sequence[ReadLine], second: Sequence[ReadLine]) -> EngineReading:
    return collating.collated(EngineReading(tuple(first)), EngineReading(tuple(second)))


def collated(first: Sequence[ReadLine], second: Sequence[ReadLine]) -> tuple[ReadLine, ...]:
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
    (read,) = collated([line("мир народам", sure=0.9)], [line("мир народам", sure=0.8)])
    assert read.text == "мир народам"
    assert all(glyph.confidence > 0.9 for word in read.words for glyph in word.glyphs)


def test_where_they_differ_the_surer_one_stands_marked_as_doubtful_with_the_other_beside():
    (read,) = collated([line("народам", doubt={2: 0.6})], [line("нанодам", doubt={2: 0.9})])
    assert read.text == "нанодам"
    glyph = read.words[0].glyphs[2]
    assert glyph.confidence < 0.9
    assert glyph.alternatives[0].text == "р"
    assert glyph.alternatives[0].probability == pytest.approx(1 - glyph.confidence)


def test_letters_of_one_shape_are_no_difference():
    (read,) = collated([line("ХIХ век")], [line("XIX век")])
    assert read.text == "ХIХ век"
    assert not any(glyph.alternatives for word in read.words for glyph in word.glyphs)


def test_a_line_that_only_the_first_reader_sees_stays():
    read = collated([line("один", 0), line("два", 1), line("три", 2)], [line("один", 0), line("три", 2)])
    assert [one.text for one in read] == ["один", "два", "три"]


def test_a_sure_line_that_only_the_second_reader_sees_stands_at_its_height():
    read = collated([line("один", 0), line("три", 2)], [line("два", 1, sure=0.95)])
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
    (read,) = collated([line(text)], [moved(line(text), cells * CELL)])
    assert read.text == text


@pytest.mark.parametrize("text", ["5", "- 5 -", "а в"])
def test_a_page_without_two_letters_side_by_side_is_not_doubled(text):
    (read,) = collated([line(text)], [moved(line(text), 0.5)])
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
        (read,) = collated(first, second)
        assert read.text == "копия секретно"


def test_a_scrap_on_a_line_that_has_its_counterpart_is_set_apart():
    text = "оригинал законопроекта и мотивы"
    read = both([line(text)], [line("ори", sure=0.9), line(text)])
    assert [one.text for one in read.lines] == [text]
    assert [one.text for one in read.set_apart] == ["ори"]


def test_what_the_second_reader_is_silent_about_stays():
    (read,) = collated([line("протокол заседания комиссии", sure=0.85)], [line("протокол")])
    assert read.text == "протокол заседания комиссии"


def test_one_faint_mark_that_the_second_reader_does_not_see_is_set_apart():
    read = both([line("протокол)", doubt={8: 0.6})], [line("протокол")])
    assert [one.text for one in read.lines] == ["протокол"]
    assert [one.text for one in read.set_apart] == [")"]


def test_another_reading_never_makes_a_glyph_surer():
    (read,) = collated([line("народ", doubt={2: 0.9})], [line("напод", doubt={2: 0.3})])
    assert read.words[0].glyphs[2].confidence <= 0.9


def test_a_glyph_where_the_other_reader_has_a_space_is_marked():
    (read,) = collated([line("мир.народ", doubt={3: 0.55})], [line("мир народ")])
    assert read.text == "мир.народ"
    assert read.words[0].glyphs[3].alternatives[0].text == " "


@pytest.mark.parametrize(("beside", "stands"), [("мир народам всех стран", "о"), ("мнр каролам воех отрак", "б")])
def test_a_second_reader_that_differs_often_is_believed_less(beside, stands):
    first = [*(line("мир народам всех стран", row) for row in range(6)), line("собрание", 9, doubt={2: 0.8})]
    second = [*(line(beside, row) for row in range(6)), line("соорание", 9, doubt={2: 0.88})]
    assert collated(first, second)[-1].text[2] == stands


def test_a_second_reader_that_differs_often_takes_away_less_by_its_silence():
    first = [*(line("мир народам всех стран", row) for row in range(6)), line("народ.", 9, doubt={5: 0.8})]
    legible, worn = (
        collated(first, [*(line(text, row) for row in range(6)), line("народ", 9)])[-1].text
        for text in ("мир народам всех стран", "мнр каролам воех отрак")
    )
    assert (legible, worn) == ("народ", "народ.")


def test_a_line_that_only_a_second_reader_sees_that_differs_often_is_no_text():
    first = [line("мир народам всех стран", row) for row in range(6)]
    alone = line("собрание", 9, sure=0.9)
    sound, differing = (
        collated(first, [*(line(text, row) for row in range(6)), alone])
        for text in ("мир народам всех стран", "мнр каролам воех отрак")
    )
    assert sound[-1].text == "собрание"
    assert all(one.text != "собрание" for one in differing)


def test_what_the_first_reader_takes_for_a_letter_of_another_language_is_doubtful_whatever_the_second_says():
    (read,) = collated([line("Mup", sure=0.99, doubt={1: 0.0})], [line("Mnp", sure=0.99)])
    glyph = read.words[0].glyphs[1]
    assert glyph.text == "n"
    assert glyph.confidence < 0.1


def test_a_glyph_of_the_second_reader_that_lies_on_others_of_the_first_is_set_apart():
    wide = Area(left=_box(3, 0).left, top=100, right=_box(8, 0).right, bottom=124)
    them = [*line("the", 0).words[0].glyphs, ReadGlyph("m", wide, 0.99)]
    second = ReadLine.of([ReadWord.of(them), *line("the to", 0).words[1:]])
    read = both([line("the to get", 0)], [second])
    assert [one.text for one in read.lines] == ["the to get"]
    assert [one.text for one in read.set_apart] == ["m"]


def test_a_line_of_the_second_reader_that_lies_on_one_of_the_first_is_that_line():
    level = line("оригинал", 0, sure=0.9).words[0].glyphs
    tall = [replace(glyph, box=replace(glyph.box, top=60.0, bottom=190.0)) for glyph in level]
    first = ReadLine.of([ReadWord.of(tall)])
    read = both([first], [line("оригинал", 0, sure=0.99), line("копия", 1)])
    places = [word.box for one in read.lines for word in one.words]
    assert all(one is other or one.shared_with(other) <= 1 / 3 for one in places for other in places)
    assert "оригинал" in [one.text for one in read.lines]


LETTERS = st.text("абвгдx1.-", min_size=1, max_size=7)
CONFIDENCES = st.floats(0.01, 1.0)


@st.composite
def readings(draw):
    """Lines as an engine may give them: anywhere on a small page, over each other as well, of any confidence."""
    lines = []
    for _ in range(draw(st.integers(0, 5))):
        words = draw(st.lists(LETTERS, min_size=1, max_size=4))
        one = line(" ".join(words), draw(st.integers(0, 4)), draw(CONFIDENCES))
        one = moved(one, draw(st.floats(-40, 200)))
        faint = draw(st.integers(0, 30))
        glyphs = iter(range(100))
        lines.append(
            ReadLine.of(
                [
                    ReadWord.of(
                        [replace(glyph, confidence=0.2) if next(glyphs) == faint else glyph for glyph in word.glyphs]
                    )
                    for word in one.words
                ]
            )
        )
    return tuple(lines)


def glyphs_of(lines: Sequence[ReadLine]) -> list[ReadGlyph]:
    return [glyph for one in lines for word in one.words for glyph in word.letters()]


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
    assert all(count <= given_boxes[box] for box, count in boxes.items())
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


@given(readings(), readings())
def test_no_place_is_read_twice(first, second):
    boxes = [word.box for one in both(first, second).lines for word in one.words]
    assert all(one.shared_with(other) <= 1 / 3 for place, one in enumerate(boxes) for other in boxes[:place])
