"""Whether a sentence reads like what stands below a photo, told by a sum of weights.

The weights (``caption_weights.toml``) are those of a logistic regression that ``examples/fit_captions.py`` fits to the
captions of the archives whose credit gives them away, with the credit taken off, against the sentences around them.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from typing import NamedTuple

SENTENCE, LONE_SENTENCE, FRAGMENT, LONE_FRAGMENT = "sentence", "lone sentence", "fragment", "lone fragment"
"""A sentence in a paragraph or on a line of its own; the same without a full stop at its end."""

_EDGE = ".,:;()[]\"“”'‘’?!"
_LENGTHS = (3, 6, 9, 12, 16, 20)
_SIGNS = {"comma": ",", "bracket": "(", "colon": ":", "dash": (" - ", " – "), "quotation": ('"', "“")}
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
        For what `kind_and_length` and `signs` name.
    most, most_signs : float
        What `ends` and `signs` add up to at most, and `signs` alone.
    """

    least: dict[str, float]
    word: dict[str, float]
    first: dict[str, float]
    last: dict[str, float]
    following: dict[str, float]
    form: dict[str, float]
    most: float = field(init=False)
    most_signs: float = field(init=False)

    def __post_init__(self) -> None:
        groups = ("capitals", "headline", "repeated", "digit", *_SIGNS)
        most_signs = sum(
            max([0.0, *(weight for name, weight in self.form.items() if name.startswith(group))]) for group in groups
        )
        object.__setattr__(self, "most_signs", most_signs)
        object.__setattr__(
            self, "most", most_signs + sum(max([0.0, *table.values()]) for table in (self.last, self.following))
        )

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
        bound = self.least[candidate.kind] - bonus - self.known(candidate, words)
        # Most sentences are told from a caption before everything about them is looked at.
        if bound >= self.most:
            return False
        bound -= self.ends(candidate, words)
        return bound < self.most_signs and self.signs(candidate, words, headline) > bound

    def known(self, candidate: Candidate, words: list[str]) -> float:
        """Return the weight of kind, length, first word and words."""
        word, form = self.word, self.form
        total = self.first.get(words[0], 0.0) + sum([word[known] for known in set(words) if known in word])
        return total + sum([form.get(name, 0.0) for name in kind_and_length(candidate, len(words))])

    def ends(self, candidate: Candidate, words: list[str]) -> float:
        """Return the weight of the last word and of what follows."""
        return self.last.get(words[-1], 0.0) + self.following.get(next_word(candidate), 0.0)

    def signs(self, candidate: Candidate, words: list[str], headline: frozenset[str]) -> float:
        """Return the weight of what `signs` names."""
        return sum([self.form.get(name, 0.0) for name in signs(candidate, words, headline)])


def words_of(text: str) -> list[str]:
    """Return the words of a text in small letters, without the signs around them."""
    return [word.strip(_EDGE) for word in text.lower().split()]


def next_word(candidate: Candidate) -> str:
    """Return the first word of what follows a candidate, ``""`` at the end."""
    following = candidate.following[:_MOST_FOLLOWING].split(None, 1)
    return following[0].strip(_EDGE).lower() if following else ""


def kind_and_length(candidate: Candidate, size: int) -> list[str]:
    """Name the kind of a candidate of so many words, its length, and whether it opens the body."""
    kind = candidate.kind
    length = next((most for most in _LENGTHS if size <= most), "more")
    found = [kind, f"{kind}, {length} words"]
    if candidate.opens:
        found.append(f"opening {kind.removeprefix('lone ')}")
    return found


def signs(candidate: Candidate, words: list[str], headline: frozenset[str]) -> list[str]:
    """Name the signs in a candidate, how many of its words are names, and how many it shares with the text around."""
    text, size = candidate.text, len(words)
    following = set(words_of(candidate.following[: 6 * _MOST_FOLLOWING])[:_MOST_FOLLOWING])
    found = [
        f"capitals {min(3, 6 * sum([word[0].isupper() for word in text.split()[1:]]) // size)}",
        f"headline {min(3, 5 * sum([word in headline for word in words]) // size)}",
        f"repeated {min(3, 5 * sum([word in following for word in words]) // size)}",
    ]
    found += [name for name, signs in _SIGNS.items() if any(sign in text for sign in signs)]
    if any(map(str.isdigit, text)):
        found.append("digit")
    return found


@lru_cache(maxsize=1)
def load_style() -> Style:
    """Read the weights that come with the package."""
    text = (resources.files("vnnews.articles") / "caption_weights.toml").read_text(encoding="utf-8")
    return Style(**tomllib.loads(text))
