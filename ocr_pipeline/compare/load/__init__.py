"""Load: a transcription's file of any known format as the record that is compared.

`load` reads the file, `beginnings` and `registry` tell by its first characters which loader it is for, one module each:
`plain`, `html`, `word`, and, by the root element (`vocabularies`), `tei`, `page`, `alto`, on the harmless XML parser of
`xml`. `dump` sets the citation, summary and translation around a transcription apart; `marks` and `editorial` find page
marks and an editor's additions in what is left.
"""
