"""DOCX: the clean text of a document for those who edit it.

`docx` is the format; `paragraphs` takes the text apart into paragraphs and tables, `uncertain` chooses the doubtful
words that get comments, `styles` says what everything looks like, `body` and `comments` write the elements, `package`
the file.
"""
