"""What every record is: immutable, and impossible ones cannot be made."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from ocr_pipeline.errors import PipelineError

SCHEMA_VERSION: Literal[2] = 2


Confidence = Annotated[float, Field(ge=0.0, le=1.0)]


class Record(BaseModel):
    """A stored record: immutable, and strict about what it holds."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Reason(Record):
    """Why a page is not done, or what is doubtful about it: a cause's name and a sentence for a person."""

    code: str
    message: str

    @staticmethod
    def of(error: PipelineError) -> Reason:
        """Return the reason that a page's record gives for an error."""
        return Reason(code=error.code, message=str(error))
