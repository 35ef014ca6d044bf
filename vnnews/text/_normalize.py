"""Normalisation: which steps run, in which order; the text alone, or with what each step changed."""

from __future__ import annotations

import functools
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from vnnews.text import _steps
from vnnews.text._edits import Edit, EditMap, Step, apply_edits
from vnnews.text._names import Names, load_names

ToneMarks = Literal["keep", "old", "new"]
NameSource = bool | str | os.PathLike[str] | Mapping[str, Any] | Names

_TONE_STEPS: dict[str, tuple[Step, ...]] = {
    "keep": (),
    "old": (_steps.replace_tone_marks, _steps.to_old_tone_marks),
    "new": (_steps.replace_tone_marks, _steps.to_new_tone_marks),
}


@dataclass(frozen=True)
class StepChange:
    """One thing that one step changed.

    Attributes
    ----------
    step : str
        ``"invisible"``, ``"nfc"``, ``"plain_forms"``, ``"alphabets"``, ``"đ"``, ``"quotes"``, ``"dashes"``,
        ``"space"``, ``"misplaced_tone_marks"``, ``"old_tone_marks"``, ``"new_tone_marks"`` or ``"names"``.
    before, after : str
        What the step found, and what it wrote.
    start, end : int
        Where ``before`` stands in the text as given: ``given[start:end]``, up to what earlier steps changed in it.
    """

    step: str
    before: str
    after: str
    start: int
    end: int


@dataclass(frozen=True)
class Normalization:
    """A normalised text, what was changed, and the way back.

    Attributes
    ----------
    text : str
        As `normalize` returns it.
    given : str
        As it was.
    """

    text: str
    given: str = field(repr=False)
    _passes: tuple[tuple[Step, str, list[Edit]], ...] = field(repr=False, compare=False)

    @functools.cached_property
    def changes(self) -> tuple[StepChange, ...]:
        """Everything that changed, step by step in the order in which they ran."""
        changes = []
        maps: list[EditMap] = []
        for step, before, edits in self._passes:
            spans = np.array([edit[:2] for edit in edits], np.int64)
            starts, ends = _back(maps, spans[:, 0], "start"), _back(maps, spans[:, 1], "end")
            changes += [
                StepChange(step.name, before[edit[0] : edit[1]], edit[2], start, max(start, end))
                for edit, start, end in zip(edits, starts.tolist(), ends.tolist(), strict=True)
            ]
            maps += _maps(step, edits)
        return tuple(changes)

    def to_input(self, offsets: npt.ArrayLike, side: Literal["start", "end"] = "start") -> npt.NDArray[np.int64]:
        """Map places in the normalised text to places in the given one.

        Parameters
        ----------
        offsets : int or array-like of int
            From 0 to ``len(text)``, in any order.
        side : {"start", "end"}, default="start"
            Whether spans start or end there: what was left out between two spans belongs to neither.

        Returns
        -------
        numpy.ndarray of int64, of the shape of ``offsets``
            ``given[to_input(i):to_input(j, "end")]`` is what became ``text[i:j]``. A place inside of something that was
            rewritten as a whole (a name, a ligature) goes to its start or its end. Larger offsets never give smaller
            places.

        Raises
        ------
        TypeError
            If the offsets are not integers.
        ValueError
            If an offset lies outside of the text, or ``side`` is neither of the two.

        Examples
        --------
        >>> result = explain_normalization(" Tổng thống Pu-tin  thăm Ba Lan", names=True)
        >>> start = result.text.index("Putin")
        >>> first, last = result.to_input(start), result.to_input(start + 5, "end")
        >>> result.given[first:last]
        'Pu-tin'
        """
        places = np.asarray(offsets)
        if places.size and places.dtype.kind not in "iu":
            raise TypeError(f"expected integers as offsets, got dtype {places.dtype}")
        if side not in ("start", "end"):
            raise ValueError(f"side={side!r}: expected 'start' or 'end'")
        if places.size and not (places.min() >= 0 and places.max() <= len(self.text)):
            raise ValueError(
                f"offsets from {places.min()} to {places.max()}: expected 0 to {len(self.text)}, the length of the "
                "normalised text"
            )
        return _back(self._all_maps, places.astype(np.int64), side)

    @functools.cached_property
    def _all_maps(self) -> list[EditMap]:
        return [edit_map for step, _, edits in self._passes for edit_map in _maps(step, edits)]


def normalize(
    text: str,
    *,
    tone_marks: ToneMarks = "keep",
    invisible: bool = True,
    look_alikes: bool = True,
    quotes: bool = True,
    dashes: bool = True,
    space: bool = True,
    names: NameSource = False,
) -> str:
    r"""Bring a text to NFC and write what has several forms in one.

    Parameters
    ----------
    text : str
    tone_marks : {"keep", "old", "new"}, default="keep"
        Where the tone mark stands: as typed; the old way (``hòa``, ``thủy``) or the new (``hoà``, ``thuỷ``). The latter
        two also bring back marks that stand where neither puts them (``hòan``, ``qúy``, ``gía``), in words that are
        Vietnamese syllables.
    invisible : bool, default=True
        Remove zero-width characters, soft hyphens, direction marks, and control characters other than white space.
    look_alikes : bool, default=True
        Write đ for ð, Ð, ɖ and Ɖ that begin a Vietnamese syllable or stand in an abbreviation (``HÐND``); the Latin
        letter for a Cyrillic or Greek one that looks the same, in words that also have Latin letters and no other
        foreign ones; plain letters for fullwidth letters and digits and for the ligatures ﬀ to ﬆ.
    quotes : bool, default=True
        Write ``"`` and ``'`` for typographic quotation marks, primes and apostrophes.
    dashes : bool, default=True
        Write ``-`` for all hyphens and minus signs, ``–`` for all dashes.
    space : bool, default=True
        Make one space of every run of white space inside a line, one empty line of many; strip both ends.
    names : bool, path, Mapping or Names, default=False
        Write foreign names in the spelling that today's press prefers (``Mát-xcơ-va`` and ``Moskva`` as ``Moscow``), by
        the table of the package, or by another one: see `load_names`.

    Returns
    -------
    str
        The same object where nothing changes. Normalising it again with the same options changes nothing.

    Raises
    ------
    TypeError
        If ``text`` is not a string.
    ValueError
        If ``tone_marks`` is none of the three, or the table of names is not sound.
    OSError
        If the table of names cannot be read.

    See Also
    --------
    explain_normalization : What changed, and the way back to the given text.

    Examples
    --------
    >>> normalize("Hoà  bình\u00a0ở\u200b Trung Ðông ", tone_marks="old")
    'Hòa bình ở Trung Đông'
    >>> normalize("Hội đàm ở Mát-xcơ-va và OA-SINH-TƠN", names=True)
    'Hội đàm ở Moscow và WASHINGTON'
    """
    plan = _checked_plan(text, _Options(tone_marks, invisible, look_alikes, quotes, dashes, space, names))
    return plan.run(text)


def explain_normalization(
    text: str,
    *,
    tone_marks: ToneMarks = "keep",
    invisible: bool = True,
    look_alikes: bool = True,
    quotes: bool = True,
    dashes: bool = True,
    space: bool = True,
    names: NameSource = False,
) -> Normalization:
    r"""Normalise a text and tell which step changed what.

    Parameters and errors are those of `normalize`.

    Returns
    -------
    Normalization

    Examples
    --------
    >>> result = explain_normalization("Hoà\u200b bình", tone_marks="old")
    >>> result.text
    'Hòa bình'
    >>> [(change.step, change.before, change.after, change.start) for change in result.changes]
    [('invisible', '\u200b', '', 3), ('old_tone_marks', 'oà', 'òa', 1)]
    >>> result.to_input([0, 4]), result.to_input([3, 8], "end")
    (array([0, 5]), array([3, 9]))
    """
    plan = _checked_plan(text, _Options(tone_marks, invisible, look_alikes, quotes, dashes, space, names))
    return plan.explain(text)


@dataclass(frozen=True)
class _Plan:
    """Steps in order, and what characters a text has if one of them that knows its characters may be needed."""

    steps: tuple[Step, ...]
    telling: re.Pattern[str]

    @classmethod
    def of(cls, *steps: Step) -> _Plan:
        quiet = _steps.STABLE.difference(*(step.triggers for step in steps))
        return cls(steps, re.compile(_steps.of_class(quiet, negated=True)))

    def run(self, text: str) -> str:
        alphabet = self._alphabet(text)
        composed = None
        for step in self.steps:
            if step is _steps.compose and text is composed:
                continue
            if step.needed(text, alphabet):
                before, text = text, step(text)
                if alphabet and text is not before:
                    alphabet = frozenset(text)
            if step is _steps.compose:
                composed = text
        return text

    def explain(self, text: str) -> Normalization:
        given, passes = text, []
        alphabet = self._alphabet(text)
        for step in self.steps:
            if step.needed(text, alphabet) and (edits := step.edits(text)):
                passes.append((step, text, edits))
                text = apply_edits(text, edits)
                if alphabet:
                    alphabet = frozenset(text)
        return Normalization(text, given, tuple(passes))

    def _alphabet(self, text: str) -> frozenset[str]:
        return frozenset(text) if self.telling.search(text) else frozenset()


class _Options(NamedTuple):
    tone_marks: ToneMarks
    invisible: bool
    look_alikes: bool
    quotes: bool
    dashes: bool
    space: bool
    names: NameSource


def _checked_plan(text: str, options: _Options) -> _Plan:
    if not isinstance(text, str):
        raise TypeError(f"expected a str, got {type(text).__name__}; decode bytes first (vnnews.parse_article does)")
    if options.tone_marks not in _TONE_STEPS:
        raise ValueError(f"tone_marks={options.tone_marks!r}: expected 'keep', 'old' or 'new'")
    names = options.names
    if names is False:
        return _plan(options, None)
    table = names if isinstance(names, Names) else load_names(None if names is True else names)
    return _plan(options._replace(names=True), table)


@functools.lru_cache(maxsize=64)
def _plan(options: _Options, names: Names | None) -> _Plan:
    # NFC where a removed character stood between a letter and its mark, and again where letters were replaced. Tone
    # marks after letters and spaces, names last: they are matched in the form that all steps before give them.
    alike = (_steps.plain_forms, _steps.unmix_alphabets, _steps.compose, _steps.unmask_d)
    steps = (
        *((_steps.drop_invisible,) if options.invisible else ()),
        _steps.compose,
        *(alike if options.look_alikes else ()),
        *((_steps.plain_quotes,) if options.quotes else ()),
        *((_steps.plain_dashes,) if options.dashes else ()),
        *((_steps.squeeze_space,) if options.space else ()),
        *_TONE_STEPS[options.tone_marks],
    )
    plan = _Plan.of(*steps)
    return plan if names is None else _Plan.of(*steps, names.step(plan.run))


def _maps(step: Step, edits: list[Edit]) -> list[EditMap]:
    """Return the map of the edits that move something: one, or none."""
    moving = [edit for edit in edits if not step.by_letter or edit[1] - edit[0] != len(edit[2])]
    return [EditMap.of(moving)] if moving else []


def _back(maps: list[EditMap], places: npt.NDArray[np.int64], side: str) -> npt.NDArray[np.int64]:
    for edit_map in reversed(maps):
        places = edit_map.starts(places) if side == "start" else edit_map.ends(places)
    return places
