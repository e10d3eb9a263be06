"""What a machine without a network needs for the training: `python -m training.pack fonts|words FOLDER`.

`fonts` copies the typefaces into FOLDER; `words` leaves out of the wheel of `wordfreq` in FOLDER all languages but the
two that lines are written in, which takes it from 57 MB to a few.
"""

from __future__ import annotations

import argparse
import re
import shutil
import zipfile
from pathlib import Path

from training.faces_used import FIGURES, KEPT, PRINTED, PRINTED_KEPT, TRAINED, found

_LEFT_OUT = re.compile(r"wordfreq/data/(?!large_(en|ru)\.).*\.(msgpack\.gz|txt|dict)")


def copy_fonts(folder: Path) -> None:
    """Copy the typefaces into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in found(tuple(sorted({*TRAINED, *FIGURES, *PRINTED, *KEPT, *PRINTED_KEPT}))):
        shutil.copyfile(path, folder / path.name)


def trim_words(wheel: Path) -> None:
    """Write the wheel anew without the lists of other languages; raises `OSError` where it cannot be read."""
    part = wheel.with_suffix(".part")
    with zipfile.ZipFile(wheel) as whole, zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as small:
        kept = [name for name in whole.namelist() if not _LEFT_OUT.fullmatch(name)]
        for name in kept:
            text = whole.read(name)
            if name.endswith(".dist-info/RECORD"):
                rows = text.decode().splitlines(keepends=True)
                text = "".join(row for row in rows if row.split(",")[0] in kept).encode()
            small.writestr(name, text)
    part.replace(wheel)


def main() -> None:
    """Do what is asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("fonts", "words"))
    parser.add_argument("folder", type=Path)
    given = parser.parse_args()
    if given.what == "fonts":
        copy_fonts(given.folder)
        return
    for wheel in given.folder.glob("wordfreq-*.whl"):
        trim_words(wheel)


if __name__ == "__main__":
    main()
