"""What stands where on a page, as other programs read it: PAGE, ALTO and hOCR, and its words as a table.

`document_text` tells what the document knows of a place of its text: its other layers, furniture, halves of words.
`parts` lays a page out in regions, parts, lines and words, `shapes` gives their outlines and baselines on the scan,
`boxes` whole pixels, `steps` how they were come by. `page`, `alto`, `hocr` and `words` are the formats.
"""
