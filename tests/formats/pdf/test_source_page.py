"""Pages of a source PDF: as a viewer shows them, and nothing that acts comes along."""

from __future__ import annotations

import io

import numpy as np
import pikepdf
import pytest
from PIL import Image

from ocr_pipeline.errors import PdfDamaged, PdfEncrypted
from ocr_pipeline.formats.pdf.source_page import open_source, source_page
from ocr_pipeline.records import Side
from tests.support.pdf_documents import cells, material, page_of, picture, pixels_in, text_in, written

WIDTH, HEIGHT, DPI = 600, 400, 200.0
"""Pixels of the scan in the PDF, and its resolution there."""

POINTS = (WIDTH * 72 / DPI, HEIGHT * 72 / DPI)

TEXT = ("Ким Ир Сен", "заявил")

HOSTILE = {
    "OpenAction": pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)"),
    "AA": pikepdf.Dictionary(WC=pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")),
    "AcroForm": pikepdf.Dictionary(Fields=[], XFA="<xdp/>"),
}


def source(tmp_path, content=None, *, root=(), **entries):
    """A PDF of one page with a scan, `content` drawn over it."""
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=POINTS).obj
        image = pikepdf.Stream(pdf, picture(WIDTH, HEIGHT).tobytes())
        image.update(
            pikepdf.Dictionary(
                Type=pikepdf.Name.XObject,
                Subtype=pikepdf.Name.Image,
                Width=WIDTH,
                Height=HEIGHT,
                BitsPerComponent=8,
                ColorSpace=pikepdf.Name.DeviceGray,
            )
        )
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im=image), Font=pikepdf.Dictionary(F=font))
        page.Contents = pdf.make_stream(b"q %f 0 0 %f 0 0 cm /Im Do Q " % POINTS + (content or b""))
        for key, value in entries.items():
            page[f"/{key}"] = value(pdf) if callable(value) else value
        for key, value in dict(root).items():
            pdf.Root[f"/{key}"] = value
        path = tmp_path / "a.pdf"
        pdf.save(path)
    return path


def as_document(path, lines=TEXT, *, turned=False):
    size = (HEIGHT, WIDTH) if turned else (WIDTH, HEIGHT)
    return written(material([page_of(path, lines, size=size, dpi=DPI)]))


@pytest.mark.parametrize("turns", [0, 1, 2, 3])
def test_a_page_is_as_its_file_shows_it(tmp_path, turns):
    path = source(tmp_path, Rotate=90 * turns)
    content = as_document(path, turned=turns % 2 == 1)
    assert cells(pixels_in(content)) == cells(pixels_in(path.read_bytes()))
    assert text_in(content) == " ".join(TEXT).split()


def test_what_is_cropped_away_stays_away(tmp_path):
    path = source(tmp_path, CropBox=[36, 36, 144, 108], MediaBox=[0, 0, 300, 200])
    content = written(material([page_of(path, (), size=(300, 200), dpi=DPI)]))
    assert cells(pixels_in(content)) == cells(picture(WIDTH, HEIGHT)[100:300, 100:400])
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert [float(edge) for edge in pdf.pages[0].mediabox] == [0, 0, 108, 72]


def test_a_page_that_crops_everything_away_shows_all(tmp_path):
    path = source(tmp_path, CropBox=[1000, 1000, 1100, 1100])
    assert cells(pixels_in(as_document(path))) == cells(picture(WIDTH, HEIGHT))


def test_the_data_of_its_image_is_carried_over(tmp_path):
    path = source(tmp_path)
    with pikepdf.open(path) as pdf:
        data = pdf.pages[0].obj.Resources.XObject.Im.read_raw_bytes()
    with pikepdf.open(io.BytesIO(as_document(path))) as pdf:
        assert data in [one.read_raw_bytes() for one in pdf.objects if isinstance(one, pikepdf.Stream)]


def attached(pdf):
    pdf.attachments["secret.exe"] = b"MZ"


def test_nothing_that_acts_comes_along(tmp_path):
    link = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Link,
        Rect=[0, 0, 50, 50],
        A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI="http://example.org"),
    )
    path = source(
        tmp_path, root=HOSTILE, Annots=[link], AA=HOSTILE["AA"], AF=[pikepdf.Dictionary(Type=pikepdf.Name.Filespec)]
    )
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.attachments["secret.exe"] = b"MZ"
        pdf.save()
    with pikepdf.open(io.BytesIO(as_document(path))) as pdf:
        assert set(pdf.Root.keys()) <= {
            *(
                "/Type",
                "/Pages",
                "/PageLabels",
                "/Outlines",
                "/Lang",
                "/ViewerPreferences",
                "/Metadata",
                "/OutputIntents",
            ),
            *("/PageMode",),
        }
        found = b"".join(one.unparse(resolved=True) for one in pdf.objects)
    for word in (b"JavaScript", b"/JS", b"/URI", b"/AA", b"/XFA", b"/EmbeddedFile", b"/Filespec", b"/Annot", b"secret"):
        assert word not in found


def test_the_looks_of_annotations_stay(tmp_path):
    def annots(pdf):
        look = pdf.make_stream(b"0 g 0 0 36 36 re f")
        look.Type, look.Subtype, look.BBox = pikepdf.Name.XObject, pikepdf.Name.Form, [0, 0, 36, 36]
        stamp = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Stamp,
            Rect=[36, 36, 72, 72],
            F=4,
            AP=pikepdf.Dictionary(N=look),
        )
        return pikepdf.Array([pdf.make_indirect(stamp)])

    content = as_document(source(tmp_path, Annots=annots), ())
    drawn = pixels_in(content)
    assert (drawn[HEIGHT - 195 : HEIGHT - 105, 105:195] == 0).all()


def test_unseen_text_of_another_reader_gives_way_to_ours(tmp_path):
    path = source(tmp_path, b"BT 3 Tr /F 12 Tf 20 50 Td (old words) Tj ET")
    assert text_in(path.read_bytes()) == ["old", "words"]
    assert text_in(as_document(path)) == " ".join(TEXT).split()


def test_text_that_is_seen_stays_seen_and_is_not_found_twice(tmp_path):
    path = source(tmp_path, b"BT /F 40 Tf 20 50 Td (MMM) Tj ET")
    content = as_document(path)
    assert text_in(content) == " ".join(TEXT).split()
    assert np.array_equal(pixels_in(content), pixels_in(path.read_bytes()))


def test_a_layer_that_is_hidden_stays_hidden(tmp_path):
    with pikepdf.open(source(tmp_path, b"/OC /L BDC 0 g 0 0 500 500 re f EMC"), allow_overwriting_input=True) as pdf:
        layer = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name="notes"))
        pdf.pages[0].obj.Resources.Properties = pikepdf.Dictionary(L=layer)
        default = pikepdf.Dictionary(OFF=[layer], Order=[layer])
        pdf.Root.OCProperties = pikepdf.Dictionary(OCGs=[layer], D=default)
        pdf.save()
    path = tmp_path / "a.pdf"
    assert cells(pixels_in(path.read_bytes())) == cells(picture(WIDTH, HEIGHT))
    assert cells(pixels_in(as_document(path))) == cells(picture(WIDTH, HEIGHT))


def test_the_sides_of_a_spread_in_a_pdf_share_its_page(tmp_path):
    path = source(tmp_path)
    sides = [
        page_of(path, ("Ким",), "L", side=Side.LEFT, part=(0, 290), size=(WIDTH, HEIGHT)),
        page_of(path, ("Ир",), "R", side=Side.RIGHT, part=(310, 600), size=(WIDTH, HEIGHT)),
    ]
    content = written(material(sides))
    with pikepdf.open(io.BytesIO(content)) as pdf:
        first, second = (page.obj.Resources.XObject.S for page in pdf.pages)
        assert first.objgen == second.objgen
    assert cells(pixels_in(content, 1)) == cells(picture(WIDTH, HEIGHT)[:, :300])
    assert cells(pixels_in(content, 2)) == cells(picture(WIDTH, HEIGHT)[:, 300:])
    assert text_in(content) == ["Ким", "Ир"]


def test_a_page_that_a_file_has_not_is_said(tmp_path):
    with open_source(source(tmp_path)) as pdf, pytest.raises(PdfDamaged, match=r"a\.pdf, page 2"):
        source_page(pdf, 1, "a.pdf")


def test_a_locked_file_is_said(tmp_path):
    path = tmp_path / "b.pdf"
    with pikepdf.open(source(tmp_path)) as pdf:
        pdf.save(path, encryption=pikepdf.Encryption(owner="a", user="b"))
    with pytest.raises(PdfEncrypted):
        open_source(path)


def test_a_file_that_opens_without_a_password_is_written_without_encryption(tmp_path):
    path = tmp_path / "b.pdf"
    with pikepdf.open(source(tmp_path)) as pdf:
        pdf.save(path, encryption=pikepdf.Encryption(owner="a", user=""))
    content = as_document(path)
    assert cells(pixels_in(content)) == cells(picture(WIDTH, HEIGHT))
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert not pdf.is_encrypted


def test_the_picture_is_that_of_a_file(tmp_path):
    """The scan of these tests is one that poppler draws as it is."""
    Image.fromarray(picture(WIDTH, HEIGHT)).save(tmp_path / "a.png")
    assert cells(pixels_in(source(tmp_path).read_bytes())) == cells(picture(WIDTH, HEIGHT))
