"""One line of type on a page: where its baseline runs, and from where to where there is ink."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

Values = npt.NDArray[np.float64]


@dataclass(frozen=True)
class TypedLine:
    """One line of type, prepared pixels, continuous (pixel i covers [i, i + 1)).

    `baseline` are its corners (x, y), x rising, straight between them: the lower edge of letters that stand on the
    line. `left` and `right` are the ends of its ink.
    """

    baseline: tuple[tuple[float, float], ...]
    left: float
    right: float

    @cached_property
    def heights(self) -> tuple[float, float]:
        """Return the least and the greatest height of the corners."""
        heights = [y for _, y in self.baseline]
        return min(heights), max(heights)

    @cached_property
    def _corners(self) -> Values:
        return np.array(self.baseline)

    def at(self, x: float | Values) -> Values:
        """Return the height of the baseline at `x`, prepared pixels; prolonged in its direction beyond its ends."""
        corners = self._corners
        place: Values = np.asarray(x, dtype=np.float64)
        y = np.asarray(np.interp(place, corners[:, 0], corners[:, 1]), dtype=np.float64)
        if len(corners) > 1:
            for end, inner, outside in ((0, 1, place < corners[0, 0]), (-1, -2, place > corners[-1, 0])):
                slope = (corners[end, 1] - corners[inner, 1]) / (corners[end, 0] - corners[inner, 0])
                y = np.where(outside, corners[end, 1] + slope * (place - corners[end, 0]), y)
        return y
