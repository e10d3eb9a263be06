"""What stands at the ends of a transcription alone: an editor's title or note, or text that was not read."""

from __future__ import annotations

import pytest

from ocr_pipeline.compare.records import Verdict
from tests.support.typed_documents import TEXT, a_page, compared

SECOND_PAGE = (
    "Обязанности министра иностранных дел временно исполняет Ли Дон Ген, о чем просит сообщить в Москву.",
    "Китайских друзей проинформирует посол, как только будет получен ответ на вопрос о сроках поездки.",
    "Ответ просим дать не позднее первого апреля, поскольку делегация выезжает утром в Пекин через Харбин.",
    "Население северных провинций встретило известие спокойно, работы на дорогах продолжаются днем и ночью.",
)
WHOLE = "\n".join(TEXT)
LONG = " ".join(["Архивное управление доложило о ходе работ на местах."] * 40)


def errors(comparison):
    return comparison.scores.layers[-1].cer.errors


@pytest.mark.parametrize(
    ("read", "theirs"),
    [
        (TEXT, f"{WHOLE}\n\n" + "\n\n".join(SECOND_PAGE)),
        (TEXT, "\n\n".join(SECOND_PAGE) + f"\n\n{WHOLE}"),
        (TEXT, f"{WHOLE}\n\n{LONG}"),
        (TEXT, f"{LONG}\n\n{WHOLE}"),
        (TEXT[:2], WHOLE),
        (TEXT[2:], WHOLE),
        (TEXT[:3], WHOLE),
        (TEXT, f"{WHOLE}\n\nКузнецов, Федоренко"),
        (TEXT, f"{WHOLE}\n\nАрхив министерства просим хранить."),
        (TEXT, f"{WHOLE}\n\nПодлинник договора передан министру."),
    ],
)
def test_text_that_was_not_read_at_an_end_counts_as_errors_and_is_no_editors(read, theirs):
    found = compared([a_page("1", read)], theirs)
    assert Verdict.EDITORIAL not in {variant.verdict for variant in found.variants}
    missing = len(theirs) - len("\n".join(read))
    assert errors(found) >= 0.9 * missing
    assert found.scores.layers[-1].cer.rate > 0.05


def test_many_words_at_an_end_are_said():
    found = compared([a_page("1", TEXT[:2])], WHOLE)
    assert any("behind the end of what was read" in note for note in found.notes)


@pytest.mark.parametrize(
    "addition",
    [
        "№ 333",
        "Документ № 5.",
        "Телеграмма послов о ходе переговоров",
        "№ 12\n\nЗаписка министра иностранных дел в Президиум ЦК КПСС\n\n29 марта 1953 г.",
    ],
)
def test_a_number_and_a_title_before_the_text_are_the_editors(addition):
    found = compared([a_page("1")], f"{addition}\n\n{WHOLE}")
    assert {variant.verdict for variant in found.variants} == {Verdict.EDITORIAL}
    assert errors(found) == 0


@pytest.mark.parametrize(
    "note",
    [
        "Печ. по: АП РФ. Ф. 3. Оп. 65. Д. 830. Л. 97-99. Подлинник.",
        "Публикуется по подлиннику, хранящемуся в архиве.",
        "АВП РФ. Ф. 059а. Оп. 5а. П. 11. Д. 5. Л. 120-122.",
        "Подлинник. Машинопись.",
        "Source: State Archive, f. 3.",
    ],
)
def test_a_note_on_the_source_is_the_editors(note):
    found = compared([a_page("1")], f"{WHOLE}\n\n{note}")
    assert {variant.verdict for variant in found.variants} == {Verdict.EDITORIAL}
    assert errors(found) == 0


def test_behind_a_paragraph_that_is_no_title_nothing_is_the_editors():
    theirs = f"№ 333\n\nПосол был принят сегодня утром.\n\nО ходе переговоров\n\n{WHOLE}"
    found = compared([a_page("1")], theirs)
    assert [variant.verdict is Verdict.EDITORIAL for variant in found.variants] == [True, False, False]


def test_a_number_before_a_number_begins_with_its_sign():
    found = compared([a_page("1", ("№ 362, 363", *TEXT))], f"№ 333\n\nТелеграмма послов\n\n№ 362, 363\n\n{WHOLE}")
    assert [variant.theirs for variant in found.variants] == ["№ 333", "Телеграмма послов"]
