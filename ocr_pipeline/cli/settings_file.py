"""What a project always asks: a file beside the scans that gives options where the command line does not.

It holds values and loads no code. The command reads it before it begins, so that the options know nothing of it.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import typer
from typer.core import TyperCommand, TyperOption

from ocr_pipeline.cli.ending import errors_reported
from ocr_pipeline.cli.options import settings_of
from ocr_pipeline.cli.output import print_message
from ocr_pipeline.errors import (
    InputError,
    LanguageNameInvalid,
    OptionInvalid,
    SettingInvalid,
    SettingLoadsCode,
    SettingsFileBroken,
    SettingsFileUnread,
    SettingUnknown,
)
from ocr_pipeline.scans.file_kind import refuse_no_file
from ocr_pipeline.store.paths import shown_path

NAME = "ocr-pipeline.toml"

MOST_BYTES = 65_536
"""Of a file of settings: a thousand lines. A larger one is something else that is called so."""

WORD, NUMBER, COUNT, SWITCH, NAMES = "a text", "a number", "a whole number", "true or false", "a list of texts"

KEYS: Mapping[str, str] = {
    "binarization": WORD,
    "dpi": NUMBER,
    "engine": WORD,
    "fail-fast": SWITCH,
    "formats": NAMES,
    "gaps": SWITCH,
    "iiif-base": WORD,
    "lang": WORD,
    "max-failed": NUMBER,
    "max-megapixels": NUMBER,
    "no-split": SWITCH,
    "page-breaks": SWITCH,
    "page-marks": SWITCH,
    "page-memory": COUNT,
    "page-seconds": NUMBER,
    "retries": COUNT,
    "split-documents": SWITCH,
    "text": WORD,
}
"""What may stand in the file: options of `run` and `page` by their long names, and what each is in TOML. One that a
command does not have is of the other one."""

ASKED_EACH_TIME = frozenset(
    (
        *("assemble", "dry-run", "format", "jobs", "json", "log-json", "manifest", "output", "quiet", "redo"),
        *("scheduler", "shard", "temp", "verbose", "worker-wait"),
        # Paths, which are not the same from each folder that a command is called in.
        *("profile", "transcriptions"),
    )
)
"""Options that are of one call, of a machine, or of a person, and not of the scans."""

OF_A_JOB = frozenset(("formats",))
"""Options that `page` has as well, where they say something else: what is printed in place of the text."""

OF_THE_WHOLE = frozenset(("split-documents",))
"""Options that `run` does not take for a part of a job: there the file does not give them either."""

_WRONG_LINE = re.compile(r"\((at (?:line \d+, column \d+|end of document))\)$")


def settings_beside(scans: Path) -> Path | None:
    """Return the file of settings in a folder of scans, or beside one scan; None where there is none."""
    try:
        path = (scans if scans.is_dir() else scans.parent) / NAME
        # A link that leads nowhere was meant to give something: reading it says so.
        return path if path.exists() or path.is_symlink() else None
    except OSError:
        # Of scans that cannot be looked at the command says so itself.
        return None


def settings_in(path: Path) -> dict[str, object]:
    """Return what a file of settings gives, by option: names with commas where it has a list of them.

    Raises `SettingsFileUnread`, `SettingsFileBroken`, `SettingUnknown`, `SettingInvalid`, `SettingLoadsCode`.
    """
    try:
        given = tomllib.loads(_content(path))
    except UnicodeDecodeError as error:
        raise SettingsFileBroken(shown_path(path), f"byte {error.start + 1} is no UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsFileBroken(shown_path(path), _WRONG_LINE.sub(r"\1", str(error))) from error
    except (ValueError, RecursionError) as error:
        # The parser lets through what the interpreter says of thousands of digits, and of brackets within brackets.
        said = "too many brackets" if isinstance(error, RecursionError) else "a number has too many digits"
        raise SettingsFileBroken(shown_path(path), said) from error
    return {key: _value(path, key, value) for key, value in given.items()}


def _content(path: Path) -> str:
    """Return the text of the file. Raises `SettingsFileUnread`, `UnicodeDecodeError`."""
    try:
        refuse_no_file(path)
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except InputError as error:
        raise SettingsFileUnread(shown_path(path), error.detail) from error
    except OSError as error:
        raise SettingsFileUnread(shown_path(path), error.strerror or "") from error
    if len(content) > MOST_BYTES:
        raise SettingsFileUnread(shown_path(path), f"it is larger than {MOST_BYTES} bytes")
    return content.decode("utf-8-sig")


def _value(path: Path, key: str, value: object) -> object:
    subject = f"{shown_path(path)}: {shown_path(Path(key))}"
    if key not in KEYS:
        near = difflib.get_close_matches(key.replace("_", "-").lower(), KEYS, 1)
        raise SettingUnknown(subject, f"did you mean {near[0]}?" if near else f"known are {', '.join(KEYS)}")
    kind = KEYS[key]
    if kind == NAMES and isinstance(value, list) and all(isinstance(one, str) and "," not in one for one in value):
        return ",".join(value)
    fits = {
        WORD: isinstance(value, str),
        NUMBER: isinstance(value, int | float) and not isinstance(value, bool),
        COUNT: isinstance(value, int) and not isinstance(value, bool),
        SWITCH: isinstance(value, bool),
        NAMES: isinstance(value, str),
    }
    if not fits[kind]:
        raise SettingInvalid(subject, f"it must be {kind}")
    if key == "engine" and isinstance(value, str) and ":" in value:
        raise SettingLoadsCode(subject, f"{value}; give it as --engine")
    if key == "lang":
        try:
            settings_of(language=value)
        except LanguageNameInvalid as error:
            raise SettingInvalid(subject, f"{error.subject} is no language name") from error
    if key == "iiif-base":
        try:
            settings_of(writing={"iiif_base": value})
        except OptionInvalid as error:
            raise SettingInvalid(subject, error.detail) from error
    return value


@dataclass(frozen=True)
class _Chosen:
    """What a file gives to a command: by parameter, and by the names of the options."""

    path: Path
    by_parameter: Mapping[str, object]
    names: tuple[str, ...]


class CommandWithSettings(TyperCommand):
    """A command whose first argument is scans, and whose options have the values of the file beside them, if any."""

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]
        """Take the command line, then, where there is a file of settings, once more with its values as defaults."""
        rest = super().parse_args(ctx, list(args))
        if ctx.resilient_parsing:
            return rest
        with errors_reported(verbose=bool(ctx.params.get("verbose"))):
            chosen = self._chosen(ctx)
            if chosen is None:
                return rest
            ctx.default_map = dict(chosen.by_parameter)
            try:
                rest = super().parse_args(ctx, list(args))
            except typer.BadParameter as error:
                # What the command line says was right without them.
                key = (error.param.opts[0] if error.param else "").removeprefix("--")
                raise SettingInvalid(f"{shown_path(chosen.path)}: {key}", _said(error)) from error
            # On standard error, lines for a machine take the place of those for a person.
            if not ctx.params.get("quiet") and ctx.params.get("log_json") != "-":
                print_message(f"settings of {shown_path(chosen.path)}: {', '.join(chosen.names)}")
        return rest

    def _chosen(self, ctx: typer.Context) -> _Chosen | None:
        """Return what the file beside the scans gives that the command line does not; None for nothing.

        Raises as `settings_in`.
        """
        given = ctx.params[self.params[0].name or ""]
        path = settings_beside(Path(given)) if _is_local(given) else None
        if path is None:
            return None
        is_part = bool(ctx.params.get("shard") or ctx.params.get("assemble"))
        left_out = OF_A_JOB if self.name == "page" else OF_THE_WHOLE if is_part else frozenset()
        options = {name.removeprefix("--"): one.name or "" for one in self.params for name in one.opts}
        settings = {
            key: value
            for key, value in settings_in(path).items()
            if key in options and not _is_given(ctx, options[key]) and key not in left_out
        }
        if not settings:
            return None
        several = {one.name for one in self.params if isinstance(one, TyperOption) and one.multiple}
        given_by = {options[key]: value for key, value in settings.items()}
        by_parameter = {name: [value] if name in several else value for name, value in given_by.items()}
        return _Chosen(path, by_parameter, tuple(settings))


def _said(error: typer.BadParameter) -> str:
    """Return what is wrong with a value, without what the library that checks it puts around."""
    return error.message.removeprefix("Value error, ").rstrip(".")


def _is_local(given: object) -> bool:
    """Return whether scans are named by a path: beside a URL no file is looked for, nor beside what is sent."""
    return isinstance(given, str) and given not in ("", "-") and "://" not in given


def _is_given(ctx: typer.Context, parameter: str) -> bool:
    source = ctx.get_parameter_source(parameter)
    return source is not None and source.name == "COMMANDLINE"
