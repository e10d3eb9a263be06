"""XML: the root element says which module reads a file."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from ocr_pipeline.compare.load import recognized, tei
from ocr_pipeline.compare.load.content import Content
from ocr_pipeline.errors import TranscriptionUnknown
from ocr_pipeline.interchange import alto, page, xml

VOCABULARIES: dict[str, Callable[[etree._Element], Content]] = {
    "TEI": tei.content,
    "teiCorpus": tei.content,
    "TEI.2": tei.content,
    "PcGts": lambda root: recognized.content(page.page_file(root)),
    "alto": lambda root: recognized.content(alto.page_file(root)),
}
"""What reads a file, by the local name of its root element."""


def content(data: bytes, subject: str) -> Content:
    """Return the content of an XML file. Raises `TranscriptionUnknown` for another root, `TranscriptionBroken`,
    `XmlHarmful`.
    """
    root = xml.parsed(data, subject)
    read = VOCABULARIES.get(xml.local(root))
    if read is None:
        raise TranscriptionUnknown(subject, f"XML with the root element {xml.local(root)}")
    return read(root)
