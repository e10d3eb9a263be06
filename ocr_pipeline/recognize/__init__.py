"""Read: a prepared page image becomes diplomatic lines with places and confidences.

`engine` says what an engine is and finds one by name; `tesseract/` is one, `typescript/` another, `double/` reads with
both. What an engine gives (`reading`) goes through `page`: `triage` sets apart what is no text, in whole lines and in
lines that hold typing and handwriting (`mixed_lines`), `known_words` ranks what the image supports, `twice` leaves each
place read once, `typed_marks/` finds what was done to words beside typing them, `ledger` accounts for all ink of the
page, `expected_error` says how much of it is expected to be wrong or missing, and the records are made (`recording`),
every box led back to the pixels of the scan. `regions/` reads a page that is divided (columns, tables, what lies on its
side), each unit as a page, and puts words in regions, rows and cells. `turns` tells a page from the same upside down.
What another program recognized becomes a page by its files alone (`file/`).
"""

from ocr_pipeline.recognize.engine import Engine, EngineReading, engine_names, make_engine, ready_engine
from ocr_pipeline.recognize.file.source import PageSource, ready_source
from ocr_pipeline.recognize.page import PageReading, read_image
from ocr_pipeline.recognize.regions.read import read_page
from ocr_pipeline.recognize.turns import is_upside_down, may_be_text, may_be_upside_down

__all__ = [
    "Engine",
    "EngineReading",
    "PageReading",
    "PageSource",
    "engine_names",
    "is_upside_down",
    "make_engine",
    "may_be_text",
    "may_be_upside_down",
    "read_image",
    "read_page",
    "ready_engine",
    "ready_source",
]
