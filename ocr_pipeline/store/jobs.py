"""The files of a whole job: its record, and its overview in every format that has one."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from pydantic import BaseModel, ValidationError

from ocr_pipeline.errors import InputError, PageError
from ocr_pipeline.formats.format import Format
from ocr_pipeline.records import JOB_SCHEMA_VERSION, DocumentRow, JobRecord, PageRow, Reason
from ocr_pipeline.store.atomic import remove, write_bytes, write_text
from ocr_pipeline.store.files import job_file, overview_parts


def write_job(output: Path, record: JobRecord) -> None:
    """Write the job's record. Raises `OutputError`."""
    write_text(job_file(output), record.model_dump_json(indent=1) + "\n")


def read_job(output: Path) -> JobRecord | None:
    """Return the record of the job before in a folder; None where there is none that can be read."""
    try:
        return JobRecord.model_validate_json(job_file(output).read_bytes())
    except (OSError, ValidationError):
        # What a job goes by are the records of its pages: this one only says how far it was.
        return None


def is_of_earlier_version(output: Path) -> bool:
    """Return whether an earlier version of the program wrote the record of the job in a folder."""
    try:
        head = _Head.model_validate_json(job_file(output).read_bytes())
    except (OSError, ValidationError):
        return False
    return head.schema_version < JOB_SCHEMA_VERSION


class _Head(BaseModel):
    """What every version's record of a job says."""

    schema_version: int


def write_overview(
    output: Path, pages: Sequence[PageRow], documents: Sequence[DocumentRow], formats: Iterable[Format]
) -> tuple[Reason, ...]:
    """Write the job's files in every format that has some; return why one could not be made. Raises `OutputError`."""
    failures = []
    parts: set[Path] = set()
    for one in formats:
        try:
            loaded = one.job_part_contents(pages, documents)
            contents = one.job_contents(pages, documents)
        except (InputError, PageError) as error:
            failures.append(Reason.of(error))
            continue
        # What a file loads is there before the file.
        for path, content in loaded.items():
            write_bytes(output / path, content)
            parts.add(output / path)
        for name, content in contents.items():
            write_bytes(job_file(output, name, one.suffix), content)
    _remove_others(overview_parts(output), parts)
    return tuple(failures)


def _remove_others(folder: Path, parts: Container[Path]) -> None:
    """Remove what an overview of more pages left in the folder of what it loads, and the folder if nothing stays."""
    if folder.is_dir():
        for path in list(folder.iterdir()):
            if path.suffix == ".js" and path not in parts:
                remove(path)
        with suppress(OSError):
            folder.rmdir()
