"""What MkDocs does before it builds the pages: the imports are drawn as they are now, and checked."""

from __future__ import annotations

import sys
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from docs.draw_imports import DRAWING, PACKAGE, drawing, faults, imports_of


def on_pre_build(config: MkDocsConfig) -> None:
    """Draw the imports; raise `PluginError` where one is wrong."""
    del config
    imports = imports_of(PACKAGE)
    DRAWING.write_text(drawing(imports), encoding="utf-8")
    if wrong := faults(imports):
        raise PluginError("\n".join(wrong))
