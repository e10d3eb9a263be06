"""METS 1.12 (Library of Congress): a file of each document that OCR-D reads with the document's folder as workspace.

OCR-D takes the way to a file as it is (`FLocat` with LOCTYPE OTHER and OTHERLOCTYPE FILE): spaces and letters stay, and
nothing is percent-encoded. Each page has files of its own, for a file belongs to one page there: a scan that is two
sides of a spread, or that holds several frames, stands there once for each page, and says which part of it that is.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from ocr_pipeline.formats.format import Format, as_utf8
from ocr_pipeline.formats.material import Material
from ocr_pipeline.formats.placed.steps import program_of
from ocr_pipeline.formats.serving.beside import OF_PAGES, of_page
from ocr_pipeline.formats.serving.leaves import Leaf, leaves, of_several, printed_label
from ocr_pipeline.formats.serving.scan_files import media_type, part_of_file
from ocr_pipeline.formats.serving.sections import Section, sections
from ocr_pipeline.formats.xml import Vocabulary, xml_bytes
from ocr_pipeline.formats.xml_text import xml_text
from ocr_pipeline.languages import languages_of
from ocr_pipeline.records import Document

METS, MODS = "http://www.loc.gov/METS/", "http://www.loc.gov/mods/v3"
XLINK, XSI = "http://www.w3.org/1999/xlink", "http://www.w3.org/2001/XMLSchema-instance"
_add, _add_mods = Vocabulary(METS).add, Vocabulary(MODS).add

SCANS = "OCR-D-IMG"
SEVERAL = "OCR-D-IMG-SOURCE"
"""The groups of scans: those that are one image each, and PDFs and files of several images, which OCR-D cannot read."""

_PAGE_GROUP = "OCR-D-OCR-PAGE"
_SEQUENCE, _DESCRIPTION, _WHOLE = "PHYS_0000", "DMDLOG_0001", "LOG_0000"
_NO_NAME = re.compile(r"[^A-Za-z0-9_.\-А-Яа-яЁё]")

_WORK = uuid.uuid5(uuid.NAMESPACE_URL, "urn:x-ocr-pipeline:document")
"""The names from which identifiers are made (RFC 9562, 5.5)."""


@dataclass(frozen=True)
class _File:
    """A file of a page: its group, its name in the METS file, how it is come by, what it is."""

    group: str
    id: str
    way: str
    media_type: str
    sha256: str = ""
    part: str = ""


def document_mets(material: Material) -> bytes:
    """Return the METS file of a document."""
    return xml_bytes(_Writer(material).root())


def identifier(document: Document, all_leaves: Sequence[Leaf]) -> str:
    """Return a URN by which a document is known: that of its name and of what its scans hold, the same at any time."""
    names = [document.name, *(f"{leaf.span.id} {leaf.scan.sha256 if leaf.scan else ''}" for leaf in all_leaves)]
    return uuid.uuid5(_WORK, as_utf8("\n".join(names)).decode()).urn


class _Writer:
    """Writes one document."""

    def __init__(self, material: Material) -> None:
        self._material = material
        self._document = material.document
        self._leaves = leaves(material)
        self._several = of_several(self._leaves)
        self._names: set[str] = set()
        self._files = [tuple(self._files_of(number, leaf)) for number, leaf in enumerate(self._leaves, start=1)]

    def root(self) -> etree._Element:
        """Return the root element."""
        root: etree._Element = etree.Element(
            f"{{{METS}}}mets", {}, nsmap={"mets": METS, "mods": MODS, "xlink": XLINK, "xsi": XSI}
        )
        root.set(
            f"{{{XSI}}}schemaLocation",
            f"{METS} http://www.loc.gov/standards/mets/mets.xsd {MODS} http://www.loc.gov/standards/mods/v3/mods-3-7.xsd",
        )
        root.set("LABEL", xml_text(self._document.name))
        self._header(root)
        self._description(root)
        self._file_section(root)
        self._physical(root)
        self._logical(root)
        return root

    def _header(self, root: etree._Element) -> None:
        """Write who made the file; not when: the records hold no time, so that equal results are equal bytes."""
        agent = _add(_add(root, "metsHdr"), "agent", {"ROLE": "CREATOR", "TYPE": "OTHER", "OTHERTYPE": "SOFTWARE"})
        _add(agent, "name").text = xml_text(" ".join(program_of(self._document)).strip())
        if (made := self._document.provenance) is not None:
            _add(agent, "note").text = xml_text(f"engine: {made.engine}; language: {made.language}")

    def _description(self, root: etree._Element) -> None:
        section = _add(root, "dmdSec", {"ID": _DESCRIPTION})
        mods = _add_mods(_add(_add(section, "mdWrap", {"MDTYPE": "MODS"}), "xmlData"), "mods", {"version": "3.7"})
        _add_mods(_add_mods(mods, "titleInfo"), "title").text = xml_text(self._document.name)
        _add_mods(mods, "typeOfResource").text = "text"
        named = self._document.provenance.language if self._document.provenance else ""
        for language in languages_of(named).named if named else ():
            if language.tag != "und":
                term = _add_mods(_add_mods(mods, "language"), "languageTerm", {"type": "code", "authority": "rfc5646"})
                term.text = language.tag
        _add_mods(mods, "identifier", {"type": "urn"}).text = identifier(self._document, self._leaves)

    def _files_of(self, number: int, leaf: Leaf) -> Iterator[_File]:
        """Yield the files of a page by its number, from 1: its scan, and what stands beside."""
        if leaf.page is not None:
            scan = leaf.page.scan
            is_of_several = scan.path in self._several
            group = SEVERAL if is_of_several else SCANS
            part = part_of_file(scan, is_of_several=is_of_several)
            way = self._material.way(leaf.page)
            yield _File(group, f"{group}_{number:04d}", way, media_type(scan.path), scan.sha256, part)
        for kind, path in of_page(self._material, leaf.span.id, OF_PAGES):
            name = self._name_of_page(leaf) if kind.group == _PAGE_GROUP else f"{kind.group}_{number:04d}"
            yield _File(kind.group, name, path, kind.media_type)

    def _name_of_page(self, leaf: Leaf) -> str:
        """Return the name of a PAGE file, which is that which it has within itself (`pcGtsId`) unless two are alike."""
        name = base = "p_" + _NO_NAME.sub("_", leaf.span.id)
        number = 1
        while name in self._names:
            number += 1
            name = f"{base}_{number}"
        self._names.add(name)
        return name

    def _file_section(self, root: etree._Element) -> None:
        order = (SCANS, SEVERAL, *(kind.group for kind in OF_PAGES))
        groups = {name: [one for files in self._files for one in files if one.group == name] for name in order}
        if not any(groups.values()):
            return
        section = _add(root, "fileSec")
        for name, files in groups.items():
            if files:
                group = _add(section, "fileGrp", {"USE": name})
                for one in files:
                    _file(group, one)

    def _physical(self, root: etree._Element) -> None:
        sequence = _add(_add(root, "structMap", {"TYPE": "PHYSICAL"}), "div", {"ID": _SEQUENCE, "TYPE": "physSequence"})
        for number, (leaf, files) in enumerate(zip(self._leaves, self._files, strict=True), start=1):
            page = _add(sequence, "div", {"ID": _page(number), "TYPE": "page", "ORDER": str(number)})
            if (label := printed_label(leaf.span)) is not None:
                page.set("ORDERLABEL", label)
            page.set("LABEL", xml_text(leaf.span.id))
            for one in files:
                _add(page, "fptr", {"FILEID": one.id})

    def _logical(self, root: etree._Element) -> None:
        whole = _add(
            _add(root, "structMap", {"TYPE": "LOGICAL"}),
            "div",
            {"ID": _WHOLE, "TYPE": "document", "LABEL": xml_text(self._document.name), "DMDID": _DESCRIPTION},
        )
        links = [(_WHOLE, _SEQUENCE)]
        links += [(_WHOLE, _page(number)) for number in range(1, len(self._leaves) + 1)]
        _sections(whole, sections(self._document), links)
        section = _add(root, "structLink")
        for above, below in links:
            _add(section, "smLink", {f"{{{XLINK}}}from": above, f"{{{XLINK}}}to": below})


def _sections(above: etree._Element, found: Sequence[Section], links: list[tuple[str, str]]) -> None:
    """Write sections below an element, and note which pages they are on."""
    for number, section in enumerate(found, start=1):
        name = f"LOG_{number:04d}" if above.get("ID") == _WHOLE else f"{above.get('ID')}_{number}"
        division = _add(above, "div", {"ID": name, "TYPE": "section", "LABEL": xml_text(section.title)})
        links += [(name, _page(page + 1)) for page in section.pages]
        _sections(division, section.inner, links)


def _page(number: int) -> str:
    return f"PHYS_{number:04d}"


def _file(group: etree._Element, one: _File) -> None:
    file = _add(group, "file", {"ID": one.id, "MIMETYPE": one.media_type})
    if re.fullmatch("[0-9a-f]{64}", one.sha256):
        file.set("CHECKSUM", one.sha256)
        file.set("CHECKSUMTYPE", "SHA-256")
    kind = {"LOCTYPE": "URL"} if "://" in one.way else {"LOCTYPE": "OTHER", "OTHERLOCTYPE": "FILE"}
    place = _add(file, "FLocat", kind | {f"{{{XLINK}}}href": xml_text(one.way)})
    if one.part:
        place.set(f"{{{XLINK}}}title", one.part)


FORMAT = Format("mets", ".mets.xml", document=document_mets, names_others=True)
