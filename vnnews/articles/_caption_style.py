"""Whether a sentence reads like what stands below a photo, told by a sum of weights.

The weights (``caption_weights.toml``) are those of a logistic regression that ``examples/fit_captions.py`` fits to the
captions of the archives whose credit gives them away, with the credit taken off, against the sentences around them.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from typing import NamedTuple

SENTENCE, LONE_SENTENCE, FRAGMENT, LONE_FRAGMENT = "sentence", "lone sentence", "fragment", "lone fragment"
"""A sentence in a paragraph or on a line of its own; the same without a full stop at its end."""
TAIL = "tail"
"""A sentence without a full stop at the end of a paragraph."""

KINDS = (SENTENCE, LONE_SENTENCE, FRAGMENT, LONE_FRAGMENT, TAIL)

_PLACES = {SENTENCE: "sentence", LONE_SENTENCE: "line", LONE_FRAGMENT: "line", FRAGMENT: "fragment", TAIL: "fragment"}
EDGE = ".,:;()[]\"“”'‘’?!"
_SIGN = re.compile(f"[{re.escape(EDGE)}]")
_LENGTHS = (3, 6, 9, 12, 16, 20, 26)
LONGEST_COUNTED = _LENGTHS[-1] + 1
"""More words than these are as good as these."""
SIGNS = {",": "comma", "(": "bracket", ":": "colon", " - ": "dash", " – ": "dash", '"': "quotation", "“": "quotation"}
DASHES = tuple(i for i, sign in enumerate(SIGNS) if sign != sign.strip())
"""Those of them with blanks around."""
_DIGIT = re.compile(r"\d")
_QUOTES = ("“", "”", '"')
MOST_FOLLOWING = 40
_MOST_BONUS = 1.0
_LIKENESSES = ("headline", "repeated", "repeats")
_OTHER_SIGNS = ("capitals", "begins", "digit", "seam after", "seam before")


class Candidate(NamedTuple):
    """What may be a caption.

    Attributes
    ----------
    kind : str
        `SENTENCE`, `LONE_SENTENCE`, `FRAGMENT`, `LONE_FRAGMENT` or `TAIL`.
    text : str
    place : str
        ``"opening"`` the body below a headline, ``"untitled"`` a page without one, or ``""``.
    following, before : str
        What follows and what stands before it, as far as it matters.
    around : tuple of str
        For a line: whether the lines around it, and most lines of the page, hold more than one sentence.
    """

    kind: str
    text: str
    place: str
    following: str
    before: str = ""
    around: tuple[str, ...] = ()


@dataclass(frozen=True)
class Style:
    """Weights by what they are for.

    Attributes
    ----------
    least : dict of str to float
        For each kind of candidate, the sum above which it is a caption.
    word, first, last, following, seam : dict of str to float
        For a word anywhere, at the beginning, at the end, at the beginning of what follows, and there without a full
        stop before it.
    form : dict of str to float
        For what `kind_and_length`, `setting`, `signs` and `likeness` name.
    most : float
        What `signs` and `likeness` add up to at most.
    most_of_likeness : float
        What `likeness` alone does.
    """

    least: dict[str, float]
    word: dict[str, float]
    first: dict[str, float]
    last: dict[str, float]
    following: dict[str, float]
    seam: dict[str, float]
    form: dict[str, float]
    most: float = field(init=False)
    most_of_likeness: float = field(init=False)
    _of_size: dict[str, list[float]] = field(init=False, repr=False)
    _hopeless: dict[str, list[float]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        most_of_likeness = sum(map(self.most_of, _LIKENESSES))
        most = most_of_likeness + sum(map(self.most_of, (*_OTHER_SIGNS, *dict.fromkeys(SIGNS.values()))))
        sizes = range(LONGEST_COUNTED + 1)
        of_size = {kind: [self._weight(kind_and_length(kind, size)) for size in sizes] for kind in self.least}
        hopeless = {
            kind: [least - weight - most - self._most_around(kind) for weight in of_size[kind]]
            for kind, least in self.least.items()
        }
        object.__setattr__(self, "most", most)
        object.__setattr__(self, "most_of_likeness", most_of_likeness)
        object.__setattr__(self, "_of_size", of_size)
        object.__setattr__(self, "_hopeless", hopeless)

    def most_of(self, group: str, ending: str = "") -> float:
        """Return the largest weight among forms of a name, or 0 if all are below."""
        own = [weight for name, weight in self.form.items() if name.startswith(group) and name.endswith(ending)]
        return max([0.0, *own])

    def _most_around(self, kind: str) -> float:
        """Return what the lines around add up to at most."""
        lines = [self.most_of(f"{kind}, ", ending) for ending in (" long", " below")]
        where = _PLACES[kind]
        beside = [self.most_of(name) for name in (f"final {where}", f"{where} before quot", f"{where} behind quot")]
        return sum(lines) + sum(beside)

    def _next(self, kind: str) -> dict[str, float]:
        return self.seam if kind == FRAGMENT else self.following

    def _weight(self, names: list[str]) -> float:
        form = self.form
        return sum([form[name] for name in names if name in form])

    def weight(self, words: list[str]) -> float:
        """Return the weight of the words of a candidate, by themselves and as the first and the last one."""
        word = self.word
        # In the order of the text: a set has another in every process, and so other last bits.
        weight = sum([word[known] for known in dict.fromkeys(words) if known in word])
        return weight + self.first.get(words[0], 0.0) + self.last.get(words[-1], 0.0)

    def is_hopeless(self, kind: str, words: list[str], weight: float, following: str) -> bool:
        """Tell whether nothing else about a candidate could make a caption of words of this weight before these.

        This holds for what is neither the first on a page nor followed by a second space.
        """
        return (
            weight + self._next(kind).get(_first(following), 0.0)
            <= self._hopeless[kind][min(len(words), LONGEST_COUNTED)]
        )

    def hopeless(self, kind: str) -> list[float]:
        """Return, by the number of words, the weight of words and following word up to which all else is in vain."""
        return self._hopeless[kind]

    def favours(self, kind: str) -> list[float]:
        """Return what standing first below a title, or first without one, and a second space behind may add to that."""
        return [self.most_of(f"{place} {_PLACES[kind]}") for place in ("opening", "untitled", "gap behind")]

    def missing(self, candidate: Candidate, words: list[str], weight: float) -> float:
        """Return what `likeness` must exceed; at least ``most`` says that it cannot.

        Parameters
        ----------
        candidate : Candidate
        words : list of str
            Its words, as `words_of` gives them.
        weight : float
            Theirs.
        """
        kind = candidate.kind
        # Most sentences are told from a caption before everything about them is known.
        wanted = self.least[kind] - self._of_size[kind][min(len(words), LONGEST_COUNTED)] - weight
        wanted -= self._next(kind).get(next_word(candidate), 0.0) + self._weight(setting(candidate))
        return wanted if wanted >= self.most + _MOST_BONUS else wanted - self._weight(signs(candidate, words))

    def is_like(self, candidate: Candidate, words: list[str], headline: frozenset[str], wanted: float) -> bool:
        """Tell whether the weight of `likeness` exceeds what is wanted."""
        return self._weight(likeness(candidate, words, headline)) > wanted


def words_of(text: str) -> list[str]:
    """Return the words of a text in small letters, without the signs around them."""
    text = text.lower().strip(EDGE)
    if _SIGN.search(text) is None:
        return text.split()
    return [word.strip(EDGE) for word in text.split()]


def next_word(candidate: Candidate) -> str:
    """Return the first word of what follows a candidate, ``""`` at the end."""
    return _first(candidate.following)


def _first(text: str) -> str:
    words = text[:MOST_FOLLOWING].split(None, 1)
    return words[0].strip(EDGE).lower() if words else ""


def kind_and_length(kind: str, size: int) -> list[str]:
    """Name the kind of a candidate and its length, by its number of words."""
    length = next((most for most in _LENGTHS if size <= most), "more")
    return [kind, f"{kind}, {length} words"]


def setting(candidate: Candidate) -> list[str]:
    """Name what is told by where a candidate stands."""
    kind, _, place, following, before, around = candidate
    where = _PLACES[kind]
    found = [f"{kind}, {name}" for name in around]
    if place:
        found.append(f"{place} {where}")
    if not following:
        found.append(f"final {where}")
    elif following[0] in _QUOTES:
        found.append(f"{where} before quotation")
    elif following[0] == " ":
        # A second space is what is left of the end of a line.
        found.append(f"gap behind {where}")
    last = before.rstrip()[-1:]
    if last in _QUOTES:
        found.append(f"{where} behind quotation")
    elif last == ":":
        found.append("behind colon")
    return found


def signs(candidate: Candidate, words: list[str]) -> list[str]:
    """Name the signs in a candidate, how many of its words are names, and those on both sides of a missing stop."""
    text = candidate.text
    capital = [word[0].isupper() for word in text.split()]
    found = [f"capitals {min(3, 6 * sum(capital[1:]) // len(words))}"]
    found += [SIGNS[sign] for sign in SIGNS if sign in text]
    if _DIGIT.search(text):
        found.append("digit")
    if capital[1:2] == [True]:
        found.append("begins with name")
    if candidate.kind == FRAGMENT:
        after = candidate.following[:MOST_FOLLOWING].split(None, 2)
        if capital[-1]:
            found.append("seam after name")
        if len(after) > 1 and after[1][0].isupper():
            found.append("seam before name")
    return found


def likeness(candidate: Candidate, words: list[str], headline: frozenset[str]) -> list[str]:
    """Name how many words of a candidate stand in the headline, in what follows, and for a line in what is before."""
    distinct = set(words)
    size = len(distinct)
    following = candidate.following[: 4 * MOST_FOLLOWING].lower().split()
    found = [
        f"headline {min(3, 5 * len(distinct & headline) // size)}",
        f"repeated {min(3, 5 * len(distinct.intersection(following)) // size)}",
    ]
    if _PLACES[candidate.kind] == "line":
        before = candidate.before[-4 * MOST_FOLLOWING :].lower().split()
        found.append(f"repeats {min(3, 5 * len(distinct.intersection(before)) // size)}")
    return found


@lru_cache(maxsize=1)
def load_style() -> Style:
    """Read the weights that come with the package."""
    text = (resources.files("vnnews.articles") / "caption_weights.toml").read_text(encoding="utf-8")
    return Style(**tomllib.loads(text))
