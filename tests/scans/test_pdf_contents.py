"""What is inside a PDF: pages, their size, images and their resolution on the page; what is damaged has our causes."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ocr_pipeline.errors import InputError, PdfDamaged, PdfEncrypted, PdfWithoutPages, PopplerMissing
from ocr_pipeline.records import ScanSource
from ocr_pipeline.scans import find_documents, open_scan, pdf_contents
from ocr_pipeline.scans.pdf import scan_dpi
from ocr_pipeline.scans.pdf_contents import MAX_FORMS, PdfPage, PlacedImage, count_pages, page_contents

WIDTH, HEIGHT = 595, 842
"""A4 in points."""


def image(pdf, columns, rows, **entries):
    """An image of one black bit a pixel."""
    stream = pdf.make_stream(bytes((columns + 7) // 8 * rows))
    fields = {"Type": pikepdf.Name.XObject, "Subtype": pikepdf.Name.Image, "Width": columns, "Height": rows}
    fields |= {"BitsPerComponent": 1, "ColorSpace": pikepdf.Name.DeviceGray} | entries
    for key, value in fields.items():
        stream[f"/{key}"] = value
    return stream


def form(pdf, content, *, resources=None, matrix=None):
    stream = pdf.make_stream(content)
    stream.Type, stream.Subtype, stream.BBox = pikepdf.Name.XObject, pikepdf.Name.Form, [0, 0, 2000, 2000]
    if resources is not None:
        stream.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(resources))
    if matrix is not None:
        stream.Matrix = matrix
    return stream


def add_page(pdf, content, objects, **entries):
    """Add an A4 page that has these objects by name; `entries` are what else its dictionary holds."""
    page = pdf.add_blank_page(page_size=(WIDTH, HEIGHT)).obj
    page.Contents = pdf.make_stream(content)
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(objects))
    for key, value in entries.items():
        page[f"/{key}"] = value
    return page


@pytest.fixture
def pdf():
    return pikepdf.new()


@pytest.fixture
def contents(pdf, tmp_path):
    def saved(page=0):
        pdf.save(tmp_path / "a.pdf")
        return page_contents(tmp_path / "a.pdf", page)

    return saved


def test_an_image_has_the_resolution_at_which_it_lies_on_the_page(pdf, contents):
    add_page(pdf, b"q 288 0 0 144 10 10 cm /a Do Q", {"/a": image(pdf, 600, 400)})
    page = contents()
    assert (page.width, page.height) == (WIDTH, HEIGHT)
    assert page.images == (PlacedImage(600, 400, 288, 144),)
    assert page.images[0].dpi == 200  # 150 across, 200 down


@pytest.mark.parametrize("turn", [0, 90, 180, 270, -90])
def test_rotation_of_page_and_image_changes_no_resolution(pdf, contents, turn):
    scan = image(pdf, 1240, 1754)
    for placing in (b"595 0 0 842 0 0", b"0 595 -842 0 842 0", b"-595 0 0 -842 595 842"):
        add_page(pdf, b"q %b cm /a Do Q" % placing, {"/a": scan}, Rotate=turn)
    for number in range(3):
        page = contents(number)
        # The size is that before the page is turned: what it covers is the same.
        assert (page.width, page.height) == (WIDTH, HEIGHT)
        assert scan_dpi(page) == 150


@pytest.mark.parametrize("turn", [0, 90])
def test_a_turned_page_is_drawn_pixel_by_pixel_of_its_scan(pdf, tmp_path, turn):
    add_page(pdf, b"q 595.2 0 0 841.92 0 0 cm /a Do Q", {"/a": image(pdf, 1240, 1754)}, Rotate=turn)
    pdf.pages[0].obj.MediaBox = [0, 0, 595.2, 841.92]
    pdf.save(tmp_path / "a.pdf")
    scan = open_scan(ScanSource(tmp_path / "a.pdf", 0), 200, None)
    assert scan.resolution.dpi == 150
    assert scan.pixels.shape == ((1754, 1240) if turn == 0 else (1240, 1754))


def test_matrices_are_multiplied_and_restored(pdf, contents):
    content = b"q 2 0 0 2 0 0 cm q 100 0 0 100 0 0 cm /a Do Q /a Do Q Q 72 0 0 72 0 0 cm /a Do"
    add_page(pdf, content, {"/a": image(pdf, 100, 100)})
    assert [placed.width for placed in contents().images] == [200, 2, 72]


def test_names_of_images_are_bytes_in_no_encoding(pdf, tmp_path):
    add_page(pdf, b"72 0 0 72 0 0 cm /Im0 Do", {"/Im0": image(pdf, 100, 100)})
    whole = io.BytesIO()
    pdf.save(whole, object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=False)
    assert whole.getvalue().count(b"/Im0") == 2
    (tmp_path / "a.pdf").write_bytes(whole.getvalue().replace(b"/Im0", b"/Im\xe9"))
    assert page_contents(tmp_path / "a.pdf", 0).images[0].dpi == 100


def test_images_in_forms_are_scaled_with_them(pdf, contents):
    inner = form(
        pdf, b"q 100 0 0 100 0 0 cm /a Do Q", resources={"/a": image(pdf, 300, 300)}, matrix=[2, 0, 0, 2, 5, 5]
    )
    outer = form(pdf, b"0.5 0 0 0.5 0 0 cm /inner Do", resources={"/inner": inner})
    add_page(pdf, b"q 3 0 0 3 0 0 cm /outer Do Q", {"/outer": outer})
    (placed,) = contents().images
    assert placed.width == 300
    assert placed.dpi == 72


def test_a_form_without_resources_draws_what_its_page_has(pdf, contents):
    bare = form(pdf, b"144 0 0 144 0 0 cm /a Do")
    add_page(pdf, b"/form Do", {"/form": bare, "/a": image(pdf, 100, 100)})
    assert contents().images[0].dpi == 50


def test_forms_that_draw_each_other_come_to_an_end(pdf, contents):
    one = pdf.make_indirect(form(pdf, b"/a Do /two Do /two Do", resources={"/a": image(pdf, 72, 72)}))
    two = pdf.make_indirect(form(pdf, b"/one Do /one Do", resources={"/one": one}))
    one.Resources.XObject["/two"] = two
    add_page(pdf, b"72 0 0 72 0 0 cm /one Do", {"/one": one})
    assert 1 < len(contents().images) <= MAX_FORMS


def test_stencils_and_masks_are_placed_apart_from_images_and_the_finest_that_covers_the_page_counts(pdf, contents):
    mask = pdf.make_indirect(image(pdf, 2480, 3508, ImageMask=True))
    background = image(pdf, 620, 877)
    writing = image(pdf, 1240, 1754, Mask=mask)
    stamp = image(pdf, 600, 600)
    content = b"q 595 0 0 842 0 0 cm /back Do /writing Do /stencil Do Q q 72 0 0 72 0 0 cm /stamp Do Q"
    add_page(pdf, content, {"/back": background, "/writing": writing, "/stencil": mask, "/stamp": stamp})
    page = contents()
    assert [placed.columns for placed in page.images] == [620, 1240, 600]
    assert [placed.columns for placed in page.masks] == [2480, 2480]
    assert scan_dpi(page) == 300


def test_the_data_of_an_image_is_looked_at_once_however_often_it_is_placed(pdf, contents, monkeypatch):
    looked_at = []

    def is_cut(one):
        looked_at.append(one.objgen)
        return False

    monkeypatch.setattr(pdf_contents, "is_cut", is_cut)
    placing = b"q 288 0 0 144 10 10 cm /a Do /b Do Q " * 50
    add_page(pdf, placing, {"/a": pdf.make_indirect(image(pdf, 60, 40)), "/b": pdf.make_indirect(image(pdf, 60, 40))})
    assert len(contents().images) == 100
    assert len(looked_at) == len(set(looked_at)) == 2


def test_an_inline_image_is_an_image(pdf, contents):
    data = bytes(range(1, 9)) * 8
    add_page(pdf, b"q 8 0 0 8 0 0 cm BI /W 8 /H 64 /BPC 8 /CS /G ID " + data[:512] + b"\nEI Q", {})
    assert contents().images == (PlacedImage(8, 64, 8, 8),)


@pytest.mark.parametrize(
    ("images", "dpi"),
    [
        ([], None),
        ([PlacedImage(2480, 3508, 595, 842)], 300),
        # A logo, however fine.
        ([PlacedImage(600, 600, 72, 72)], None),
        # The page's picture, and a finer one that covers less of it.
        ([PlacedImage(1240, 1754, 595, 842), PlacedImage(2480, 2480, 595, 595)], 150),
        # Layers of one scan: rounding to whole pixels makes the finer one a little smaller.
        ([PlacedImage(1240, 1754, 595, 842), PlacedImage(2479, 3507, 594.8, 841.8)], 300),
        ([PlacedImage(2479, 3507, 594.8, 841.8), PlacedImage(1240, 1754, 595, 842)], 300),
        # Not believed.
        ([PlacedImage(100, 140, 595, 842)], None),
        ([PlacedImage(20_000, 28_000, 595, 842)], None),
        # Whole dots per inch, as the page is drawn.
        ([PlacedImage(2478, 3506, 595, 842)], 300),
    ],
)
def test_the_scan_is_the_largest_image_and_of_equals_the_finest(images, dpi):
    assert scan_dpi(PdfPage(595, 842, tuple(images))) == dpi


@pytest.mark.parametrize(
    ("media", "crop", "size"),
    [
        ([0, 0, 100, 200], None, (100, 200)),
        ([100, 200, 0, 0], None, (100, 200)),
        ([0, 0, 100, 200], [10, 20, 60, 80], (50, 60)),
        ([0, 0, 100, 200], [-50, -50, 150, 150], (100, 150)),
        # Nothing of the page would be left, or nothing is stated.
        ([0, 0, 100, 200], [300, 300, 400, 400], (100, 200)),
        ([0, 0, 100, 200], [0, 0, 0, 0], (100, 200)),
        ([0, 0, 0, 0], None, (612, 792)),
        ([1, 2], None, (612, 792)),
    ],
)
def test_a_page_is_as_large_as_what_is_shown_of_it(pdf, contents, media, crop, size):
    add_page(pdf, b"", {}, MediaBox=media, **({"CropBox": crop} if crop else {}))
    page = contents()
    assert (page.width, page.height) == size


def test_a_page_without_any_height_is_named(pdf, contents):
    add_page(pdf, b"", {}, MediaBox=[0, 0, 100, 0])
    with pytest.raises(PdfDamaged, match=r"page 1.*without a size"):
        contents()


def test_size_and_resources_are_inherited_from_the_tree_of_pages(pdf, contents):
    page = add_page(pdf, b"72 0 0 72 0 0 cm /a Do", {"/a": image(pdf, 100, 100)})
    tree = pdf.Root.Pages
    tree.MediaBox, tree.Resources = [0, 0, 300, 400], page.Resources
    del page["/MediaBox"]
    del page["/Resources"]
    found = contents()
    assert (found.width, found.height) == (300, 400)
    assert found.images[0].dpi == 100


def test_a_pdf_without_pages_is_named(pdf, tmp_path):
    pdf.save(tmp_path / "a.pdf")
    for asked in (count_pages, lambda path: page_contents(path, 0)):
        with pytest.raises(PdfWithoutPages):
            asked(tmp_path / "a.pdf")


def test_only_a_password_of_the_user_keeps_a_pdf_closed(pdf, tmp_path):
    add_page(pdf, b"595 0 0 842 0 0 cm /a Do", {"/a": image(pdf, 1240, 1754)})
    pdf.save(tmp_path / "open.pdf", encryption=pikepdf.Encryption(owner="owner", user=""))
    assert count_pages(tmp_path / "open.pdf") == 1
    scan = open_scan(ScanSource(tmp_path / "open.pdf", 0), 200, None)
    assert scan.resolution.dpi == 150
    pdf.save(tmp_path / "closed.pdf", encryption=pikepdf.Encryption(owner="owner", user="user"))
    for asked in (count_pages, lambda path: page_contents(path, 0)):
        with pytest.raises(PdfEncrypted):
            asked(tmp_path / "closed.pdf")


def test_a_truncated_pdf_is_damaged_in_words_that_do_not_repeat_its_path(pdf, tmp_path):
    add_page(pdf, b"", {"/a": image(pdf, 800, 800)})
    pdf.save(tmp_path / "whole.pdf")
    path = tmp_path / "cut.pdf"
    path.write_bytes((tmp_path / "whole.pdf").read_bytes()[:200])
    with pytest.raises(PdfDamaged) as caught:
        count_pages(path)
    assert str(caught.value).count(str(path)) == 1


def test_a_page_that_the_file_has_lost_is_counted_and_named(pdf, tmp_path):
    for _ in range(4):
        pdf.add_blank_page()
    pdf.save(tmp_path / "whole.pdf", object_stream_mode=pikepdf.ObjectStreamMode.disable)
    lost, times = re.subn(rb"(/Kids \[ \d+ 0 R )\d", rb"\g<1>9", (tmp_path / "whole.pdf").read_bytes())
    assert times == 1
    (tmp_path / "a.pdf").write_bytes(lost)
    assert count_pages(tmp_path / "a.pdf") == 4
    with pytest.raises(PdfDamaged, match="page 4"):
        page_contents(tmp_path / "a.pdf", 3)


def test_a_number_of_pages_that_cannot_be_is_not_believed(pdf, tmp_path):
    pdf.add_blank_page()
    pdf.save(tmp_path / "whole.pdf", object_stream_mode=pikepdf.ObjectStreamMode.disable)
    lying = (tmp_path / "whole.pdf").read_bytes().replace(b"/Count 1 ", b"/Count 9999999 ")
    (tmp_path / "a.pdf").write_bytes(lying)
    assert count_pages(tmp_path / "a.pdf") == 1


def test_a_pdf_is_not_left_for_page_after_page_where_nothing_can_draw_it(pdf, tmp_path, monkeypatch):
    pdf.add_blank_page()
    pdf.save(tmp_path / "a.pdf")
    monkeypatch.setenv("PATH", "")
    with pytest.raises(PopplerMissing):
        find_documents(tmp_path)


@pytest.mark.parametrize(
    "content", [b"Q Q 1 0 cm /none Do 5 Do Do", b"<< /W q", b"BI /W 8 ID", b"q 1e9 x (", b"\xff\0"]
)
def test_senseless_content_has_no_images(pdf, contents, content):
    add_page(pdf, content, {})
    assert contents().images == ()


def _book():
    pdf = pikepdf.new()
    inner = form(pdf, b"q 100 0 0 100 0 0 cm /a Do Q", resources={"/a": image(pdf, 30, 30)}, matrix=[2, 0, 0, 2, 5, 5])
    content = b"q 8 0 0 8 0 0 cm BI /W 8 /H 1 /BPC 8 /CS /G ID 01234567\nEI Q q 9 0 0 9 0 0 cm /a Do /f Do Q"
    for _ in range(2):
        add_page(pdf, content, {"/a": image(pdf, 20, 20), "/f": inner}, CropBox=[0, 0, 50, 50], Rotate=90)
    buffer = io.BytesIO()
    pdf.save(buffer, object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=False)
    return buffer.getvalue()


BOOK = _book()


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_damaged_bytes_give_contents_or_one_of_our_causes(tmp_path, data):
    content = bytearray(BOOK)
    for _ in range(data.draw(st.integers(1, 12))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path / "x.pdf"
    path.write_bytes(content[: data.draw(st.integers(len(content) // 2, len(content)))])
    try:
        assert count_pages(path) >= 1
        page = page_contents(path, 1)
    except InputError:
        return
    scan_dpi(page)


def test_real_pages_have_the_resolutions_of_their_scans(shared):
    manuals = Path(shared) / "scans" / "manuals"
    found = {
        name: scan_dpi(page_contents(manuals / name, 0))
        for name in ("dispak-74.pdf", "preprint-12955.pdf", "report-676.pdf", "spread-10633-4.pdf", "yarmo-5.pdf")
    }
    assert found == {
        "dispak-74.pdf": 300,
        # Tiles, none of them the page.
        "preprint-12955.pdf": None,
        "report-676.pdf": 397,
        "spread-10633-4.pdf": 300,
        "yarmo-5.pdf": 72,
    }


def test_folders_are_searched_without_what_opens_scans():
    # The package itself imports all stages: here it is the folder alone.
    program = (
        "import sys, types; package = types.ModuleType('ocr_pipeline'); package.__path__ = ['ocr_pipeline'];"
        "sys.modules['ocr_pipeline'] = package; import ocr_pipeline.scans.folders;"
        "sys.exit(repr({'cv2', 'PIL', 'pikepdf'} & set(sys.modules) or ''))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False
    )
    assert done.stderr.strip("'\n") == ""
