"""The inked pixels of a page, as a list: most of a page is paper, and what is asked of its ink need not look at that.

They are those of a copy of half the size, each with how many of its four pixels are ink, so that sums are exact.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from ocr_pipeline.image.components import components_at, places_of
from ocr_pipeline.recognize.typescript.lines.components import REDUCTION
from ocr_pipeline.records import Area, Image

Numbers = npt.NDArray[np.intp]
Values = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Marks:
    """Connected marks: the number of each pixel's mark, 0 for pixels that are not looked at; and of each mark, the 0th
    included, left, top, width, height in pixels of the copy, and its ink in pixels of the page."""

    of_pixel: Numbers
    left: Values
    top: Values
    width: Values
    height: Values
    ink: Values


@dataclass(frozen=True, eq=False)
class InkPixels:
    """The pixels with ink of a copy of this shape: their places (of the flat copy) and their ink, 1 to 4 pixels."""

    shape: tuple[int, int]
    at: Numbers
    ink: Values

    @staticmethod
    def of(binary: Image) -> InkPixels:
        """Return the ink of a page (0 ink, 255 paper)."""
        down, across = (side % REDUCTION for side in binary.shape)
        even = cv2.copyMakeBorder(binary, 0, down, 0, across, cv2.BORDER_CONSTANT, value=(255,))
        height, width = (side // REDUCTION for side in even.shape)
        paper = np.asarray(cv2.resize(even, (width, height), interpolation=cv2.INTER_AREA), dtype=np.uint8)
        at = places_of(np.asarray(cv2.bitwise_not(paper), dtype=np.uint8))
        # The mean of four pixels of 0 and 255.
        return InkPixels((height, width), at, np.rint((255 - paper.ravel()[at]) / (255 / REDUCTION**2)))

    def picture(self, chosen: Flags) -> Image:
        """Return the copy with the chosen pixels 1, else 0."""
        flat = np.zeros(self.shape[0] * self.shape[1], dtype=np.uint8)
        flat[self.at[chosen]] = 1
        return flat.reshape(self.shape)

    def numbered(self, numbers: Numbers) -> npt.NDArray[np.int32]:
        """Return the copy with the number of each pixel with ink, else 0."""
        flat = np.zeros(self.shape[0] * self.shape[1], dtype=np.int32)
        flat[self.at] = numbers
        return flat.reshape(self.shape)

    def marks(self, chosen: Flags) -> Marks:
        """Return the connected marks of the chosen pixels."""
        found = components_at(self.picture(chosen), self.at[chosen])
        of_pixel = np.zeros(len(self.at), dtype=np.intp)
        of_pixel[chosen] = found.of_pixel
        inked = np.bincount(found.of_pixel, self.ink[chosen], minlength=len(found.stats)).astype(np.float64)
        left, top, width, height = found.stats[:, :4].T.astype(np.float64)
        return Marks(of_pixel, left, top, width, height, inked)

    def groups(self, chosen: Flags, across: float, down: float) -> Numbers:
        """Return the number of the group of each pixel: chosen ones so many pixels apart, and all between them; else 0.

        `across` and `down` are of the copy.
        """
        if not chosen.any():
            return np.zeros(len(self.at), dtype=np.intp)
        kernel = np.ones((max(1, round(down)) | 1, max(1, round(across)) | 1), np.uint8)
        near = cv2.dilate(self.picture(chosen), kernel)
        _, labels = cv2.connectedComponentsWithAlgorithm(near, 8, cv2.CV_32S, cv2.CCL_GRANA)
        return np.asarray(labels.ravel()[self.at], dtype=np.intp)

    def within(self, areas: Sequence[Area], pad: int) -> Flags:
        """Return which pixels lie in one of the areas (pixels of the page), grown by `pad` pixels of the copy."""
        painted = np.zeros(self.shape, dtype=np.bool_)
        for area in areas:
            top, left = (max(0, int(side // REDUCTION) - pad) for side in (area.top, area.left))
            bottom, right = (int(-(-side // REDUCTION)) + pad for side in (area.bottom, area.right))
            painted[top : max(0, bottom), left : max(0, right)] = True
        return self.seen_in(painted)

    def seen_in(self, places: Flags | Image) -> Flags:
        """Return which pixels are not 0 in a picture of the copy's shape."""
        return np.asarray(places.ravel()[self.at] > 0)

    def boxes(self, groups: Numbers) -> Iterator[tuple[Numbers, Area]]:
        """Yield the pixels of each group but the 0th, by number, and their box in pixels of the page."""
        order = np.argsort(groups, kind="stable")
        starts = np.searchsorted(groups[order], np.arange(1, int(groups.max(initial=0)) + 2))
        for begin, end in zip(starts[:-1].tolist(), starts[1:].tolist(), strict=True):
            if begin < end:
                yield order[begin:end], self.box(order[begin:end])

    def box(self, pixels: Numbers | Flags) -> Area:
        """Return the box around some pixels, at least one, in pixels of the page."""
        y, x = np.divmod(self.at[pixels], self.shape[1])
        left, top, right, bottom = (int(side) for side in (x.min(), y.min(), x.max() + 1, y.max() + 1))
        return Area(*(float(REDUCTION * side) for side in (left, top, right, bottom)))
