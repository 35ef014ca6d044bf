"""The issues and tones that articles are tagged with, read from TOML."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from importlib import resources
from pathlib import Path
from typing import Any, TypeVar

_ID = re.compile(r"[a-z][a-z0-9_]{0,63}")


@dataclass(frozen=True)
class Issue:
    """What an article can be about.

    Attributes
    ----------
    id : str
        Lower-case ASCII letters, digits and underscores; what label files and models use.
    vi, en : str
        The name in Vietnamese and in English.
    definition : str
        Which articles belong; empty if none was given.
    """

    id: str
    vi: str
    en: str
    definition: str = ""


@dataclass(frozen=True)
class Tone:
    """How an article can paint what it reports.

    Attributes
    ----------
    id, vi, en, definition : str
        As in `Issue`.
    score : float
        Where the tone lies between negative (-1) and positive (1).
    """

    id: str
    vi: str
    en: str
    score: float = 0.0
    definition: str = ""


@dataclass(frozen=True)
class Taxonomy:
    """Issues and tones, in their fixed order.

    Examples
    --------
    >>> taxonomy = load_taxonomy()
    >>> len(taxonomy.issues), [tone.id for tone in taxonomy.tones]
    (21, ['positive', 'negative', 'mixed', 'neutral'])
    >>> taxonomy.issue("us_russia").vi
    'Quan hệ Nga–Mỹ'
    """

    name: str
    issues: tuple[Issue, ...]
    tones: tuple[Tone, ...]

    def __post_init__(self) -> None:
        for kind, entries in (("issue", self.issues), ("tone", self.tones)):
            _check_ids(kind, [entry.id for entry in entries])

    @cached_property
    def issue_ids(self) -> tuple[str, ...]:
        """The ids of the issues, in order."""
        return tuple(issue.id for issue in self.issues)

    @cached_property
    def tone_ids(self) -> tuple[str, ...]:
        """The ids of the tones, in order."""
        return tuple(tone.id for tone in self.tones)

    def issue(self, issue_id: str) -> Issue:
        """Return the issue with this id.

        Raises
        ------
        KeyError
            If the taxonomy has no such issue.
        """
        return _find(self.issues, issue_id, f"issue of the taxonomy {self.name!r}")

    def tone(self, tone_id: str) -> Tone:
        """Return the tone with this id.

        Raises
        ------
        KeyError
            If the taxonomy has no such tone.
        """
        return _find(self.tones, tone_id, f"tone of the taxonomy {self.name!r}")

    def to_dict(self) -> dict[str, Any]:
        """Return the taxonomy as JSON-ready built-in types; `taxonomy_from_dict` reads it back."""
        return {
            "name": self.name,
            "issues": [asdict(issue) for issue in self.issues],
            "tones": [asdict(tone) for tone in self.tones],
        }


_Entry = TypeVar("_Entry", Issue, Tone)


def _find(entries: tuple[_Entry, ...], entry_id: str, what: str) -> _Entry:
    for entry in entries:
        if entry.id == entry_id:
            return entry
    raise KeyError(f"{entry_id!r} is no {what}; it has {', '.join(entry.id for entry in entries)}")


def _check_ids(kind: str, ids: Iterable[str]) -> None:
    seen = set()
    for entry_id in ids:
        if not _ID.fullmatch(entry_id):
            raise ValueError(
                f"the {kind} id {entry_id!r} is not usable: expected lower-case ASCII letters, digits and "
                "underscores, a letter first, at most 64; put the name for people into 'vi' and 'en'"
            )
        if entry_id in seen:
            raise ValueError(f"the {kind} id {entry_id!r} stands twice in the taxonomy; give each {kind} its own id")
        seen.add(entry_id)


def taxonomy_from_dict(data: Mapping[str, Any]) -> Taxonomy:
    """Make a taxonomy from the mapping that its TOML file or `Taxonomy.to_dict` holds.

    Parameters
    ----------
    data : mapping
        ``name`` and the lists ``issues`` and ``tones``; each entry has at least an ``id``. A missing name in one
        language falls back on the other, then on the id.

    Raises
    ------
    ValueError
        If an id is missing, unusable or stands twice, or an entry has an unknown key.
    """
    return Taxonomy(
        name=str(data.get("name", "unnamed")),
        issues=tuple(_entry(Issue, entry, ("id", "vi", "en", "definition")) for entry in data.get("issues", ())),
        tones=tuple(_entry(Tone, entry, ("id", "vi", "en", "score", "definition")) for entry in data.get("tones", ())),
    )


def _entry(kind: type[_Entry], entry: Mapping[str, Any], known: tuple[str, ...]) -> _Entry:
    if not isinstance(entry, Mapping) or not isinstance(entry.get("id"), str):
        raise ValueError(f"every {kind.__name__.lower()} of a taxonomy needs an 'id' (a string); got {entry!r}")
    unknown = set(entry) - set(known)
    if unknown:
        raise ValueError(f"{entry['id']!r} has the unknown key {min(unknown)!r}; expected some of {', '.join(known)}")
    values = dict(entry)
    values.setdefault("vi", values.get("en", values["id"]))
    values.setdefault("en", values["vi"])
    if "score" in values:
        values["score"] = float(values["score"])
    return kind(**values)


def load_taxonomy(path: str | Path | None = None) -> Taxonomy:
    """Read a taxonomy from a TOML file.

    Parameters
    ----------
    path : path, optional
        A file of ``[[issues]]`` and ``[[tones]]`` tables with ``id``, ``vi``, ``en`` and ``definition`` (tones also
        ``score``). By default the taxonomy of international relations that comes with the package. A file without
        tones gets the four tones of that one.

    Returns
    -------
    Taxonomy

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    ValueError
        If it is not TOML or not a taxonomy; the message names the file and the entry.
    """
    shipped = resources.files("vnnews.taxonomy") / "international_relations.toml"
    source = shipped if path is None else Path(path)
    try:
        data = tomllib.loads(source.read_text(encoding="utf-8"))
        if "tones" not in data:
            data["tones"] = tomllib.loads(shipped.read_text(encoding="utf-8"))["tones"]
        return taxonomy_from_dict({key: value for key, value in data.items() if key != "version"})
    except ValueError as error:
        raise ValueError(f"{source}: {error}") from error
