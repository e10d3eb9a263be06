"""The header: what the file is, of which scans it was made and how, what its edits mean. No time is in it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

from ocr_pipeline.formats.tei.elements import NEW_LINE, child, element
from ocr_pipeline.formats.tei.facsimile import Facsimile, SeenPage
from ocr_pipeline.languages import languages_of
from ocr_pipeline.records import Document, Provenance
from ocr_pipeline.version import PROGRAM

_VERSION = re.compile(r"\d+(?:\.\d+){0,3}")
"""What `application/@version` can hold of a version (teidata.versionNumber)."""

EDITORIAL: Mapping[str, tuple[Mapping[str, str], str]] = {
    "correction": (
        {"method": "markup"},
        "Errors of the typist are in sic, what is meant in corr. Nothing else is corrected.",
    ),
    "normalization": (
        {"method": "markup"},
        "Conventions of typewriters that lack a key, and letter-spacing, are in orig, what they stand for in reg. The "
        "attribute type of corr and reg names the layer: clean, or reading, which is made of the clean one.",
    ),
    "hyphenation": (
        {"eol": "all"},
        "Line ends are those of the page (lb). A hyphen that ends a line and is no part of its word is in pc with "
        "force weak, before an lb with break no.",
    ),
    "interpretation": (
        {},
        "The attribute ana leads to what an edit is and why it was made (interp). Words in unclear are doubtful, "
        "confidence in cert; beside them stands what else they may be.",
    ),
}
"""What an editor has to know, by the elements of `editorialDecl`."""

SAMPLING = (
    "Page numbers, headers, footers and catchwords are in fw, where they stand on the page. The number of a page as it "
    "is understood is in pb: attribute ana says whether it was seen, repaired or inferred, cert how surely. What was "
    "seen on the scan and is most likely no typing is in zones of the type set-apart; what was not read is in zones of "
    "the type of what it looks like: stamp, handwriting, picture, or unread typing."
)


def header(document: Document, seen: Facsimile) -> etree._Element:
    """Return the header of a document's file."""
    made = element("teiHeader")
    made.text = made.tail = NEW_LINE
    _file_description(made, document, seen)
    _encoding(made, document.provenance)
    _profile(made, document.provenance)
    revisions = child(made, "revisionDesc")
    child(
        revisions, "change", text="Read from the scans by the program, cleaned and written; no person has looked at it."
    )
    for part in made:
        part.tail = NEW_LINE
    return made


def language_tag(provenance: Provenance | None) -> str:
    """Return the language of a text (BCP 47); `und` where it is not known."""
    return languages_of(provenance.language).first.tag if provenance and provenance.language else "und"


def _file_description(made: etree._Element, document: Document, seen: Facsimile) -> None:
    description = child(made, "fileDesc")
    titles = child(description, "titleStmt")
    child(titles, "title", text=document.name)
    statement = child(titles, "respStmt")
    child(statement, "resp", text="read from scans by the program")
    child(statement, "name", text=_program(document.provenance))
    child(child(description, "publicationStmt"), "p", text="Not published: made from scans for editors to go on with.")
    if document.remarks:
        notes = child(description, "notesStmt")
        for remark in document.remarks:
            child(notes, "note", {"type": remark.code}, remark.message)
    source = child(description, "sourceDesc")
    scans = {(page.scan.sha256, page.url): page for page in (seen.pages[number] for number in sorted(seen.pages))}
    if not scans:
        child(source, "p", text="Scans of which no record is left.")
        return
    found = child(source, "listBibl")
    found.text = NEW_LINE
    for page in scans.values():
        _scan(found, page)


def _scan(parent: etree._Element, page: SeenPage) -> None:
    scan = page.scan
    made = child(parent, "bibl")
    made.tail = NEW_LINE
    child(made, "ref", {"target": page.url}, scan.path.rpartition("/")[2])
    child(made, "idno", {"type": "sha256"}, scan.sha256)
    size = child(made, "extent")
    child(size, "measure", {"unit": "px", "quantity": str(scan.width), "type": "width"}, str(scan.width))
    child(size, "measure", {"unit": "px", "quantity": str(scan.height), "type": "height"}, str(scan.height))
    if scan.resolution is not None:
        dpi = f"{scan.resolution.dpi:g}"
        subtype = scan.resolution.origin.value
        child(size, "measure", {"unit": "dpi", "quantity": dpi, "type": "resolution", "subtype": subtype}, dpi)


def _encoding(made: etree._Element, provenance: Provenance | None) -> None:
    description = child(made, "encodingDesc")
    program = _program(provenance)
    version = _VERSION.search(program)
    name = program.split(" ")[0] or "ocr_pipeline"
    application = child(
        child(description, "appInfo"),
        "application",
        {"ident": re.sub(r"[^\w.-]", "_", name, flags=re.ASCII), "version": version[0] if version else "0"},
    )
    child(application, "label", text=program)
    if provenance is not None:
        child(application, "desc", text=f"engine: {provenance.engine}; language: {provenance.language}")
        for key, value in provenance.settings.items():
            child(application, "desc", {"type": "setting"}, f"{key}: {value}")
    child(child(description, "samplingDecl"), "p", text=SAMPLING)
    editorial = child(description, "editorialDecl")
    for name, (attributes, said) in EDITORIAL.items():
        child(child(editorial, name, attributes), "p", text=said)


def _profile(made: etree._Element, provenance: Provenance | None) -> None:
    tag = language_tag(provenance)
    titles = languages_of(provenance.language).named if provenance and provenance.language else ()
    use = child(child(made, "profileDesc"), "langUsage")
    child(use, "language", {"ident": tag}, ", ".join(language.title for language in titles) or "not known")


def _program(provenance: Provenance | None) -> str:
    return provenance.program if provenance and provenance.program else PROGRAM
