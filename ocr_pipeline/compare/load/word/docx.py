"""DOCX (Office Open XML): paragraphs, tables, page breaks, and footnotes set apart."""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass, field

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from lxml import etree

from ocr_pipeline.compare.load.content import Composition, Content, apparatus
from ocr_pipeline.compare.load.word.numbering import WordLists
from ocr_pipeline.compare.load.word.symbols import unicode_of
from ocr_pipeline.compare.messages import message_of, set_apart
from ocr_pipeline.compare.records import Metadata
from ocr_pipeline.errors import TranscriptionBroken, TranscriptionTooLarge, TranscriptionUnknown, XmlHarmful
from ocr_pipeline.interchange.xml import attribute, local, parsed

LARGEST = 256 * 2**20
"""Bytes of the unpacked file: a bomb unpacks to more."""

LARGEST_MARKUP = 64 * 2**20
"""Bytes of its unpacked XML: a volume of a thousand pages has 20 MB, a tree of empty elements takes thirty times its
size in memory."""

_MARKUP = (".xml", ".rels")
_DOCTYPE = b"<!DOCTYPE"
_CONTENT_TYPES = "[Content_Types].xml"
_SET_APART = {
    RELATIONSHIP_TYPE.FOOTNOTES: "footnote",
    RELATIONSHIP_TYPE.ENDNOTES: "endnote",
    RELATIONSHIP_TYPE.HEADER: "header",
    RELATIONSHIP_TYPE.FOOTER: "footer",
}
_UNSEEN = frozenset(("del", "moveFrom", "Fallback", "instrText", "delText", "pPr", "rPr", "sectPr"))


def content(data: bytes, subject: str) -> Content:
    """Return the text, a line for each paragraph and for each row of a table, tabs between cells.

    The numbers of lists stand before their paragraphs, as Word shows them; of bullets only dashes do. What
    a tracked change deletes is left out, what it inserts is there. Raises `TranscriptionBroken`,
    `TranscriptionTooLarge`, `XmlHarmful`, and `TranscriptionUnknown` for a ZIP archive of something else.
    """
    document = _opened(data, subject)
    parts = {relation.reltype: relation for relation in document.part.rels.values() if not relation.is_external}
    numbering, styles = (
        parsed(parts[kind].target_part.blob, subject) if kind in parts else None
        for kind in (RELATIONSHIP_TYPE.NUMBERING, RELATIONSHIP_TYPE.STYLES)
    )
    reading = _Reading(WordLists(numbering, styles))
    reading.read(document.element.body)
    notes = [message_of("read-as", format="DOCX")]
    texts: list[str] = []
    for relation in document.part.rels.values():
        what = _SET_APART.get(relation.reltype)
        if what is None or relation.is_external:
            continue
        found = _texts(parsed(relation.target_part.blob, subject))
        texts += found
        if found:
            notes.append(set_apart(what, len(found)))
    if reading.deleted:
        notes.append(message_of("deletions", count=reading.deleted))
    if reading.unknown:
        notes.append(message_of("signs-unknown", signs=", ".join(sorted(reading.unknown))))
    return Content(
        reading.out.text.rstrip("\n"),
        "DOCX",
        tuple(reading.out.marks),
        sections=apparatus(texts),
        metadata=Metadata(title=_title(document)),
        notes=tuple(notes),
    )


def _opened(data: bytes, subject: str) -> Document:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            markup = [member for member in members if member.filename.lower().endswith(_MARKUP)]
            for found, most in ((members, LARGEST), (markup, LARGEST_MARKUP)):
                # No more is ever unpacked of a member than the size that it states.
                if sum(member.file_size for member in found) > most:
                    raise TranscriptionTooLarge(subject, f"unpacked beyond {most // 2**20} MB")
            if _CONTENT_TYPES not in {member.filename for member in members}:
                raise TranscriptionUnknown(subject, "a ZIP archive that is no DOCX")
            for member in markup:
                _refuse_doctype(archive.read(member), member.filename, subject)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError, NotImplementedError, OSError) as error:
        raise TranscriptionBroken(subject, str(error)) from error
    try:
        return docx.Document(io.BytesIO(data))
    except ValueError as error:
        raise TranscriptionUnknown(subject, "an Office file that is no DOCX") from error
    except Exception as error:
        # A damaged package fails in python-docx, lxml, zlib or zipfile, each with errors of its own.
        raise TranscriptionBroken(subject, str(error)) from error


def _refuse_doctype(data: bytes, name: str, subject: str) -> None:
    """Raise `XmlHarmful` for a part with a document type: the format allows none, and entities need one."""
    # In UTF-16 as well; within a text `<` is written otherwise.
    if _DOCTYPE in data.replace(b"\0", b""):
        raise XmlHarmful(subject, f"{name} in it has a document type, which no DOCX has")


def _title(document: Document) -> str | None:
    try:
        return document.core_properties.title or None
    except (ValueError, KeyError, AttributeError):
        return None


def _texts(root: etree._Element) -> list[str]:
    """Return the text of each note of a part, or of the part, without those that hold no letters."""
    holders = [child for child in root if local(child) in ("footnote", "endnote")] or [root]
    found = []
    for holder in holders:
        reading = _Reading()
        reading.read(holder)
        text = " ".join(reading.out.text.split())
        if text:
            found.append(text)
    return found


@dataclass
class _Reading:
    """A walk through the text: what was composed, how many deletions were left out, and unknown characters."""

    lists: WordLists = field(default_factory=WordLists)
    out: Composition = field(default_factory=Composition)
    deleted: int = 0
    unknown: set[str] = field(default_factory=set)

    def read(self, root: etree._Element) -> None:
        """Compose the text of `root`."""
        cells = 0
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            name = local(element)
            if event == "start":
                if name in _UNSEEN:
                    self.deleted += name in ("del", "moveFrom")
                    if name == "pPr" and any(local(child) == "pageBreakBefore" for child in element):
                        self.out.mark_page("page break", None)
                    walk.skip_subtree()
                    continue
                cells += name == "tc"
                self._begin(element, name, in_cell=cells > 0)
                continue
            cells -= name == "tc"
            if name == "p" and not cells:
                self.out.break_line()
            elif name == "tr" and not cells:
                self.out.begin_line()

    def _begin(self, element: etree._Element, name: str, in_cell: bool) -> None:
        if name == "t":
            self.out.write_exactly(element.text or "")
        elif name == "tab" or (name == "tc" and any(local(e) == "tc" for e in element.itersiblings(preceding=True))):
            self.out.write_exactly("\t")
        elif name in ("br", "cr"):
            if attribute(element, "type") == "page":
                self.out.mark_page("page break", None)
            else:
                self.out.break_line()
        elif name == "noBreakHyphen":
            self.out.write_exactly("-")
        elif name == "sym":
            font, code = attribute(element, "font"), attribute(element, "char")
            character = unicode_of(font, code)
            if character is None:
                self.unknown.add(f"{font} {code}".strip())
            self.out.write_exactly(character or "\ufffd")
        elif name == "p":
            if in_cell and self.out.last() not in ("", "\n", "\t", " "):
                self.out.write_exactly(" ")
            self.out.write_exactly(self.lists.before(element))
