"""What `page` prints on standard output: text or records, each page as soon as what is printed of it is known."""

from __future__ import annotations

from ocr_pipeline.cli.output import print_result
from ocr_pipeline.records import Page
from ocr_pipeline.text import Layer


class PagePrinter:
    """Prints one layer of the text of pages, or their records, a line each.

    Records and the diplomatic text are printed page by page; the clean text and the reading text wait for the document:
    page furniture is found, and words are joined, across pages.
    """

    def __init__(self, layer: Layer, *, json: bool) -> None:
        self._layer = layer
        self._json = json
        self._begun = False
        self._breaks = ""

    @property
    def needs_document(self) -> bool:
        """Return whether what is printed depends on all pages."""
        return not self._json and self._layer is not Layer.DIPLOMATIC

    def take(self, page: Page) -> None:
        """Print what can be printed at once. Raises `OutputError`."""
        if self._json:
            print_result(page.model_dump_json())
        elif not self.needs_document and page.text:
            # Pages without text leave an empty line each between others, and none before the first or after the last.
            print_result((self._breaks if self._begun else "") + page.text, end="")
            self._begun, self._breaks = True, ""
        self._breaks += "\n"

    def end(self, text: str | None) -> None:
        """Print the rest, all pages being read. Raises `OutputError`.

        `text` is the layer of their document, which is needed as `needs_document` says.
        """
        if self._begun:
            print_result("\n", end="")
        if self.needs_document and text is not None:
            print_result(text)
