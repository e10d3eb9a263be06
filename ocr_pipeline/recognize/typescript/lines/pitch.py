"""The pitch of a page: the machine's fixed advance, measured on the gaps between its letters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Signal = npt.NDArray[np.float64]

USUAL = 1.1
"""Pitch over the height of small letters: 2.54 mm to 2.05 on American machines of ten to the inch, 0.93 to 1.0 on
narrow Soviet ones."""

LEAST, GREATEST = 0.64, 1.6
"""Bounds of that ratio: the narrowest where capitals were measured for small letters, and the widest."""

WIDE = 1.3
"""That ratio from which the pitch may be twice the machine's. Of 99 pages and halves of `setun70`, `ehri`, `p4`, `lvov`
and `manuals` four have more: a letter-spaced title page, both halves of a table of dots (1.5), a page of few lines."""

DOUBT = 0.3
"""Standard deviation of the natural logarithm of that ratio about the usual one: an octave, by which letter-spacing and
the two stems of н and п mislead, counts for a tenth."""

CAPITALS = 0.85
"""Pitch over the height of capitals and figures, for a page that has no small letters."""

FEW_CELLS = 12
"""Cells of type under which a pitch is not sure: of `- 7 -` the dashes tell of two cells, the figure of none."""

CLEAR = 4.0
"""How many times the median of the spectrum its peak has where letters stand on a grid; 20 to 100 on full pages, 2 to 4
on a dozen words. Below, the height of the letters says more."""

CERTAIN = 6.0
"""The same, from which no other pitch is thought of: tables whose columns begin anywhere have 2 to 8, and the peak of
4.2 of one was wrong (`lvov`); pages of text have 14 and more."""

TRIED = (0.68, 0.77, 0.87, 0.98, 1.1)
"""Pitch over the height of letters where the gaps do not tell it: from the narrowest machine, capitals measured, to the
widest, small letters measured, each a seventh more than the last: the net reads at a pitch wrong by a tenth."""

ALIKE = 0.05
"""Share by which two pitches may differ and be one to the net."""

PADDING = 4
"""Length of the transform over that of the longest line: its steps are then fine enough to see every peak."""


@dataclass(frozen=True)
class Grid:
    """The pitch, in the unit of the letter's height, and how many times the median of the spectrum its peak has: 0
    where nothing was measured. `others` are pitches that it may be as well, where there is too little type to tell."""

    pitch: float
    clearness: float = 0.0
    others: tuple[float, ...] = ()


def page_pitch(lines: Sequence[Signal], letter: float) -> Grid:
    """Return the pitch in the unit of `letter`, the height of small letters.

    `lines` are the columns' ink of each line, straightened, one value for each unit. The spectra of all lines are
    added, each divided by its ink, so that the lines' indents do not matter; a peak counts together with its first
    overtone, which the sharp gaps of a grid have and the stems of letters lack, but with no more of it than it has
    itself: the octave below a pitch has the pitch for its overtone. Proportional print and a page of
    few letters have no clear peak: then the usual pitch of letters of that height is returned.
    """
    usual, of_capitals = USUAL * letter, CAPITALS * letter
    tried = tuple(ratio * letter for ratio in TRIED)
    unmeasured = Grid(usual, others=unlike(tried, usual))
    signals = [line - line.mean() for line in lines if len(line) > GREATEST * letter]
    signals = [signal for signal in signals if signal.any()]
    if not signals:
        return unmeasured
    size = int(2 ** np.ceil(np.log2(PADDING * max(len(signal) for signal in signals))))
    power = np.zeros(size // 2 + 1)
    for signal in signals:
        power += np.abs(np.fft.rfft(signal, size)) ** 2 / float(signal @ signal)
    # In steps of the transform: a pitch P is the frequency size / P.
    low, high = int(size / (GREATEST * letter)), int(size / (LEAST * letter))
    high = min(high, (len(power) - 1) // 2)
    if high <= low:
        return unmeasured
    place = np.arange(low, high + 1)
    # The overtone of a peak between two steps may lie a step aside.
    overtone = np.maximum(
        power[2 * place], np.maximum(power[2 * place - 1], power[2 * place + 1 - (2 * place == size // 2)])
    )
    likely = np.exp(-0.5 * (np.log(size / place / usual) / DOUBT) ** 2)
    best = int(place[np.argmax((power[place] + np.minimum(power[place], overtone)) * likely)])
    clearness = float((power[best] + power[2 * best]) / (2 * np.median(power[low : 2 * high])))
    pitch = size / _peak(power, best) if clearness >= CLEAR else usual
    others = tried if clearness < CERTAIN else ()
    if sum(len(signal) for signal in signals) < FEW_CELLS * pitch:
        others = (*tried, usual, of_capitals, pitch / 2)
    elif pitch > WIDE * letter:
        # Letter-spaced throughout, as title pages are: letters stand in every second cell.
        others = (*others, pitch / 2)
    return Grid(pitch, clearness, unlike(others, pitch))


def unlike(pitches: Sequence[float], pitch: float) -> tuple[float, ...]:
    """Return those of the pitches that are not alike to `pitch`, or to one before."""
    kept: list[float] = []
    for one in pitches:
        if all(abs(one - other) > ALIKE * other for other in (pitch, *kept)):
            kept.append(one)
    return tuple(kept)


def _peak(power: Signal, step: int) -> float:
    """Return the top of the parabola through a step and its neighbours."""
    left, middle, right = power[step - 1 : step + 2]
    bend = left - 2 * middle + right
    return step if bend >= 0 else step + 0.5 * float((left - right) / bend)
