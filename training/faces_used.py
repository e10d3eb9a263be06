"""The typefaces: which the net is trained on, and which are kept for its proof."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

FOLDERS = (Path(".lease/fonts"), Path("../shared/fonts"), Path("/usr/share/fonts"))
"""Where the files are looked for: all of them in the folder that `training/pack.sh` makes; else TT2020 and GNU
Typewriter beside the project, the others from Debian's packages fonts-cmu, fonts-urw-base35, fonts-freefont-ttf,
fonts-liberation, fonts-dejavu-core, fonts-paratype, fonts-oldstandard, fonts-go, fonts-courier-prime,
fonts-anonymous-pro, fonts-hack."""

TRAINED = (
    # The face most like real typescript, in styles that differ by wear, counts most.
    "TT2020Base-Regular.ttf",
    "TT2020StyleB-Regular.ttf",
    "TT2020StyleD-Regular.ttf",
    "TT2020StyleE-Regular.ttf",
    "TT2020StyleE-Regular.ttf",
    "TT2020StyleB-Regular.ttf",
    "cmuntt.ttf",
    "cmuntt.ttf",
    "NimbusMonoPS-Regular.otf",
    "NimbusMonoPS-Bold.otf",
    "FreeMono.ttf",
    "FreeMonoBold.ttf",
    "LiberationMono-Regular.ttf",
    "DejaVuSansMono.ttf",
    "LiberationSerif-Regular.ttf",
    "OldStandard-Regular.ttf",
    "cmunbtl.ttf",
    "cmuntb.ttf",
    "Go-Mono.ttf",
    "Anonymous Pro.ttf",
    "Hack-Regular.ttf",
    # Of Latin letters alone.
    "Courier Prime.otf",
)

FIGURES = (
    *TRAINED,
    "LiberationSans-Regular.ttf",
    "FreeSans.ttf",
    "NimbusSans-Regular.otf",
    "C059-Roman.otf",
    "P052-Roman.otf",
    "URWBookman-Light.otf",
    "URWGothic-Book.otf",
)
"""Faces of figures and punctuation marks alone: makers of typewriters drew these more freely than letters."""

PRINTED = (
    "cmunrm.ttf",
    "cmunbx.ttf",
    "cmunss.ttf",
    "cmunsx.ttf",
    "OldStandard-Regular.ttf",
    "OldStandard-Bold.ttf",
    "PTF55F.ttf",
    "PTF75F.ttf",
    "PTS75F.ttf",
    "LiberationSerif-Regular.ttf",
    "LiberationSerif-Bold.ttf",
    "LiberationSans-Regular.ttf",
    "LiberationSans-Bold.ttf",
    "FreeSerif.ttf",
    "FreeSerifBold.ttf",
    "FreeSans.ttf",
    "FreeSansBold.ttf",
    "DejaVuSerif.ttf",
    "DejaVuSans.ttf",
    "NimbusRoman-Regular.otf",
    "NimbusSans-Bold.otf",
    "P052-Roman.otf",
    "URWBookman-Light.otf",
    "URWGothic-Book.otf",
    "Go-Regular.ttf",
    "Go-Bold.ttf",
)
"""Faces of print, their letters as wide as they are drawn."""

SLASHES = {"GNUTypewriter.ttf": str.maketrans("()[]", "////")}
"""Faces that draw one punctuation mark like another: what is read there is what stands there."""

KEPT = ("GNUTypewriter.ttf", "PTM55F.ttf")
"""Faces that no training line is typed in: the figures on synthetic pages are measured on them."""

PRINTED_KEPT = ("C059-Roman.otf", "PTS55F.ttf", "DejaVuSerif-Bold.ttf")
"""The same of print; C059 gives figures to some machines."""


def found(names: Sequence[str]) -> tuple[Path, ...]:
    """Return the files of these names; raises `FileNotFoundError` naming the first that is missing."""
    paths = []
    for name in names:
        path = next((path for folder in FOLDERS for path in sorted(folder.rglob(name))), None)
        if path is None:
            raise FileNotFoundError(f"{name}: install the fonts named in training/README.md")
        paths.append(path)
    return tuple(paths)
