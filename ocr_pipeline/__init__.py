"""Reads archival scans of Russian typescript. The public Python interface:

`transcribe_page` reads one scan, `transcribe_folder` runs the job on a folder, `compare_with_transcription` collates a
document with an existing text; `Settings` holds what can be chosen.
Errors are the classes of `ocr_pipeline.errors`, results the records of `ocr_pipeline.records`.
"""

from ocr_pipeline.api import compare_with_transcription, transcribe_folder, transcribe_page
from ocr_pipeline.settings import Settings
from ocr_pipeline.version import __version__

__all__ = ["Settings", "__version__", "compare_with_transcription", "transcribe_folder", "transcribe_page"]
