"""What differs in two readings, to the grapheme cluster."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ocr_pipeline.report.marked_readings import Part, marked_readings


@given(st.text(max_size=40), st.text(max_size=40))
def test_parts_join_to_the_readings_and_what_is_alike_is_alike(ours, theirs):
    one, other = marked_readings(ours, theirs)
    assert "".join(part.text for part in one) == ours
    assert "".join(part.text for part in other) == theirs
    alike = [[part.text for part in side if not part.differs] for side in (one, other)]
    assert "".join(alike[0]) == "".join(alike[1])


def test_only_the_letters_that_differ_are_marked():
    one, other = marked_readings("указаниями", "указанием")
    assert one[0] == Part("указани", False)
    assert [part.text for part in one if part.differs] == ["я", "и"]
    assert [part.text for part in other if part.differs] == ["е"]


def test_an_accent_is_marked_with_its_letter():
    assert marked_readings("мои\u0306", "мои")[0][-1] == Part("и\u0306", True)


def test_words_with_little_in_common_are_marked_whole():
    assert marked_readings("марта", "апреля") == ((Part("марта", True),), (Part("апреля", True),))
    assert marked_readings("", "нет") == ((), (Part("нет", True),))
