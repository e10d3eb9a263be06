"""The name and place of every file that a job writes; no other module spells one.

OUTPUT/
  job.json  summary.csv  documents.csv  index.html       the job as a whole
  manifest-sha256.txt                                    the checksums of all these, where asked for
  overview/rows-0001.js  …                               the rows of a large job's index.html
  journal/20261128T021819Z-host-4711-1f0c.jsonl  …       what became of each scan, a file or more each process
  <document>/
    document.json  document.txt  …                       a document, one file a format
    comparison.html  comparison.json                     beside its transcription
    pages/1019.json.gz  1019.txt  1019.png  …            a page, one file a format; `names` says what it is called
    retired/1020.json.gz  1020.txt  …                    a page that none of the document's scans gives any more
  retired/<document>/                                    a document whose scans are gone
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from ocr_pipeline.formats.json import PAGE_SUFFIX
from ocr_pipeline.remote.listing import walk
from ocr_pipeline.remote.path import RemotePath

RECORD_SUFFIX = ".json"
"""Of the records of a document and a job, which are read back: a document is there when its record is."""

EARLIER_PAGE_SUFFIX = ".json"
"""Of the records of pages as earlier versions wrote them."""

PAGE_RECORD_SUFFIXES = (PAGE_SUFFIX, EARLIER_PAGE_SUFFIX)

_PAGES, _RETIRED, _DOCUMENT, _COMPARISON = "pages", "retired", "document", "comparison"
_JOURNAL, _JOURNAL_SUFFIX = "journal", ".jsonl"
_OVERVIEW = "overview"
MANIFEST = "manifest-sha256.txt"
"""Of the checksums of all files, in the folder OUTPUT or in the bag around it (`manifest`)."""

PAYLOAD = "data"
"""The folder of a bag in which its payload lies (RFC 8493, 2.1.2)."""

DECLARATION, INFO, TAG_MANIFEST = "bagit.txt", "bag-info.txt", "tagmanifest-sha256.txt"
TAG_FILES = (DECLARATION, INFO, MANIFEST, TAG_MANIFEST)
"""The files of a bag beside its payload."""

_JOB = frozenset(("job.json", "summary.csv", "documents.csv", "index.html", MANIFEST))


def pages_folder(document: Path) -> Path:
    """Return the folder of the pages in a document's folder."""
    return document / _PAGES


def page_file(document: Path, page: str, suffix: str = PAGE_SUFFIX) -> Path:
    """Return the path of a page's file in a document's folder: by default that of its record."""
    return pages_folder(document) / f"{page}{suffix}"


def retired_folder(folder: Path) -> Path:
    """Return where, in the folder of a document or of a job, is what no scan gives any more."""
    return folder / _RETIRED


def earlier_folder(document: Path) -> Path:
    """Return where the pages of an earlier version stand in a document's folder while they are brought over."""
    return document / ".earlier"


def document_file(document: Path, suffix: str = RECORD_SUFFIX) -> Path:
    """Return the path of a document's file in its folder: by default that of its record."""
    return document / f"{_DOCUMENT}{suffix}"


def name_in_folder(suffix: str, page: str | None) -> str:
    """Return the path of a file of a document, or of a page of it, from the document's folder, with slashes."""
    folder = Path()
    return (document_file(folder, suffix) if page is None else page_file(folder, page, suffix)).as_posix()


def document_records(root: Path) -> list[Path]:
    """Return the records of all documents in a folder and below it, sorted; without those that are retired there."""
    if isinstance(root, RemotePath):
        # Pages are many, and are not looked at.
        record = document_file(root).name
        found: Iterable[Path] = (folder / record for folder, files in _outside_pages(root) if record in files)
    else:
        found = root.rglob(_DOCUMENT + RECORD_SUFFIX)
    return sorted(record for record in found if _RETIRED not in record.relative_to(root).parts)


def document_folders(output: Path) -> Iterator[Path]:
    """Yield the folders below a job's that hold a document or pages of one, its record lost or not; none retired."""
    for folder, names in _outside_pages(output):
        if folder != output and (_PAGES in names or _DOCUMENT + RECORD_SUFFIX in names):
            yield folder


def _outside_pages(output: Path) -> Iterator[tuple[Path, frozenset[str]]]:
    """Yield the folders from a job's down, those of pages and of what is retired left out, with all names in each."""
    for folder, inner, files in walk(output):
        yield folder, frozenset((*inner, *files))
        inner[:] = sorted(name for name in inner if name not in (_PAGES, _RETIRED))


def is_of_document(file: str) -> bool:
    """Return whether a file of that name in a document's folder is of the document as a whole, or of its comparison."""
    return file.startswith((f"{_DOCUMENT}.", f"{_COMPARISON}."))


def comparison_file(folder: Path, suffix: str) -> Path:
    """Return the path of a comparison's report (`.html`), records (`.json`) or table (`.csv`) in a folder."""
    return folder / f"{_COMPARISON}{suffix}"


def job_file(output: Path, name: str = "job", suffix: str = RECORD_SUFFIX) -> Path:
    """Return the path of a file of the whole job: by default that of its record."""
    return output / f"{name}{suffix}"


def overview_file(output: Path) -> Path:
    """Return the path of the overview that a person opens first."""
    return output / "index.html"


def overview_part(name: str) -> str:
    """Return the path of a file that the overview loads its rows from, relative to the folder OUTPUT."""
    return f"{_OVERVIEW}/{name}"


def overview_parts(output: Path) -> Path:
    """Return the folder of the files that the overview loads its rows from."""
    return output / _OVERVIEW


def journal_folder(output: Path) -> Path:
    """Return the folder of a job's journals."""
    return output / _JOURNAL


def journal_file(output: Path, process: str, segment: int | None = None) -> Path:
    """Return the path of a process's journal, or of a segment of it."""
    number = "" if segment is None else f".{segment:06d}"
    return journal_folder(output) / f"{process}{number}{_JOURNAL_SUFFIX}"


def process_of(journal: Path) -> str | None:
    """Return the process whose journal, or part of it, a file is; None for any other file."""
    if journal.suffix != _JOURNAL_SUFFIX or journal.name.startswith("."):
        return None
    stem, dot, number = journal.stem.rpartition(".")
    return stem if dot and number.isdigit() else journal.stem


def lock_file(output: Path) -> Path:
    """Return the path of the file that holds an output folder against a second job."""
    return output / ".lock"


def marker_file(output: Path, token: str) -> Path:
    """Return the path of the file by which other machines see that an output folder is that of a job."""
    return output / f".cluster-{token}.part"


def is_taken(name: str) -> bool:
    """Return whether a document may not be called so: the job gives the name to a file of its own beside it."""
    folded = name.casefold()
    return folded in (*_JOB, _PAGES, _RETIRED, _JOURNAL, _OVERVIEW) or is_of_document(folded)


def holds_output(folder: Path) -> bool:
    """Return whether a folder is that of a job or of a document, its records lost or not."""
    return pages_folder(folder).is_dir() or job_file(folder).is_file()


def document_folder_of(file: Path) -> Path | None:
    """Return the folder of the document among whose files, or whose pages' files, a file lies; None for any other."""
    folder = file.parent.parent if file.parent.name in (_PAGES, _RETIRED) else file.parent
    return folder if document_file(folder).is_file() else None


def must_stay(file: Path) -> bool:
    """Return whether a path is that of a file that a job wrote and nothing else may write over.

    A comparison beside its document is none: it is made anew at any time.
    """
    resolved = file.resolve()
    folder = resolved.parent
    of_job = folder.parent if folder.name in (_JOURNAL, _OVERVIEW) else folder if resolved.name in _JOB else None
    if of_job is not None and job_file(of_job).is_file():
        return True
    of_pages = folder.name in (_PAGES, _RETIRED)
    return (of_pages or resolved.name.startswith(f"{_DOCUMENT}.")) and document_folder_of(resolved) is not None
