"""Two readings of a page, collated."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr_pipeline.errors import EngineCrashed, EngineTimeout
from ocr_pipeline.image import prepare
from ocr_pipeline.recognize import ReadByOne, read_image
from ocr_pipeline.recognize.double.engine import DoubleKeying, collated
from ocr_pipeline.records import Box, Glyph, PageImage, ScanSource, TextLine, Word
from ocr_pipeline.scans import open_scan
from ocr_pipeline.settings import Binarization
from tests.recognize.test_recognize import image

CELL, HEIGHT = 30.0, 24.0
SAMPLE = Path(__file__).resolve().parents[3] / "scans" / "telegram-1953-03-29" / "1020.jpg"


def line(text: str, row: int = 0, sure: float = 0.95, doubt: dict[int, float] | None = None) -> TextLine:
    """Return a line typed on the grid; `doubt` gives the confidence of the glyphs at some columns."""
    words = []
    column = 0
    for letters in text.split(" "):
        glyphs = tuple(
            Glyph(text=letter, box=_box(column + place, row), confidence=(doubt or {}).get(column + place, sure))
            for place, letter in enumerate(letters)
        )
        box = Box(
            left=glyphs[0].box.left, top=glyphs[0].box.top, right=glyphs[-1].box.right, bottom=glyphs[0].box.bottom
        )
        words.append(Word(text=letters, box=box, confidence=sure, glyphs=glyphs))
        column += len(letters) + 1
    box = Box(left=words[0].box.left, top=words[0].box.top, right=words[-1].box.right, bottom=words[0].box.bottom)
    return TextLine(words=tuple(words), box=box)


def _box(column: int, row: int) -> Box:
    left, top = 100 + column * CELL, 100 + row * 60
    return Box(left=left, top=top, right=left + CELL, bottom=top + HEIGHT)


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


def test_noise_that_only_the_second_reader_sees_is_left_out():
    read = collated([line("один", 0)], [line("один", 0), line("ъжщ", 3, sure=0.4)])
    assert [one.text for one in read] == ["один"]


def test_a_reading_of_nothing_gives_nothing():
    assert collated([], []) == ()


@given(st.lists(st.text("абвгдежз-1", min_size=1, max_size=9), min_size=1, max_size=6), st.floats(-0.2, 0.2))
def test_a_page_collated_with_itself_moved_a_little_is_itself(words, cells):
    text = " ".join(words)
    (read,) = collated([line(text)], [moved(line(text), cells * CELL)])
    assert read.text == text


@pytest.mark.parametrize("text", ["5", "- 5 -", "а в"])
def test_a_page_without_two_letters_side_by_side_is_not_doubled(text):
    (read,) = collated([line(text)], [moved(line(text), 0.5)])
    assert read.text == text


def moved(one: TextLine, right: float) -> TextLine:
    """Return the line moved to the right, pixels."""

    def there(box: Box) -> Box:
        return Box(left=box.left + right, top=box.top, right=box.right + right, bottom=box.bottom)

    words = tuple(
        word.model_copy(
            update={
                "box": there(word.box),
                "glyphs": tuple(glyph.model_copy(update={"box": there(glyph.box)}) for glyph in word.glyphs),
            }
        )
        for word in one.words
    )
    return TextLine(words=words, box=there(one.box))


def test_a_line_that_one_reader_has_in_two_parts_is_one_line():
    whole = line("копия   секретно".replace("   ", " "))
    parts = [line("копия"), moved(line("секретно"), 6 * CELL)]
    for first, second in (([whole], parts), (parts, [whole]), ([whole], parts[::-1])):
        (read,) = collated(first, second)
        assert read.text == "копия секретно"


def test_a_scrap_on_a_line_that_has_its_counterpart_is_left_out():
    text = "оригинал законопроекта и мотивы"
    read = collated([line(text)], [line("ори", sure=0.9), line(text)])
    assert [one.text for one in read] == [text]


def test_what_the_second_reader_is_silent_about_stays():
    (read,) = collated([line("протокол заседания комиссии", sure=0.85)], [line("протокол")])
    assert read.text == "протокол заседания комиссии"


def test_one_faint_mark_that_the_second_reader_does_not_see_goes():
    (read,) = collated([line("протокол)", doubt={8: 0.6})], [line("протокол")])
    assert read.text == "протокол"


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


class Reader:
    """Reads a line in two seconds, or fails."""

    def __init__(self, name: str, read: TextLine | Exception) -> None:
        self.identity = name
        self._read = read

    def check(self, language: str) -> None:
        pass

    def read(self, _image: PageImage, _language: str, seconds: float) -> tuple[TextLine, ...]:
        if seconds < 2:
            raise EngineTimeout(detail="too little time")
        if isinstance(self._read, Exception):
            raise self._read
        return (self._read,)


@pytest.mark.parametrize("first_fails", [False, True])
@pytest.mark.parametrize(
    ("failure", "told"),
    [(EngineTimeout(detail="stopped after 1 s"), "stopped, stopped after 1 s"), (MemoryError(), "not enough memory")],
)
def test_where_one_reader_fails_the_other_ones_lines_are_at_hand_with_the_cause(first_fails, failure, told):
    readers = [Reader("sound 1", line("народ")), Reader("broken 2", failure)]
    engine = DoubleKeying(*(readers[::-1] if first_fails else readers))
    with pytest.raises(ReadByOne, match=f"broken 2: .*{told}") as caught:
        engine.read(blank_page(), "rus", 4)
    assert [one.text for one in caught.value.lines] == ["народ"]


def test_where_both_readers_fail_the_first_ones_cause_is_told():
    engine = DoubleKeying(Reader("one", EngineTimeout()), Reader("other", EngineCrashed()))
    with pytest.raises(EngineTimeout):
        engine.read(blank_page(), "rus", 4)


def test_a_line_that_only_a_second_reader_sees_that_differs_often_is_no_text():
    first = [line("мир народам всех стран", row) for row in range(6)]
    alone = line("собрание", 9, sure=0.9)
    sound, differing = (
        collated(first, [*(line(text, row) for row in range(6)), alone])
        for text in ("мир народам всех стран", "мнр каролам воех отрак")
    )
    assert sound[-1].text == "собрание"
    assert all(one.text != "собрание" for one in differing)


def blank_page() -> PageImage:
    return image(np.full((100, 100), 255, dtype=np.uint8))


def test_what_the_first_reader_takes_for_a_letter_of_another_language_is_doubtful_whatever_the_second_says():
    (read,) = collated([line("Mup", sure=0.99, doubt={1: 0.0})], [line("Mnp", sure=0.99)])
    glyph = read.words[0].glyphs[1]
    assert glyph.text == "n"
    assert glyph.confidence < 0.1


def test_a_russian_page_read_as_an_english_one_is_told_of_as_doubtful():
    scan = open_scan(ScanSource(SAMPLE), 200, None)
    (page,) = prepare(scan, binarization=Binarization.AUTO, split_spreads=False, extra_turns=0)
    reading = read_image(DoubleKeying(), page, "eng", 120)
    assert "MuchDoubt" in [warning.code for warning in reading.warnings]
