"""The running text of a document, for formats that write it with styles: `walk` in pieces, `doubts` of its words."""
