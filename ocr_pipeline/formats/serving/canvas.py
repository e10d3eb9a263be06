"""A page as a canvas (IIIF Presentation 3.0, 5.3): what is painted on it, its text, the files that go with it.

It is as large as what the page is of its scan, in pixels, and as the scan lies: a page that was read on its side lies
on its side. Of a spread each side is a canvas of its own that shows a part of the image both share.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from ocr_pipeline.formats.material import Material
from ocr_pipeline.formats.pdf.sheet import Sheet, parts_shown
from ocr_pipeline.formats.placed.boxes import Pixels
from ocr_pipeline.formats.serving.addresses import Addresses, encoded, scan_file
from ocr_pipeline.formats.serving.beside import SEEN_ALSO, SHOWN, Kind, of_page
from ocr_pipeline.formats.serving.json_text import Object, labelled
from ocr_pipeline.formats.serving.leaves import Leaf, Line, printed_label
from ocr_pipeline.formats.serving.scan_files import PDF, media_type
from ocr_pipeline.records import PageState, ScanRef

UNKNOWN_SIZE = Pixels(0, 0, 2480, 3508)
"""Of a canvas whose scan could not be opened, or has no record any more: A4 at 300 dpi. A canvas must have a size."""


@dataclass(frozen=True)
class Painted:
    """A page and what part of its scan it is, in pixels of the scan."""

    leaf: Leaf
    part: Pixels

    @property
    def is_seen(self) -> bool:
        """Return whether anything is known of the pixels of its scan."""
        return self.leaf.scan is not None and self.leaf.scan.width > 0 and self.leaf.scan.height > 0


def painted(all_leaves: Sequence[Leaf]) -> Iterator[Painted]:
    """Yield the pages of a document with what each is of its scan."""
    for _, group in groupby(all_leaves, key=_scan_of):
        together = tuple(group)
        pages = tuple(leaf.page for leaf in together if leaf.page is not None)
        scan = together[0].scan
        if scan is None or not scan.width or not scan.height:
            yield from (Painted(leaf, UNKNOWN_SIZE) for leaf in together)
            continue
        for leaf, box in zip(together, parts_shown(pages, Sheet(1, 1, scan.width, scan.height)), strict=True):
            left, top = min(round(box.left), scan.width - 1), min(round(box.top), scan.height - 1)
            right, bottom = max(left + 1, round(box.right)), max(top + 1, round(box.bottom))
            yield Painted(leaf, Pixels(left, top, right, bottom))


def _scan_of(leaf: Leaf) -> tuple[object, ...]:
    """Return what pages of one scan have in common; a page without a record shares nothing."""
    scan = leaf.scan
    return (leaf.span.id,) if scan is None else (scan.path, scan.frame, scan.sha256, scan.width, scan.height)


class Canvases:
    """Writes the canvases of a document."""

    def __init__(self, material: Material, several: frozenset[str]) -> None:
        """Take what the document is made of, and the paths of scans that hold several frames."""
        self._material = material
        self._several = several
        self.addresses = Addresses(material.document.name, material.writing.iiif_base)

    def address(self, page: str) -> str:
        """Return the address of the canvas of a page, by its id."""
        return f"{self.addresses.root}/canvas/{encoded(page, safe='')}"

    def canvas(self, one: Painted) -> Object:
        """Return the canvas of a page."""
        leaf, address = one.leaf, self.address(one.leaf.span.id)
        made: Object = {
            "id": address,
            "type": "Canvas",
            "label": labelled(printed_label(leaf.span) or leaf.span.id),
            "height": one.part.height,
            "width": one.part.width,
        }
        if summary := _summary(leaf):
            made["summary"] = labelled(summary, "en")
        image = self._image(one)
        rendering = [self.linked(kind, path) for kind, path in of_page(self._material, leaf.span.id, SHOWN)]
        if image is None and leaf.page is not None:
            rendering.insert(0, self._source(leaf.page.scan, self._material.way(leaf.page)))
        if rendering:
            made["rendering"] = rendering
        if also := [self.linked(kind, path) for kind, path in of_page(self._material, leaf.span.id, SEEN_ALSO)]:
            made["seeAlso"] = also
        painting: Object = {"id": f"{address}/painting", "type": "AnnotationPage", "items": []}
        if image is not None:
            painting["items"] = [
                {
                    "id": f"{address}/image",
                    "type": "Annotation",
                    "motivation": "painting",
                    "body": image,
                    "target": address,
                }
            ]
        made["items"] = [painting]
        if leaf.lines:
            lines = [_annotation(address, line, leaf.language, one.part) for line in leaf.lines]
            made["annotations"] = [{"id": f"{address}/text", "type": "AnnotationPage", "items": lines}]
        return made

    def linked(self, kind: Kind, path: str) -> Object:
        """Return the link to a file that stands beside the manifest."""
        is_text = kind.media_type.startswith("text/") or not kind.profile
        made: Object = {
            "id": self.addresses.file(path),
            "type": "Text" if is_text else "Dataset",
            "label": labelled(kind.label, "en"),
            "format": kind.media_type,
        }
        if kind.profile:
            made["profile"] = kind.profile
        return made

    def _image(self, one: Painted) -> Object | None:
        """Return what is painted; None where nothing is known of the scan, or its file is no image by itself."""
        page = one.leaf.page
        if page is None or not one.is_seen:
            return None
        scan = page.scan
        is_of_several = scan.path in self._several
        service = self.addresses.service(scan, is_of_several=is_of_several)
        if service is None and is_of_several:
            return None
        address = f"{service}/full/max/0/default.jpg" if service else scan_file(self._material.way(page), scan)
        image: Object = {
            "id": address,
            "type": "Image",
            "format": "image/jpeg" if service else media_type(scan.path),
            "height": scan.height,
            "width": scan.width,
        }
        if service:
            image["service"] = [{"id": service, "type": "ImageService3", "profile": "level1"}]
        if one.part == Pixels(0, 0, scan.width, scan.height):
            return image
        return {
            "type": "SpecificResource",
            "source": image,
            "selector": _selector(one.part, scan, has_service=service is not None),
        }

    def _source(self, scan: ScanRef, way: str) -> Object:
        """Return the link to the file of a scan that cannot be painted."""
        kind = media_type(scan.path)
        return {
            "id": scan_file(way, scan),
            "type": "Image" if kind.startswith("image/") else "Text",
            "label": labelled(f"scan, frame {scan.frame + 1}", "en"),
            "format": kind,
        }


def _selector(part: Pixels, scan: ScanRef, *, has_service: bool) -> Object:
    """Return how a part of an image is chosen: as the Image API has it, else as media fragments have it.

    In pixels; of a page of a PDF, which a server may draw as finely as it likes, in hundredths.
    """
    place = f"{part.left},{part.top},{part.width},{part.height}"
    if has_service and media_type(scan.path) == PDF:
        sides = zip(part, (scan.width, scan.height) * 2, strict=True)
        left, top, right, bottom = (100 * edge / length for edge, length in sides)
        return {
            "type": "ImageApiSelector",
            "region": f"pct:{left:.6g},{top:.6g},{right - left:.6g},{bottom - top:.6g}",
        }
    if has_service:
        return {"type": "ImageApiSelector", "region": place}
    return {
        "type": "FragmentSelector",
        "conformsTo": "http://www.w3.org/TR/media-frags/",
        "value": f"xywh={place}",
    }


def _annotation(canvas: str, line: Line, language: str, part: Pixels) -> Object:
    """Return the text of a line at its place; what lies beyond the part of the scan that is shown is cut off."""
    left, right = (min(max(edge, part.left), part.right) - part.left for edge in (line.place.left, line.place.right))
    top, bottom = (min(max(edge, part.top), part.bottom) - part.top for edge in (line.place.top, line.place.bottom))
    left, top = min(left, part.width - 1), min(top, part.height - 1)
    body: Object = {"type": "TextualBody", "value": line.text, "format": "text/plain"}
    if language:
        body["language"] = language
    place = f"{left},{top},{max(1, right - left)},{max(1, bottom - top)}"
    return {
        "id": f"{canvas}/{line.id}",
        "type": "Annotation",
        "motivation": "supplementing",
        "body": body,
        "target": f"{canvas}#xywh={place}",
    }


def _summary(leaf: Leaf) -> str:
    """Return what a reader should know of a page that shows no text; empty for one that does."""
    if leaf.page is None:
        return "its record is lost"
    if leaf.page.state is PageState.DONE:
        return ""
    reasons = [f"{one.code}: {one.message}" for one in leaf.page.reasons]
    return "; ".join([leaf.page.state.value, *reasons])
