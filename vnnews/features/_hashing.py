"""Raw text or articles to a matrix of hashed n-grams: no vocabulary, nothing to fit."""

from __future__ import annotations

from collections.abc import Iterable
from numbers import Integral
from typing import Any, Literal, Self

import numpy as np
import scipy.sparse as sp
from numpy.typing import DTypeLike
from sklearn.utils._param_validation import Interval

from vnnews._jit import kernel
from vnnews.articles import Article
from vnnews.features._documents import Documents, Normalize, map_chunks, read_documents
from vnnews.features._lexicon import Hashes, Ints
from vnnews.features._row_counts import N_DIGITS, count_signed
from vnnews.features._vectorizer import VietnameseVectorizer, naming_document
from vnnews.features._weighted_rows import Rows, to_matrix

_NEXT = np.uint64(0x9E3779B97F4A7C15)
_MIX_1, _MIX_2 = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_ONE, _HALF, _LOW = np.uint64(1), np.uint64(32), np.uint64(0xFFFFFFFF)


class VietnameseHashingVectorizer(VietnameseVectorizer):
    """Convert Vietnamese texts or articles to a matrix of hashed n-grams of words.

    It learns nothing, so it takes any number of new words, and every process and machine gives the same columns. What
    an n-gram was cannot be told from its column.

    Parameters
    ----------
    segment, lowercase, tone_marks, normalize, stop_words, ngram_range, n_jobs, dtype
        As in `VietnameseTfidfVectorizer`.
    n_features : int, default=2**20
        Number of columns.
    binary : bool, default=False
        Set all entries to 1.
    norm : {"l2", "l1", None}, default="l2"
        How rows are scaled.
    alternate_sign : bool, default=True
        Count half of the n-grams negatively, so that those that share a column cancel out in the mean
        (Weinberger et al. 2009).

    See Also
    --------
    VietnameseTfidfVectorizer : With a vocabulary, names and IDF.
    sklearn.feature_extraction.text.HashingVectorizer : The same for words that a regular expression finds.

    Notes
    -----
    The hash is part of the interface. With h(w) = `vnnews.text.hash_word` of a word in the form in which it is counted
    (``lowercase=False``, for it is lowered already), an n-gram w1 … wn has the value g(n), where g(1) = h(w1) and
    g(k) = g(k - 1) * 0x9E3779B97F4A7C15 + h(wk) modulo 2**64. Mixed by the finalizer of SplitMix64 (Steele et al. 2014)
    to z, its column is ``((z >> 32) * n_features) >> 32``, and its sign is negative if z is odd.

    References
    ----------
    Weinberger, Dasgupta, Langford, Smola, Attenberg: Feature hashing for large scale multitask learning, ICML 2009.
    Steele, Lea, Flood: Fast splittable pseudorandom number generators, OOPSLA 2014.

    Examples
    --------
    >>> vectorizer = VietnameseHashingVectorizer(n_features=2**10, norm=None)
    >>> X = vectorizer.transform(["Tổng thống Nga", "tổng thống Nga và tổng thống Mỹ"])
    >>> X.shape, abs(X).sum(axis=1).ravel().tolist()
    ((2, 1024), [[2.0, 5.0]])
    """

    _parameter_constraints: dict[str, Any] = {  # noqa: RUF012  # scikit-learn's name and type
        **VietnameseVectorizer._parameter_constraints,
        "n_features": [Interval(Integral, 1, 2**31 - 1, closed="both")],
        "alternate_sign": ["boolean"],
    }

    def __init__(
        self,
        *,
        segment: bool = True,
        lowercase: bool = True,
        tone_marks: Literal["keep", "old", "new"] = "keep",
        normalize: Normalize = False,
        stop_words: Literal["vietnamese"] | Iterable[str] | None = None,
        ngram_range: tuple[int, int] = (1, 1),
        n_features: int = 2**20,
        binary: bool = False,
        norm: Literal["l2", "l1"] | None = "l2",
        alternate_sign: bool = True,
        n_jobs: int | None = None,
        dtype: DTypeLike = np.float64,
    ) -> None:
        self.segment = segment
        self.lowercase = lowercase
        self.tone_marks = tone_marks
        self.normalize = normalize
        self.stop_words = stop_words
        self.ngram_range = ngram_range
        self.n_features = n_features
        self.binary = binary
        self.norm = norm
        self.alternate_sign = alternate_sign
        self.n_jobs = n_jobs
        self.dtype = dtype

    def fit(self, raw_documents: object = None, y: object = None) -> Self:
        """Check the parameters; there is nothing to learn, and the documents are not read."""
        self._check_parameters()
        return self

    def partial_fit(self, raw_documents: object = None, y: object = None) -> Self:
        """Check the parameters; there is nothing to learn, and the documents are not read."""
        return self.fit(raw_documents, y)

    def fit_transform(self, raw_documents: Iterable[str | Article], y: object = None) -> sp.csr_matrix:
        """Check the parameters and return `transform` of the documents."""
        return self.fit().transform(raw_documents)

    def transform(self, raw_documents: Iterable[str | Article]) -> sp.csr_matrix:
        """Return the matrix of the documents.

        Parameters
        ----------
        raw_documents : iterable of str or Article

        Returns
        -------
        csr_matrix of shape (n_documents, n_features)
            Rows in order, column indices sorted. N-grams of one column whose signs cancel out leave a zero there.

        Raises
        ------
        TypeError
            If a document is neither text nor `Article`.
        """
        reader = self._reader()

        def rows(documents: Documents) -> Rows:
            try:
                words = reader.read(documents.texts)
            except ValueError as error:
                raise naming_document(error, documents) from None
            return self._rows(words.hashes, words.indptr)

        chunks = list(map_chunks(rows, read_documents(raw_documents, self.normalize), self.n_jobs))
        return to_matrix(chunks, self.n_features, self.dtype)

    def _rows(self, hashes: Hashes, indptr: Ints) -> Rows:
        smallest, largest = self.ngram_range
        n_words = np.diff(indptr)
        lengths = sum(np.maximum(n_words - length + 1, 0) for length in range(smallest, largest + 1))
        bounds = np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths)])
        columns = np.empty(bounds[-1], np.uint64)
        values = np.empty(int(n_words.max(initial=0)), np.uint64)
        _hash_ngrams(
            (hashes, indptr), (smallest, largest), (self.n_features, bool(self.alternate_sign)), values, columns
        )
        keys, spare = np.empty((2, int(np.max(lengths, initial=0))), np.uint64)
        indices, sums = np.empty(len(columns), np.int32), np.empty(len(columns))
        row_indptr = np.empty(len(bounds), np.int64)
        n_bits = int(self.n_features).bit_length() + 1
        scratch = (keys, spare, np.empty(N_DIGITS, np.int64), n_bits)
        nnz = count_signed(columns, (bounds[:-1], bounds[1:]), scratch, (row_indptr, indices, sums))
        data = np.ones(nnz) if self.binary else sums[:nnz].copy()
        if self.norm is not None:
            owners = np.repeat(np.arange(len(n_words)), np.diff(row_indptr))
            sizes = np.bincount(owners, np.abs(data) if self.norm == "l1" else data * data, len(n_words))
            sizes = sizes if self.norm == "l1" else np.sqrt(sizes)
            data /= np.where(sizes > 0, sizes, 1.0)[owners]
        return Rows(row_indptr, indices[:nnz].copy(), data.astype(self.dtype, copy=False))

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.requires_fit = False
        return tags


@kernel
def _hash_ngrams(
    words: tuple[Hashes, Ints], lengths: tuple[int, int], columns: tuple[int, bool], values: Hashes, out: Hashes
) -> None:
    """Write twice the column of every n-gram, plus one if its sign is negative, document after document."""
    hashes, indptr = words
    smallest, largest = lengths
    n_features, alternate_sign = columns
    count = 0
    for document in range(len(indptr) - 1):
        start = indptr[document]
        for length in range(1, largest + 1):
            for i in range(indptr[document + 1] - start - length + 1):
                if length == 1:
                    values[i] = hashes[start + i]
                else:
                    values[i] = values[i] * _NEXT + hashes[start + i + length - 1]
                if length >= smallest:
                    mixed = values[i]
                    mixed = (mixed ^ (mixed >> np.uint64(30))) * _MIX_1
                    mixed = (mixed ^ (mixed >> np.uint64(27))) * _MIX_2
                    mixed ^= mixed >> np.uint64(31)
                    column = ((mixed >> _HALF) * np.uint64(n_features)) >> _HALF
                    out[count] = column << _ONE | (mixed & _ONE if alternate_sign else np.uint64(0))
                    count += 1
