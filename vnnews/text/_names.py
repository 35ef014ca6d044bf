"""Spelling variants of foreign names: tables, checked when they are read, and the step that writes one spelling."""

from __future__ import annotations

import functools
import os
import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from vnnews.text._edits import Step
from vnnews.text._steps import of_class
from vnnews.text._tone_marks import new_tone_marks, old_tone_marks

_PARTS = re.compile(r"\w+")
_NAME = re.compile(r"[^\W_](?:.*[^\W_])?")
_LOWER = frozenset(chr(code) for code in (*range(0x250), *range(0x1E00, 0x1F00)) if chr(code).islower())


@dataclass(frozen=True, eq=False)
class Names:
    """A table of spelling variants, as `load_names` makes it.

    Attributes
    ----------
    variants : Mapping of str to str
        The canonical spelling by each variant; both in NFC.
    """

    variants: Mapping[str, str]

    def step(self, before: Callable[[str], str]) -> Step:
        """Return the step that writes the canonical spellings, after steps that bring names into another form."""
        table: dict[str, str] = {}
        pairs = [*self.variants.items(), *((name, name) for name in set(self.variants.values()))]
        for variant, canonical in pairs:
            for form, target in ((variant, before(canonical)), (variant.upper(), before(canonical.upper()))):
                for spelling in {form, old_tone_marks(form), new_tone_marks(form), _capitals(form)}:
                    table.setdefault(before(spelling), target)
        # Most options leave all names alone, so that their steps share one pattern.
        return _step(tuple(sorted((form, target) for form, target in table.items() if form != target)))


@functools.lru_cache(maxsize=16)
def _step(pairs: tuple[tuple[str, str], ...]) -> Step:
    table = dict(pairs)
    firsts: dict[str, list[str]] = {}
    for form in table:
        firsts.setdefault(form[0], []).append(form[1:])
    branches = "|".join(f"(?<={re.escape(first)})(?:{_trie(rests)})" for first, rests in sorted(firsts.items()))
    # A class of first letters lets the search leap; what follows may be neither a letter, nor a mark that joins the
    # last one, nor the next syllable of a longer name (I-ran-xi).
    end = rf"(?![\w\u0300-\u036f]|-{of_class(_LOWER)})"
    pattern = re.compile(rf"{of_class(frozenset(firsts))}(?<!\w.)(?:{branches}){end}" if table else r"(?!)")
    before, behind = _neighbours(table)

    def replace(match: re.Match[str]) -> str:
        form, text = match[0], match.string
        # "Ả Rập Saudi" is no variant where it runs into a canonical "Saudi Arabia".
        runs_on = text.startswith(behind.get(form, ()), match.end())
        return form if runs_on or text.endswith(before.get(form, ()), 0, match.start()) else table[form]

    return Step("names", pattern, replace, by_letter=False)


def _neighbours(table: Mapping[str, str]) -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """Return by form what stands before it, and behind it, where it shares a part with a canonical spelling."""
    before: dict[str, tuple[str, ...]] = {}
    behind: dict[str, tuple[str, ...]] = {}
    by_first: dict[str, set[str]] = {}
    by_last: dict[str, set[str]] = {}
    for canonical in set(table.values()):
        by_first.setdefault(_PARTS.findall(canonical)[0], set()).add(canonical)
        by_last.setdefault(_PARTS.findall(canonical)[-1], set()).add(canonical)
    for form in table:
        for part in _PARTS.finditer(form):
            head, tail = form[: part.end()], form[part.start() :]
            for canonical in by_first.get(part[0], ()):
                if canonical.startswith(tail):
                    behind[form] = (*behind.get(form, ()), canonical[len(tail) :])
            for canonical in by_last.get(part[0], ()):
                if canonical.endswith(head):
                    before[form] = (*before.get(form, ()), canonical[: -len(head)])
    return before, behind


def load_names(source: str | os.PathLike[str] | Mapping[str, Any] | None = None) -> Names:
    """Read a table of spelling variants.

    Parameters
    ----------
    source : path or Mapping, optional
        A TOML file or a mapping: under each canonical spelling the list of its variants, in tables if you like. By
        default the table that comes with the package.

    Returns
    -------
    Names
        For ``normalize(text, names=...)``. Written with capitals (``MÁT-XCƠ-VA``) or with the tone mark in the other
        place, a variant need not be listed again.

    Raises
    ------
    TypeError
        If the variants of a name are not a list of strings.
    ValueError
        If a variant has two canonical spellings, is itself canonical or a part of one, holds one as a part, or does not
        begin with a capital letter: a second pass would change what the first one wrote.
    OSError
        If the file cannot be read.

    Examples
    --------
    >>> from vnnews.text import normalize
    >>> names = load_names({"Pleiku": ["Plây-cu", "Plei Ku"]})
    >>> normalize("Từ Plây-cu đến PLEI KU", names=names)
    'Từ Pleiku đến PLEIKU'
    """
    if source is None:
        return _shipped()
    if isinstance(source, Mapping):
        return Names(_checked(_flat(source)))
    return Names(_checked(_flat(tomllib.loads(Path(source).read_text(encoding="utf-8")))))


@functools.cache
def _shipped() -> Names:
    text = (resources.files("vnnews.text") / "data" / "names.toml").read_text(encoding="utf-8")
    return Names(_checked(_flat(tomllib.loads(text))))


def _flat(table: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    """Yield variant and canonical spelling."""
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _flat(value)
        elif isinstance(value, (list, tuple)) and all(isinstance(variant, str) for variant in value):
            canonical = unicodedata.normalize("NFC", key)
            yield from ((unicodedata.normalize("NFC", variant), canonical) for variant in value)
        else:
            raise TypeError(f"{key!r}: expected a list of variants, each a string, got {value!r}")


def _checked(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    table: dict[str, str] = {}
    for variant, canonical in pairs:
        if table.setdefault(variant, canonical) != canonical:
            raise ValueError(
                f"{variant!r} stands under {table[variant]!r} and {canonical!r}; list it under one of them"
            )
        if not (_NAME.fullmatch(variant) and _NAME.fullmatch(canonical) and variant[0].isupper()):
            raise ValueError(
                f"{variant!r} → {canonical!r}: expected a name, from a capital letter to a letter or digit"
            )
    for canonical in sorted(table.keys() & set(table.values())):
        raise ValueError(f"{canonical!r} is both canonical and a variant of {table[canonical]!r}; keep one of the two")
    canonicals = set(table.values())
    starting: dict[str, list[str]] = {}
    for name in sorted({*table, *canonicals}):
        starting.setdefault(_PARTS.findall(name)[0], []).append(name)
    for outer in sorted({*table, *canonicals}):
        for part in _PARTS.finditer(outer):
            for inner in starting.get(part[0], ()):
                if (
                    inner != outer
                    and (inner in canonicals) != (outer in canonicals)
                    and _at(outer, part.start(), inner)
                ):
                    raise ValueError(
                        f"{inner!r} is a part of {outer!r}, and one of them is canonical: what one pass writes the "
                        "next would change; leave the variant out, or choose another canonical spelling"
                    )
    return table


def _at(text: str, start: int, name: str) -> bool:
    return text.startswith(name, start) and not text[start + len(name) : start + len(name) + 1].isalnum()


def _capitals(name: str) -> str:
    """Begin every syllable of a hyphenated name with a capital."""
    return "-".join(part[:1].upper() + part[1:] for part in name.split("-"))


def _trie(words: list[str]) -> str:
    """Return a pattern that matches the longest of the words, without trying one after the other."""
    branches: dict[str, list[str]] = {}
    for word in words:
        branches.setdefault(word[:1], []).append(word[1:])
    ends = branches.pop("", None) is not None
    patterns = [re.escape(first) + _trie(rests) for first, rests in sorted(branches.items())]
    if not patterns:
        return ""
    body = patterns[0] if len(patterns) == 1 and not ends else f"(?:{'|'.join(patterns)})"
    return f"{body}?" if ends else body
