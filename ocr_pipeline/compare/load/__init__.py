"""Load: a transcription's file of any known format as the record that is compared.

`load` tells the format by content. One module for each: `plain`, `html`, `docx`, `tei`, `page`, `alto`, on the harmless
XML parser of `xml`. `dump` tells the transcription from the citation, summary and translation around it; `marks` and
`editorial` find page marks and an editor's additions in what is left.
"""

from ocr_pipeline.compare.load.load import load_transcription

__all__ = ["load_transcription"]
