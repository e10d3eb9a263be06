"""Read: a prepared page image becomes diplomatic lines with places and confidences.

`engine` says what an engine is and finds one by name; `tesseract` (with `hocr`) is one, `typescript` another, `double`
(with `collation`) reads with both; `gate` tells text from noise; `words` ranks what the image supports; `marks` (with
`baselines`, `strokes`, `underlining`, `overstriking`, `letterspacing`) finds what was done to words beside typing them;
`reading` puts them together and leads the lines back to the pixels of the scan.
"""

from ocr_pipeline.recognize.engine import Engine, EngineReading, engine_names, make_engine, ready_engine
from ocr_pipeline.recognize.page import PageReading, read_image

__all__ = [
    "Engine",
    "EngineReading",
    "PageReading",
    "engine_names",
    "make_engine",
    "read_image",
    "ready_engine",
]
