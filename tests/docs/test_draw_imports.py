from __future__ import annotations

from xml.etree import ElementTree

import pytest

from docs.draw_imports import PACKAGE, STAGES, drawing, faults, imports_of


def package(folder, **sources):
    """A package with a module for each name, `text__edits` being `text/edits.py`."""
    for name, source in sources.items():
        path = folder / "ocr_pipeline" / f"{name.replace('__', '/')}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source, encoding="utf-8")
    return folder / "ocr_pipeline"


def test_the_package_has_no_circle_and_no_import_of_a_later_stage_and_its_comparison_sees_no_pictures():
    assert faults(imports_of(PACKAGE)) == []


def test_every_stage_of_the_package_has_its_place():
    stages = {path.stem for path in PACKAGE.iterdir() if path.name != "__pycache__" and not path.stem.startswith("__")}
    stages.discard("py")
    imports = imports_of(PACKAGE)
    assert {name.partition(".")[0] for name in imports} == stages


def test_imports_within_functions_count(tmp_path):
    source = "def late():\n    from ocr_pipeline.job import run\n"
    root = package(tmp_path, text__edits=source, job__run="", job____init__="")
    assert faults(imports_of(root)) == ["text.edits imports job.run, which is of a later stage"]


@pytest.mark.parametrize(
    ("sources", "wrong"),
    [
        (
            {"text__a": "import ocr_pipeline.text.b", "text__b": "from ocr_pipeline.text import a"},
            "modules import each",
        ),
        (
            {
                "text__x__a": "from ocr_pipeline.text.y import a",
                "text__y__a": "",
                "text__y__b": "from ocr_pipeline.text.x import c",
                "text__x__c": "",
            },
            "rooms import each other in a circle",
        ),
        ({"compare__a": "from ocr_pipeline.image import b", "image__b": ""}, "compare sees no pictures"),
        ({"records": "from ocr_pipeline.scans import b", "scans__b": ""}, "records imports scans.b"),
        ({"elsewhere": "from ocr_pipeline.scans import b", "scans__b": ""}, "elsewhere has no place"),
    ],
)
def test_what_must_not_be_is_named(tmp_path, sources, wrong):
    found = faults(imports_of(package(tmp_path, **sources)))
    assert len(found) == 1
    assert wrong in found[0]


def test_the_drawing_shows_every_stage_and_an_arc_for_each_import_between_two(tmp_path):
    root = package(
        tmp_path, scans__open="", job__run="import ocr_pipeline.scans.open\nimport ocr_pipeline.text.a", text__a=""
    )
    picture = ElementTree.fromstring(drawing(imports_of(root)))
    texts = {element.text for element in picture.iter("{http://www.w3.org/2000/svg}text")}
    assert set(STAGES) <= texts
    arcs = [path for path in picture.iter("{http://www.w3.org/2000/svg}path") if path.get("marker-end")]
    assert len(arcs) == 2
