"""Reads archival scans of Russian typescript. The public Python interface:

`transcribe_page` reads one scan, `transcribe_folder` runs the job on a folder, `export_documents` writes further
formats of what it read, `compare_with_transcription` collates a document with an existing text; `Settings` holds what
can be chosen, `Writing` what is asked of the files written, `FailurePolicy` what a job does about pages that fail.
Errors are the classes of `ocr_pipeline.errors`, results the records of `ocr_pipeline.records`.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from ocr_pipeline.version import __version__

if TYPE_CHECKING:
    from ocr_pipeline.api import compare_with_transcription, export_documents, transcribe_folder, transcribe_page
    from ocr_pipeline.settings import FailurePolicy, Settings, Writing
else:
    _HOMES = {
        "FailurePolicy": "ocr_pipeline.settings",
        "Settings": "ocr_pipeline.settings",
        "Writing": "ocr_pipeline.settings",
        "compare_with_transcription": "ocr_pipeline.api",
        "export_documents": "ocr_pipeline.api",
        "transcribe_folder": "ocr_pipeline.api",
        "transcribe_page": "ocr_pipeline.api",
    }

    def __getattr__(name: str) -> object:
        """Import what is asked for when it is first asked for (PEP 562): all stages together take half a second."""
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = globals()[name] = getattr(import_module(_HOMES[name]), name)
        return value

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})


__all__ = [
    "FailurePolicy",
    "Settings",
    "Writing",
    "__version__",
    "compare_with_transcription",
    "export_documents",
    "transcribe_folder",
    "transcribe_page",
]
