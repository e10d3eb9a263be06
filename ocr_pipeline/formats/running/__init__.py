"""The running text of a document, for formats that write it with styles: `walk` in pieces, `cut` at a format's places.

`doubts` are its words of which a person should see the scan, `headings` its outline, `spans` what the cells of its
tables take up.
"""
