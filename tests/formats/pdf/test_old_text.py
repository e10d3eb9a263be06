"""Unseen text of another reader goes, seen text stays and is told."""

from __future__ import annotations

import pikepdf
import pytest

from ocr_pipeline.formats.pdf.old_text import OldText


@pytest.fixture
def pdf():
    with pikepdf.new() as one:
        yield one


def page(pdf, content, **objects):
    found = pdf.add_blank_page().obj
    found.Contents = pdf.make_stream(content)
    found.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary({f"/{name}": one for name, one in objects.items()}))
    return found


def form(pdf, content, **objects):
    found = pdf.make_stream(content)
    found.Type, found.Subtype, found.BBox = pikepdf.Name.XObject, pikepdf.Name.Form, [0, 0, 100, 100]
    found.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary({f"/{name}": one for name, one in objects.items()}))
    return found


def operators(content):
    return [str(one.operator) for one in pikepdf.parse_content_stream(content)]


def kept(pdf, content):
    """Return the operators that are left of a page's content, and whether text is seen on it; None: it stays."""
    old = OldText()
    changed = old.taken_out(page(pdf, content))
    return None if changed is None else operators(pdf.make_stream(changed)), old.is_seen


def test_unseen_text_is_taken_out_and_all_else_kept(pdf):
    left, is_seen = kept(pdf, b"q 1 0 0 1 0 0 cm /Im0 Do Q BT 3 Tr /F 12 Tf (a) Tj 0 -12 Td [(b)] TJ ET")
    assert left == ["q", "cm", "Do", "Q", "BT", "Tr", "Tf", "Td", "ET"]
    assert not is_seen


def test_seen_text_stays_and_is_told(pdf):
    assert kept(pdf, b"BT /F 12 Tf (a) Tj ET") == (None, True)


def test_of_both_the_unseen_goes(pdf):
    left, is_seen = kept(pdf, b"BT /F 12 Tf (a) Tj 3 Tr (b) Tj 0 Tr (c) Tj ET")
    assert (left, is_seen) == (["BT", "Tf", "Tj", "Tr", "Tr", "Tj", "ET"], True)


def test_content_without_text_stays_as_it_is(pdf):
    assert kept(pdf, b"q 100 0 0 100 0 0 cm /Im0 Do Q") == (None, False)


def test_what_an_operator_does_beside_showing_is_kept(pdf):
    left, _ = kept(pdf, b"BT 3 Tr /F 12 Tf (a) ' 1 2 (b) \" ET")
    assert left == ["BT", "Tr", "Tf", "T*", "Tw", "Tc", "T*", "ET"]


def test_what_is_unseen_within_brackets_is_seen_behind_them(pdf):
    left, is_seen = kept(pdf, b"q BT 3 Tr (a) Tj ET Q BT (b) Tj ET")
    assert left is not None
    assert left.count("Tj") == 1
    assert is_seen


def test_it_is_taken_out_of_the_forms_that_a_page_draws(pdf):
    inner = form(pdf, b"BT 3 Tr (a) Tj ET")
    outer = form(pdf, b"/Fx Do", Fx=inner)
    old = OldText()
    assert old.taken_out(page(pdf, b"/Fx Do", Fx=outer)) is None
    assert operators(inner) == ["BT", "Tr", "ET"]
    assert not old.is_seen


def test_a_form_begins_with_what_holds_where_it_is_drawn(pdf):
    inner = form(pdf, b"BT (a) Tj ET")
    OldText().taken_out(page(pdf, b"3 Tr /Fx Do", Fx=inner))
    assert operators(inner) == ["BT", "ET"]


def test_forms_that_draw_themselves_come_to_an_end(pdf):
    inner = pdf.make_indirect(form(pdf, b"/Fx Do /Fx Do"))
    inner.Resources.XObject.Fx = inner
    old = OldText()
    old.taken_out(page(pdf, b"/Fx Do", Fx=inner))
    assert old.is_seen


@pytest.mark.parametrize(
    "content", [b"Tr (a) Tj", b"BT (Tr) Tr (a) Tj ET", b"BI /W 1 ID \x00", b"\xff\xfe ((", b"1 Do", b"Q Q"]
)
def test_content_that_is_damaged_breaks_nothing(pdf, content):
    left, _ = kept(pdf, content)
    assert left is None
