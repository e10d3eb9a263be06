"""What a comparison says, for people and programs: a report in one HTML file, a table, records, lines for a terminal.

Each function returns text; `write.atomic` writes it. `images` opens scans that were read before, `strips` cuts lines
out of them, `differences` marks what differs in two readings, `labels` holds the words of both languages.
"""

from ocr_pipeline.compare.messages import Language
from ocr_pipeline.report.csv import report_csv
from ocr_pipeline.report.html import report_html
from ocr_pipeline.report.images import ImageProblem, PageImages, ScanImages
from ocr_pipeline.report.json import report_json
from ocr_pipeline.report.order import ranked
from ocr_pipeline.report.terminal import report_terminal, visible

__all__ = [
    "ImageProblem",
    "Language",
    "PageImages",
    "ScanImages",
    "ranked",
    "report_csv",
    "report_html",
    "report_json",
    "report_terminal",
    "visible",
]
