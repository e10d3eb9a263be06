"""Files of other programs, made of a few words: the same page in each format."""

from __future__ import annotations

from collections.abc import Sequence

from ocr_pipeline.records import Area

Words = Sequence[tuple[str, Area, float | None]]
"""Texts, places, and confidences; None where none is stated."""


def alto(lines: Sequence[Words], width: float, height: float, unit: str = "pixel") -> str:
    """Return ALTO of one page."""
    typed = "".join(
        "<TextLine>"
        + "".join(f'<String CONTENT="{text}" {_sides(box)}{_stated("WC", sure)}/>' for text, box, sure in line)
        + "</TextLine>"
        for line in lines
    )
    return (
        f'<alto xmlns="http://www.loc.gov/standards/alto/ns-v4#"><Description><MeasurementUnit>{unit}</MeasurementUnit>'
        f'</Description><Layout><Page WIDTH="{width}" HEIGHT="{height}"><PrintSpace><TextBlock>{typed}</TextBlock>'
        "</PrintSpace></Page></Layout></alto>"
    )


def page_xml(lines: Sequence[Words], width: float, height: float) -> str:
    """Return PAGE XML of one page."""
    typed = "".join(
        "<TextLine>"
        + "".join(
            f"<Word>{_corners(box)}<TextEquiv{_stated('conf', sure)}><Unicode>{text}</Unicode></TextEquiv></Word>"
            for text, box, sure in line
        )
        + "</TextLine>"
        for line in lines
    )
    return (
        '<PcGts xmlns="http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15">'
        f'<Page imageWidth="{width}" imageHeight="{height}"><TextRegion id="r">{typed}</TextRegion></Page></PcGts>'
    )


def hocr(*pages: Sequence[Words], width: float, height: float) -> str:
    """Return hOCR of pages of one size."""
    body = "".join(_page(page, width, height) for page in pages)
    return f"<html><head><meta name='ocr-system' content='x'/></head><body>{body}</body></html>"


def _page(lines: Sequence[Words], width: float, height: float) -> str:
    typed = "".join(
        "<span class='ocr_line'>"
        + " ".join(
            f"<span class='ocrx_word' title='bbox {box.left} {box.top} {box.right} {box.bottom}"
            + ("" if sure is None else f"; x_wconf {100 * sure:g}")
            + f"'>{text}</span>"
            for text, box, sure in line
        )
        + "</span>"
        for line in lines
    )
    return f"<div class='ocr_page' title='bbox 0 0 {width} {height}'><p class='ocr_par'>{typed}</p></div>"


def _sides(box: Area) -> str:
    return f'HPOS="{box.left}" VPOS="{box.top}" WIDTH="{box.width}" HEIGHT="{box.height}"'


def _corners(box: Area) -> str:
    corners = ((box.left, box.top), (box.right, box.top), (box.right, box.bottom), (box.left, box.bottom))
    return f'<Coords points="{" ".join(f"{x},{y}" for x, y in corners)}"/>'


def _stated(name: str, sure: float | None) -> str:
    return "" if sure is None else f' {name}="{sure}"'
