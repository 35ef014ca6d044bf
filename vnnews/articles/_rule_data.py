"""Rules as data: ``rules.toml``, what a user's file adds to it, and what may stand in either."""

from __future__ import annotations

import os
import re
import tomllib
import unicodedata
from importlib import resources
from pathlib import Path
from typing import Any

Data = dict[str, Any]

_PHRASES, _PATTERNS, _NAMES = "phrases", "regular expressions", "a table of names"
_KINDS = {
    "furniture": {
        "lines": _PHRASES,
        "list_headings": _PHRASES,
        "tag_headings": _PHRASES,
        "sections": _PHRASES,
        "patterns": _PATTERNS,
    },
    "captions": {
        "markers": _PHRASES,
        "film_markers": _PHRASES,
        "anonymous": _PHRASES,
        "descriptions": _PHRASES,
        "sites": _PHRASES,
        "openings": _PHRASES,
        "openers": _PHRASES,
    },
    "credits": {"groups": _PHRASES, "prefixes": _PHRASES},
    "dates": {"forms": _PATTERNS, "around": _PHRASES},
    "sources": {
        "agencies": _PHRASES,
        "also_outlets": _PHRASES,
        "not_outlets": _PHRASES,
        "outlets": _PHRASES,
        "aliases": _NAMES,
    },
}


def packaged_rules() -> str:
    """Return the text of the rules that come with the package."""
    return (resources.files("vnnews.articles") / "rules.toml").read_text(encoding="utf-8")


def read_rules(path: str | os.PathLike[str]) -> str:
    """Return the text of a user's rules."""
    return Path(path).read_text(encoding="utf-8")


def parse_rules(text: str, source: str) -> Data:
    """Parse rules and check every entry.

    Parameters
    ----------
    text : str
    source : str
        What error messages call the text.

    Raises
    ------
    ValueError
        If the text is no TOML, names a table or key that does not exist, or holds an entry of the wrong kind.
    """
    try:
        data = tomllib.loads(unicodedata.normalize("NFC", text))
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"{source} is no TOML: {error}; expected the form of vnnews/articles/rules.toml") from error
    for table, entries in data.items():
        known = _KINDS.get(table)
        if known is None or not isinstance(entries, dict):
            raise ValueError(f"{source} has [{table}]; expected one of the tables {', '.join(_KINDS)}")
        for key, value in entries.items():
            if key not in known:
                raise ValueError(f"{source} has {key!r} in [{table}]; expected one of {', '.join(known)}")
            _check(known[key], value, f"{table}.{key}", source)
    _check_aliases(data, source)
    return data


def merge_rules(ours: Data, theirs: Data) -> Data:
    """Return our rules with the entries of a user's added to them."""
    merged = {table: dict(entries) for table, entries in ours.items()}
    for table, entries in theirs.items():
        for key, value in entries.items():
            if isinstance(value, dict):
                merged[table][key] = {**merged[table][key], **value}
            else:
                merged[table][key] = list(dict.fromkeys([*value, *merged[table][key]]))
    return merged


def _check(kind: str, value: object, where: str, source: str) -> None:
    if kind == _NAMES:
        if not isinstance(value, dict) or not all(isinstance(name, str) and name for name in value.values()):
            raise ValueError(f"{where} in {source} is {value!r}; expected a table from printed name to agency")
        return
    if not isinstance(value, list) or not all(isinstance(entry, str) and entry.strip() for entry in value):
        raise ValueError(f"{where} in {source} is {value!r}; expected a list of {kind}, none of them empty")
    if kind == _PATTERNS:
        for entry in value:
            _check_pattern(entry, where, source)


def _check_pattern(entry: str, where: str, source: str) -> None:
    try:
        groups = re.compile(entry).groupindex
    except re.error as error:
        raise ValueError(
            f"{entry!r} in {where} of {source} is no regular expression: {error}; expected Python's syntax, in "
            "single quotes so that TOML keeps the backslashes"
        ) from error
    if where == "dates.forms" and not ("year" in groups and ("month" in groups or "month_name" in groups)):
        raise ValueError(
            f"{entry!r} in {where} of {source} has the groups {sorted(groups)}; expected 'year' and 'month' or "
            "'month_name', and 'day' if the form states it"
        )


def _check_aliases(data: Data, source: str) -> None:
    named = {**data.get("sources", {}).get("aliases", {})}
    for name in named:
        if not name.strip():
            raise ValueError(f"sources.aliases in {source} has an empty name; expected the name as it is printed")
