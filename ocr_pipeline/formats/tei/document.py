"""TEI P5 (version 4.3.0 or later): a document's text in all its layers, with the places of its lines on the scans."""

from __future__ import annotations

from lxml import etree

from ocr_pipeline.formats.format import Format
from ocr_pipeline.formats.material import Material
from ocr_pipeline.formats.tei.blocks import Blocks
from ocr_pipeline.formats.tei.breaks import with_runs
from ocr_pipeline.formats.tei.elements import NEW_LINE, XML_LANG, child, element
from ocr_pipeline.formats.tei.facsimile import facsimile
from ocr_pipeline.formats.tei.header import header
from ocr_pipeline.formats.tei.inline import Inline
from ocr_pipeline.formats.tei.reasons import Reasons
from ocr_pipeline.formats.tei.tables import with_tables
from ocr_pipeline.formats.tei.tokens import tokens
from ocr_pipeline.languages import language_tag


def tei(material: Material) -> bytes:
    """Return a document as TEI, in UTF-8. Characters that XML cannot hold are U+FFFD."""
    document, seen, reasons = material.document, facsimile(material), Reasons()
    root = element("TEI")
    root.text = NEW_LINE
    root.append(header(document, seen))
    if (surfaces := seen.written()) is not None:
        root.append(surfaces)
        surfaces.tail = NEW_LINE
    aside = child(root, "standOff")
    language = document.provenance.language if document.provenance else ""
    text = child(root, "text", {XML_LANG: language_tag(language)})
    body = child(text, "body")
    body.text = NEW_LINE
    found = with_tables(tokens(document, seen), document)
    Blocks(body, Inline(document, seen, reasons)).write(with_runs(found), document.blocks)
    reasons.written(aside)
    aside.tail = text.tail = NEW_LINE
    if not len(aside):
        root.remove(aside)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


FORMAT = Format("tei", ".tei.xml", document=tei)
