"""Packages that bring formats or loaders, installed for one test: a module and the entry point that names it."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest

from ocr_pipeline.formats.registry import installed_formats

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"


def install(monkeypatch: pytest.MonkeyPatch, folder: Path, group: str, name: str, module: str, attribute: str) -> None:
    """Install a package whose one module has the code of `module` and whose entry point `name` is its `attribute`.

    Worker processes, which are started anew, find it as this one does.
    """
    package = f"installed_{name}"
    (folder / f"{package}.py").write_text(module, encoding="utf-8")
    metadata = folder / f"{package}-1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n", encoding="utf-8")
    (metadata / "entry_points.txt").write_text(f"[{group}]\n{name} = {package}:{attribute}\n", encoding="utf-8")
    monkeypatch.syspath_prepend(folder)
    monkeypatch.delitem(sys.modules, package, raising=False)
    importlib.invalidate_caches()
    installed_formats.cache_clear()


def example(name: str) -> str:
    """The code of one of the worked examples of the documentation."""
    return (EXAMPLES / f"{name}.py").read_text(encoding="utf-8")
