"""What leads other programs to a document's scans and to the files of its pages: METS, and a manifest of IIIF.

`leaves` are the pages of a document as a list of all of them needs them, `sections` what its headings make of it,
`scan_files` what the scans are to others, `beside` the files that may be named. `mets` and `iiif` are the formats;
`annotations`, `addresses` and `painting` are parts of a manifest.
"""
