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

_EDGE = ".,:;()[]\"“”'‘’?!"
_SIGN = re.compile(f"[{re.escape(_EDGE)}]")
_LENGTHS = (3, 6, 9, 12, 16, 20)
_SIGNS = {",": "comma", "(": "bracket", ":": "colon", " - ": "dash", " – ": "dash", '"': "quotation", "“": "quotation"}
_DIGIT = re.compile(r"\d")
_MOST_FOLLOWING = 40


class Candidate(NamedTuple):
    """What may be a caption: its kind, its words, whether it opens the body below a headline, and what follows it."""

    kind: str
    text: str
    opens: bool
    following: str


@dataclass(frozen=True)
class Style:
    """Weights by what they are for.

    Attributes
    ----------
    least : dict of str to float
        For each kind of candidate, the sum above which it is a caption.
    word, first, last, following : dict of str to float
        For a word anywhere, at the beginning, at the end and at the beginning of what follows.
    form : dict of str to float
        For what `kind_and_length`, `opening`, `signs` and `repeated` name.
    most, most_signs : float
        What `ends`, `signs` and `repeated` add up to at most, and the latter two alone.
    """

    least: dict[str, float]
    word: dict[str, float]
    first: dict[str, float]
    last: dict[str, float]
    following: dict[str, float]
    form: dict[str, float]
    most: float = field(init=False)
    most_signs: float = field(init=False)
    _most_repeated: float = field(init=False, repr=False)
    _of_size: dict[str, list[float]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        def most(group: str) -> float:
            return max([0.0, *(weight for name, weight in self.form.items() if name.startswith(group))])

        ends = sum(max([0.0, *table.values()]) for table in (self.last, self.following))
        most_signs = sum(map(most, ("capitals", "headline", "repeated", "digit", *_SIGNS.values())))
        object.__setattr__(self, "_most_repeated", most("repeated"))
        object.__setattr__(self, "most_signs", most_signs)
        object.__setattr__(self, "most", most_signs + ends)
        sizes = range(_LENGTHS[-1] + 2)
        of_size = {kind: [self._weight(kind_and_length(kind, size)) for size in sizes] for kind in self.least}
        object.__setattr__(self, "_of_size", of_size)

    def _weight(self, names: list[str]) -> float:
        return sum([self.form.get(name, 0.0) for name in names])

    def is_caption(self, candidate: Candidate, headline: frozenset[str], bonus: float = 0.0) -> bool:
        """Tell whether a candidate reads like a caption.

        Parameters
        ----------
        candidate : Candidate
        headline : frozenset of str
            The words of headline and lead, as `words_of` gives them.
        bonus : float, default=0.0
            What speaks for it besides.
        """
        words = words_of(candidate.text)
        wanted = self.wanted(candidate, words) - bonus
        return wanted < self.most_signs and self.reaches(wanted, candidate, words, headline)

    def wanted(self, candidate: Candidate, words: list[str]) -> float:
        """Return what `signs` and `repeated` must exceed; most sentences are told from a caption by this alone."""
        wanted = self.least[candidate.kind] - self.known(candidate, words)
        return wanted if wanted >= self.most else wanted - self.ends(candidate, words)

    def known(self, candidate: Candidate, words: list[str]) -> float:
        """Return the weight of kind, length, first word and words."""
        word = self.word
        total = self.first.get(words[0], 0.0) + self._of_size[candidate.kind][min(len(words), _LENGTHS[-1] + 1)]
        if candidate.opens:
            total += self.form.get(opening(candidate.kind), 0.0)
        # In the order of the text: a set has another in every process, and so other last bits.
        return total + sum([word[known] for known in dict.fromkeys(words) if known in word])

    def ends(self, candidate: Candidate, words: list[str]) -> float:
        """Return the weight of the last word and of what follows."""
        return self.last.get(words[-1], 0.0) + self.following.get(next_word(candidate), 0.0)

    def reaches(self, wanted: float, candidate: Candidate, words: list[str], headline: frozenset[str]) -> bool:
        """Tell whether the weight of `signs` and `repeated` exceeds what is wanted."""
        found = self._weight(signs(candidate.text, words, headline))
        return found + self._most_repeated > wanted and found + self.form.get(repeated(candidate, words), 0.0) > wanted


def words_of(text: str) -> list[str]:
    """Return the words of a text in small letters, without the signs around them."""
    text = text.lower().strip(_EDGE)
    if _SIGN.search(text) is None:
        return text.split()
    return [word.strip(_EDGE) for word in text.split()]


def next_word(candidate: Candidate) -> str:
    """Return the first word of what follows a candidate, ``""`` at the end."""
    following = candidate.following[:_MOST_FOLLOWING].split(None, 1)
    return following[0].strip(_EDGE).lower() if following else ""


def kind_and_length(kind: str, size: int) -> list[str]:
    """Name the kind of a candidate and its length, by its number of words."""
    length = next((most for most in _LENGTHS if size <= most), "more")
    return [kind, f"{kind}, {length} words"]


def opening(kind: str) -> str:
    """Name that a candidate opens the body."""
    return f"opening {kind.removeprefix('lone ')}"


def signs(text: str, words: list[str], headline: frozenset[str]) -> list[str]:
    """Name the signs in a candidate, how many of its words are names, and how many stand in the headline."""
    size = len(words)
    found = [
        f"capitals {min(3, 6 * sum([word[0].isupper() for word in text.split()[1:]]) // size)}",
        f"headline {min(3, 5 * sum([word in headline for word in words]) // size)}",
    ]
    found += [_SIGNS[sign] for sign in _SIGNS if sign in text]
    if _DIGIT.search(text):
        found.append("digit")
    return found


def repeated(candidate: Candidate, words: list[str]) -> str:
    """Name how many words of a candidate what follows has too."""
    following = set(words_of(candidate.following[: 6 * _MOST_FOLLOWING])[:_MOST_FOLLOWING])
    return f"repeated {min(3, 5 * sum([word in following for word in words]) // len(words))}"


@lru_cache(maxsize=1)
def load_style() -> Style:
    """Read the weights that come with the package."""
    text = (resources.files("vnnews.articles") / "caption_weights.toml").read_text(encoding="utf-8")
    return Style(**tomllib.loads(text))
