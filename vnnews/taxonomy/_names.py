"""Names that people give to issues and tones, in any language, to ids and back; a taxonomy as TOML."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable

from vnnews.taxonomy._taxonomy import Issue, Taxonomy, Tone, load_taxonomy

_LONGEST_ID = 64
_GAP = re.compile(r"[^a-z0-9]+")
_SPACE = re.compile(r"\s+")
# Letters that no decomposition brings to ASCII.
_LATIN = str.maketrans({"đ": "d", "ð": "d", "ø": "o", "ł": "l", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"})


def taxonomy_of_names(issues: Iterable[str], tones: Iterable[str] = (), *, name: str = "own") -> Taxonomy:
    """Make a taxonomy of names alone.

    Parameters
    ----------
    issues : iterable of str
        Names in any language and script. Spellings that differ in case or white space alone are one issue.
    tones : iterable of str, optional
        Where they are all ids or names of the shipped tones, or there are none, the taxonomy gets the shipped tones.
        Others get the score 0: write the taxonomy to a file, set the scores there, and read it again.
    name : str, default="own"

    Returns
    -------
    Taxonomy
        Ids are the names in lower-case ASCII letters, as far as they have any; else ``issue_1`` and so on. Issues stand
        in the order in which they came.

    Raises
    ------
    ValueError
        If a name is blank, or there is no issue.

    See Also
    --------
    load_taxonomy : With definitions, and names in two languages.

    Examples
    --------
    >>> taxonomy = taxonomy_of_names(["Giá xăng dầu", "Thiên tai", "天气"])
    >>> taxonomy.issue_ids
    ('gia_xang_dau', 'thien_tai', 'issue_3')
    >>> taxonomy.issue("issue_3").vi
    '天气'
    """
    shipped = load_taxonomy()
    issue_names, tone_names = _distinct(issues), _distinct(tones)
    if not issue_names:
        raise ValueError("there are no names of issues; expected at least one")
    by_name = entries_by_name(shipped.tones)
    own_tones = shipped.tones
    if any(name_key(tone) not in by_name for tone in tone_names):
        own_tones = tuple(Tone(id_, tone, tone) for id_, tone in _with_ids(tone_names, "tone"))
    own_issues = tuple(Issue(id_, issue, issue) for id_, issue in _with_ids(issue_names, "issue"))
    return Taxonomy(name, own_issues, own_tones)


def entries_by_name(entries: Iterable[Issue | Tone]) -> dict[str, str]:
    """Return the ids of issues or tones by what people may call them.

    Parameters
    ----------
    entries : iterable of Issue or Tone

    Returns
    -------
    dict of str to str
        Keys are names in either language, and ids, as `name_key` makes them; a name goes before the id of another
        entry, and the Vietnamese one before the English.

    Examples
    --------
    >>> found = entries_by_name(load_taxonomy().tones)
    >>> found[name_key("Tích  cực")], found[name_key("NEGATIVE")]
    ('positive', 'negative')
    """
    listed = list(entries)
    found: dict[str, str] = {}
    for kind in ("vi", "en", "id"):
        for entry in listed:
            found.setdefault(name_key(getattr(entry, kind)), entry.id)
    return found


def name_key(name: str) -> str:
    """Return a name without differences of case, white space and Unicode form.

    Examples
    --------
    >>> name_key(" Thiên\u00a0 TAI ")
    'thiên tai'
    """
    return _SPACE.sub(" ", unicodedata.normalize("NFC", name).casefold()).strip()


def format_taxonomy(taxonomy: Taxonomy) -> str:
    """Return a taxonomy as TOML, which `load_taxonomy` reads back.

    Parameters
    ----------
    taxonomy : Taxonomy

    Returns
    -------
    str

    Examples
    --------
    >>> print(format_taxonomy(Taxonomy("own", (Issue("thien_tai", "Thiên tai", "Disasters"),), ())))
    name = "own"
    <BLANKLINE>
    [[issues]]
    id = "thien_tai"
    vi = "Thiên tai"
    en = "Disasters"
    definition = ""
    <BLANKLINE>
    """
    blocks = [f"name = {_quoted(taxonomy.name)}\n"]
    for kind, entries in (("issues", taxonomy.issues), ("tones", taxonomy.tones)):
        for entry in entries:
            lines = [f"{key} = {_quoted(str(getattr(entry, key)))}" for key in ("id", "vi", "en")]
            if isinstance(entry, Tone):
                lines.append(f"score = {entry.score!r}")
            lines.append(f"definition = {_quoted(entry.definition)}")
            blocks.append("\n".join([f"[[{kind}]]", *lines]) + "\n")
    return "\n".join(blocks)


def _quoted(text: str) -> str:
    # JSON's escapes are TOML's, but that TOML wants DEL escaped too.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _distinct(names: Iterable[str]) -> list[str]:
    """Return names in the order in which they came, each once, in its first spelling."""
    found: dict[str, str] = {}
    for name in names:
        if not name_key(name):
            raise ValueError(f"the name {name!r} is blank; expected letters")
        found.setdefault(name_key(name), _SPACE.sub(" ", unicodedata.normalize("NFC", name)).strip())
    return list(found.values())


def _with_ids(names: list[str], kind: str) -> list[tuple[str, str]]:
    taken: set[str] = set()
    pairs = []
    for number, name in enumerate(names, 1):
        stem = _ascii(name) or f"{kind}_{number}"
        own, copy = stem, 1
        while own in taken:
            copy += 1
            own = f"{stem[: _LONGEST_ID - 1 - len(str(copy))]}_{copy}"
        taken.add(own)
        pairs.append((own, name))
    return pairs


def _ascii(name: str) -> str:
    """Return what of a name can stand in an id; empty where too little can to tell it from others."""
    decomposed = unicodedata.normalize("NFKD", name.casefold().translate(_LATIN))
    letters = [char for char in decomposed if char.isalnum()]
    plain = _GAP.sub("_", "".join(char for char in decomposed if not unicodedata.combining(char))).strip("_")
    n_kept = sum(char.isascii() for char in letters)
    if n_kept * 2 < len(letters):
        return ""
    # An id begins with a letter.
    return (plain if plain[:1].isalpha() or not plain else f"n_{plain}")[:_LONGEST_ID].strip("_")
