"""The searchable PDF: the scans as they are, and over them, unseen, the text at its place.

`writer` is the format, `document` goes through the pages. A `picture` is what is seen of a scan: an image of an
`image_file`, or a page of a PDF (`source_page`, with the `old_text` of another reader taken out); `drawings` keeps it
on the disk until all pages are there. `sheet` says which part of a scan a page is. The text of a page is put into lines
(`placing`) and written (`text_layer`) in a `font` without shapes. `guide` is what leads through the document: labels of
pages, outline; `about` what the PDF says of itself.
"""
