"""The settings under which a scan that failed is tried once more, and what its pages say of that."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace as with_field

from ocr_pipeline.errors import ExitCode, TemporaryFull
from ocr_pipeline.job.scan.attempt import Attempt
from ocr_pipeline.job.scan.page import PageResult
from ocr_pipeline.job.scan.reader import Reader
from ocr_pipeline.records import Page, PageState, Reason, ReasonCode, replace
from ocr_pipeline.settings import Settings

OF_THE_MACHINE = frozenset({TemporaryFull.__name__})
"""Codes of reasons that are not the page's: it is left as failed, and the next run reads it as it should be."""

CAN_CHANGE = frozenset({int(ExitCode.SOME_FAILED), int(ExitCode.BUG)})
"""Exit codes of reasons that another attempt may not meet. What is wrong with a file (3) stays wrong."""


def worth_another_try(pages: Iterable[Page]) -> Reason | None:
    """Return the reason of the first of the pages that failed and may not fail under safer settings, if any."""
    failed = (page for page in pages if page.state is PageState.FAILED)
    reasons = (reason for page in failed for reason in page.reasons if reason.code not in OF_THE_MACHINE)
    return next((reason for reason in reasons if reason.exit_code in CAN_CHANGE), None)


def safer(settings: Settings) -> Settings:
    """Return the settings of another attempt."""
    return replace(settings, half_resolution=True)


def one_reader(reader: Reader) -> Reader:
    """Return what reads; of two readers the second, which runs in a process of its own: it can take nothing with it."""
    # Imported when it is needed: the libraries of both readers are slow to import.
    from ocr_pipeline.recognize.double.two_readers import TwoReaders

    return reader.second if isinstance(reader, TwoReaders) else reader


def said_so(result: PageResult, attempt: Attempt) -> PageResult:
    """Return a page with the warning that it was read under safer settings, and why; as it is at the first attempt."""
    if attempt.is_first:
        return result
    why = "; ".join(reason.message for reason in attempt.failures)
    message = (
        "read at another attempt, by one reader and at half the resolution: read it with more care, or have it read "
        f"again with --redo failed. Before, it failed: {why}"
    )
    warning = Reason(code=ReasonCode.SAFER_SETTINGS, message=message)
    return with_field(result, page=replace(result.page, warnings=(*result.page.warnings, warning)))


def was_read_so(pages: Iterable[Page]) -> bool:
    """Return whether pages are of another attempt."""
    return any(warning.code == ReasonCode.SAFER_SETTINGS for page in pages for warning in page.warnings)


WITH_LESS = frozenset({ReasonCode.SAFER_SETTINGS, ReasonCode.READ_BY_ONE})
"""Codes of warnings on pages that were read with less than was asked for."""


def was_read_with_less(pages: Iterable[Page]) -> bool:
    """Return whether pages are of another attempt, or were read by one of two readers, the other having failed."""
    return any(warning.code in WITH_LESS for page in pages for warning in page.warnings)
