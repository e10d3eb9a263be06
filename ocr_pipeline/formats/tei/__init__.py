"""TEI P5: the diplomatic text in a file that editors go on with, and in it what makes the clean and the reading text.

`document` is the format. `tokens` makes of the pieces of the running text what TEI has elements for, `breaks` says how
the text goes on over line ends, page ends and page furniture, `blocks` puts both together, `inline` writes what stands
in one block and `tables` what stands in cells. `facsimile` has the places on the scans, `header` what the file is.

Each layer can be taken out of the file again (`docs/examples/tei_layers.py`):

- A line feed in the file is no text. Typed line ends are `lb`, page ends `pb`; the first `lb` of a page begins a line
  and ends none.
- `fw` and `pc[@force='weak']`, a hyphen at a line's end, are in the diplomatic text alone; so is `space`.
- `choice` has the typed in `orig` or `sic`, the rest in `reg` or `corr`, whose `@type` names the layer.
- A run of breaks, with the furniture in it, is a space in the clean text, between two blocks an empty line, at either
  end of the text nothing. `@break='no'` makes it nothing; `@type` of the first one names what else it is.
- Cells of a table are separated by tabs, its rows by line feeds; rows in which nothing stands are left out.
- `gap/desc` is what the clean text says of what is not there.
"""
