"""The overview of a job for a person: `index.html`, where to look first, a table of documents, then one of pages.

`page` makes it and is the format; `parts` are the rows as a browser takes them, `columns` says which columns there are,
`first` where to look first, `page_order` which pages are missing or doubled, `labels` has the words of both languages.
"""

from ocr_pipeline.report.overview.page import FORMAT, overview, overview_scripts

__all__ = ["FORMAT", "overview", "overview_scripts"]
