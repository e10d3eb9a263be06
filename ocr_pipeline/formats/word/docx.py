"""DOCX (Office Open XML): the clean text of a document with styles, page marks, tables, doubtful words as comments."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from functools import lru_cache

import docx
from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from ocr_pipeline.formats.format import Format
from ocr_pipeline.formats.material import Material
from ocr_pipeline.formats.running.doubts import Doubt
from ocr_pipeline.formats.word.body import Body
from ocr_pipeline.formats.word.comments import comments_xml, lines_of
from ocr_pipeline.formats.word.package import describe, packed
from ocr_pipeline.formats.word.paragraphs import Grid, Paragraph, flow
from ocr_pipeline.formats.word.styles import COMMENT, dress, style_ids
from ocr_pipeline.formats.word.uncertain import chosen, document_doubts
from ocr_pipeline.languages import DEFAULT, languages_of
from ocr_pipeline.languages.record import CommentWords
from ocr_pipeline.text.furniture.absent import NOT_READ
from ocr_pipeline.text.page_marks import mark_of

_COMMENTS = "/word/comments.xml"

_REGIONS: Mapping[str, str] = {"ru": "ru-RU", "uk": "uk-UA", "en": "en-US"}
"""Languages as spelling knows them: a dictionary is that of a country."""


def document_docx(material: Material) -> bytes:
    """Return the clean text of a document as DOCX; what its reading text changes is not in it.

    Conventions that the reading text resolves are mostly quotes and dashes, which an editor sets by rules of his own.
    """
    document, writing = material.document, material.writing
    language = languages_of(document.provenance.language if document.provenance else DEFAULT).first
    tag = _REGIONS.get(language.tag, language.tag)
    doubts = document_doubts(document, material.pages)
    content = list(flow(document, doubts))
    comments = _comments(content, doubts, len(document.pages), language.comments)
    word = docx.Document(io.BytesIO(_dressed(tag)))
    describe(word, document.name, tag, document.provenance.program if document.provenance else "")
    styles = style_ids(word)
    section = word.element.body[-1]
    # Of a page that could not be read the text says so itself.
    marks = [
        "" if span.state in NOT_READ else mark_of(span, number, document) for number, span in enumerate(document.pages)
    ]
    body = Body(
        word.element.body,
        styles,
        mark=marks.__getitem__ if writing.page_marks and marks else None,
        breaks=writing.page_breaks,
        commented=frozenset(comments),
    )
    body.write(content, len(document.pages))
    # The properties of the section stand behind its content (ISO/IEC 29500-1, 17.6.17).
    word.element.body.append(section)
    if comments:
        _add_comments(word, comments, styles[COMMENT])
    return packed(word)


@lru_cache(maxsize=4)
def _dressed(language: str) -> bytes:
    """Return a file without text that has the styles: to make it takes three times as long as to open it."""
    word = docx.Document()
    dress(word, language)
    written = io.BytesIO()
    word.save(written)
    return written.getvalue()


def _comments(
    content: Sequence[Paragraph | Grid], doubts: Sequence[Doubt], pages: int, words: CommentWords
) -> Mapping[int, tuple[str, ...]]:
    """Return the lines of the comments by the number of the doubtful word."""
    visible = {
        run.doubt: run.page
        for one in content
        for runs in ([one.runs] if isinstance(one, Paragraph) else [laid.runs for laid in one.cells])
        for run in runs
        if run.doubt is not None
    }
    choice = chosen(visible.items(), doubts, pages)
    others = dict(choice.others)
    return {
        number: tuple(lines_of(doubts[number], others.pop(page, 0), words))
        for number, page in visible.items()
        if number in choice.commented
    }


def _add_comments(word: WordDocument, comments: Mapping[int, tuple[str, ...]], style: str) -> None:
    part = Part(PackURI(_COMMENTS), CONTENT_TYPE.WML_COMMENTS, comments_xml(comments, style), word.part.package)
    word.part.relate_to(part, RELATIONSHIP_TYPE.COMMENTS)


FORMAT = Format("docx", ".docx", document=document_docx)
