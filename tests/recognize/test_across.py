"""Two blocks of text that were read across are seen; tables and blocks read one after the other are none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr_pipeline.recognize.across import read_across
from ocr_pipeline.recognize.reading import ReadLine, ReadWord
from tests.support.readings import typed

PITCH = 20.0
PROSE = "слова этой строки идут одно за другим и кончаются здесь у края"
LEFT = [typed(PROSE[: 62 - row % 7], row) for row in range(20)]
RIGHT = [typed(PROSE[: 60 - row % 5], row, left=PITCH * 72) for row in range(20)]


def share_read_across(lines, pitch):
    found = read_across(lines, pitch)
    return found.share if found else 0.0


def joined(left, right):
    """The rows of two blocks, each as one line, as an engine gives what it takes for one page."""
    return [ReadLine.of([*one.words, *other.words]) for one, other in zip(left, right, strict=True)]


def by_height(lines):
    return sorted(lines, key=lambda line: (line.box.top, line.box.left))


def test_lines_that_reach_over_the_gutter_are_read_across():
    assert share_read_across(joined(LEFT, RIGHT), PITCH) == pytest.approx(1.0, abs=0.05)


def test_the_gutter_is_the_middle_of_the_gap():
    found = read_across(joined(LEFT, RIGHT), PITCH)
    assert found is not None
    assert found.gutter == pytest.approx(PITCH * 67, abs=2 * PITCH)


def test_so_are_lines_of_two_blocks_that_alternate():
    assert share_read_across(by_height([*LEFT, *RIGHT]), PITCH) > 0.9


def test_only_the_rows_that_stand_side_by_side_are_torn():
    alone = [typed(PROSE, row) for row in range(20, 60)]
    share = share_read_across([*joined(LEFT, RIGHT), *alone], PITCH)
    assert share == pytest.approx(0.5, abs=0.05)


def test_two_pages_at_other_heights_are_seen_too():
    lower = [typed(line.text, row, left=PITCH * 72, top=22) for row, line in enumerate(RIGHT)]
    assert share_read_across(by_height([*LEFT, *lower]), PITCH) > 0.9


@pytest.mark.parametrize(
    "lines",
    [
        [],
        LEFT,
        [*LEFT, *RIGHT],
        [typed("код     символ         наименование символа в таблице" + " " * 20 + "12", row) for row in range(20)],
        [typed("а" * 12 + " " * 60 + "б" * 9, row) for row in range(20)],
    ],
    ids=["nothing", "one page", "block after block", "a table", "a table of two columns far apart"],
)
def test_what_is_read_as_it_stands_is_not(lines):
    assert share_read_across(lines, PITCH) == 0.0


ANSWERS = (
    "Иванов Пётр Сергеевич, прежде Петров",
    "в деревне Сосновке Тамбовской губернии",
    "русский, гражданин Союза",
    "немецким свободно, читает по-английски",
    "с мая по август 1931 года по делам треста",
    "не служил, был бойцом Первой армии",
)
ANSWERED_AT = 40


def form(questions, answers=ANSWERS):
    """A form of questions with the answer to each beside it; an answer goes on beside the lines of its question."""
    rows = [
        (question, answer if line == 0 else "и так далее, по записи в трудовой книжке")
        for asked, answer in zip(questions, answers, strict=True)
        for line, question in enumerate(asked.split("/"))
    ]
    return [typed(f"{question:<{ANSWERED_AT}}{answer}", row) for row, (question, answer) in enumerate(rows)]


LABELS = (
    "Фамилия, имя и отчество",
    "Год и место рождения",
    "Национальность и подданство",
    "Какими языками владеет",
    "Бывал ли за границей и где",
    "Служил ли в белой армии",
)
IN_TWO_LINES = (
    "Фамилия, имя и отчество/того, кто заполняет листок:",
    "Год и место рождения по/записи в паспорте:",
    "Национальность и/гражданство:",
    "Какими языками/владеете свободно?",
    "Бывали ли за границей, где и/с какой целью?",
    "Служили ли в войсках или в/учреждениях белых?",
)


@pytest.mark.parametrize(
    "questions",
    [
        LABELS,
        [f"{number}. {label.lower()}" for number, label in enumerate(LABELS, 1)],
        [f"{label.upper()}:" for label in LABELS],
        [f"{label.lower():.<32}" for label in LABELS],
        IN_TWO_LINES,
    ],
    ids=["labels", "numbers", "capitals", "dots", "questions of two lines"],
)
def test_questions_with_their_answers_beside_them_are_read_as_they_stand(questions):
    assert share_read_across(form(questions), PITCH) == 0.0


def test_lines_of_prose_over_the_form_do_not_hide_it():
    prose = [
        typed("сведения о работниках управления заполняются ими самими " + PROSE[:30], row) for row in range(-4, 0)
    ]
    questions = [f"{name}, где и когда было" for name in ("Место", "Служба", "Работа", "Война", "Плен", "Дело")]
    assert share_read_across([*prose, *form([one + "/и чем кончилось?" for one in questions])], PITCH) == 0.0


def test_a_title_page_beside_a_page_of_prose_is_no_form():
    title = [typed(f"Министерство {name}", row) for row, name in enumerate(("железных дорог", "торговли") * 6)]
    assert share_read_across(joined(title, [typed(PROSE, row, left=PITCH * 45) for row in range(12)]), PITCH) > 0.9


NARROW = (
    "правительство решило строить",
    "дороги и мосты во всех обла-",
    "стях страны, о чём сообщает",
    "Наш корреспондент из Москвы:",
    "в этом году будет построено",
    "больше, чем за всё прошлое",
)


@pytest.mark.parametrize("capitals", [False, True])
def test_narrow_columns_of_prose_are_no_form(capitals):
    lines = [line.upper() if capitals else line for line in NARROW]
    left = [typed(line, row) for row, line in enumerate(lines * 3)]
    right = [typed(line, row, left=PITCH * 34) for row, line in enumerate(lines[::-1] * 3)]
    assert share_read_across(joined(left, right), PITCH) > 0.9


def test_a_page_of_contents_beside_another_page_is_no_form():
    contents = [typed(f"{row}. Построение дорог и мостов в областях страны ......... {row}", row) for row in range(20)]
    assert share_read_across(joined(contents, RIGHT), PITCH) > 0.9


def test_a_heading_over_both_blocks_crosses_the_gap():
    heading = typed("договор о дорогах и замечания правительства к нему", 0, left=PITCH * 45, top=-60.0)
    found = read_across([heading, *joined(LEFT, RIGHT)], PITCH)
    assert found is not None
    assert found.crossed


@pytest.mark.parametrize("between", [":|", "I", "]"])
def test_a_staple_in_the_gap_does_not_cross_it(between):
    """An engine gives the words beside it and what it reads of the staple as one word."""
    rows = joined(LEFT, RIGHT)
    staple = typed(between, 0, left=PITCH * 66.5)
    (before, *others) = LEFT[0].words[::-1]
    bridged = ReadWord.of([*before.glyphs, *staple.words[0].glyphs, *RIGHT[0].words[0].glyphs])
    row = ReadLine.of([*others[::-1], bridged, *RIGHT[0].words[1:]])
    found = read_across([row, *rows[1:]], PITCH)
    assert found is not None
    assert not found.crossed


def test_without_a_pitch_nothing_is_said():
    assert share_read_across(joined(LEFT, RIGHT), None) == 0.0


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 100), st.integers(1, 60)), max_size=30))
def test_the_share_is_a_share(places):
    lines = by_height(typed(PROSE[:length].strip(), row, left=PITCH * column) for row, column, length in places)
    assert 0.0 <= share_read_across(lines, PITCH) <= 1.0
