"""Draws who imports whom in the package, and says what must not be: a circle, an import of a later stage, pictures in
`compare`.

    python docs/draw_imports.py [FILE]

writes the drawing (SVG) to FILE, `docs/images/imports.svg` if none is named; the exit code is 1 if anything is wrong.
Imports are read from the source, those inside functions too; nothing is executed.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from html import escape
from pathlib import Path
from textwrap import shorten

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "ocr_pipeline"
DRAWING = ROOT / "docs" / "images" / "imports.svg"

GROUND = ("records", "languages", "settings", "errors", "interchange", "plugins", "remote", "version")
"""What every stage may import."""

STAGES = (
    "scans",
    "image",
    "layout",
    "recognize",
    "text",
    "compare",
    "formats",
    "store",
    "report",
    "job",
    "doctor",
    "api",
    "cli",
)
"""The stages in the order in which a page flows; each may import those before it."""

NO_PICTURES = {"compare": ("scans", "image", "recognize", "report")}
"""Stages that see texts and records alone, and what they would see pictures by."""

Imports = Mapping[str, frozenset[str]]
"""What each module imports of the package: dotted names without the package's own."""


def imports_of(package: Path) -> dict[str, frozenset[str]]:
    """Return what each module of the package imports of it, those of the public `__init__` and `__main__` left out."""
    paths = {_name(path, package): path for path in sorted(package.rglob("*.py"))}
    paths = {name: path for name, path in paths.items() if name not in ("", "__main__")}
    return {name: frozenset(_imported(path, package.name, paths.keys()) - {name}) for name, path in paths.items()}


def faults(imports: Imports) -> list[str]:
    """Return what is wrong with the imports, a sentence each; empty if nothing is."""
    found = []
    for what, graph in (("modules", imports), ("rooms", _rooms(imports))):
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            found.append(f"{what} import each other in a circle: {' -> '.join(error.args[1])}")
    order = {**dict.fromkeys(GROUND, -1), **{stage: place for place, stage in enumerate(STAGES)}}
    for importer, imported in sorted(imports.items()):
        stage = _stage(importer)
        if stage not in order:
            found.append(f"{stage} has no place in the order of the stages")
            continue
        for other in sorted(imported):
            if order.get(_stage(other), -1) > order[stage]:
                found.append(f"{importer} imports {other}, which is of a later stage")
            if _stage(other) in NO_PICTURES.get(stage, ()):
                found.append(f"{importer} imports {other}: {stage} sees no pictures")
    return list(dict.fromkeys(found))


def drawing(imports: Imports) -> str:
    """Return the drawing as SVG: the stages with their rooms from top to bottom, an arc for each import of a stage.

    The ground is one bar at the top; that every stage imports it is not drawn. An import of a later stage is red.
    """
    between = _between(imports, _stage)
    boxes = list(_boxes(imports))
    places = {box.stage: place for place, box in enumerate(boxes)}
    arcs = [
        (box.stage, other)
        for box in boxes
        for other in sorted(between.get(box.stage, frozenset()), key=lambda name: places.get(name, -1))
        if other in places
    ]
    height = TOP + STEP * len(boxes)
    parts = [_HEAD.format(width=WIDTH, height=height), _ground()]
    parts += [_arc(places[first], places[second]) for first, second in arcs]
    parts += [_box(box, place) for place, box in enumerate(boxes)]
    return "\n".join((*parts, "</svg>\n"))


@dataclass(frozen=True)
class _Stage:
    stage: str
    rooms: tuple[str, ...]


WIDTH, TOP, STEP = 960, 96, 58
"""Pixels of the drawing: its width, where the first stage begins, and from one stage to the next."""

BOX_LEFT, BOX_WIDTH, BOX_HEIGHT = 20, 640, 44

ROOMS_SHOWN = 76
"""Characters of the names of rooms that fit in a box."""

_HEAD = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" font-family="sans-serif">
<title>Stages of the package, and which imports which</title>
<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
<path d="M0 0 8 4 0 8z" fill="#33658a"/></marker></defs>
<rect width="{width}" height="{height}" fill="#fff"/>"""


def _ground() -> str:
    names = escape(", ".join(GROUND))
    return _frame(16, "#eceff1", "#90a4ae") + (
        f'<text x="{BOX_LEFT + 14}" y="43" font-size="14" fill="#263238">{names}</text>'
        f'<text x="{BOX_LEFT + BOX_WIDTH + 16}" y="43" font-size="12" fill="#546e7a">the ground: all import it</text>'
    )


def _box(box: _Stage, place: int) -> str:
    y = TOP + STEP * place
    rooms = escape(shorten(" · ".join(box.rooms), ROOMS_SHOWN, placeholder=" …"))
    return _frame(y, "#e3f2fd", "#33658a") + (
        f'<text x="{BOX_LEFT + 14}" y="{y + 27}" font-size="16" font-weight="bold" fill="#263238">{box.stage}</text>'
        f'<text x="{BOX_LEFT + 124}" y="{y + 27}" font-size="12.5" fill="#37474f">{rooms}</text>'
    )


def _frame(y: int, fill: str, stroke: str) -> str:
    size = f'width="{BOX_WIDTH}" height="{BOX_HEIGHT}"'
    return f'<rect x="{BOX_LEFT}" y="{y}" {size} rx="4" fill="{fill}" stroke="{stroke}"/>'


def _arc(importer: int, imported: int) -> str:
    """Return the arrow between two places: on the right of the boxes, the wider the further it goes."""
    right = BOX_LEFT + BOX_WIDTH
    start, end = TOP + STEP * importer + 15, TOP + STEP * imported + 31
    reach = right + 24 + 22 * abs(importer - imported)
    colour = "#33658a" if imported < importer else "#d32f2f"
    return (
        f'<path d="M{right} {start} C{reach} {start} {reach} {end} {right + 1} {end}" fill="none" stroke="{colour}" '
        f'stroke-opacity="0.75" stroke-width="1.4" marker-end="url(#tip)"/>'
    )


def _boxes(imports: Imports) -> Iterator[_Stage]:
    for stage in STAGES:
        inside = [name.split(".")[1:] for name in imports if name.startswith(f"{stage}.")]
        rooms = dict.fromkeys(parts[0] for parts in inside if len(parts) > 1)
        yield _Stage(stage, tuple(rooms) if rooms else tuple(parts[0] for parts in inside))


def _rooms(imports: Imports) -> dict[str, frozenset[str]]:
    """Return the folders and what each imports of other folders; what lies beside a room in its stage is its own."""
    between = _between(imports, lambda name: name.rpartition(".")[0] or name)
    return {
        room: frozenset(other for other in others if not (other + ".").startswith(room) and not room.startswith(other))
        for room, others in between.items()
    }


def _between(imports: Imports, group: Callable[[str], str]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for importer, imported in imports.items():
        found.setdefault(group(importer), set()).update(group(other) for other in imported)
    return {name: frozenset(others - {name}) for name, others in found.items()}


def _stage(module: str) -> str:
    return module.partition(".")[0]


def _name(path: Path, package: Path) -> str:
    return ".".join(path.relative_to(package).with_suffix("").parts).removesuffix("__init__").rstrip(".")


def _imported(path: Path, package: str, known: Iterable[str]) -> set[str]:
    """Return the modules that a source file imports; `from a import b` is the module `a.b` where there is one."""
    modules = set(known)
    names: list[str] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names += [f"{node.module}.{alias.name}" for alias in node.names]
    inside = [name.removeprefix(f"{package}.") for name in names if name.startswith(f"{package}.")]
    return {name if name in modules else name.rpartition(".")[0] for name in inside} & modules


def main() -> int:
    """Write the drawing, print what is wrong, return the exit code."""
    imports = imports_of(PACKAGE)
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else DRAWING
    target.write_text(drawing(imports), encoding="utf-8")
    wrong = faults(imports)
    print("\n".join(wrong) or f"no circle, no import of a later stage; drawn in {target}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
