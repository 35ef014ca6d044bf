"""`Vocabulary`: which n-gram has which column, without a string for each."""

from __future__ import annotations

from collections.abc import ItemsView, Iterable, Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vnnews._jit import kernel
from vnnews.features._lexicon import UNKNOWN, Hashes, Ids, Ints, Lexicon
from vnnews.features._lookup import Grid, look_up, make_table, plant
from vnnews.text import WordForms, hash_word

Bytes = NDArray[np.uint8]

_SPACE = 0x20


class Vocabulary(Mapping[str, int]):
    """The columns of n-grams; immutable.

    It reads like the dictionary that scikit-learn's vectorizers learn: n-gram, its words separated by a space, to
    column. Inside, the distinct words are numbered, and the n-grams are a trie over these numbers, so that a lookup
    compares integers. `from_names` makes one.

    Examples
    --------
    >>> vocabulary = Vocabulary.from_names(["nga", "nga mỹ", "mỹ"])
    >>> vocabulary["nga mỹ"], "mỹ nga" in vocabulary, list(vocabulary)
    (1, False, ['nga', 'nga mỹ', 'mỹ'])
    """

    __slots__ = ("_grams", "_lexicon", "_offsets", "_table", "_word_columns")

    def __init__(self, lexicon: Lexicon, grams: Ids, offsets: Ints) -> None:
        self._lexicon = lexicon
        self._grams = grams
        self._offsets = offsets
        self._table = make_table(int(np.maximum(np.diff(offsets) - 1, 0).sum()))
        # One at least: the kernel reads a column for unknown words too.
        self._word_columns: Ids = np.full(max(len(lexicon), 1), -1, np.int32)
        again = plant(grams, offsets, self._word_columns, self._table)
        if again >= 0:
            raise ValueError(f"the vocabulary has {self._spell(again)!r} twice; expected every n-gram once")

    @classmethod
    def from_names(cls, names: Iterable[str]) -> Vocabulary:
        """Return the vocabulary of n-grams in the order of their columns.

        Parameters
        ----------
        names : iterable of str
            Words separated by single spaces.

        Raises
        ------
        TypeError
            If a name is no string.
        ValueError
            If a name stands there twice.
        """
        listed = list(names)
        for name in listed:
            if not isinstance(name, str):
                raise TypeError(f"expected n-grams as str, got {name!r} of type {type(name).__name__}")
        bounds = np.cumsum([0, *map(len, listed)], dtype=np.int64)
        return cls._from_codes("".join(listed).encode("utf-32-le", "surrogatepass"), bounds)

    @classmethod
    def from_mapping(cls, columns: Mapping[str, int]) -> Vocabulary:
        """Return the vocabulary that a mapping from n-gram to column describes.

        Raises
        ------
        ValueError
            If the columns are not 0, 1, 2 …, each once.
        """
        if isinstance(columns, Vocabulary):
            return columns
        by_column = sorted(columns.items(), key=lambda item: item[1])
        for expected, (name, column) in enumerate(by_column):
            if column != expected:
                raise ValueError(
                    f"vocabulary: {name!r} has the column {column!r}, expected {expected}; number the n-grams "
                    "0, 1, 2 …, each once, or give them as a list"
                )
        return cls.from_names(name for name, _ in by_column)

    @classmethod
    def from_utf8(cls, data: Bytes, offsets: Ints) -> Vocabulary:
        """Return the vocabulary that `to_utf8` wrote.

        Parameters
        ----------
        data : ndarray of uint8
            The names in the order of the columns, in UTF-8, one behind the other.
        offsets : ndarray of int64, shape (n + 1,)
            Where each begins and ends.

        Raises
        ------
        ValueError
            If the bytes are not UTF-8, the offsets do not part them between characters, or a name stands there twice.

        Examples
        --------
        >>> vocabulary = Vocabulary.from_names(["nga", "mỹ"])
        >>> Vocabulary.from_utf8(*vocabulary.to_utf8()) == vocabulary
        True
        """
        data, offsets = np.asarray(data), np.asarray(offsets)
        is_whole = offsets.ndim == 1 and len(offsets) > 0 and offsets[0] == 0 and offsets[-1] == len(data)
        if not is_whole or np.any(np.diff(offsets) < 0):
            raise ValueError(
                f"the offsets of the vocabulary do not part its {len(data)} bytes; expected 0, rising, up to "
                f"{len(data)}"
            )
        codes = data.tobytes().decode("utf-8").encode("utf-32-le")
        is_start = np.append((data & 0xC0) != 0x80, True)
        if not is_start[offsets].all():
            raise ValueError("the offsets of the vocabulary part a character; expected them between characters")
        return cls._from_codes(codes, np.cumsum(is_start, dtype=np.int32)[offsets].astype(np.int64) - 1)

    @classmethod
    def _from_codes(cls, encoded: bytes, bounds: Ints) -> Vocabulary:
        codes = np.frombuffer(encoded, "<u4")
        spaces = np.flatnonzero(codes == _SPACE)
        forms = WordForms(
            codes,
            np.sort(np.concatenate([bounds[:-1], spaces + 1]), kind="stable"),
            np.sort(np.concatenate([bounds[1:], spaces]), kind="stable"),
        )
        lexicon = Lexicon()
        grams = lexicon.add(forms)
        return cls(lexicon, grams, np.arange(len(bounds)) + np.searchsorted(spaces, bounds))

    def to_utf8(self) -> tuple[Bytes, Ints]:
        """Return the names in the order of the columns, as UTF-8 bytes and n + 1 offsets."""
        codes, starts = self._lexicon.codes, self._lexicon.offsets
        widths = 1 + (codes >= 0x80).astype(np.int64) + (codes >= 0x800) + (codes >= 0x10000)
        before = np.concatenate([np.zeros(1, np.int64), np.cumsum(widths)])[starts]
        text = codes.tobytes().decode("utf-32-le", "surrogatepass").encode("utf-8", "surrogatepass")
        lengths = np.diff(before)[self._grams] + 1  # with the space behind it, which the last word of a name lacks
        offsets = np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths)])[self._offsets] - np.arange(len(self) + 1)
        data = np.empty(int(offsets[-1]), np.uint8)
        _join(np.frombuffer(text, np.uint8), before, self._grams, self._offsets, data)
        return data, offsets

    def names(self) -> list[str]:
        """Return the n-grams in the order of the columns."""
        data, offsets = self.to_utf8()
        raw, places = data.tobytes(), offsets.tolist()
        return [raw[places[i] : places[i + 1]].decode("utf-8", "surrogatepass") for i in range(len(self))]

    def find_words(self, hashes: Hashes) -> Ids:
        """Return the ids of words by their hashes; -1 for words that are in no n-gram."""
        return self._lexicon.find(hashes)

    def find_ngrams(self, ids: Ids, indptr: Ints, ngram_range: tuple[int, int]) -> Grid:
        """Return the column of every n-gram of documents.

        Parameters
        ----------
        ids : ndarray of int32, shape (n,)
            As `find_words` gives them.
        indptr : ndarray of int64, shape (n_documents + 1,)
        ngram_range : (int, int)

        Returns
        -------
        ndarray of int32, shape (n_lengths, n)
            The column of the n-gram of each length that begins at each word; -1 if there is none.
        """
        smallest, largest = ngram_range
        grid = np.empty((largest - smallest + 1, len(ids)), np.int32)
        n = len(ids)
        scratch = np.empty(n, np.uint64), np.empty(n, np.uint64), np.empty(n, np.uint64), np.empty(n, np.int64)
        look_up((ids, indptr), smallest, (self._word_columns, self._table), scratch, grid)
        return grid

    def __getitem__(self, name: str) -> int:
        words = name.split(" ") if isinstance(name, str) else []
        ids = [self._lexicon.find_spelled(word, hash_word(word, lowercase=False)) for word in words]
        if words and UNKNOWN not in ids:
            grid = self.find_ngrams(np.array(ids, np.int32), np.array([0, len(ids)]), (len(ids), len(ids)))
            if grid[0, 0] >= 0:
                return int(grid[0, 0])
        raise KeyError(name)

    def __len__(self) -> int:
        return len(self._offsets) - 1

    def __iter__(self) -> Iterator[str]:
        return iter(self.names())

    def items(self) -> ItemsView[str, int]:
        """Return n-grams and columns, in the order of the columns."""
        return dict(zip(self.names(), range(len(self)), strict=True)).items()

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Vocabulary):
            (data, offsets), (other_data, other_offsets) = self.to_utf8(), other.to_utf8()
            return np.array_equal(data, other_data) and np.array_equal(offsets, other_offsets)
        return dict(self.items()) == other if isinstance(other, Mapping) else NotImplemented

    __hash__ = None  # type: ignore[assignment]  # equal to dictionaries, which have none

    def __repr__(self) -> str:
        shown = ", ".join(f"{self._spell(column)!r}: {column}" for column in range(min(3, len(self))))
        return f"<Vocabulary of {len(self)} n-grams: {{{shown}{', …' if len(self) > 3 else ''}}}>"

    def __reduce__(self) -> tuple[Any, ...]:
        lengths = np.diff(self._offsets)
        return _unpickled, (self._lexicon, self._grams, lengths.astype(np.min_scalar_type(lengths.max(initial=0))))

    def _spell(self, column: int) -> str:
        words = self._grams[self._offsets[column] : self._offsets[column + 1]]
        return " ".join(self._lexicon.spell(int(word)) for word in words)


def _unpickled(lexicon: Lexicon, grams: Ids, lengths: NDArray[Any]) -> Vocabulary:
    offsets = np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths, dtype=np.int64)])
    return Vocabulary(lexicon, np.array(grams), offsets)


@kernel
def _join(text: Bytes, places: Ints, grams: Ids, offsets: Ints, data: Bytes) -> None:
    position = 0
    for column in range(len(offsets) - 1):
        for g in range(offsets[column], offsets[column + 1]):
            if g > offsets[column]:
                data[position] = _SPACE
                position += 1
            for k in range(places[grams[g]], places[grams[g] + 1]):
                data[position] = text[k]
                position += 1
