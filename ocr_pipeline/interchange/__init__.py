"""Interchange: files that other programs wrote, parsed so that they can do no harm, as plain values.

`xml` and `html` parse markup from anywhere. `alto`, `page` and `hocr` turn what programs of recognition write into
`pages` of lines and words with their places, `read` does it for whichever of them a file is. Both who reads pages of
others (`recognize/file`) and who compares with them (`compare/load`) build on it.
"""
