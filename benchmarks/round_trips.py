"""Every scan of `../shared` written in the formats that others read, validated, and read back.

    python benchmarks/round_trips.py [OUTPUT]

All scans are read once into a job (minutes), unless the OUTPUT of one is given. *Valid*: PAGE, ALTO and METS by their
XML Schemas, TEI by RELAX NG with jing, where it is installed; hOCR must be well-formed. *Words*: PAGE, ALTO and hOCR
hold the words as typed, in their order (of a page with tables, whose rows become cells: the same words). *Layers*: the
diplomatic, the clean and the reading text come out of the TEI file to the character (`docs/examples/tei_layers.py`).
*Text*: what `pdftotext -raw` prints of the PDF is the diplomatic text, but for white space.
"""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from formats import documents, fault_of, schema
from material import shared

from ocr_pipeline import Settings, transcribe_folder
from ocr_pipeline.formats.registry import formats_named
from ocr_pipeline.interchange.read import page_file as parsed
from ocr_pipeline.records import Document, Page
from ocr_pipeline.store.documents import write_files
from ocr_pipeline.store.files import document_file, page_file
from ocr_pipeline.text import Layer, layer_text

OF_PAGES, OF_DOCUMENTS = ("page", "alto", "hocr"), ("tei", "pdf", "mets")
SCHEMAS = {"page": "page-2019-07-15.xsd", "alto": "alto-4-4.xsd", "mets": "mets.xsd"}
TEI_SCHEMA = "tei_all-4.3.0.rng"
EXAMPLE = Path(__file__).parents[1] / "docs" / "examples" / "tei_layers.py"

Layers = Callable[[bytes], dict[str, str]]


def layers_of_tei() -> Layers:
    """Return what takes the layers out of a TEI file: the example of the documentation."""
    spec = importlib.util.spec_from_file_location("tei_layers", EXAMPLE)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(EXAMPLE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found: Layers = module.layers
    return found


def typed(path: Path) -> list[str]:
    """Return the words that a file of a page holds, hyphens at line ends with them."""
    (page,) = parsed(path.read_bytes(), path.name).pages
    lines = (" ".join(word.text for word in line.words) + line.hyphen for line in page.lines)
    return " ".join(lines).split()


def of_page(page: Page, path: Path, name: str) -> Iterator[tuple[str, bool]]:
    """Yield what is asked of a page's file, and whether it is so."""
    validator = schema(SCHEMAS[name]) if name in SCHEMAS else None
    yield f"{name}: valid", not fault_of(path.read_bytes(), validator)
    words, wanted = typed(path), page.text.split()
    if any(region.cells for region in page.regions):
        yield f"{name}: words, with tables", sorted(words) == sorted(wanted)
    else:
        yield f"{name}: words", words == wanted


def of_document(document: Document, folder: Path, layers: Layers) -> Iterator[tuple[str, bool]]:
    """Yield what is asked of a document's files, and whether it is so."""
    mets, tei, pdf = (document_file(folder, suffix) for suffix in (".mets.xml", ".tei.xml", ".pdf"))
    yield "mets: valid", not fault_of(mets.read_bytes(), schema(SCHEMAS["mets"]))
    found = layers(tei.read_bytes())
    yield "tei: layers", found == {layer.value: whole(document, layer) for layer in Layer}
    if jing := shutil.which("jing"):
        done = subprocess.run(
            [jing, str(shared() / "schemas" / TEI_SCHEMA), str(tei)], capture_output=True, check=False
        )
        yield "tei: valid", done.returncode == 0
    done = subprocess.run(["pdftotext", "-raw", str(pdf), "-"], capture_output=True, check=True)
    yield "pdf: text", "".join(done.stdout.decode().split()) == "".join(document.diplomatic.split())


def whole(document: Document, layer: Layer) -> str:
    """Return a layer as the record has it, its pages parted by form feeds."""
    return document.diplomatic if layer is Layer.DIPLOMATIC else layer_text(document, layer)


def checks(output: Path, target: Path) -> Iterator[tuple[str, bool, str]]:
    """Yield what is asked of each file, whether it is so, and of which document or page."""
    names = (*OF_PAGES, *OF_DOCUMENTS)
    chosen = {one.name: one for one in formats_named(names) if one.name in names}
    layers = layers_of_tei()
    for folder, material in documents(output):
        document = material.document
        here = target / folder.relative_to(output)
        # Beside the scans as from the job's folder: PDFs are made of them.
        for failure in write_files(folder, document, chosen.values(), target=here):
            yield failure.code, False, failure.message
        for page in material.pages:
            for name in OF_PAGES:
                path = page_file(here, page.id, chosen[name].suffix)
                for asked, holds in of_page(page, path, name):
                    yield asked, holds, f"{document.name}/{page.id}"
        for asked, holds in of_document(document, here, layers):
            yield asked, holds, document.name


def main() -> int:
    """Print how often each is so; return 1 where one is not."""
    all_of, held, bad = Counter[str](), Counter[str](), []
    with tempfile.TemporaryDirectory() as scratch:
        output = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(scratch) / "output"
        if len(sys.argv) < 2:
            transcribe_folder(shared() / "scans", output, Settings(), formats=["json"])
        for asked, holds, where in checks(output, Path(scratch) / "written"):
            all_of[asked] += 1
            held[asked] += holds
            bad += [] if holds else [f"{asked}: {where}"]
    print("| asked | files | so |\n|---|---:|---:|")
    for asked in sorted(all_of):
        print(f"| {asked} | {all_of[asked]} | {held[asked]} |")
    print(*bad, sep="\n")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
