"""Files damaged in every way that disks, networks and malice know: from one seed, the same again."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from tests.support.hostile.structures import STRUCTURAL

EXTREMES = (0x00, 0x01, 0x7F, 0x80, 0xFE, 0xFF)
"""Bytes that counts, sizes and signs go over at."""

HEADER_BYTES = 96
"""Where most of the sizes, counts and offsets of a format stand."""

PLAINLY_CUT = (0.3, 0.9)
"""Shares of a file at which it can be cut so that data of the picture is surely missing."""


@dataclass(frozen=True)
class Mutant:
    """A damaged file: its name, what it was made from and how, and its bytes.

    `is_cut` says that data of a picture is surely missing, which must be said of it in the end.
    """

    name: str
    seed_name: str
    mutation: str
    content: bytes
    is_cut: bool = False

    @property
    def format(self) -> str:
        """The format of the file that was damaged, as its name's ending."""
        return PurePath(self.seed_name).suffix[1:]


Mutation = Callable[[bytes, random.Random], bytes]


def mutants(seeds: Mapping[str, bytes], count: int, seed: int) -> Iterator[Mutant]:
    """Yield `count` damaged files, the kinds of files and of damage by turns; each depends on its number alone."""
    names = sorted(seeds)
    for number in range(count):
        rng = random.Random(f"{seed}/{number}")
        yield _mutant(number, names[number % len(names)], seeds, names, rng)


def _mutant(number: int, name: str, seeds: Mapping[str, bytes], names: Sequence[str], rng: random.Random) -> Mutant:
    content, suffix = seeds[name], PurePath(name).suffix
    ways: list[str] = ["cut", "spliced", "misnamed", *BLIND]
    # As often as everything blind together: damage that keeps a format's outer form goes deepest.
    structural = STRUCTURAL.get(suffix, ())
    if structural and rng.random() < 0.5:
        change = rng.choice(structural)
        mutation, changed = change.__name__.strip("_"), change(content, rng)
    else:
        mutation = rng.choice(ways)
        changed, suffix = _blindly(mutation, content, suffix, seeds, names, rng)
    is_cut = False
    if mutation == "cut":
        kept = round(len(content) * rng.uniform(*PLAINLY_CUT))
        changed, is_cut = content[:kept], True
    return Mutant(f"{number:05d}-{PurePath(name).stem}{suffix}", name, mutation, changed, is_cut)


def _blindly(
    mutation: str, content: bytes, suffix: str, seeds: Mapping[str, bytes], names: Sequence[str], rng: random.Random
) -> tuple[bytes, str]:
    if mutation == "misnamed":
        return BLIND[rng.choice(list(BLIND))](content, rng), PurePath(rng.choice(names)).suffix
    if mutation == "spliced":
        other = seeds[rng.choice(names)]
        return content[: rng.randrange(len(content))] + other[rng.randrange(len(other)) :], suffix
    return (BLIND[mutation](content, rng) if mutation in BLIND else content), suffix


def _bits(content: bytes, rng: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(2 ** rng.randrange(8)):
        changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
    return bytes(changed)


def _extremes(content: bytes, rng: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(2 ** rng.randrange(6)):
        changed[rng.randrange(len(changed))] = rng.choice(EXTREMES)
    return bytes(changed)


def _header(content: bytes, rng: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(rng.randrange(1, 5)):
        at, width = rng.randrange(min(HEADER_BYTES, len(changed))), rng.choice((1, 2, 4))
        changed[at : at + width] = bytes([rng.choice(EXTREMES)]) * width
    return bytes(changed[: len(content)])


def _block(content: bytes, rng: random.Random) -> tuple[int, int]:
    """Return where a block of any scale begins and ends."""
    length = min(len(content), 2 ** rng.randrange(1, 15))
    start = rng.randrange(len(content) - length + 1)
    return start, start + length


def _left_out(content: bytes, rng: random.Random) -> bytes:
    start, end = _block(content, rng)
    return content[:start] + content[end:]


def _doubled(content: bytes, rng: random.Random) -> bytes:
    start, end = _block(content, rng)
    return content[:end] + content[start:end] * rng.choice((1, 1, 40)) + content[end:]


def _swapped(content: bytes, rng: random.Random) -> bytes:
    start, end = _block(content[: len(content) // 2], rng)
    there = rng.randrange(len(content) // 2, len(content))
    other = content[there : there + end - start]
    changed = bytearray(content)
    changed[there : there + len(other)] = content[start : start + len(other)]
    changed[start : start + len(other)] = other
    return bytes(changed)


def _zeroed(content: bytes, rng: random.Random) -> bytes:
    start, end = _block(content, rng)
    return content[:start] + bytes([rng.choice((0, 0, 0xFF))]) * (end - start) + content[end:]


def _noise(content: bytes, rng: random.Random) -> bytes:
    start, end = _block(content, rng)
    return content[:start] + rng.randbytes(end - start) + content[end:]


def _truncated(content: bytes, rng: random.Random) -> bytes:
    """Cut at every scale, from the first bytes to the last."""
    few = min(len(content) - 1, 2 ** rng.randrange(15))
    return content[:few] if rng.random() < 0.5 else content[:-few]


def _appended(content: bytes, rng: random.Random) -> bytes:
    return content + rng.choice((bytes(4096), rng.randbytes(4096), content, b"%PDF-1.4\n", b"\n"))


def _preceded(content: bytes, rng: random.Random) -> bytes:
    return rng.choice((bytes(7), b"\xef\xbb\xbf", b"\r\n", rng.randbytes(300), b"%PDF-1.4\n")) + content


BLIND: dict[str, Mutation] = {
    "bits": _bits,
    "extremes": _extremes,
    "header": _header,
    "left out": _left_out,
    "doubled": _doubled,
    "swapped": _swapped,
    "zeroed": _zeroed,
    "noise": _noise,
    "truncated": _truncated,
    "appended": _appended,
    "preceded": _preceded,
}
"""What is done to a file without a look at its format."""
