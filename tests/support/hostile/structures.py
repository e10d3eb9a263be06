"""Damage that keeps the outer form of a format: sizes, counts, offsets and links that no writer would write."""

from __future__ import annotations

import random
import re
import struct
from collections.abc import Callable

from tests.support.hostile.images import png_chunk

NUMBERS = (0, 1, 2, 3, 7, 8, 255, 4096, 30_000, 65_535, 2**31 - 1, 2**31, 2**32 - 1)
"""Values that sizes, counts and offsets are changed to: nothing, next to nothing, large, and where a sign changes."""


def _tiff_entry(content: bytes, rng: random.Random) -> bytes:
    """Change the kind, the count or the value of an entry of a directory."""
    layout = _tiff(content)
    if layout is None:
        return content
    sign, big, directories = layout
    start = rng.choice(directories)
    head, step, number, width = (8, 20, "Q", 8) if big else (2, 12, "I", 4)
    (entries,) = struct.unpack_from(sign + ("Q" if big else "H"), content, start)
    changed = bytearray(content)
    for _ in range(rng.choice((1, 1, 2))):
        at = start + head + step * rng.randrange(entries)
        match rng.randrange(4):
            case 0:
                struct.pack_into(sign + "H", changed, at + 2, rng.choice((0, 1, 2, 3, 4, 5, 7, 11, 12, 13, 16, 99)))
            case 1:
                struct.pack_into(sign + number, changed, at + 4, rng.choice(NUMBERS))
            case 2:
                struct.pack_into(
                    sign + "H", changed, at, rng.choice((254, 256, 257, 259, 273, 274, 278, 279, 322, 330))
                )
            case _:
                struct.pack_into(sign + number, changed, at + 4 + width, rng.choice((*NUMBERS, start, len(content))))
    return bytes(changed)


def _tiff_size(content: bytes, rng: random.Random) -> bytes:
    """Change width, height, rows of a strip, bits, samples or the compression."""
    layout = _tiff(content)
    if layout is None:
        return content
    sign, big, directories = layout
    start = rng.choice(directories)
    head, step = (8, 20) if big else (2, 12)
    (entries,) = struct.unpack_from(sign + ("Q" if big else "H"), content, start)
    wanted = rng.choice((256, 257, 258, 259, 262, 266, 277, 278, 284, 317, 322, 323, 338))
    changed = bytearray(content)
    for index in range(entries):
        at = start + head + step * index
        tag, kind = struct.unpack_from(sign + "HH", content, at)
        if tag == wanted:
            value = rng.choice((*NUMBERS, 16, 32, 34712, 50000, 32773))
            form, most = ("H", 65_535) if kind == 3 else ("I", 2**32 - 1)
            struct.pack_into(sign + form, changed, at + (12 if big else 8), min(value, most))
    return bytes(changed)


def _tiff_link(content: bytes, rng: random.Random) -> bytes:
    """Lead the chain of directories in a circle, or out of the file, or into the data."""
    layout = _tiff(content)
    if layout is None:
        return content
    sign, big, directories = layout
    start = rng.choice(directories)
    (entries,) = struct.unpack_from(sign + ("Q" if big else "H"), content, start)
    link = start + (8 + 20 * entries if big else 2 + 12 * entries)
    target = rng.choice((*directories, start, 1, len(content) - 2, len(content) * 2, rng.randrange(len(content))))
    changed = bytearray(content)
    struct.pack_into(sign + ("Q" if big else "I"), changed, link, target)
    return bytes(changed)


def _tiff(content: bytes) -> tuple[str, bool, list[int]] | None:
    """Return byte order, whether it is a BigTIFF, and where the directories of a whole TIFF begin."""
    sign = {b"II": "<", b"MM": ">"}.get(content[:2])
    if sign is None:
        return None
    big = struct.unpack_from(sign + "H", content, 2)[0] == 43
    found: list[int] = []
    (link,) = struct.unpack_from(sign + ("Q" if big else "I"), content, 8 if big else 4)
    while link:
        found.append(link)
        (entries,) = struct.unpack_from(sign + ("Q" if big else "H"), content, link)
        end = link + (8 + 20 * entries if big else 2 + 12 * entries)
        (link,) = struct.unpack_from(sign + ("Q" if big else "I"), content, end)
    return sign, big, found


def _png_header(content: bytes, rng: random.Random) -> bytes:
    """Change the header, with the checksum that it must have."""
    width, height, bits, colour, packing, filtering, interlace = struct.unpack_from(">IIBBBBB", content, 16)
    match rng.randrange(5):
        case 0:
            width = rng.choice((*NUMBERS, width + 1, width - 1))
        case 1:
            height = rng.choice((*NUMBERS, height + 1, height * 2))
        case 2:
            bits = rng.choice((0, 1, 2, 4, 8, 16, 255))
        case 3:
            colour = rng.choice((0, 2, 3, 4, 6, 7))
        case _:
            interlace = rng.choice((0, 1, 2))
    header = struct.pack(">IIBBBBB", width, height, bits, colour, packing, filtering, interlace)
    return content[:8] + png_chunk(b"IHDR", header) + content[33:]


def _png_chunks(content: bytes, rng: random.Random) -> bytes:
    """Leave out, double, swap or empty chunks, each with the right checksum; or state another length."""
    chunks, at = [], 8
    while at < len(content):
        (length,) = struct.unpack_from(">I", content, at)
        chunks.append(content[at : at + 12 + length])
        at += 12 + length
    one = rng.randrange(len(chunks))
    match rng.randrange(5):
        case 0:
            del chunks[one]
        case 1:
            chunks.insert(rng.randrange(len(chunks)), chunks[one])
        case 2:
            rng.shuffle(chunks)
        case 3:
            chunks[one] = png_chunk(chunks[one][4:8], b"")
        case _:
            chunks[one] = struct.pack(">I", rng.choice(NUMBERS)) + chunks[one][4:]
    return content[:8] + b"".join(chunks)


def _jpeg_segments(content: bytes, rng: random.Random) -> bytes:
    """Leave out, double or swap segments of the header, change one's length, or what stands in it."""
    segments, at = [], 2
    while content[at + 1] != 0xDA:
        (length,) = struct.unpack_from(">H", content, at + 2)
        segments.append(bytearray(content[at : at + 2 + length]))
        at += 2 + length
    one = rng.randrange(len(segments))
    match rng.randrange(5):
        case 0:
            del segments[one]
        case 1:
            segments.insert(rng.randrange(len(segments)), segments[one])
        case 2:
            rng.shuffle(segments)
        case 3:
            struct.pack_into(">H", segments[one], 2, rng.choice(NUMBERS) & 0xFFFF)
        case _:
            for _ in range(rng.randrange(1, 4)):
                segments[one][rng.randrange(4, len(segments[one]))] = rng.choice((0, 1, 0x11, 0x7F, 0x80, 0xFF))
    return content[:2] + b"".join(segments) + content[at:]


def _jpeg_size(content: bytes, rng: random.Random) -> bytes:
    """Change height and width in the frame header."""
    frame = re.search(rb"\xff[\xc0-\xc2]\x00.\x08", content, re.DOTALL)
    if frame is None:
        return content
    changed = bytearray(content)
    struct.pack_into(">H", changed, frame.end() + rng.choice((0, 2)), rng.choice((*NUMBERS, 480)) & 0xFFFF)
    return bytes(changed)


def _jp2_size(content: bytes, rng: random.Random) -> bytes:
    """Change a field of the SIZ segment: the sizes of the picture and of its tiles, its components."""
    at = content.find(b"\xff\x4f\xff\x51") + 4
    changed = bytearray(content)
    struct.pack_into(">I", changed, at + 4 + 4 * rng.randrange(8), rng.choice(NUMBERS))
    return bytes(changed)


def _jp2_boxes(content: bytes, rng: random.Random) -> bytes:
    """Change a length or a name among the boxes, or a byte among the segments behind them."""
    at = content.find(b"\xff\x4f\xff\x51")
    changed = bytearray(content)
    if at > 0 and rng.random() < 0.5:
        struct.pack_into(">I", changed, rng.randrange(0, at, 4), rng.choice(NUMBERS))
    else:
        changed[rng.randrange(at + 40, min(at + 140, len(changed)))] = rng.choice((0, 1, 0x7F, 0x80, 0xFF))
    return bytes(changed)


def _little_endian(content: bytes, rng: random.Random) -> bytes:
    """Change a number of a header of BMP, WebP or GIF."""
    changed = bytearray(content)
    form, most = rng.choice((("<H", 2**16 - 1), ("<I", 2**32 - 1)))
    struct.pack_into(form, changed, rng.randrange(2, 54, 2), min(rng.choice(NUMBERS), most))
    return bytes(changed)


def _pnm_numbers(content: bytes, rng: random.Random) -> bytes:
    """Change the width, the height or the white of a PNM."""
    one = rng.choice(list(re.finditer(rb"\d+", content[:20]))[1:4])
    number = rng.choice((str(rng.choice(NUMBERS)).encode(), b"-1", b"9" * 400))
    return content[: one.start()] + number + content[one.end() :]


_PDF_NUMBERS = (b"0", b"1", b"-1", b"5", b"65536", b"99999999", b"2147483648", b"-99999999999", b"1e9", b"9" * 400)


def _pdf_number(content: bytes, rng: random.Random) -> bytes:
    """Change a number outside of the data: a size, a length, a count, an offset, the target of a reference."""
    return _replaced(rb"(?<=[\[\s/a-zA-Z])-?\d+(?=[\s\]/>])", content, rng, lambda _: rng.choice(_PDF_NUMBERS))


def _pdf_reference(content: bytes, rng: random.Random) -> bytes:
    """Let a reference lead to another object: pages that are their own parents, an image that is a page."""
    return _replaced(rb"\d+ 0 R", content, rng, lambda _: b"%d 0 R" % rng.randrange(14))


def _pdf_name(content: bytes, rng: random.Random) -> bytes:
    """Put one name of the file in the place of another."""
    names = [b"/" + name for name in re.findall(rb"/([A-Z][A-Za-z0-9]+)", content)]
    return _replaced(rb"/[A-Z][A-Za-z0-9]+", content, rng, lambda _: rng.choice(names))


def _pdf_loop(content: bytes, rng: random.Random) -> bytes:
    """Let the tree of pages, or the chain of cross-reference tables, lead back to itself."""
    match rng.randrange(3):
        case 0:
            kids = [
                b"/Kids [ %d 0 R %d 0 R ]" % (rng.randrange(1, 9), rng.randrange(1, 9)),
                b"/Kids [ ]",
                b"/Kids 3 0 R",
            ]
            return _replaced(rb"/Kids \[[^\]]*\]", content, rng, lambda _: rng.choice(kids))
        case 1:
            tables = [found.start() for found in re.finditer(rb"\bxref\b", content)] or [0]
            return _replaced(rb"/Root", content, rng, lambda _: b"/Prev %d /Root" % rng.choice(tables))
        case _:
            return _replaced(rb"/MediaBox \[[^\]]*\]", content, rng, lambda _: b"/MediaBox " + rng.choice(_BOXES))


_BOXES = (
    b"[ 0 0 0 0 ]",
    b"[ 0 0 1e9 1e9 ]",
    b"[ 0 0 99999 1 ]",
    b"[ 0 0 14400 14400 ]",
    b"[ -50 90 -70 20 ]",
    b"[ 0 0 (a) 7 ]",
    b"null",
)


def _pdf_begin_of_data(content: bytes, rng: random.Random) -> bytes:
    """Damage the first bytes of a stream, where its own header stands."""
    streams = [found.end() for found in re.finditer(rb"stream\r?\n", content)]
    changed = bytearray(content)
    start = rng.choice(streams)
    for _ in range(rng.randrange(1, 4)):
        at = min(start + rng.randrange(40), len(changed) - 1)
        changed[at] = rng.choice((0, 1, 0x7F, 0x80, 0xFF))
    return bytes(changed)


def _replaced(
    pattern: bytes, content: bytes, rng: random.Random, replacement: Callable[[re.Match[bytes]], bytes]
) -> bytes:
    found = list(re.finditer(pattern, content))
    if not found:
        return content
    one = rng.choice(found)
    return content[: one.start()] + replacement(one) + content[one.end() :]


_TIFF = (_tiff_entry, _tiff_size, _tiff_link)
_JP2 = (_jp2_size, _jp2_boxes)

STRUCTURAL: dict[str, tuple[Callable[[bytes, random.Random], bytes], ...]] = {
    ".tif": _TIFF,
    ".png": (_png_header, _png_chunks),
    ".jpg": (_jpeg_segments, _jpeg_size),
    ".jp2": _JP2,
    ".j2k": _JP2,
    ".webp": (_little_endian,),
    ".bmp": (_little_endian,),
    ".gif": (_little_endian,),
    ".pgm": (_pnm_numbers,),
    ".pdf": (_pdf_number, _pdf_reference, _pdf_name, _pdf_loop, _pdf_begin_of_data),
}
"""What is done to a file of each format, by the ending of its name."""
