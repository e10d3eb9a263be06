"""The file of a DOCX: the same bytes for the same text, without a time and a name of a machine in it."""

from __future__ import annotations

import io
import zipfile

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

from ocr_pipeline.formats.xml_text import xml_text

EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The time of every file in the archive: the first that ZIP knows."""

_STYLES_OF_2010 = "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects"

_LEFT_OUT = (RELATIONSHIP_TYPE.THUMBNAIL, _STYLES_OF_2010)
"""What the template brings and is of another text: its picture, and its styles once more for Word 2010."""

LONGEST_PROPERTY = 255
"""Characters of a core property that python-docx takes."""


def describe(document: Document, title: str, language: str, program: str) -> None:
    """Give a document its properties: no time and no person, which would not be those of the text."""
    properties = document.core_properties
    properties.title = xml_text(title)[:LONGEST_PROPERTY]
    properties.language = language
    properties.author = properties.last_modified_by = xml_text(program)[:LONGEST_PROPERTY]
    properties.comments = ""
    package = document.part.package
    core = package.part_related_by(RELATIONSHIP_TYPE.CORE_PROPERTIES)
    root = core.element
    for name in ("dcterms:created", "dcterms:modified"):
        for element in root.findall(qn(name)):
            root.remove(element)
    for relations in (package.rels, document.part.rels):
        for key in [key for key, relation in relations.items() if relation.reltype in _LEFT_OUT]:
            relations.pop(key)


def packed(document: Document) -> bytes:
    """Return a document as a file."""
    written, plain = io.BytesIO(), io.BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(plain, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            # As on Unix, whatever the system: which one packed it is none of the text's.
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            target.writestr(entry, source.read(name))
    return plain.getvalue()
