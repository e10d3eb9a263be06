"""An engine that writes down each of its calls, in whatever process."""

from __future__ import annotations

import os
from pathlib import Path

from ocr_pipeline.recognize.engine import EngineReading
from ocr_pipeline.records import PageImage
from tests.faults.fault_engines import Good


class Counting(Good):
    identity = "counting 1"

    def read(self, image: PageImage, language: str, seconds: float) -> EngineReading:
        with Path(os.environ["ENGINE_CALLS"]).open("a", encoding="utf-8") as log:
            log.write("read\n")
        return super().read(image, language, seconds)
