"""What pages draw, kept in a file: all that it needs and nothing beside it, each object once."""

from __future__ import annotations

import errno
import io
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocr_pipeline.errors import PdfDamaged, TemporaryFull
from ocr_pipeline.formats.pdf.drawings import DEEPEST, Drawings, drawings

NAMES = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1, max_size=8).map(
    "/{}".format
)
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**31), 2**31)
    | st.decimals(-1000, 1000, places=3)
    | NAMES.map(pikepdf.Name)
    | st.binary(max_size=20).map(pikepdf.String),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=12,
)


NOT_UTF8 = b"""%PDF-1.7
1 0 obj
<</Type /Catalog /Pages 2 0 R /Drawn 3 0 R>>
endobj
2 0 obj
<</Type /Pages /Kids [4 0 R] /Count 1>>
endobj
4 0 obj
<</Type /Page /Parent 2 0 R /MediaBox [0 0 9 9]>>
endobj
3 0 obj
<</#F4 /#E5 /Length 1>>
stream
a
endstream
endobj
trailer
<</Root 1 0 R /Size 5>>
"""
"""A PDF, its table of objects to be found, with names that are no UTF-8."""


def stream(pdf, data=b"data", **entries):
    found = pdf.make_stream(data)
    for key, value in entries.items():
        found[f"/{key}"] = value
    return found


@contextmanager
def kept(*added):
    """Give what is kept of objects, each given with its PDF."""
    with drawings("d") as place:
        for pdf, drawn in added:
            place.add(pdf, drawn)
        pdf, found = place.opened()
        with pdf:
            yield found


def plain(value):
    """Return an object without the library's types, what is null in a dictionary left out as it means nothing there."""
    if isinstance(value, pikepdf.Dictionary):
        return {key: plain(one) for key, one in value.items() if one is not None}
    if isinstance(value, pikepdf.Array):
        return [plain(one) for one in value]
    if isinstance(value, pikepdf.String):
        return bytes(value)
    return Decimal(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else value


@settings(max_examples=50)
@given(VALUES)
def test_an_object_is_the_same_after_it_was_kept(value):
    pdf = pikepdf.new()
    with kept((pdf, stream(pdf, Value=pikepdf.Array([value])))) as (found,):
        assert plain(found.Value) == plain(pikepdf.Array([value]))
        assert found.read_raw_bytes() == b"data"


def test_names_in_no_encoding_are_names():
    pdf = pikepdf.open(io.BytesIO(NOT_UTF8))
    with kept((pdf, pdf.Root.Drawn)) as (found,):
        assert b"/#f4 /#e5" in found.stream_dict.unparse(resolved=True)


def test_what_two_share_is_kept_once():
    pdf = pikepdf.new()
    shared = stream(pdf, b"font")
    with kept((pdf, stream(pdf, F=shared)), (pdf, stream(pdf, F=shared))) as (first, second):
        assert first.objgen != second.objgen
        assert first.F.objgen == second.F.objgen


def test_an_object_that_leads_to_itself_comes_to_an_end():
    pdf = pikepdf.new()
    drawn = stream(pdf)
    drawn.Again = drawn
    with kept((pdf, drawn)) as (found,):
        assert found.Again.objgen == found.objgen


def test_objects_of_several_files_do_not_mix():
    one, other = pikepdf.new(), pikepdf.new()
    with kept((one, stream(one, b"1")), (other, stream(other, b"2")), (one, stream(one, b"3"))) as found:
        assert [drawn.read_raw_bytes() for drawn in found] == [b"1", b"2", b"3"]


def test_nothing_leads_back_to_the_document():
    pdf = pikepdf.new()
    page = pdf.add_blank_page().obj
    with kept(
        (pdf, stream(pdf, P=page, Pages=pdf.Root.Pages, R=pdf.Root, PieceInfo=pikepdf.Dictionary(a=1), AF=[1]))
    ) as (found,):
        assert set(found.keys()) == {"/Length"}


def test_packed_data_stays_packed_as_it_is():
    pdf = pikepdf.new()
    drawn = pikepdf.Stream(pdf, b"\xff\xd8anything", Filter=pikepdf.Name.DCTDecode)
    with kept((pdf, drawn)) as (found,):
        assert found.read_raw_bytes() == b"\xff\xd8anything"


def layered(base=None, **lists):
    pdf = pikepdf.new()
    layers = [pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name=name)) for name in "ab"]
    default = pikepdf.Dictionary({f"/{key}": [layers[at] for at in places] for key, places in lists.items()})
    if base:
        default.BaseState = pikepdf.Name(base)
    pdf.Root.OCProperties = pikepdf.Dictionary(OCGs=layers, D=default)
    return pdf, stream(pdf, Properties=pikepdf.Dictionary(A=layers[0], B=layers[1]))


@pytest.mark.parametrize(
    ("base", "lists", "hidden"),
    [(None, {"OFF": [0]}, ["a"]), ("/OFF", {"ON": [0]}, ["b"]), (None, {}, []), ("/OFF", {}, ["a", "b"])],
)
def test_layers_are_as_visible_as_they_were(base, lists, hidden):
    with drawings("d") as place:
        place.add(*layered(base, **lists))
        pdf, _ = place.opened()
        properties = pdf.Root.OCProperties
        assert [str(layer.Name) for layer in properties.OCGs] == ["a", "b"]
        assert [str(layer.Name) for layer in properties.D.OFF] == hidden


def test_arrays_inside_arrays_without_end_are_damage():
    pdf = pikepdf.new()
    value: list[object] = [1]
    for _ in range(DEEPEST):
        value = [value]
    with pytest.raises(PdfDamaged, match="d: "), kept((pdf, stream(pdf, V=pikepdf.Array(value)))):
        pass


class _FullDisk(io.BytesIO):
    def __init__(self, number):
        super().__init__()
        self._number = number

    def write(self, _content):
        raise OSError(self._number, "no")


def test_a_full_disk_is_said_and_any_other_error_is_itself():
    with pytest.raises(TemporaryFull, match="d: "):
        Drawings("d", Path("a"), _FullDisk(errno.ENOSPC))
    with pytest.raises(OSError, match="no"):
        Drawings("d", Path("a"), _FullDisk(errno.EIO))


def test_the_file_is_gone_at_the_end():
    with drawings("d") as place:
        path = place._path
        assert path.exists()
    assert not path.exists()
