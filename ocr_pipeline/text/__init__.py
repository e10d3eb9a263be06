"""Clean: the diplomatic lines of all pages of a document become one readable text, as edits that can be undone.

The rooms in the order in which a text passes through them: `decode/` makes text of a file (a text without scans starts
here); `text_layout` lays pages out as one diplomatic string and keeps where each line stands on paper; `furniture/`
finds what belongs to the pages and not to the text; `joining/` says how the lines that are left meet, and of what
blocks the text is; `bounds` says where documents begin among the pages, and `splitting` parts them; `clean` is the
whole, and `edits` applies what they propose and undoes it. On top of the clean text `reading/` resolves what was typed
for want of a key and finds dates and numbers. `layers` names the three texts, `page_marks` says in them where pages
begin, and `trace` leads from a character of any of them back to the scan.
"""

from ocr_pipeline.text.clean import clean_document, clean_pages, clean_text
from ocr_pipeline.text.edits import applied, undone
from ocr_pipeline.text.keep import Keep
from ocr_pipeline.text.layers import Layer, layer_text
from ocr_pipeline.text.page_marks import marked_text
from ocr_pipeline.text.splitting import split_document

__all__ = [
    "Keep",
    "Layer",
    "applied",
    "clean_document",
    "clean_pages",
    "clean_text",
    "layer_text",
    "marked_text",
    "split_document",
    "undone",
]
