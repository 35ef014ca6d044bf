"""Document frequencies of n-grams, counted as documents come, merged, and pruned to a vocabulary at the end."""

from __future__ import annotations

from numbers import Integral
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import DTypeLike, NDArray

from vnnews.features._lexicon import Hashes, Ids, Ints, Lexicon, grown
from vnnews.features._trie import Trie, count
from vnnews.features._vocabulary import Vocabulary
from vnnews.text import WordForms

Number = TypeVar("Number", np.uint64, np.int64)

_LOW = np.uint64(0xFFFFFFFF)
_FIRST_PRINTABLE = 0x20
_MOST_DOCUMENTS = 2**32 - 2


class Limits(NamedTuple):
    """Which n-grams are kept; see `VietnameseTfidfVectorizer`."""

    min_df: float
    max_df: float
    max_features: int | None
    dtype: DTypeLike


class Tally:
    """How many documents have each n-gram, and how often it occurs.

    Words and n-grams are numbered, their counts stand in flat arrays: 30 bytes or so to an n-gram, nothing for a
    document. So memory grows with the n-grams, and a tally pickles as a few arrays.

    Parameters
    ----------
    ngram_range : (int, int)
    count_totals : bool
        Count occurrences too, by which ``max_features`` chooses; otherwise it chooses by document frequency.
    """

    def __init__(self, ngram_range: tuple[int, int], *, count_totals: bool) -> None:
        self.ngram_range = ngram_range
        self.count_totals = count_totals
        self.n_documents = 0
        self.lexicon = Lexicon()
        self._trie = Trie()
        self._word_values: Hashes = np.zeros(0, np.uint64)
        self._word_totals: Ints = np.zeros(0, np.int64)
        self._node_totals: Ints = np.zeros(0, np.int64)

    def add(self, indptr: Ints, forms: WordForms, hashes: Hashes) -> Ids:
        """Count the n-grams of some documents.

        Parameters
        ----------
        indptr : ndarray of int64, shape (n_documents + 1,)
            Where the words of each document begin and end.
        forms : WordForms
        hashes : ndarray of uint64, shape (n_words,)

        Returns
        -------
        ndarray of int32, shape (n_words,)
            The id of each word.

        Raises
        ------
        ValueError
            If two words have the same hash, or there are more documents or n-grams than can be numbered.
        """
        if self.n_documents + len(indptr) > _MOST_DOCUMENTS:
            raise ValueError(f"more than {_MOST_DOCUMENTS} documents were given; fit on fewer")
        ids = self.lexicon.add(forms, hashes)
        self._make_room(len(ids) * (self.ngram_range[1] - 1))
        self._trie.size = count(
            (ids, indptr, self.n_documents + 1),
            self.ngram_range,
            (self._word_values, self._word_totals),
            (self._trie.nodes, self._trie.slots, self._node_totals, self._trie.size),
            (np.empty(len(ids), np.uint64), np.empty(len(ids), np.uint64)),
        )
        self.n_documents += len(indptr) - 1
        return ids

    def merge(self, other: Tally) -> None:
        """Add what another tally, of other documents, has counted.

        Raises
        ------
        ValueError
            If it counts n-grams of other lengths, or in another way.
        """
        ours, theirs = (self.ngram_range, self.count_totals), (other.ngram_range, other.count_totals)
        if ours != theirs:
            raise ValueError(
                f"these counts are of other n-grams: (ngram_range, with totals) is {theirs}, expected {ours}; set "
                "ngram_range, max_features and binary before the first partial_fit, and not after"
            )
        codes, offsets = other.lexicon.codes, other.lexicon.offsets
        word_ids = self.lexicon.add(WordForms(codes, offsets[:-1].copy(), offsets[1:].copy()))
        self._make_room(0)
        went = self._trie.graft(other._trie, word_ids)
        self._make_room(0)
        # The upper halves hold the last document, by a number that is good for its own tally only.
        self._word_values[word_ids] += other._word_values[: len(word_ids)] & _LOW
        self._trie.nodes[went, 1] += other._trie.nodes[: len(went), 1] & _LOW
        if self.count_totals:
            self._word_totals[word_ids] += other._word_totals[: len(word_ids)]
            self._node_totals[went] += other._node_totals[: len(went)]
        self.n_documents += other.n_documents

    def learn(self, limits: Limits) -> tuple[Vocabulary, Ints, Ids]:
        """Return the n-grams within the limits, as `sklearn.feature_extraction.text.CountVectorizer` picks them.

        Returns
        -------
        vocabulary : Vocabulary
            N-grams sorted as strings.
        df : ndarray of int64, shape (n_features,)
            How many documents have each.
        word_ids : ndarray of int32
            The vocabulary's id of each word of the tally; -1 for a word in no n-gram that is kept.

        Raises
        ------
        ValueError
            If no n-gram is left.
        """
        n_words, n_nodes = len(self.lexicon), self._trie.size
        df = np.concatenate([self._word_values[:n_words] & _LOW, self._trie.nodes[:n_nodes, 1] & _LOW]).view(np.int64)
        if not df.any():
            raise ValueError(
                "empty vocabulary: the documents hold no n-gram but perhaps stop words; expected documents with words"
            )
        low, high = _bounds(limits, self.n_documents)
        kept = np.flatnonzero((df > 0) & (df >= low) & (df <= high))
        if limits.max_features is None or len(kept) <= limits.max_features:
            return self._vocabulary(kept, df)
        totals = np.concatenate([self._word_totals[:n_words], self._node_totals[:n_nodes]]) if self.count_totals else df
        kept = kept[self._order(self._paths(kept))]
        # The same sort of the same numbers as scikit-learn's: among equals it takes the same ones.
        kept = kept[(-totals[kept].astype(limits.dtype)).argsort()[: limits.max_features]]
        return self._vocabulary(kept, df)

    def _vocabulary(self, kept: Ints, df: Ints) -> tuple[Vocabulary, Ints, Ids]:
        if not len(kept):
            raise ValueError("After pruning, no terms remain. Try a lower min_df or a higher max_df.")
        paths = self._paths(kept)
        order = self._order(paths)
        kept, paths = kept[order], paths[order]
        lengths = (paths >= 0).sum(axis=1)
        offsets = np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths, dtype=np.int64)])
        grams = paths[paths >= 0]
        del paths
        used = np.zeros(len(self.lexicon), bool)
        used[grams] = True
        word_ids = np.where(used, np.cumsum(used) - 1, -1).astype(np.int32)
        ends, starts = self.lexicon.offsets[1:][used], self.lexicon.offsets[:-1][used]
        lexicon = Lexicon()
        lexicon.add(WordForms(self.lexicon.codes, starts, ends))
        return Vocabulary(lexicon, word_ids[grams], offsets), df[kept], word_ids

    def _paths(self, kept: Ints) -> Ids:
        """Return the word ids of n-grams, given by their place in the order words, nodes; padded with -1."""
        n_words = len(self.lexicon)
        paths = np.full((len(kept), self.ngram_range[1]), -1, np.int32)
        is_word = kept < n_words
        paths[is_word, 0] = kept[is_word]
        if not is_word.all():
            paths[~is_word] = self._trie.paths(kept[~is_word] - n_words, self.ngram_range[1])
        return paths

    def _order(self, paths: Ids) -> Ints:
        """Return what sorts n-grams as strings: they sort like the ranks of their words."""
        is_used = np.zeros(len(self.lexicon) + 1, bool)
        is_used[paths] = True  # padding marks the last place, which is no word's
        used = np.flatnonzero(is_used[:-1])
        codes, offsets = self.lexicon.codes, self.lexicon.offsets
        unprintable = np.flatnonzero(codes < _FIRST_PRINTABLE)
        # Unless a word goes on with a character that sorts before the space between words; then the strings decide.
        inside = unprintable[~np.isin(unprintable, offsets)]
        spellings = self.lexicon.spell_all()
        if np.isin(np.searchsorted(offsets, inside, side="right") - 1, used).any():
            names = [" ".join(spellings[word] for word in path if word >= 0) for path in paths.tolist()]
            return np.array(sorted(range(len(names)), key=names.__getitem__), np.int64)
        ranks = np.zeros(len(spellings) + 1, np.int64)
        ranks[sorted(used.tolist(), key=spellings.__getitem__)] = np.arange(1, len(used) + 1)
        if paths.shape[1] == 1:
            return np.argsort(ranks[paths[:, 0]])
        if paths.shape[1] == 2:  # padding has the id -1, and so the last rank, 0
            return np.argsort(ranks[paths[:, 0]] << 32 | ranks[paths[:, 1]])
        return np.lexsort(ranks[paths].T[::-1])

    def _make_room(self, n: int) -> None:
        self._trie.make_room(n)
        self._word_values = _zero_padded(self._word_values, len(self.lexicon))
        if self.count_totals:
            self._word_totals = _zero_padded(self._word_totals, len(self.lexicon))
            self._node_totals = _zero_padded(self._node_totals, self._trie.size + n)


class FixedTally:
    """How many documents have each n-gram of a vocabulary that is given."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.n_documents = 0
        self.df: Ints = np.zeros(len(vocabulary), np.int64)

    def add(self, n_documents: int, columns: NDArray[np.int32]) -> None:
        """Count documents, given the columns that each of them has, one document's after the other's."""
        self.n_documents += n_documents
        self.df += np.bincount(columns, minlength=len(self.df))

    def merge(self, other: FixedTally) -> None:
        """Add what another tally, of other documents, has counted."""
        self.n_documents += other.n_documents
        self.df += other.df


def _bounds(limits: Limits, n_documents: int) -> tuple[float, float]:
    low, high = (
        bound if isinstance(bound, Integral) else bound * n_documents for bound in (limits.min_df, limits.max_df)
    )
    if high < low:
        raise ValueError(
            f"max_df={limits.max_df!r} is {high:g} documents, min_df={limits.min_df!r} is {low:g}; "
            "expected no fewer for max_df: raise it, or lower min_df"
        )
    return low, high


def _zero_padded(array: NDArray[Number], n: int) -> NDArray[Number]:
    if n <= len(array):
        return array
    longer: NDArray[Number] = grown(array, n)
    longer[len(array) :] = 0
    return longer
