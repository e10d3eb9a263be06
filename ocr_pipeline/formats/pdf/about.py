"""What a PDF says of itself: title, language, program, and PDF/A where it is that.

PDF/A-2b (ISO 19005-2) is stated of a document whose every picture allows it. What else it asks is so by how the PDF is
made: the font is embedded, nothing is encrypted, nothing acts, colours are those of the output intent.
"""

from __future__ import annotations

import struct

import pikepdf
from PIL import ImageCms

from ocr_pipeline.formats.pdf.guide import title_of
from ocr_pipeline.languages import UNKNOWN_TAG, language_tag
from ocr_pipeline.records import Document
from ocr_pipeline.version import __version__

PRODUCER = f"ocr_pipeline {__version__}"

_VERSION_AT, _DATE_AT, _ID_AT = slice(8, 12), slice(24, 36), slice(84, 100)
"""Bytes of the head of a profile of colours (ICC.1:2004-10, 7.2): version, date of its making, digest."""

_VERSION_4_2 = bytes((4, 0x20, 0, 0))
"""The version that PDF 1.7 knows (ISO 32000-1, table 67)."""

_DATE = struct.pack(">6H", 2000, 1, 1, 0, 0, 0)
"""Of the profile: the same at any time."""


def describe(pdf: pikepdf.Pdf, document: Document, *, is_archival: bool) -> None:
    """Say in a PDF what it is."""
    title = title_of(document)
    tag = language_tag(document.provenance.language if document.provenance else "")
    root = pdf.Root
    if tag != UNKNOWN_TAG:
        root.Lang = tag
    root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
    with pdf.open_metadata(set_pikepdf_as_editor=False) as about:
        about["dc:title"] = title
        about["dc:format"] = "application/pdf"
        if tag != UNKNOWN_TAG:
            about["dc:language"] = [tag]
        about["pdf:Producer"] = PRODUCER
        about["xmp:CreatorTool"] = PRODUCER
        if is_archival:
            about["pdfaid:part"] = "2"
            about["pdfaid:conformance"] = "B"
    root.OutputIntents = pikepdf.Array([_output_intent(pdf)])


def _output_intent(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """Return what the colours of a PDF are meant for: sRGB."""
    profile = pikepdf.Stream(pdf, srgb_profile(), N=3, Alternate=pikepdf.Name.DeviceRGB)
    return pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.OutputIntent,
            S=pikepdf.Name.GTS_PDFA1,
            OutputConditionIdentifier="sRGB",
            Info="sRGB IEC61966-2.1",
            RegistryName="http://www.color.org",
            DestOutputProfile=profile,
        )
    )


def srgb_profile() -> bytes:
    """Return a profile of the colours of sRGB (IEC 61966-2-1), equal bytes at any time."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[_VERSION_AT], profile[_DATE_AT], profile[_ID_AT] = _VERSION_4_2, _DATE, bytes(16)
    return bytes(profile)
