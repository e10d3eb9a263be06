"""Originals are only read: after a job they are what they were, and a folder that cannot be written is as good."""

from __future__ import annotations

import subprocess

import cv2
import pytest
from PIL import Image

from ocr_pipeline import Settings, transcribe_folder
from ocr_pipeline.errors import ExitCode


def states(folder):
    """Name, bytes, size and time of every file, and the time of every folder."""
    return {
        str(path.relative_to(folder)): (
            path.stat().st_mtime_ns,
            path.stat().st_size,
            path.stat().st_mode,
            path.read_bytes() if path.is_file() else b"",
        )
        for path in (folder, *sorted(folder.rglob("*")))
    }


@pytest.fixture
def scans(tmp_path, page):
    """A scan of each kind: PNG, a TIFF of two pages, a JPEG that says how it lies, a PDF; all of them read-only."""
    folder = tmp_path / "scans"
    folder.mkdir()
    pixels = page(100, width_mm=150)
    cv2.imwrite(str(folder / "1.png"), pixels)
    image = Image.fromarray(pixels)
    image.save(folder / "2.tif", save_all=True, append_images=[image])
    turned = Image.Exif()
    turned[0x0112] = 3
    image.save(folder / "3.jpg", exif=turned)
    image.save(folder / "4.pdf", resolution=100)
    (folder / "5.png").write_bytes(b"no image")
    for path in folder.iterdir():
        path.chmod(0o444)
    folder.chmod(0o555)
    yield folder
    folder.chmod(0o755)


def test_the_originals_are_the_same_after_a_job(scans, tmp_path):
    before = states(scans)
    settings = Settings(engine="fault_engines:Good", dpi=100)
    summary = transcribe_folder(scans, tmp_path / "out", settings, jobs=1)
    assert summary.exit_code is ExitCode.SOME_FAILED
    assert len(summary.rows) == 6
    assert states(scans) == before


def test_a_read_only_file_system_is_read(tmp_path, page):
    """Where mounting is allowed: not even root can write to it then."""
    scans = tmp_path / "scans"
    scans.mkdir()
    try:
        mounted = subprocess.run(["mount", "-t", "tmpfs", "none", str(scans)], capture_output=True, check=False)
    except FileNotFoundError:
        pytest.skip("there is no mount here")
    if mounted.returncode:
        pytest.skip("nothing may be mounted here")
    try:
        cv2.imwrite(str(scans / "1.png"), page(100, width_mm=150))
        subprocess.run(["mount", "-o", "remount,ro", str(scans)], check=True)
        summary = transcribe_folder(scans, tmp_path / "out", Settings(engine="fault_engines:Good", dpi=100), jobs=1)
        assert summary.exit_code is ExitCode.DONE
    finally:
        subprocess.run(["umount", str(scans)], check=True)
