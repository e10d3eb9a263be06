"""What the text of a DOCX looks like: named styles, of which an editor changes one and the whole text follows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import CharacterStyle, ParagraphStyle
from lxml import etree

from ocr_pipeline.formats.running.headings import DEEPEST
from ocr_pipeline.records import BlockKind

FONT, SIZE = "Times New Roman", Pt(12)
"""Of all text. The machine's own letters are on the scan: an edition is set in type."""

PAGE_MARK, DOUBTFUL, COMMENT_REFERENCE = "Page Mark", "Doubtful Word", "annotation reference"
MISSING, COMMENT, TABLE = "Missing Pages", "annotation text", "Table Grid"
HEADING = "Heading {}"

STYLE_OF: Mapping[BlockKind | None, str] = {
    None: MISSING,
    BlockKind.PARAGRAPH: "Body Text",
    BlockKind.HEADING: HEADING.format(1),
    BlockKind.LIST_ITEM: "List Paragraph",
    BlockKind.VERSE: "Verse",
    BlockKind.ADDRESS: "Address",
    BlockKind.SIGNATURE: "Signature Block",
    BlockKind.CONTENTS: "Contents Entry",
    BlockKind.TABLE: "Table Text",
    BlockKind.FOOTNOTE: "Page Footnote",
    BlockKind.MARGIN_NOTE: "Margin Note",
    BlockKind.LABEL: "Picture Label",
}
"""The style of each kind of paragraph; None: of a note that pages are not there."""


@dataclass(frozen=True)
class _Look:
    """A style: what it is based on, indents (mm), space above and below (points), alignment, and its letters."""

    name: str
    base: str = "Normal"
    left: float = 0
    first: float = 0
    above: float = 0
    below: float = 6
    align: WD_ALIGN_PARAGRAPH | None = None
    size: float | None = None
    italic: bool = False
    bold: bool = False
    keep_with_next: bool = False


_LOOKS = (
    _Look("Body Text", first=10),
    _Look("List Paragraph", left=10),
    _Look("Verse", "Quote", left=20),
    _Look("Address", left=80),
    _Look("Signature Block", left=80),
    _Look("Contents Entry", below=0),
    _Look("Table Text", below=0, size=11),
    _Look("Page Footnote", size=10),
    _Look("Margin Note", size=10, italic=True),
    _Look("Picture Label", "Caption", size=10),
    _Look(MISSING, above=6, align=WD_ALIGN_PARAGRAPH.CENTER, italic=True),
    _Look(COMMENT, below=0, size=10),
    *(
        _Look(
            HEADING.format(level),
            above=6,
            align=WD_ALIGN_PARAGRAPH.CENTER if level == 1 else None,
            size=size,
            bold=True,
            keep_with_next=True,
        )
        for level, size in ((1, 14), (2, 13), (3, 12), (4, 12), (5, 12), (6, 12))
    ),
)

TEXT_WIDTH = Mm(160).twips
"""Between the margins of a sheet, in twentieths of a point."""

_WORD_2013 = "15"
"""The mode of Word 2013 and all later ones, which open a file of a lower one in compatibility mode (MS-DOCX)."""

_BLACK = RGBColor(0, 0, 0)
_SHADE, _GREY = "FFF2CC", RGBColor(0x80, 0x80, 0x80)
"""Behind doubtful words, and of page marks: seen at once, and pale in print."""


def dress(document: Document, language: str) -> None:
    """Give a document its styles, and a sheet of A4; `language`, a BCP 47 tag, is that of its spelling."""
    defaults = document.styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}")
    if defaults is not None:
        _set(defaults, "w:lang", val=language)
    _settle(document, language)
    normal = document.styles["Normal"]
    assert isinstance(normal, ParagraphStyle)
    _letters(normal, SIZE.pt)
    normal.paragraph_format.space_after = Pt(6)
    normal.paragraph_format.line_spacing = 1.15
    for look in _LOOKS:
        _paragraph_style(document, look)
    for level in range(1, DEEPEST + 1):
        heading = document.styles[HEADING.format(level)]
        assert isinstance(heading, ParagraphStyle)
        # What an editor types behind a heading looks like the rest of the text.
        heading.next_paragraph_style = document.styles["Body Text"]
    for name in (PAGE_MARK, DOUBTFUL, COMMENT_REFERENCE):
        style = document.styles.add_style(name, WD_STYLE_TYPE.CHARACTER, builtin=name == COMMENT_REFERENCE)
        assert isinstance(style, CharacterStyle)
        if name == PAGE_MARK:
            style.font.color.rgb = _GREY
        elif name == DOUBTFUL:
            _set(style.element.get_or_add_rPr(), "w:shd", val="clear", color="auto", fill=_SHADE)
        else:
            style.font.size = Pt(8)
    for section in document.sections:
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(25)
        section.top_margin = section.bottom_margin = Mm(20)


def _settle(document: Document, language: str) -> None:
    """Set how Word opens a document: as one of today whose spelling nobody has checked yet."""
    settings = document.settings.element
    # The template says of its own text that it is checked: Word would underline no error (17.15.1.65).
    for checked in settings.findall(qn("w:proofState")):
        settings.remove(checked)
    _set(settings, "w:themeFontLang", val=language)
    for mode in settings.iter(qn("w:compatSetting")):
        if mode.get(qn("w:name")) == "compatibilityMode":
            mode.set(qn("w:val"), _WORD_2013)


def style_ids(document: Document) -> Mapping[str, str]:
    """Return the ids of a document's styles by their names."""
    return {style.name: style.style_id for style in document.styles if style.name}


def _paragraph_style(document: Document, look: _Look) -> None:
    styles = document.styles
    known = look.name in styles
    style = (
        styles[look.name]
        if known
        else styles.add_style(look.name, WD_STYLE_TYPE.PARAGRAPH, builtin=look.name == COMMENT)
    )
    assert isinstance(style, ParagraphStyle)
    style.base_style = styles[look.base]
    style.quick_style = True
    style.hidden = False
    _letters(style, look.size)
    style.font.italic, style.font.bold = look.italic, look.bold
    layout = style.paragraph_format
    layout.left_indent, layout.first_line_indent = Mm(look.left), Mm(look.first)
    layout.space_after, layout.space_before = Pt(look.below), Pt(look.above)
    layout.alignment = look.align
    layout.keep_with_next = look.keep_with_next


def _letters(style: ParagraphStyle, size: float | None) -> None:
    """Set the font of a style, for all scripts, its colour, and its size in points."""
    style.font.name = FONT
    fonts = style.element.get_or_add_rPr().find(qn("w:rFonts"))
    assert fonts is not None
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script in ("cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), FONT)
    style.font.color.rgb = _BLACK
    if size is not None:
        style.font.size = Pt(size)


def _set(parent: etree._Element, name: str, **values: str) -> None:
    """Set the attributes of a child of that name, which is added behind the others where it is not there."""
    element = parent.find(qn(name))
    if element is None:
        element = etree.SubElement(parent, qn(name))
    for key, value in values.items():
        element.set(qn(f"w:{key}"), value)
