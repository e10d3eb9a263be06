"""The diplomatic, the clean and the reading text of a document's TEI file (`document.tei.xml`).

python tei_layers.py document.tei.xml reading
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

BLOCKS = {"p", "head", "item", "signed", "note", "ab", "lg", "table"}
"""Elements that are parted by an empty line in the clean text."""

AROUND = {"div", "list", "figure", "row", "cell", "address", "addrLine", "l"}
"""Elements that have blocks in them, or are lines or cells of one."""

RUNS = {"line": "\n", "space": " ", "paragraph": "\n\n"}
"""What a run of breaks is in the clean text, by the `@type` of its first one."""


def layers(tei: bytes) -> dict[str, str]:
    """Return the layers of a text by their names: `diplomatic`, `clean`, `reading`."""
    body = next(etree.fromstring(tei).iterfind(".//{*}body"))
    return {name: Layer(name).read(body) for name in ("diplomatic", "clean", "reading")}


class Layer:
    """One layer in the making: what was written, and the run of breaks and notes that comes before what is next."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.written: list[str] = []
        self.block: etree._Element | None = None
        self.breaks: list[etree._Element] = []
        self.notes: list[str] = []
        self.first_page = True
        self.line_begins = False

    def read(self, body: etree._Element) -> str:
        """Return the layer of a body."""
        self.walk(body, body)
        self.end_run(None)
        return "".join(self.written)

    def walk(self, element: etree._Element, block: etree._Element) -> None:
        """Read an element; `block` is the innermost block in which it stands."""
        name = tag(element)
        block = element if name in BLOCKS else block
        if name == "table" and self.name != "diplomatic":
            self.end_run(block)
            self.written.append("\n".join(self.rows(element)))
            return
        self.write(element.text, block)
        for child in element:
            self.child(child, tag(child), block, within=name)
            self.write(child.tail, block)

    def child(self, child: etree._Element, name: str, block: etree._Element, *, within: str) -> None:
        """Read one element in a block, `within` the element of that name."""
        diplomatic = self.name == "diplomatic"
        if name in ("lb", "pb", "milestone"):
            self.break_(child, name, stands_for_typed=within in ("reg", "corr"))
        elif name == "choice":
            for chosen in self.chosen(child):
                self.content(block)
                self.walk(chosen, block)
        elif name in ("fw", "pc", "space") and (name != "pc" or child.get("force") == "weak"):
            if name == "pc":
                self.content(block)
            if diplomatic and child.find("{*}supplied") is None:
                self.write(" " * int(child.get("quantity", "0")) if name == "space" else child.text, block)
        elif name == "gap":
            said = child.findtext("{*}desc", default="") if not diplomatic else ""
            if child.get("unit") == "page":
                self.notes += [said] if said else []
            else:
                self.content(block)
                self.written.append(said)
        elif name in BLOCKS or len(child) or child.text:
            if name not in BLOCKS | AROUND:
                self.content(block)
            self.walk(child, block)

    def chosen(self, choice: etree._Element) -> list[etree._Element]:
        """Return what of a choice is read: what is typed, what stands for it, or the first reading of a word."""
        wanted = {"diplomatic": (None,), "clean": ("clean", None), "reading": ("reading", "clean", None)}[self.name]
        for kind in wanted:
            for one in choice:
                if tag(one) == "unclear" or one.get("type") == kind:
                    return [one]
        return []

    def break_(self, element: etree._Element, name: str, *, stands_for_typed: bool) -> None:
        """Read the end of a line or a page; in what stands for the typed, it is one of the layer's own."""
        if self.name != "diplomatic":
            if stands_for_typed:
                self.written.append("\n" if name == "lb" else "\f")
            else:
                self.breaks.append(element)
            return
        if name == "pb" and element.get("subtype") != "inline":
            self.written.append("" if self.first_page else "\f")
            self.line_begins = True
        elif name == "milestone":
            self.written.append("\f")
        elif name == "lb":
            self.written.append("" if self.line_begins else "\n")
            self.line_begins = False
        self.first_page = self.first_page and name != "pb"

    def write(self, text: str | None, block: etree._Element) -> None:
        """Write text; a line feed in the file is none."""
        text = (text or "").replace("\n", "")
        if text:
            self.content(block)
            self.written.append(text)

    def content(self, block: etree._Element) -> None:
        """Say that something of the text comes now."""
        if self.name != "diplomatic":
            self.end_run(block)
            self.block = block

    def end_run(self, block: etree._Element | None) -> None:
        """Write what a run of breaks is: an empty line between blocks, a space within one, unless it says otherwise."""
        parted = [[""] if self.block is not None else [], self.notes, [""] if block is not None else []]
        if self.notes:
            self.written.append("\n\n".join(note for notes in parted for note in notes))
        elif any(one.get("break") == "no" for one in self.breaks):
            pass
        elif kind := next((one.get("type") for one in self.breaks if one.get("type")), None):
            self.written.append(RUNS[kind])
        elif self.breaks and self.block is not None and block is not None:
            self.written.append(" " if block is self.block else "\n\n")
        self.breaks, self.notes = [], []
        self.block = block

    def rows(self, table: etree._Element) -> Iterator[str]:
        """Yield the rows of a table in which something stands, a tab between two columns."""
        taken: set[tuple[int, int]] = set()
        columns = int(table.get("cols", "0"))
        for row, cells in enumerate(table.iterfind("{*}row")):
            texts: dict[int, str] = {}
            free = (column for column in range(columns) if (row, column) not in taken)
            for cell in cells:
                column = next(free)
                down, across = int(cell.get("rows", "1")), int(cell.get("cols", "1"))
                taken |= {(row + r, column + c) for r in range(down) for c in range(across)}
                if len(cell) or cell.text:
                    texts[column] = Layer(self.name).read(cell)
            if texts:
                yield "\t".join(texts.get(column, "") for column in range(columns))


def tag(element: etree._Element) -> str:
    """Return the name of an element without its namespace."""
    return etree.QName(element).localname


if __name__ == "__main__":
    print(layers(Path(sys.argv[1]).read_bytes())[sys.argv[2]])
