"""Lines of journals for tests."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from ocr_pipeline.records import (
    BeginLine,
    DocumentLine,
    Ending,
    EndLine,
    JournalLine,
    PageRow,
    PageState,
    ScanLine,
    Tally,
)

START = datetime(2026, 3, 29, 12, tzinfo=UTC)


def at(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


def page_row(document: str, page: str, state: PageState = PageState.DONE, *codes: str) -> PageRow:
    return PageRow(document=document, page=page, path=f"{page}.png", state=state, codes=codes, warnings=codes)


def begin(seconds: float, process: str = "p", **more: object) -> BeginLine:
    values = {"host": "h", "pid": 1, "documents": 1, "scans": 4, "digest": "d"}
    return BeginLine.model_validate({"time": at(seconds), "process": process, **values, **more})


def scan(
    seconds: float,
    name: str,
    process: str = "p",
    *,
    document: str = "a",
    state: PageState = PageState.DONE,
    code: str = "",
    kept: bool = False,
) -> ScanLine:
    row = page_row(document, name, state, *([code] if code else []))
    return ScanLine(
        time=at(seconds), process=process, document=document, scan=name, path=row.path, pages=(row,), kept=kept
    )


def document(seconds: float, process: str = "p", name: str = "a") -> DocumentLine:
    return DocumentLine(time=at(seconds), process=process, document=name, digest="d", remarks=())


def end(seconds: float, process: str = "p", ending: Ending = Ending.FINISHED, **tally: int) -> EndLine:
    return EndLine(time=at(seconds), process=process, ending=ending, tally=Tally(**tally))


def content(line: JournalLine) -> bytes:
    return line.model_dump_json().encode()
