"""The pages that are made of templates: one environment, one frame (`base.html.j2`, `base.css`), what is safe in them.

A page asks nothing of any server: its style, script and pictures are in it, and its policy lets a browser load nothing,
but for a page that `loads` scripts, or shows `images`, which lie beside it.
"""

from __future__ import annotations

import hashlib
import json
from base64 import b64encode
from collections.abc import Callable, Mapping
from importlib import resources
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from ocr_pipeline.version import PROGRAM

BESIDE = Markup(" 'self' file:")
"""What a policy calls files that lie beside a page: of a page on a disk, which has no origin, by their scheme."""


def rendered(
    name: str,
    *,
    title: str,
    language: str,
    filters: Mapping[str, Callable[..., object]],
    script: bool = False,
    loads: bool = False,
    images: bool = False,
    **values: object,
) -> str:
    """Return the page that the template `name`.html.j2 makes, with `name`.css and, if `script`, `name`.js in it.

    With `loads`, the script may load others from where the page lies, on a disk or a server; with `images`, it may show
    such.

    `filters` are what the template calls them; `values` what it shows. All text is escaped but `Markup`.
    """
    environment = Environment(
        loader=PackageLoader("ocr_pipeline.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"path": _path, **filters}
    source = _source(f"{name}.js") if script else ""
    return environment.get_template(f"{name}.html.j2").render(
        title=title,
        language=language,
        program=PROGRAM,
        style=Markup(_source("base.css") + _source(f"{name}.css")),
        script=Markup(source),
        script_source=_allowed(source) + (BESIDE if loads else "") if script else Markup("'none'"),
        image_source=Markup("data:") + (BESIDE if images else ""),
        **values,
    )


def as_json(value: object) -> Markup:
    """Return JSON that can stand in a script element: no text in it can end the element or open a comment."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)


def _source(name: str) -> str:
    return (resources.files("ocr_pipeline.report") / "templates" / name).read_text(encoding="utf-8")


def _allowed(script: str) -> Markup:
    """Return the source list of a policy that allows this script alone."""
    digest = b64encode(hashlib.sha256(script.encode()).digest()).decode("ascii")
    return Markup(f"'sha256-{digest}'")


def _path(path: str) -> str:
    """Return the path of a file as a link's address."""
    return quote(path, safe="/")
