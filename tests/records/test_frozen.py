"""A mapping in a record cannot be changed, is equal by its values, and survives being stored."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from ocr_pipeline.records.frozen import FrozenMapping

SECONDS = TypeAdapter(FrozenMapping[float])
VALUES = st.dictionaries(st.text(max_size=5), st.floats(allow_nan=False, allow_infinity=False))


@given(VALUES)
def test_it_comes_back_from_json_as_it_was(values):
    mapping = FrozenMapping(values)
    again = SECONDS.validate_json(SECONDS.dump_json(mapping))
    assert isinstance(again, FrozenMapping)
    assert list(again.items()) == list(values.items())
    assert again == mapping == values
    assert hash(again) == hash(mapping)


@given(VALUES)
def test_it_goes_to_another_process(values):
    assert pickle.loads(pickle.dumps(FrozenMapping(values))) == values


def test_it_does_not_change_with_the_mapping_it_was_made_of():
    values = {"read": 1.0}
    mapping = SECONDS.validate_python(values)
    values["read"] = 2.0
    assert dict(mapping) == {"read": 1.0}


def test_it_cannot_be_changed():
    with pytest.raises(TypeError, match="does not support item assignment"):
        FrozenMapping({"read": 1.0})["read"] = 2.0  # type: ignore[index]


def test_values_of_another_kind_are_refused():
    with pytest.raises(ValidationError):
        SECONDS.validate_python({"read": "long"})
