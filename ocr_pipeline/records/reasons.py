"""Why a page is not done, or what is doubtful about it."""

from __future__ import annotations

from enum import StrEnum

from ocr_pipeline.errors import PipelineError
from ocr_pipeline.records.base import Record


class ReasonCode(StrEnum):
    """Causes that are no errors; an error's code is the name of its class (`PipelineError.code`)."""

    BLANK = "Blank"
    BUG = "Bug"
    COMPARISON_OLD = "ComparisonOld"
    CONFIDENCE_UNSTATED = "ConfidenceUnstated"
    DPI_OF_FILE = "DpiOfFile"
    FILE_DAMAGED = "FileDamaged"
    LOW_RESOLUTION = "LowResolution"
    MARKS_SET_APART = "MarksSetApart"
    MOSTLY_UNREAD = "MostlyUnread"
    MUCH_DOUBT = "MuchDoubt"
    NEGATIVE = "Negative"
    NO_TEXT = "NoText"
    NO_TRANSCRIPTION = "NoTranscription"
    NOISE = "Noise"
    NO_WORDS = "NoWords"
    PRINT_AS_TYPE = "PrintAsType"
    READ_ACROSS = "ReadAcross"
    READ_BY_ONE = "ReadByOne"
    SAFER_SETTINGS = "SaferSettings"
    SHOW_THROUGH = "ShowThrough"
    STOOD_IN = "StoodIn"
    TURN_OPEN = "TurnOpen"
    UNREAD_INK = "UnreadInk"
    WIDE_COLUMNS = "WideColumns"


class Reason(Record):
    """A cause's code, a sentence for a person, and the exit code of the error that is the cause, None where none is."""

    code: str
    message: str
    exit_code: int | None = None

    @staticmethod
    def of(error: PipelineError) -> Reason:
        """Return the reason that a page's record gives for an error."""
        return Reason(code=error.code, message=str(error), exit_code=int(error.exit_code))
