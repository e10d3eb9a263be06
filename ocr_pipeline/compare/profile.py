"""Profiles: the differences that a comparison forgives, as a table in a TOML file that a user can edit.

    name = "typescript"
    description = "what the profile is for"

    [[equivalence]]
    name = "ё and е"                 # what reports call it
    layer = "convention"             # or "layout"
    reason = "most machines have no ё"
    where = '[ёЁ]'                   # a regular expression; left out, the rule holds for the whole text
    map = { "ё" = "е", "Ё" = "Е" }   # one of: map, replace (groups as \\1), builtin

An equivalence turns both readings into one form; they are alike under it if the forms are. A profile applies those of
layout first, then those of convention, each in the order of the file. `where` must not match an empty text.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

import regex

from ocr_pipeline.compare.score.rates import as_characters, distance
from ocr_pipeline.errors import ProfileBroken, ProfileUnknown

DEFAULT = "typescript"
"""The profile that is used where none is named."""

_SHIPPED = Path(__file__).parent / "profiles"
_BUILTINS: Mapping[str, Callable[[str], str]] = {
    "nfc": lambda text: unicodedata.normalize("NFC", text),
    "casefold": str.casefold,
    "close up": lambda text: "".join(text.split()),
}
_RULES = ("map", "replace", "builtin")
_FIELDS = ("name", "layer", "reason", "where", *_RULES)
_HEAD = regex.compile(r"^\s*\[\[\s*equivalence\s*\]\]", regex.MULTILINE)
_LONGEST = 2000
"""Characters: readings longer than this are no variant of a convention; they are not looked at."""


class ForgivenIn(StrEnum):
    """The layer of the score in which an equivalence is applied."""

    LAYOUT = "layout"
    CONVENTION = "convention"


@dataclass(frozen=True)
class Equivalence:
    """A named rule that turns a text into the form in which differences without meaning are none."""

    name: str
    layer: ForgivenIn
    reason: str
    apply: Callable[[str], str]


@dataclass(frozen=True, eq=False)
class Profile:
    """Equivalences in the order of their application: layout, then convention."""

    name: str
    description: str
    equivalences: tuple[Equivalence, ...]

    def of(self, layer: ForgivenIn) -> tuple[Equivalence, ...]:
        """Return the equivalences of a layer, in order."""
        return tuple(rule for rule in self.equivalences if rule.layer is layer)

    def apply(self, text: str, layer: ForgivenIn | None = None) -> str:
        """Return a text in the form that all equivalences give it, or those of one layer."""
        for rule in self.equivalences:
            if layer is None or rule.layer is layer:
                text = rule.apply(text)
        return text

    def forgiven_by(self, ours: str, theirs: str) -> str | None:
        """Return the name of the equivalence that makes two short readings alike, or names joined with " + ".

        One that does so alone is named alone; else those are, in order, that each lessen the difference until it is
        none. None where that fails, or where the readings do not differ. Rules that look at what stands beside a
        character need it: give a reading with its neighbours where they count (`слово ,` rather than ` `).
        """
        return _forgiven_by(self, min(ours, theirs), max(ours, theirs))


def load_profile(name_or_path: str | Path = DEFAULT) -> Profile:
    """Return a shipped profile by its name, or one from a TOML file.

    Raises ProfileUnknown where there is neither, and ProfileBroken, with the field and the line where its entry begins,
    where the file is not valid.
    """
    path = _path(name_or_path)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise ProfileUnknown(str(name_or_path), error.strerror or "") from error
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise ProfileBroken(str(name_or_path), f"line {line}: it is not UTF-8") from error
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        problem = str(error).replace("at end of document", f"at line {text.count(chr(10)) + 1}, the end")
        raise ProfileBroken(str(name_or_path), problem) from error
    return _Reader(str(name_or_path), text).profile(table)


def shipped_profiles() -> tuple[str, ...]:
    """Return the names of the profiles that come with the program."""
    return tuple(sorted(path.stem for path in _SHIPPED.glob("*.toml")))


def _path(name_or_path: str | Path) -> Path:
    if str(name_or_path) in shipped_profiles():
        return _SHIPPED / f"{name_or_path}.toml"
    return Path(name_or_path)


@lru_cache(maxsize=65536)
def _forgiven_by(profile: Profile, one: str, other: str) -> str | None:
    if one == other or max(len(one), len(other)) > _LONGEST:
        return None
    forms = [(rule.apply(one), rule.apply(other)) for rule in profile.equivalences]
    for rule, (formed, other_formed) in zip(profile.equivalences, forms, strict=True):
        if formed == other_formed:
            return rule.name
    names: list[str] = []
    left = _difference(one, other)
    for rule, form in zip(profile.equivalences, forms, strict=True):
        formed, other_formed = (rule.apply(one), rule.apply(other)) if names else form
        if (formed, other_formed) == (one, other):
            continue
        less = _difference(formed, other_formed)
        if less < left:
            names.append(rule.name)
            one, other, left = formed, other_formed, less
        if left == 0:
            return " + ".join(names)
    return None


def _difference(one: str, other: str) -> int:
    return distance(*as_characters(one, other))


@dataclass(frozen=True)
class _Reader:
    """Turns the table of a file into a profile, and says where the file does not hold what it must."""

    file: str
    text: str

    def profile(self, table: Mapping[str, object]) -> Profile:
        for field in table:
            if field not in ("name", "description", "equivalence"):
                raise self._broken(self._line_of(field), f"field `{field}` is unknown")
        name = self._string(table, "name", 1)
        entries = table.get("equivalence")
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            raise self._broken(1, "there is no table `[[equivalence]]`")
        rules = tuple(self._rules(entries))
        ordered = sorted(rules, key=lambda rule: rule.layer is ForgivenIn.CONVENTION)
        description = self._string(table, "description", 1) if "description" in table else ""
        return Profile(name, description, tuple(ordered))

    def _rules(self, entries: list[dict[str, object]]) -> Iterator[Equivalence]:
        lines = [self.text.count("\n", 0, found.start()) + 1 for found in _HEAD.finditer(self.text)]
        if len(lines) != len(entries):
            lines = [1] * len(entries)
        names: set[str] = set()
        for entry, line in zip(entries, lines, strict=True):
            rule = self._rule(entry, line)
            if rule.name in names or " + " in rule.name:
                raise self._broken(line, f"field `name`: {rule.name!r} is used twice or holds ' + '")
            names.add(rule.name)
            yield rule

    def _rule(self, entry: Mapping[str, object], line: int) -> Equivalence:
        for field in entry:
            if field not in _FIELDS:
                raise self._broken(line, f"field `{field}` is unknown; there are {', '.join(_FIELDS)}")
        name, reason = self._string(entry, "name", line), self._string(entry, "reason", line)
        layer = self._string(entry, "layer", line)
        if layer not in tuple(ForgivenIn):
            raise self._broken(line, f"field `layer` of {name!r}: {layer!r} is neither layout nor convention")
        given = [field for field in _RULES if field in entry]
        if len(given) != 1:
            raise self._broken(line, f"{name!r} needs exactly one of the fields {', '.join(_RULES)}")
        where = self._where(entry, name, line)
        if given == ["replace"]:
            apply = self._replacing(entry, where, name, line)
        else:
            change = self._mapping(entry, name, line) if given == ["map"] else self._builtin(entry, name, line)
            apply = change if where is None else _within(where, change)
        return Equivalence(name, ForgivenIn(layer), reason, apply)

    def _where(self, entry: Mapping[str, object], name: str, line: int) -> regex.Pattern[str] | None:
        if "where" not in entry:
            return None
        where = self._string(entry, "where", line)
        try:
            pattern = regex.compile(where)
        except regex.error as error:
            raise self._broken(line, f"field `where` of {name!r}: {error}") from error
        if pattern.search(""):
            raise self._broken(line, f"field `where` of {name!r} matches an empty text")
        return pattern

    def _replacing(
        self, entry: Mapping[str, object], where: regex.Pattern[str] | None, name: str, line: int
    ) -> Callable[[str], str]:
        replacement = entry["replace"]
        if not isinstance(replacement, str):
            raise self._broken(line, f"field `replace` of {name!r} must be a text in quotes")
        if where is None:
            raise self._broken(line, f"{name!r} needs the field `where` beside `replace`")
        try:
            regex.sub(rf"(?:{where.pattern})|\Z", replacement, "")
        except (regex.error, IndexError) as error:
            raise self._broken(line, f"field `replace` of {name!r}: {error}") from error
        return lambda text: where.sub(replacement, text)

    def _mapping(self, entry: Mapping[str, object], name: str, line: int) -> Callable[[str], str]:
        pairs = entry["map"]
        if not isinstance(pairs, dict) or not pairs:
            raise self._broken(line, f"field `map` of {name!r} must be a table of texts")
        for before, after in pairs.items():
            if not before or not isinstance(after, str):
                raise self._broken(line, f"field `map` of {name!r}: {before!r} must be a text that leads to a text")
        if all(len(before) == 1 for before in pairs):
            characters = str.maketrans(pairs)
            return lambda text: text.translate(characters)
        longest_first = sorted(pairs, key=len, reverse=True)
        pattern = regex.compile("|".join(regex.escape(before) for before in longest_first))
        return lambda text: pattern.sub(lambda found: pairs[found[0]], text)

    def _builtin(self, entry: Mapping[str, object], name: str, line: int) -> Callable[[str], str]:
        builtin = self._string(entry, "builtin", line)
        if builtin not in _BUILTINS:
            known = ", ".join(_BUILTINS)
            raise self._broken(line, f"field `builtin` of {name!r}: {builtin!r} is unknown; there are {known}")
        return _BUILTINS[builtin]

    def _string(self, entry: Mapping[str, object], field: str, line: int) -> str:
        value = entry.get(field)
        if not isinstance(value, str) or not value:
            problem = "is missing" if field not in entry else "must be a text in quotes, and not empty"
            raise self._broken(line, f"field `{field}` {problem}")
        return value

    def _line_of(self, field: str) -> int:
        found = regex.search(rf"(?m)^\W*{regex.escape(field)}\b", self.text)
        return self.text.count("\n", 0, found.end()) + 1 if found else 1

    def _broken(self, line: int, problem: str) -> ProfileBroken:
        return ProfileBroken(self.file, f"line {line}: {problem}")


def _within(where: regex.Pattern[str], change: Callable[[str], str]) -> Callable[[str], str]:
    return lambda text: where.sub(lambda found: change(found[0]), text)
