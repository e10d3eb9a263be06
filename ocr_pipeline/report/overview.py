"""The overview of a job for a person: `index.html`, a table of documents, then one of pages."""

from __future__ import annotations

import html
from collections.abc import Sequence
from urllib.parse import quote

from ocr_pipeline.store.entries import DocumentEntry, PageEntry

_STYLE = """
body { font: 15px/1.4 system-ui, sans-serif; margin: 1.5rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .3rem .6rem; border-bottom: 1px solid #ddd; }
td { overflow-wrap: break-word; }
td.figure { white-space: nowrap; }
td.prose { min-width: 14rem; max-width: 40rem; }
tr.failed { background: #fde2e0; }
tr.unreadable { background: #fdf0d5; }
tr.blank { color: #666; }
/* On a narrow window a row is a card: each cell on a line of its own behind its heading, empty ones left out. */
@media (max-width: 60rem) {
  body { margin: .8rem; }
  table, tbody, tr, td { display: block; }
  thead { display: none; }
  tr { border: 1px solid #ccc; border-radius: .3rem; margin: 0 0 .8rem; padding: .3rem .6rem; }
  td { display: grid; grid-template-columns: 8.5rem minmax(0, 1fr); gap: .6rem; border: 0; padding: .1rem 0; }
  td.figure { white-space: normal; }
  td.prose { min-width: 0; max-width: none; }
  td::before { content: attr(data-label); color: #555; }
  td:empty { display: none; }
}
"""


def overview(pages: Sequence[PageEntry], documents: Sequence[DocumentEntry]) -> str:
    """Return the page. Its links are relative to the folder OUTPUT, where it lies."""
    title = f"{_counted(len(pages), 'page')} of {_counted(len(documents), 'document')}"
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>ocr_pipeline: {title}</title>
<style>{_STYLE}</style>
</head>
<body>
<h1>{title}</h1>
<h2>Documents</h2>
{_table([_document(one) for one in documents])}
<p>CER is the share of characters in which the reading differs from the transcription: layout-neutral without regard to
line breaks and hyphens at line ends, convention-neutral also without regard to typewriter and editorial conventions, as
typed with all of them. It counts for the whole document.</p>
<h2>Pages</h2>
{_table([_page(one) for one in pages])}
</body>
</html>
"""


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


_Cell = tuple[str, str, str]
"""Heading, class, and content, which is HTML."""


def _table(rows: Sequence[tuple[str, Sequence[_Cell]]]) -> str:
    if not rows:
        return "<p>None.</p>"
    head = "".join(f'<th scope="col">{label}</th>' for label, _, _ in rows[0][1])
    body = "\n".join(
        f'<tr class="{html.escape(state)}">'
        + "".join(f'<td class="{kind}" data-label="{label}">{content}</td>' for label, kind, content in cells)
        + "</tr>"
        for state, cells in rows
    )
    return f'<div class="scroll"><table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table></div>'


def _document(entry: DocumentEntry) -> tuple[str, Sequence[_Cell]]:
    folder = entry.document
    return "", (
        ("document", "", _link(f"{folder}/document.txt", entry.document)),
        ("pages", "figure", str(entry.pages)),
        ("not read", "figure", str(entry.failed) if entry.failed else ""),
        ("transcription", "", html.escape(entry.transcription or "")),
        ("CER layout-neutral", "figure", _percent(entry.cer_layout_neutral)),
        ("CER convention-neutral", "figure", _percent(entry.cer_convention_neutral)),
        ("CER as typed", "figure", _percent(entry.cer_as_typed)),
        ("variants", "figure", "" if entry.variants is None else str(entry.variants)),
        ("report", "", _link(f"{folder}/comparison.html", "comparison") if entry.transcription else ""),
        ("not compared", "prose", html.escape(entry.not_compared or "")),
    )


def _page(entry: PageEntry) -> tuple[str, Sequence[_Cell]]:
    folder = entry.document
    skew = "" if entry.skew_degrees is None else f"{entry.skew_degrees:.2f}°"
    seconds = "" if entry.seconds is None else f"{entry.seconds:.1f}"
    return entry.state, (
        ("document", "", _link(f"{folder}/document.txt", entry.document)),
        ("page", "", _link(f"{folder}/pages/{entry.page}.txt", entry.page)),
        ("state", "", html.escape(entry.state)),
        ("expected CER", "figure", _percent(entry.expected_cer)),
        ("skew", "figure", skew),
        ("page number", "figure", "" if entry.page_number is None else str(entry.page_number)),
        ("seconds", "figure", seconds),
        ("scan", "", _link(entry.path, entry.path.rpartition("/")[2])),
        ("warnings", "prose", "<br>".join(html.escape(warning) for warning in entry.warnings)),
    )


def _link(path: str, text: str) -> str:
    return f'<a href="{html.escape(quote(path, safe="/"))}">{html.escape(text)}</a>'


def _percent(value: float | None) -> str:
    return "" if value is None else f"{100 * value:.2f}\N{NO-BREAK SPACE}%"
