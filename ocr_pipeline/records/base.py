"""What every record is: immutable, and impossible ones cannot be made."""

from __future__ import annotations

from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field

SCHEMA_VERSION: Literal[4] = 4

Confidence = Annotated[float, Field(ge=0.0, le=1.0)]


class Record(BaseModel):
    """A stored record: immutable, and strict about what it holds."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


AnyModel = TypeVar("AnyModel", bound=BaseModel)


def replace(record: AnyModel, **changes: object) -> AnyModel:
    """Return a copy of a record with some fields changed, validated as a new one is.

    Raises `pydantic.ValidationError` for a value that the record refuses and for a field that it does not have.
    """
    kept = {name: getattr(record, name) for name in type(record).model_fields}
    return type(record).model_validate(kept | changes)
