"""A mapping that cannot be changed, for records that hold values by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar, get_args

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

Value = TypeVar("Value")


class FrozenMapping(Mapping[str, Value]):
    """Values by name, in the order in which they were given. Stored as a JSON object."""

    __slots__ = ("_values",)

    def __init__(self, values: Mapping[str, Value] | None = None) -> None:
        self._values = dict(values or {})

    def __getitem__(self, name: str) -> Value:
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __hash__(self) -> int:
        return hash(frozenset(self._values.items()))

    def __deepcopy__(self, _memo: object) -> FrozenMapping[Value]:
        # Pydantic copies the default of a field for each record; what cannot be changed is as good for all.
        return self

    def __repr__(self) -> str:
        return f"FrozenMapping({self._values!r})"

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Return the schema by which pydantic validates and stores it: that of a `dict` with such values."""
        values = core_schema.dict_schema(core_schema.str_schema(), handler.generate_schema(get_args(source)[0]))
        return core_schema.no_info_before_validator_function(
            _unwrapped,
            core_schema.no_info_after_validator_function(cls, values),
            serialization=core_schema.plain_serializer_function_ser_schema(dict, return_schema=values),
        )


def _unwrapped(given: object) -> object:
    return dict(given) if isinstance(given, FrozenMapping) else given
