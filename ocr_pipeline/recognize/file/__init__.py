"""Pages from files: lines and words that another program recognized, in ALTO, PAGE or hOCR, as pages of ours.

`find` tells which file of a folder belongs to a scan, `engine` reads it, `place` leads its places to the pixels of the
scan, `words` parts its lines, `regions` keeps what it says of tables, pictures and notes, and `reading` makes the page:
nothing is read again, and nothing is dropped.
"""
