"""A manifest of IIIF Presentation 3.0: a file of each document, with its text as annotations.

`canvas` has the pages, `addresses` says where everything is. The text of each line is embedded: a viewer that has the
manifest has all of it, and need not fetch a file for each page from where none may be served.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from ocr_pipeline.formats.format import Format, as_utf8
from ocr_pipeline.formats.material import Material
from ocr_pipeline.formats.placed.steps import program_of
from ocr_pipeline.formats.serving.beside import DOCUMENT_SEEN_ALSO, DOCUMENT_SHOWN, of_document
from ocr_pipeline.formats.serving.canvas import Canvases, painted
from ocr_pipeline.formats.serving.json_text import Json, Object, labelled
from ocr_pipeline.formats.serving.leaves import leaves, of_several
from ocr_pipeline.formats.serving.sections import Section, sections
from ocr_pipeline.languages import languages_of

CONTEXT = "http://iiif.io/api/presentation/3/context.json"
SUFFIX = ".iiif.json"


def manifest(material: Material) -> bytes:
    """Return the manifest of a document."""
    return as_utf8(json.dumps(_manifest(material), ensure_ascii=False, separators=(",", ":")) + "\n")


def _manifest(material: Material) -> Object:
    document = material.document
    all_leaves = leaves(material, with_lines=True)
    canvases = Canvases(material, of_several(all_leaves))
    root = canvases.addresses.root
    made: Object = {
        "@context": CONTEXT,
        "id": f"{root}/{material.name(SUFFIX, None)}",
        "type": "Manifest",
        "label": labelled(document.name or "-"),
        "metadata": list(_metadata(material)),
        "viewingDirection": "left-to-right",
    }
    for name, kinds in (("rendering", DOCUMENT_SHOWN), ("seeAlso", DOCUMENT_SEEN_ALSO)):
        if links := [canvases.linked(kind, path) for kind, path in of_document(material, kinds)]:
            made[name] = links
    made["items"] = [canvases.canvas(one) for one in painted(all_leaves)]
    pages = [canvases.address(span.id) for span in document.pages]
    if ranges := _ranges(f"{root}/range", sections(document), pages):
        made["structures"] = ranges
    return made


def _metadata(material: Material) -> Iterable[Json]:
    """Yield what a viewer shows of the document beside its name."""
    document = material.document
    named = document.provenance.language if document.provenance else ""
    titles = [language.title for language in languages_of(named).named] if named else []
    told = {
        "Language": ", ".join(titles),
        "Text read by": " ".join(program_of(document)).strip(),
        "Remarks": "; ".join(remark.message for remark in document.remarks),
    }
    for label, value in told.items():
        if value:
            yield {"label": labelled(label, "en"), "value": labelled(value, "en")}


def _ranges(address: str, found: Sequence[Section], pages: Sequence[str]) -> list[Json]:
    """Return sections as ranges: the canvases that they are on, and the sections within them."""
    made: list[Json] = []
    for number, section in enumerate(found, start=1):
        own = f"{address}/{number}"
        items: list[Json] = [{"id": pages[page], "type": "Canvas"} for page in section.pages]
        one: Object = {
            "id": own,
            "type": "Range",
            "label": labelled(section.title),
            "items": [*items, *_ranges(own, section.inner, pages)],
        }
        made.append(one)
    return made


FORMAT = Format("iiif", SUFFIX, document=manifest, names_others=True)
