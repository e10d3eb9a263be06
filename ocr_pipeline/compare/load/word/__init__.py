"""Word: a DOCX file as paragraphs (`docx`), the numbers of its lists (`numbering`), its symbol fonts (`symbols`)."""
