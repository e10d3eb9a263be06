"""Clean: the diplomatic lines of all pages of a document become one readable text, as edits that can be undone.

`layout` lays the pages out as one diplomatic string and keeps where each line stands on paper; `furniture`, `hyphens`
and `paragraphs` each look at that layout and propose edits; `edits` applies and undoes them; `clean` is the whole.
`conventions` resolves, on top of the clean text, what was typed for want of a key; `layers` names the three texts.
"""

from ocr_pipeline.text.clean import Keep, clean_document, clean_text
from ocr_pipeline.text.edits import applied, undone
from ocr_pipeline.text.layers import Layer, layer_text

__all__ = ["Keep", "Layer", "applied", "clean_document", "clean_text", "layer_text", "undone"]
