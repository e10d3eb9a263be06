"""Makes the pictures of the documentation again: the sample is read, and what a person sees of it is photographed.

    python docs/make_images.py

needs Chromium and its driver (`apt-get install chromium chromium-driver`), and poppler and Tesseract as a job does.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from base64 import b64encode
from html import escape
from pathlib import Path

import cv2
import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
from tests.journeys.chromium import Browser, browser  # noqa: E402

IMAGES = ROOT / "docs" / "images"
SAMPLE = ROOT / "scans"
NAME = "telegram-1953-03-29"

WIDTH = 1100
"""Pixels of a screen's picture."""

QUALITY = 80
"""Of WebP, 0 to 100: text stays legible, a picture has some 50 kB."""

SLIPS = (("300-400", "300-460"), ("активные ", ""), ("дальнейшую дискуссию", "дальнейшие дискуссии"))
"""Slips put into a copy of the transcription, so that the report has something to show."""

SIDE_BY_SIDE = """<!DOCTYPE html><meta charset="utf-8"><style>
body {{ margin: 0; display: flex; height: 690px; overflow: hidden }}
body {{ font: 15px/1.45 sans-serif; background: #fff; color: #222 }}
img {{ width: 560px; height: 690px; object-fit: cover; object-position: top }}
div {{ padding: 24px 28px; width: 480px; white-space: pre-wrap }}</style>
<img src="data:image/png;base64,{scan}" alt=""><div>{text}</div>"""


def main() -> None:
    """Write the pictures."""
    IMAGES.mkdir(exist_ok=True)
    scan = cv2.imread(str(SAMPLE / NAME / "1019.tif"), cv2.IMREAD_GRAYSCALE)
    write("scan", np.asarray(scan), height=900)
    with tempfile.TemporaryDirectory() as name, browser() as screen:
        folder = Path(name)
        output = folder / "output"
        transcription = (SAMPLE / NAME / "transcription.txt").read_text(encoding="utf-8")
        for right, wrong in SLIPS:
            if right not in transcription:
                raise ValueError(f"{right!r} is not in the transcription")
            transcription = transcription.replace(right, wrong, 1)
        (folder / "with-slips.txt").write_text(transcription, encoding="utf-8")
        program = str(Path(sys.executable).parent / "ocr-pipeline")
        read = ["run", str(SAMPLE), str(output), "--transcriptions", str(SAMPLE), "--quiet"]
        subprocess.run([program, *read], check=True)
        report = folder / "report.html"
        compared = ["compare", str(output / NAME), str(folder / "with-slips.txt"), "--report", str(report)]
        subprocess.run([program, *compared], check=True, stdout=subprocess.DEVNULL)
        photograph(screen, output / "index.html", "overview", 720)
        photograph(screen, report, "scores", 720)
        photograph(screen, report, "report", 800, "#variants")
        text = (output / NAME / "document.txt").read_text(encoding="utf-8")
        page = folder / "result.html"
        picture = b64encode((output / NAME / "pages" / "1019.png").read_bytes()).decode()
        page.write_text(SIDE_BY_SIDE.format(scan=picture, text=escape(text)), encoding="utf-8")
        photograph(screen, page, "result", 690)


def photograph(screen: Browser, page: Path, name: str, height: int, place: str | None = None) -> None:
    """Write the picture of a page as it opens, or of what stands at `place`, a selector; height in pixels."""
    screen.size(WIDTH, height)
    screen.open(page)
    screen.wait("return document.readyState === 'complete' && !document.querySelector('.thumb[href]:empty')")
    if place:
        screen.run("document.querySelector(arguments[0]).scrollIntoView()", place)
        screen.wait("return [...document.images].every(image => image.loading === 'lazy' || image.complete)")
    shown = cv2.imdecode(np.frombuffer(screen.screenshot(), np.uint8), cv2.IMREAD_COLOR)
    write(name, np.asarray(shown))


def write(name: str, pixels: np.ndarray, height: int | None = None) -> None:
    """Write a picture as WebP, brought down to `height` pixels."""
    if height:
        scale = height / pixels.shape[0]
        pixels = np.asarray(cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA))
    cv2.imwrite(str(IMAGES / f"{name}.webp"), pixels, [cv2.IMWRITE_WEBP_QUALITY, QUALITY])


if __name__ == "__main__":
    main()
