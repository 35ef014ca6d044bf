"""Near copies: one wire story in ten outlets is one group.

A text is the set of its shingles, which are runs of five syllables (Broder, "On the resemblance and containment of
documents", 1997). Two texts are alike as the cosine of their sets: shared shingles over the root of the product of
their numbers. Candidates are found by the smallest hashes of each set, so that few pairs of unlike texts are looked at.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

from vnnews.articles._article import Article
from vnnews.articles._nfc import nfc

_SYLLABLE = re.compile(r"\w+")
_SHINGLE = 5
_FEWEST_SAMPLED = 24
_SAMPLED_SHARE = 8
_LONGEST_LIST = 200
_SURELY_SHARED = 0.2
_NEARLY_THE_SAME = 0.9
_MULTIPLIERS = np.array([0x9E3779B97F4A7C15 * (2 * i + 1) % 2**64 | 1 for i in range(_SHINGLE)], np.uint64)

Hashes = npt.NDArray[np.uint64]


@dataclass(frozen=True)
class DuplicateGroups:
    """Which texts are near copies of each other.

    Attributes
    ----------
    labels : numpy.ndarray of int64, shape (n_texts,)
        The group of each text. Groups are numbered from 0 in the order in which they first appear.
    representatives : numpy.ndarray of int64, shape (n_groups,)
        The place of the longest text of each group, the fullest version of the story.
    similarity : numpy.ndarray of float64, shape (n_texts,)
        How like each text is to the one that brought it into its group, between the threshold and 1; 1 for the first.
    threshold : float
    """

    labels: npt.NDArray[np.int64]
    representatives: npt.NDArray[np.int64]
    similarity: npt.NDArray[np.float64]
    threshold: float

    def groups(self, smallest: int = 2) -> list[tuple[int, ...]]:
        """Return the places of the texts of each group with at least ``smallest`` texts, the largest group first."""
        order = np.argsort(self.labels, kind="stable")
        parts = np.split(order, np.flatnonzero(np.diff(self.labels[order])) + 1) if len(order) else []
        found = [tuple(part.tolist()) for part in parts if len(part) >= smallest]
        return sorted(found, key=lambda group: (-len(group), group))


def duplicate_groups(articles: Iterable[Article | str], *, threshold: float = 0.5) -> DuplicateGroups:
    """Group articles that are near copies: with another title, another byline, cuts, added sentences.

    Parameters
    ----------
    articles : iterable of Article or str
        Of an `Article` its ``text`` counts, without captions, credits and what was removed.
    threshold : float, default=0.5
        The least cosine of two sets of shingles that makes the texts copies, in (0, 1]. A text cut to half has 0.71, to
        a third 0.58; articles by different writers on the same event have less than 0.3, and up to 0.45 where they
        share a paragraph of background.

    Returns
    -------
    DuplicateGroups
        The same groups whatever the order of the articles. A text without words is a group of its own.

    Raises
    ------
    TypeError
        If something is neither `Article` nor text.
    ValueError
        If ``threshold`` is not in (0, 1].

    Notes
    -----
    Takes the texts longest first. Each one is compared with those before it that share some of its smallest hashes,
    and joins the groups of all that are like enough. One that is nearly the same as an earlier text is not looked for
    again, and a hash that stands in 200 texts already leads to no more of them: so the time is about linear in the
    number of texts, also where thousands are the same. About 12 kB of memory a
    text. Groups can chain: updates of a running story join through the versions between them.

    Examples
    --------
    >>> wire = "Nga và Mỹ nối lại đàm phán về ổn định chiến lược tại Geneva sau một năm rưỡi gián đoạn. "
    >>> found = duplicate_groups(["Tin nóng! " + wire, "Giá vàng trong nước sáng nay đi ngang phiên thứ ba.", wire])
    >>> found.labels.tolist(), found.groups(), found.representatives.tolist()
    ([0, 1, 0], [(0, 2)], [0, 1])
    """
    if not 0 < threshold <= 1:
        raise ValueError(f"threshold={threshold!r}: expected a number above 0 and at most 1, such as 0.5")
    shingles = [*_shingles(articles)]
    # An order of the texts themselves: how they are grouped does not depend on how they came.
    order = sorted(range(len(shingles)), key=lambda i: (-len(shingles[i]), shingles[i].tobytes()))
    parents, similarity = _join(shingles, order, threshold)
    roots = np.array([_root(parents, i) for i in range(len(shingles))], np.int64)
    firsts, labels = np.unique(roots, return_inverse=True)
    first_places = np.full(len(firsts), len(roots), np.int64)
    np.minimum.at(first_places, labels, np.arange(len(roots)))
    renumbered = np.empty(len(firsts), np.int64)
    by_place = np.argsort(first_places)
    renumbered[by_place] = np.arange(len(firsts))
    return DuplicateGroups(renumbered[labels], firsts[by_place], similarity, threshold)


def _shingles(articles: Iterable[Article | str]) -> Iterator[Hashes]:
    """Yield the hashes of the shingles of each text, sorted, none of them twice."""
    codes: dict[str, int] = {}
    for article in articles:
        if not isinstance(article, (Article, str)):
            raise TypeError(f"expected Article or str, got {type(article).__name__}; vnnews.parse_article reads bytes")
        text = article.text if isinstance(article, Article) else nfc(article)
        words = _SYLLABLE.findall(text.lower())
        for word in words:
            if word not in codes:
                codes[word] = int.from_bytes(blake2b(word.encode("utf-8", "replace"), digest_size=8).digest(), "little")
        yield _hashed(np.array([codes[word] for word in words], np.uint64))


def _hashed(words: Hashes) -> Hashes:
    n_shingles = len(words) - _SHINGLE + 1
    if n_shingles < 1:
        # A text shorter than a shingle is one shingle, that of all its words.
        words = np.concatenate([words, np.zeros(_SHINGLE - len(words), np.uint64)]) if len(words) else words
        n_shingles = min(len(words), 1)
    mixed = np.zeros(n_shingles, np.uint64)
    for place in range(_SHINGLE if n_shingles else 0):
        mixed += words[place : place + n_shingles] * _MULTIPLIERS[place]
    # The finaliser of splitmix64 (Steele, Lea and Flood, 2014): sums of products alone are no fair sample.
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.unique(mixed ^ (mixed >> np.uint64(31)))


def _join(shingles: list[Hashes], order: list[int], threshold: float) -> tuple[list[int], npt.NDArray[np.float64]]:
    """Return a forest whose roots are the longest texts of the groups, and what brought each text into its group."""
    parents = list(range(len(shingles)))
    rank = {place: n for n, place in enumerate(order)}
    similarity = np.ones(len(shingles))
    seen: dict[int, list[int]] = {}
    for place in order:
        mine = shingles[place]
        sample = mine[: max(_FEWEST_SAMPLED, len(mine) // _SAMPLED_SHARE)].tolist()
        met = Counter(other for value in sample for other in seen.get(value, ()))
        # A copy shares about that share of the sample; the bound is a fifth of it, far beyond chance.
        fewest = max(1.0, _SURELY_SHARED * threshold * len(sample))
        best = 0.0
        for other, n_shared in met.most_common():
            if n_shared < fewest:
                break
            # Texts that are in its group already need no second look.
            if best and _root(parents, other) == _root(parents, place):
                continue
            cosine = _cosine(mine, shingles[other])
            if cosine >= threshold:
                best = max(best, cosine)
                one, two = sorted((_root(parents, place), _root(parents, other)), key=rank.__getitem__)
                parents[two] = one
        similarity[place] = best or 1.0
        if best < _NEARLY_THE_SAME:
            for value in sample:
                places = seen.setdefault(value, [])
                if len(places) < _LONGEST_LIST:
                    places.append(place)
    return parents, similarity


def _cosine(one: Hashes, two: Hashes) -> float:
    both = np.concatenate((one, two))
    both.sort()
    shared = int(np.count_nonzero(both[1:] == both[:-1]))
    return shared / float(np.sqrt(len(one) * len(two)))


def _root(parents: list[int], place: int) -> int:
    while parents[place] != place:
        parents[place] = parents[parents[place]]
        place = parents[place]
    return place
