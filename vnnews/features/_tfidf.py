"""Raw text or articles to a TF-IDF matrix, with scikit-learn's interface and scikit-learn's numbers.

`fit` finds the vocabulary as `sklearn.feature_extraction.text.CountVectorizer` does; `transform` looks the n-grams of
the segmented words up in it. What is ours: Vietnamese words, the extra weight of title and lead, and `locate`, which
tells for every n-gram where in the text it stands and how much it adds to the row, so that a decision can be explained.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, Self

import numpy as np
import scipy.sparse as sp
from numpy.typing import DTypeLike, NDArray
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer
from sklearn.utils.validation import check_is_fitted

from vnnews.articles import Article
from vnnews.features._words import NGrams, Reading, find_ngrams, read_document

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Occurrences:
    """The n-grams of one document that are in the vocabulary, one entry for each time and place.

    Attributes
    ----------
    start, end : ndarray of int64, shape (n,)
        Where the n-gram stands, as offsets into the document's text.
    column : ndarray of int64, shape (n,)
        Its column.
    value : ndarray of float64, shape (n,)
        What it adds to the row: summed by column, the values are the row that `transform` gives.
    """

    start: NDArray[np.int64]
    end: NDArray[np.int64]
    column: NDArray[np.int64]
    value: NDArray[np.float64]

    def to_row(self, n_features: int) -> sp.csr_matrix:
        """Return the document's row, of shape (1, n_features)."""
        column, where = np.unique(self.column, return_inverse=True)
        data = np.bincount(where, weights=self.value, minlength=len(column))
        return sp.csr_matrix((data, column, [0, len(column)]), shape=(1, n_features))


class VietnameseTfidfVectorizer(TransformerMixin, BaseEstimator):  # type: ignore[misc]  # scikit-learn has no stubs
    """Convert Vietnamese texts or articles to a matrix of TF-IDF features.

    With the default parameters, fed the same words, it gives the vocabulary, the column order and the values of
    `sklearn.feature_extraction.text.TfidfVectorizer`.

    Parameters
    ----------
    segment : bool, default=True
        Segment raw text into words (``tổng_thống``). ``False`` takes the text as words already, between white space.
    lowercase : bool, default=True
        Lower-case the words; after segmentation, for which case is a clue.
    tone_marks : {"keep", "old", "new"}, default="keep"
        Bring the tone marks of the words to one placement (``hoà_bình`` and ``hòa_bình`` are one word then).
    ngram_range : tuple of int, default=(1, 1)
        Lengths of the n-grams of words, smallest and largest.
    max_df, min_df : int or float, default=1.0 and 1
        Drop n-grams that more, or fewer, documents hold: an int counts documents, a float is a share of them.
    max_features : int, optional
        Keep only so many n-grams, the most frequent ones.
    vocabulary : mapping or iterable of str, optional
        The n-grams to use, in the order of the columns (or the column of each); then `fit` learns only the IDF.
    binary : bool, default=False
        Count an n-gram once per document.
    norm : {"l2", "l1", None}, default="l2"
        How rows are scaled.
    use_idf, smooth_idf, sublinear_tf : bool, default=True, True, False
        As in `TfidfTransformer`.
    title_weight, lead_weight : float, default=0.0
        For an `Article`, the row of the title alone, and that of title and lead, are added to the row of the whole text
        with these weights, and the sum is scaled again. Plain strings have neither.
    dtype : dtype, default=float64
        float64 or float32.

    Attributes
    ----------
    vocabulary_ : dict of str to int
        The column of each n-gram.
    idf_ : ndarray of shape (n_features,)
        The inverse document frequencies; ones without ``use_idf``.

    See Also
    --------
    sklearn.feature_extraction.text.TfidfVectorizer : The same for words that a regular expression finds.

    Examples
    --------
    >>> texts = ["Tổng thống Nga tới Geneva.", "Tổng thống Mỹ gặp Tổng thống Nga."]
    >>> vectorizer = VietnameseTfidfVectorizer(min_df=2)
    >>> vectorizer.fit_transform(texts).shape
    (2, 3)
    >>> vectorizer.get_feature_names_out().tolist()
    ['.', 'nga', 'tổng_thống']
    """

    def __init__(
        self,
        *,
        segment: bool = True,
        lowercase: bool = True,
        tone_marks: Literal["keep", "old", "new"] = "keep",
        ngram_range: tuple[int, int] = (1, 1),
        max_df: float = 1.0,
        min_df: float = 1,
        max_features: int | None = None,
        vocabulary: dict[str, int] | Iterable[str] | None = None,
        binary: bool = False,
        norm: Literal["l2", "l1"] | None = "l2",
        use_idf: bool = True,
        smooth_idf: bool = True,
        sublinear_tf: bool = False,
        title_weight: float = 0.0,
        lead_weight: float = 0.0,
        dtype: DTypeLike = np.float64,
    ) -> None:
        self.segment = segment
        self.lowercase = lowercase
        self.tone_marks = tone_marks
        self.ngram_range = ngram_range
        self.max_df = max_df
        self.min_df = min_df
        self.max_features = max_features
        self.vocabulary = vocabulary
        self.binary = binary
        self.norm = norm
        self.use_idf = use_idf
        self.smooth_idf = smooth_idf
        self.sublinear_tf = sublinear_tf
        self.title_weight = title_weight
        self.lead_weight = lead_weight
        self.dtype = dtype

    def fit(self, raw_documents: Iterable[str | Article], y: object = None) -> Self:
        """Learn the vocabulary and the inverse document frequencies.

        Parameters
        ----------
        raw_documents : iterable of str or Article
        y : ignored

        Returns
        -------
        self

        Raises
        ------
        TypeError
            If a document is neither text nor `Article`; the message gives its position.
        ValueError
            If a parameter is out of range, or no n-gram is left.
        """
        self._fit(self._read_all(raw_documents))
        return self

    def fit_transform(self, raw_documents: Iterable[str | Article], y: object = None) -> sp.csr_matrix:
        """Fit and return the matrix of the same documents; each is segmented once.

        Parameters
        ----------
        raw_documents : iterable of str or Article
        y : ignored

        Returns
        -------
        csr_matrix of shape (n_documents, n_features)
        """
        readings = self._read_all(raw_documents)
        self._fit(readings)
        return self._rows(readings)

    def transform(self, raw_documents: Iterable[str | Article]) -> sp.csr_matrix:
        """Return the TF-IDF matrix of the documents.

        Parameters
        ----------
        raw_documents : iterable of str or Article

        Returns
        -------
        csr_matrix of shape (n_documents, n_features)
            Rows in order, column indices sorted. A document without known n-grams gives an empty row.

        Raises
        ------
        sklearn.exceptions.NotFittedError
            If the vectorizer is not fitted.
        TypeError
            If a document is neither text nor `Article`.
        """
        check_is_fitted(self, "vocabulary_")
        return self._rows(self._read_all(raw_documents))

    def locate(self, document: str | Article) -> Occurrences:
        """Return where in a document its n-grams stand and what each occurrence adds to the document's row.

        An n-gram that occurs several times in the text shares its value equally among the occurrences; what the title
        adds by ``title_weight`` goes to the occurrences in the title, and so for the lead.

        Parameters
        ----------
        document : str or Article

        Returns
        -------
        Occurrences
            Offsets point into the string, or into ``Article.text``.
        """
        check_is_fitted(self, "vocabulary_")
        reading = self._read_all([document])[0]
        found = find_ngrams(reading.words, self.vocabulary_, self.ngram_range)
        value = np.zeros(len(found.column))
        for weight, field in self._fields():
            inside = found.inside(field(reading))
            column, where, counts = np.unique(found.column[inside], return_inverse=True, return_counts=True)
            row = self._weigh(counts.astype(np.float64), column, np.zeros(len(column), np.int64), 1)
            value[inside] += weight * (row / counts)[where]
        if len(self._fields()) > 1 and len(value):
            _, where = np.unique(found.column, return_inverse=True)
            row = np.bincount(where, weights=value).astype(np.float64)
            value /= self._lengths(row, np.zeros(len(row), np.int64), 1)
        return Occurrences(reading.start[found.first], reading.end[found.first + found.length - 1], found.column, value)

    def get_feature_names_out(self, input_features: object = None) -> NDArray[np.object_]:
        """Return the n-grams in the order of the columns.

        Parameters
        ----------
        input_features : ignored

        Returns
        -------
        ndarray of str objects, shape (n_features,)
        """
        check_is_fitted(self, "vocabulary_")
        return np.array(sorted(self.vocabulary_, key=self.vocabulary_.__getitem__), dtype=object)

    def _read_all(self, raw_documents: Iterable[str | Article]) -> list[Reading]:
        if isinstance(raw_documents, (str, bytes, Article)):
            raise TypeError(
                f"expected an iterable of texts or articles, got one {type(raw_documents).__name__}; wrap it in a list"
            )
        return [
            read_document(
                document, position, segment=self.segment, lowercase=self.lowercase, tone_marks=self.tone_marks
            )
            for position, document in enumerate(raw_documents)
        ]

    def _fit(self, readings: Sequence[Reading]) -> None:
        if np.dtype(self.dtype) not in (np.float64, np.float32):
            raise ValueError(f"dtype={self.dtype!r}: expected float64 or float32")
        if self.norm not in ("l1", "l2", None):
            raise ValueError(f"norm={self.norm!r}: expected 'l2', 'l1' or None")
        counter = CountVectorizer(
            tokenizer=_same,
            preprocessor=_same,
            token_pattern=None,
            lowercase=False,
            ngram_range=self.ngram_range,
            max_df=self.max_df,
            min_df=self.min_df,
            max_features=self.max_features,
            vocabulary=self.vocabulary,
            binary=self.binary,
        )
        counts = counter.fit_transform([reading.words for reading in readings])
        self.vocabulary_: dict[str, int] = {name: int(column) for name, column in counter.vocabulary_.items()}
        self.idf_: NDArray[np.float64] = np.ones(len(self.vocabulary_))
        if self.use_idf:
            self.idf_ = TfidfTransformer(smooth_idf=self.smooth_idf).fit(counts).idf_

    def _fields(self) -> list[tuple[float, Callable[[Reading], int]]]:
        """Return the parts of a document that have rows of their own: weight, and how many of its words belong."""
        fields = [
            (1.0, lambda reading: len(reading.words)),
            (self.title_weight, lambda reading: reading.n_title),
            (self.lead_weight, lambda reading: reading.n_lead),
        ]
        return [field for field in fields if field[0]]

    def _rows(self, readings: Sequence[Reading]) -> sp.csr_matrix:
        found = [find_ngrams(reading.words, self.vocabulary_, self.ngram_range) for reading in readings]
        fields = self._fields()
        matrix = sum(weight * self._field_rows(found, [field(r) for r in readings]) for weight, field in fields)
        if len(fields) > 1:
            rows = _row_numbers(matrix)
            matrix.data /= self._lengths(matrix.data, rows, len(readings))[rows]
        matrix.sort_indices()
        return matrix.astype(self.dtype, copy=False)

    def _field_rows(self, found: Sequence[NGrams], n_words: Sequence[int]) -> sp.csr_matrix:
        columns, counts = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
        for ngrams, limit in zip(found, n_words, strict=True):
            column, count = np.unique(ngrams.column[ngrams.inside(limit)], return_counts=True)
            columns.append(column)
            counts.append(count)
        indptr = np.cumsum([len(column) for column in columns])
        data = np.concatenate(counts).astype(np.float64)
        matrix = sp.csr_matrix((data, np.concatenate(columns), indptr), shape=(len(found), len(self.idf_)))
        matrix.data = self._weigh(matrix.data, matrix.indices, _row_numbers(matrix), len(found))
        return matrix

    def _weigh(self, counts: Floats, columns: Ints, rows: Ints, n_rows: int) -> Floats:
        """Return the TF-IDF values of counted n-grams, row by row, as `TfidfTransformer` computes them."""
        values = np.ones(len(counts)) if self.binary else counts
        if self.sublinear_tf:
            values = np.log(values) + 1.0
        values = values * self.idf_[columns]
        return np.asarray(values / self._lengths(values, rows, n_rows)[rows])

    def _lengths(self, values: Floats, rows: Ints, n_rows: int) -> Floats:
        """Return the norm of every row; 1 for one without entries, or without ``norm``."""
        if self.norm is None:
            return np.ones(n_rows)
        size = np.abs(values) if self.norm == "l1" else values * values
        lengths = np.bincount(rows, weights=size, minlength=n_rows)
        lengths = lengths if self.norm == "l1" else np.sqrt(lengths)
        return np.where(lengths > 0, lengths, 1.0)


def _row_numbers(matrix: sp.csr_matrix) -> Ints:
    return np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))


def _same(words: list[str]) -> list[str]:
    return words
